//! What services and cookies are for, in the words of `purposes/*.json`: the same few sentences in every language.

use serde::{Deserialize, Serialize};

use super::Translated;
use crate::notice::Language;

/// A sentence by language.
type Sentences = &'static [(&'static str, &'static str)];

include!(concat!(env!("OUT_DIR"), "/purposes.rs"));

impl ServiceAim {
    /// Says it in a language.
    ///
    /// # Example
    /// ```
    /// use consent_core::{config::ServiceAim, notice::Language};
    /// let german = Language::parse("de").unwrap();
    /// assert_eq!(ServiceAim::Maps.said(german), "Zeigt Karten auf der Seite.");
    /// ```
    #[must_use]
    pub fn said(self, language: Language) -> &'static str {
        of(self.sentences(), language)
    }
}

impl CookieAim {
    /// Says it in a language.
    ///
    /// # Example
    /// ```
    /// use consent_core::{config::CookieAim, notice::Language};
    /// let german = Language::parse("de").unwrap();
    /// assert_eq!(CookieAim::Settings.said(german), "Merkt sich Ihre Einstellungen.");
    /// ```
    #[must_use]
    pub fn said(self, language: Language) -> &'static str {
        of(self.sentences(), language)
    }
}

/// What something of the catalogue is for, in every language.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    own: &'a Translated,
    otherwise: Sentences,
}

impl<'a> Told<'a> {
    /// A service is told of in its own words, and where it has none in those of its purpose.
    #[must_use]
    pub const fn of_service(own: &'a Translated, aim: ServiceAim) -> Self {
        let otherwise = aim.sentences();
        Self { own, otherwise }
    }

    /// A cookie likewise.
    #[must_use]
    pub const fn of_cookie(own: &'a Translated, aim: CookieAim) -> Self {
        let otherwise = aim.sentences();
        Self { own, otherwise }
    }

    /// Says it in a language.
    #[must_use]
    pub fn get(self, language: Language) -> &'a str {
        match self.own.get(language) {
            "" => of(self.otherwise, language),
            own => own,
        }
    }
}

/// The build lets no language without a sentence through.
fn of(sentences: Sentences, language: Language) -> &'static str {
    let mut sentences = sentences.iter();
    sentences
        .find(|(code, _)| *code == language.code())
        .map_or("", |(_, sentence)| *sentence)
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;
    use alloc::string::String;
    use alloc::vec::Vec;

    use super::*;
    use crate::catalogue::Catalogue;

    /// Every sentence with its purpose, in a language.
    fn said(language: Language) -> impl Iterator<Item = (String, &'static str)> {
        let services = ServiceAim::ALL.iter();
        let services = services.map(move |aim| (alloc::format!("{aim:?}"), aim.said(language)));
        let cookies = CookieAim::ALL.iter();
        services.chain(cookies.map(move |aim| (alloc::format!("{aim:?}"), aim.said(language))))
    }

    #[test]
    fn every_language_says_each_of_them_in_one_sentence_that_is_not_the_categorys() {
        for language in Language::all() {
            let texts = language.texts();
            let categories = ["necessary", "functionality", "analytics", "advertisement"];
            let categories: Vec<&str> = categories
                .iter()
                .filter_map(|id| Some(texts.category(id)?.1))
                .collect();
            for (aim, sentence) in said(language) {
                assert!(
                    sentence.ends_with(['.', '。']) && sentence.trim() == sentence,
                    "{language:?}: {aim}: {sentence}"
                );
                assert!(
                    !sentence.contains(['{', '"', '\'']),
                    "{language:?}: {aim}: a place or a straight quotation mark"
                );
                assert!(
                    !categories.contains(&sentence),
                    "{language:?}: {aim} is said as a category"
                );
                // They stand in the rows of a table; the longest English one has 90 characters.
                let length = sentence.chars().count();
                assert!(
                    (4..=130).contains(&length),
                    "{language:?}: {aim}: {length} characters"
                );
            }
        }
    }

    #[test]
    fn no_two_of_them_are_said_alike() {
        for language in Language::all() {
            let services: BTreeSet<_> = ServiceAim::ALL.iter().map(|aim| aim.said(language)).collect();
            assert_eq!(services.len(), ServiceAim::ALL.len(), "{language:?}: services");
            let cookies: BTreeSet<_> = CookieAim::ALL.iter().map(|aim| aim.said(language)).collect();
            assert_eq!(cookies.len(), CookieAim::ALL.len(), "{language:?}: cookies");
        }
    }

    #[test]
    fn the_catalogue_uses_each_of_them() {
        let catalogue = Catalogue::built_in();
        let services: BTreeSet<_> = catalogue.iter().map(|record| record.aim).collect();
        assert!(ServiceAim::ALL.iter().all(|aim| services.contains(aim)));
        let cookies = catalogue.iter().flat_map(|record| &record.cookies);
        let cookies: BTreeSet<_> = cookies.filter_map(|cookie| cookie.aim).collect();
        assert!(CookieAim::ALL.iter().all(|aim| cookies.contains(aim)));
    }
}
