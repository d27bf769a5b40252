//! Texts: there, not empty, and in every language of the site.

use alloc::format;
use alloc::string::{String, ToString};

use super::super::draft::LocalText;
use super::super::loose::Loose;
use super::super::nearest::{did_you_mean, listed};
use super::super::place::Place;
use super::super::{Country, Translated};
use super::Checker;
use crate::notice::Language;

/// The longest text; what is longer is a document, not a sentence.
const LONGEST: usize = 1_000;

impl Checker<'_> {
    /// A text that must be there.
    pub(super) fn text(&mut self, text: &Loose<String>, place: &Place) -> Option<String> {
        let text = text.needed(place, &mut self.faults)?;
        self.is_text(text, place).then(|| text.clone())
    }

    /// A text that may be left out; then it is empty.
    pub(super) fn optional_text(&mut self, text: &Loose<String>, place: &Place) -> Option<String> {
        if text.is_absent() {
            Some(String::new())
        } else {
            self.text(text, place)
        }
    }

    /// Tells whether something can be read in a text.
    fn is_text(&mut self, text: &str, place: &Place) -> bool {
        let Some((reason, mend)) = unreadable(text) else {
            return true;
        };
        self.faults.add(place, reason, mend);
        false
    }

    /// A text in every language of the site, and in no other.
    pub(super) fn translated(&mut self, texts: &Loose<LocalText>, place: &Place) -> Option<Translated> {
        let texts = texts.needed(place, &mut self.faults)?;
        let mut complete = true;
        for language in self.languages.clone() {
            let place = place.key(language.code());
            if texts.get(language.code()).is_none_or(Loose::is_absent) {
                let mend = format!("write the text in {} ({}) too", language.name(), language.code());
                self.faults
                    .add(&place, "is missing, though it is a language of the site", mend);
                complete = false;
            }
        }
        for (code, text) in texts {
            let place = place.key(code);
            complete &= self.is_spoken(code, &place) && self.text(text, &place).is_some();
        }
        let of = |language: Language| Some((language, texts.get(language.code())?.read()?.clone()));
        complete.then(|| self.languages.iter().copied().filter_map(of).collect())
    }

    /// Tells whether a key is one of the site's languages.
    pub(super) fn is_spoken(&mut self, code: &str, place: &Place) -> bool {
        let built_in = Language::all().find(|language| language.code() == code);
        let (reason, mend) = match built_in {
            Some(language) if self.languages.contains(&language) => return true,
            // The list of languages has a fault of its own; this one may follow from it.
            Some(_) if !self.languages_are_known => return false,
            Some(_) => (
                "is not a language of the site",
                format!("add “{code}” to “languages”, or remove the text"),
            ),
            None => {
                let known = || Language::all().map(Language::code);
                let only = || format!("languages are {}", listed(known(), "and"));
                (
                    "is not a language that is built in",
                    did_you_mean(code, known()).unwrap_or_else(only),
                )
            }
        };
        self.faults.add(place, reason, mend);
        false
    }

    /// A country that must be there.
    pub(super) fn country(&mut self, code: &Loose<String>, place: &Place) -> Option<Country> {
        let code = code.needed(place, &mut self.faults)?;
        self.is_country(code, place)
    }

    pub(super) fn is_country(&mut self, code: &str, place: &Place) -> Option<Country> {
        let country = Country::parse(code);
        if country.is_err() {
            let upper = code.trim().to_uppercase();
            let mend = match upper.as_str() {
                "UK" => "write “GB”".to_string(),
                _ if Country::parse(&upper).is_ok() => format!("write “{upper}”"),
                _ => "write the two letters of ISO 3166-1, such as “SE”".to_string(),
            };
            self.faults
                .add(place, format!("“{}” is not a country", super::short(code)), mend);
        }
        country.ok()
    }
}

/// Tells whether something can be read in a text.
pub(super) fn is_readable(text: &str) -> bool {
    unreadable(text).is_none()
}

/// Why nothing can be read in a text, and how to mend it.
fn unreadable(text: &str) -> Option<(&'static str, &'static str)> {
    if text.trim().is_empty() {
        Some(("is empty", "write a text, or remove the key if it is not needed"))
    } else if text
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        Some((
            "has a line break or another control character in it",
            "write it as one line of plain text",
        ))
    } else if text.chars().nth(LONGEST).is_some() {
        Some((
            "is longer than 1,000 characters",
            "say it in one sentence, and the rest on the policy page",
        ))
    } else {
        None
    }
}
