//! The change history alone, for a policy page that is not written by `consent build`.

use consent_core::catalogue::Catalogue;
use consent_core::config::{Config, History};
use consent_core::notice::Language;

use super::content::versions;
use super::{html, markdown};

/// How the history is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A heading and a list of definitions.
    Html,
    /// A heading and a list.
    Markdown,
}

/// Writes every version of a policy, the newest first, with what it changed. Versions are told in the words of the
/// config as it is now.
pub(crate) fn change_history(config: &Config, history: &History, language: Language, form: Form) -> String {
    let versions = versions(config, language, history, &Catalogue::built_in());
    let title = &config.texts(language).declaration_history;
    match form {
        Form::Html => html::history(title, &versions),
        Form::Markdown => markdown::history(title, &versions),
    }
}
