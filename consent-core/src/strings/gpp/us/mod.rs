//! The sections of the United States: the national approach and the states, read by one table.

mod field;
pub use field::{Question, UsField};

mod layout;
pub use layout::UsLayout;

mod section;
pub use section::UsSection;

mod rules;
