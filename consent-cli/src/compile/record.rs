//! The record's script with the place where decisions are recorded: one file for all languages of a site.

use std::fmt;

use consent_core::config::Recording;

use super::paste::paste;

/// Where the server and the site's key on it go.
const PLACE: &str = "__RECORD__";

/// Pastes the place into the script; an empty server where nothing is recorded. The script is there all the same: it
/// tells a visitor what this browser knows.
///
/// # Errors
/// When the script has no place for it.
pub(crate) fn with_place(script: &str, record: Option<&Recording>) -> Result<String, RecordError> {
    let place = record.map_or(["", ""], |record| [record.server(), record.site()]);
    let json = serde_json::to_string(&place).map_err(|_| RecordError)?;
    paste(script, &[(PLACE, &json)]).map_err(|_| RecordError)
}

/// Why a script cannot carry the place of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordError;

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the record's script in this command has no {PLACE}")
    }
}

impl std::error::Error for RecordError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_record_the_place_is_empty() {
        assert_eq!(
            with_place("let r=__RECORD__;", None).unwrap(),
            r#"let r=["",""];"#
        );
        let fault = with_place("let r;", None).unwrap_err().to_string();
        assert!(fault.contains("__RECORD__"), "{fault}");
    }
}
