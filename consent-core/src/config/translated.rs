//! One text in several languages.

use alloc::collections::BTreeMap;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::notice::Language;

/// A text by language tag. A checked one has every language of its site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Translated(BTreeMap<String, String>);

impl Translated {
    /// Returns the text in a language; empty when there is none.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        self.0.get(language.code()).map_or("", String::as_str)
    }

    /// Returns the languages that have a text, by tag.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl FromIterator<(Language, String)> for Translated {
    fn from_iter<I: IntoIterator<Item = (Language, String)>>(texts: I) -> Self {
        Self(
            texts
                .into_iter()
                .map(|(language, text)| (language.code().into(), text))
                .collect(),
        )
    }
}
