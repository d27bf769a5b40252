//! Stage 5, gate: may this element of the page run now, and if not, why?
//!
//! *Takes* what an element's attributes ask for, and the grants.
//! *Gives* a [`Verdict`]: run, or hold and why.
//! *Never* lets anything run whose category or service it does not know.

mod requirement;
pub use requirement::{Condition, Requirement};

mod markup;
pub use markup::{Attributes, Markup};

mod verdict;
pub use verdict::{HoldReason, Verdict, judge};
