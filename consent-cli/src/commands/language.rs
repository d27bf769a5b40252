//! A language as an argument.

use consent_core::notice::Language;

/// Reads the tag of a language that is built in.
pub(super) fn language(tag: &str) -> Result<Language, String> {
    Language::parse(tag).ok_or_else(|| {
        let known: Vec<&str> = Language::all().map(Language::code).collect();
        format!("write one of {}", known.join(", "))
    })
}
