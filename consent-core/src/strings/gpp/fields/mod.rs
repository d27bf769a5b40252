//! Sections as JSON has them: what `consent verify` shows, and `consent encode` takes.
//!
//! Sections stand by their names, or where they have none by their numbers; TCF Europe as a TC string alone, the
//! others with the specification's names. A section that is kept as it stands is its text.

use alloc::vec::Vec;

use super::string::Section;

mod canada;
mod read;
mod united_states;
mod write;

/// The sections of a string, for JSON.
///
/// # Example
/// ```
/// use consent_core::strings::gpp::{Gpp, Sections, write};
///
/// let gpp = Gpp::parse("DBABzw~1YNN~BAAAAAAAAQA.QA")?;
/// let sections = Sections(gpp.sections().map(|(_, section)| section).collect::<Result<_, _>>()?);
/// let json = serde_json::to_string(&sections)?;
/// assert!(json.starts_with(r#"{"uspv1":{"version":1,"notice":"Y","optOutSale":"N","lspa":"N"},"usnat":{"Version":1,"#));
///
/// let again: Sections<'_> = serde_json::from_str(&json)?;
/// assert_eq!(write(&again.0)?, "DBABzw~1YNN~BAAAAAAAAQA.QA");
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a list and nothing else")]
pub struct Sections<'a>(pub Vec<Section<'a>>);
