//! The cookie names of the catalogue, ready to be looked up for every word of a text.

use std::collections::HashMap;

use consent_core::catalogue::{Catalogue, CookieRecord, Identified, Under};
use consent_core::config::{ServiceId, Storage};

/// How much a word looks like a cookie's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Not at all.
    None,
    /// It has the form of one, and nobody knows it.
    Form,
    /// It is one, and an ordinary word that other software uses as well.
    Shared,
    /// It is one, and has only letters as words have.
    Word,
    /// It is one, and can hardly be anything else.
    Certain,
}

/// Names that can be recognised.
#[derive(Debug)]
pub(crate) struct KnownNames<'c> {
    exact: HashMap<&'c str, bool>,
    globs: HashMap<[u8; 2], Vec<&'c CookieRecord>>,
    anywhere: Vec<&'c CookieRecord>,
}

impl<'c> KnownNames<'c> {
    /// Collects them.
    pub(crate) fn of(catalogue: &'c Catalogue) -> Self {
        let mut known = Self {
            exact: HashMap::new(),
            globs: HashMap::new(),
            anywhere: Vec::new(),
        };
        for cookie in catalogue.iter().flat_map(|record| &record.cookies) {
            let exact = cookie.names().filter(|name| !name.contains('*'));
            for name in exact {
                *known.exact.entry(name).or_insert(false) |= cookie.shared;
            }
            if cookie.name.is_glob() {
                let name = cookie.name.as_str().as_bytes();
                match name.first_chunk::<2>().filter(|start| !start.contains(&b'*')) {
                    Some(start) => known.globs.entry(*start).or_default().push(cookie),
                    None => known.anywhere.push(cookie),
                }
            }
        }
        known
    }

    /// Tells how much a word looks like a name.
    pub(crate) fn likeness(&self, word: &str) -> Likeness {
        if word.is_empty() || word.len() > 100 {
            return Likeness::None;
        }
        let form = has_form(word);
        match self.exact.get(word) {
            Some(true) if !form => return Likeness::Shared,
            Some(shared) if *shared || !form => return Likeness::Word,
            Some(_) => return Likeness::Certain,
            None => {}
        }
        let globs = word
            .as_bytes()
            .first_chunk::<2>()
            .and_then(|start| self.globs.get(start));
        let mut globs = globs.into_iter().flatten().chain(&self.anywhere);
        match globs.find(|cookie| cookie.name.covers(word)) {
            Some(cookie) if cookie.shared && !form => Likeness::Shared,
            Some(cookie) if cookie.shared || !form => Likeness::Word,
            Some(_) => Likeness::Certain,
            None if form => Likeness::Form,
            None => Likeness::None,
        }
    }
}

/// Whether a word has something that ordinary words do not: an underscore, digits among its letters, or several dots.
fn has_form(word: &str) -> bool {
    let has = |test: fn(&u8) -> bool| word.bytes().any(|byte| test(&byte));
    let is_name = word
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_-.*#~$%|!".contains(&byte));
    let letters = has(u8::is_ascii_alphabetic);
    is_name
        && letters
        && (has(|byte| *byte == b'_') || (has(u8::is_ascii_digit) && word.len() > 4 && !is_ordinary(word)))
}

/// `COVID-19`, `2023-12-18`, `ISO27001`, `556297-2504`: numbers that texts have anyway, and never a cookie of the catalogue.
fn is_ordinary(word: &str) -> bool {
    let is_abbreviation = word.contains('-') && !word.bytes().any(|byte| byte.is_ascii_lowercase());
    let starts_with_digit = word.starts_with(|letter: char| letter.is_ascii_digit());
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    starts_with_digit
        || is_abbreviation
        || (word.bytes().filter(u8::is_ascii_digit).count() >= letters && !word.contains(['_', '.']))
}

/// A word as it stands in a text, without the marks around it; what the text leaves open becomes `*`.
pub(crate) fn bare(word: &str) -> String {
    let marks = |letter: char| !letter.is_ascii_alphanumeric() && !"_*#.$~".contains(letter);
    let mut name = word.trim_matches(marks).trim_end_matches('.').to_owned();
    // Only what encloses something was trimmed too much.
    for (open, close) in [('<', '>'), ('[', ']'), ('{', '}'), ('(', ')')] {
        if word.contains(open) && word.contains(close) && name.contains(open) && !name.contains(close) {
            name.push(close);
        }
        while let (Some(from), Some(to)) = (name.find(open), name.find(close)) {
            if from >= to {
                break;
            }
            name.replace_range(from..=to, "*");
        }
    }
    if name.trim_matches('#').len() < name.len() && !name.trim_end_matches('#').contains('#') {
        name = format!("{}*", name.trim_end_matches('#'));
    }
    let open = name.trim_end_matches(['x', 'X']);
    if name.len() - open.len() >= 3 && open.ends_with(['_', '-', '.']) {
        name = format!("{open}*");
    }
    let joined = name.to_ascii_lowercase();
    for ending in ["-cookien", "-cookies", "-cookie", "-kakan", "-kaka", "-kakor"] {
        if joined.ends_with(ending) && name.len() > ending.len() && name.contains('_') {
            name.truncate(name.len() - ending.len());
            break;
        }
    }
    // Quotation marks may have stood before the ending.
    name.trim_matches(marks).trim_end_matches('.').to_owned()
}

/// Whose a name is, in whatever storage it is known.
pub(crate) fn identify<'c>(catalogue: &'c Catalogue, name: &str, found: &[ServiceId]) -> Identified<'c> {
    let storages = [Storage::Cookie, Storage::Local, Storage::Session];
    let mut all = storages
        .map(|storage| catalogue.identify(name, storage, Under::Unknown, found))
        .into_iter();
    all.find(|identified| *identified != Identified::Unknown)
        .unwrap_or(Identified::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_what_is_left_open_becomes_a_star() {
        for (word, name) in [
            ("_ga,", "_ga"),
            ("\"_ga\"-cookie", "_ga"),
            ("__hstc-cookien.", "__hstc"),
            ("(hubspotutk)", "hubspotutk"),
            ("_ga_<container-id>", "_ga_*"),
            ("_gat_[id]", "_gat_*"),
            ("_ga_*", "_ga_*"),
            ("_gat_UA-XXXX", "_gat_UA-*"),
            ("_ga_#", "_ga_*"),
            ("`_fbp`:", "_fbp"),
            ("•", ""),
        ] {
            assert_eq!(bare(word), name, "{word}");
        }
    }

    #[test]
    fn ordinary_words_are_not_certain() {
        let catalogue = Catalogue::built_in();
        let known = KnownNames::of(&catalogue);
        for (word, likeness) in [
            ("_ga", Likeness::Certain),
            ("_ga_1R7GEWQZLM", Likeness::Certain),
            ("__cfuvid", Likeness::Certain),
            ("IDE", Likeness::Word),
            ("lang", Likeness::Shared),
            ("our_basket", Likeness::Form),
            ("viewCount", Likeness::None),
            ("2023-12-18", Likeness::None),
            ("COVID-19", Likeness::None),
            ("556297-2504", Likeness::None),
            ("Besökare", Likeness::None),
        ] {
            assert_eq!(known.likeness(word), likeness, "{word}");
        }
    }
}
