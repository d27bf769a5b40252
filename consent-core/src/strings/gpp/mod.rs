//! IAB Global Privacy Platform: one string of several sections, each of one law or framework.
//!
//! ```text
//! gpp    = header *( "~" section )                     ; as many sections as the header lists, in its order
//! header = Type:6 (= 3) Version:6 (= 1) Sections       ; ranges of section ids in Fibonacci's code
//! ```
//!
//! A section that cannot be read takes nothing from the others: [`Gpp::parse`] reads the header, and
//! [`Gpp::section`] one section. Sections that are not settled, and those that nobody here knows, are kept as they
//! stand ([`Section::Opaque`]).
//!
//! The specification is IAB Tech Lab's “Global Privacy Platform”, named here by its documents.

mod error;
pub use error::{BitsError, Fault, GppError, HeaderError, SectionError, WriteError};

mod fibonacci;
pub use fibonacci::FibonacciError;

mod header;

mod rules;

mod section_id;
pub use section_id::{SectionId, Standing};

mod string;
pub(super) use string::write_us;
pub use string::{Gpp, Section, write};

mod us;
pub use us::{Question, UsField, UsLayout, UsSection};

mod canada;
pub use canada::{SetCoding, TcfCa, TcfCaPublisher};

mod fields;
pub use fields::Sections;
