//! How the values of sections stand in the vectors.

use consent_core::strings::gpp::Section;
use serde_json::Value;

use super::strings;

/// The values of a section as the vectors name them.
pub(crate) fn of_section(section: &Section<'_>) -> Value {
    match section {
        // The vectors have those that most readers have, and not which segments are empty.
        Section::TcfEuV2(tc) => strings::values(tc),
        other => serde_json::to_value(other).expect("values have JSON"),
    }
}
