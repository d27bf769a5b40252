//! What a text says is not in use: `We do not use Hotjar`, `Matomo används inte`.
//!
//! ```text
//! active  = [ who ] denies names [ turn ... ]    ; “we do not use A or B, but C”
//! passive = names is-denied                      ; “A and B are not used on this site”
//! names   = 1*( name / aside )                   ; nothing else: a condition or a purpose says that it is in use
//! ```

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::service_names::ServiceNames;
use super::words::{Phrases, sentences, words};

/// How texts deny.
#[derive(Deserialize)]
struct Denials {
    /// Before the names.
    denies: Phrases,
    /// After them.
    is_denied: Phrases,
    /// Words before a denial after which it is about others, or a condition.
    others: HashSet<String>,
    /// Words with which something else begins.
    turns: HashSet<String>,
    /// Words that are such a one when a name follows, and else begin a condition (`utan Matomo`, `utan samtycke`).
    turns_before_names: HashSet<String>,
    /// Words that may stand beside names.
    aside: HashSet<String>,
}

/// The denials, which a test has read.
static DENIALS: LazyLock<Denials> = LazyLock::new(|| {
    serde_json::from_str(include_str!("data/denials.json")).expect("the list of denials is in order")
});

/// So many words before a denial say whose it is.
const SUBJECT: usize = 3;

/// The sentences of a line, each as its words, with those left out that say what is not in use.
pub(crate) fn affirmed<'t>(line: &'t str, names: &ServiceNames<'_>) -> Vec<&'t str> {
    sentences(line)
        .flat_map(|sentence| kept(sentence, names))
        .collect()
}

/// What is left of a sentence.
fn kept<'t>(sentence: &'t str, names: &ServiceNames<'_>) -> Vec<&'t str> {
    let all = places(sentence);
    let said: Vec<String> = all.iter().map(|(word, _)| word.clone()).collect();
    // Where the text of a word begins; behind the last, the end of the sentence.
    let at = |place: usize| all.get(place).map_or(sentence.len(), |(_, at)| *at);
    let part = |from: usize, to: usize| sentence.get(at(from)..at(to)).unwrap_or_default();
    if let Some((start, end)) = DENIALS.denies.find(&said) {
        let subject = said.get(start.saturating_sub(SUBJECT)..start).unwrap_or_default();
        let is_about_others = subject.iter().any(|word| DENIALS.others.contains(word));
        let turn = (end..said.len()).find(|place| {
            said.get(*place).is_some_and(|word| {
                DENIALS.turns.contains(word)
                    || (DENIALS.turns_before_names.contains(word)
                        && !names.find(part(*place, said.len())).is_empty())
            })
        });
        let turn = turn.unwrap_or(said.len());
        if !is_about_others && are_names(part(end, turn), names) {
            return vec![part(0, start), part(turn, said.len())];
        }
    }
    if let Some((start, end)) = DENIALS.is_denied.find(&said) {
        let is_aside = said.iter().skip(end).all(|word| DENIALS.aside.contains(word));
        if is_aside && are_names(part(0, start), names) {
            return Vec::new();
        }
    }
    vec![sentence]
}

/// Whether a text has names in it, and nothing that says more of them.
fn are_names(text: &str, names: &ServiceNames<'_>) -> bool {
    let hits = names.find(text);
    let of_names: HashSet<String> = hits.iter().flat_map(|hit| words(&hit.name)).collect();
    !hits.is_empty()
        && words(text).iter().all(|word| {
            let is_of_name =
                of_names.contains(word) || word.strip_suffix('s').is_some_and(|stem| of_names.contains(stem));
            is_of_name || DENIALS.aside.contains(word)
        })
}

/// The words of a sentence, each with where its text begins.
fn places(sentence: &str) -> Vec<(String, usize)> {
    let mut all = Vec::new();
    let mut at = 0;
    for part in sentence.split_inclusive(char::is_whitespace) {
        all.extend(words(part).into_iter().map(|word| (word, at)));
        at += part.len();
    }
    all
}

#[cfg(test)]
mod tests {
    use consent_core::catalogue::Catalogue;

    use super::*;

    fn named(line: &str) -> Vec<String> {
        let catalogue = Catalogue::built_in();
        let names = ServiceNames::of(&catalogue);
        let kept = affirmed(line, &names);
        let hits = kept.iter().flat_map(|text| names.find(text));
        hits.map(|hit| hit.record.id.to_string()).collect()
    }

    #[test]
    fn what_is_denied_is_not_named() {
        for line in [
            "We do not use Google Analytics.",
            "This site doesn't use Hotjar, Matomo or Google Analytics.",
            "We don’t use Hotjar at all.",
            "We no longer use tools such as Hotjar.",
            "We are not using any services like Hotjar on this site.",
            "Hotjar is not used on this website.",
            "Hotjar and Matomo are no longer used.",
            "Vi använder inte Google Analytics.",
            "På den här sajten använder vi inte Hotjar.",
            "Vi använder inte längre verktyg som Hotjar eller Matomo.",
            "Observera att vi aldrig använder Hotjar på sajten.",
            "Hotjar används inte på webbplatsen.",
            "Matomo och Hotjar används inte längre.",
        ] {
            assert_eq!(named(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn what_is_used_instead_or_beside_is_named() {
        for (line, found) in [
            ("We do not use Google Analytics but Matomo.", &["matomo"][..]),
            ("We do not use Hotjar, we use Matomo.", &["matomo"]),
            ("We use Matomo. We do not use Hotjar.", &["matomo"]),
            ("Vi använder inte Hotjar utan Matomo.", &["matomo"]),
            ("Vi använder Matomo; Hotjar används inte.", &["matomo"]),
            ("On pages with Matomo we do not use Hotjar.", &["matomo"]),
        ] {
            assert_eq!(named(line), found, "{line}");
        }
    }

    #[test]
    fn a_condition_a_purpose_and_what_others_do_deny_nothing() {
        for line in [
            "We do not use Hotjar without your consent.",
            "We do not use Hotjar until you have said yes.",
            "We do not use Hotjar for advertising.",
            "We do not only use Hotjar.",
            "We do not use the data that Hotjar collects to identify you.",
            "If you do not use Hotjar, nothing is stored.",
            "You can stop it if you do not use Hotjar.",
            "Hotjar is not used to identify you.",
            "Hotjar is not used before you have said yes.",
            "Vi använder inte Hotjar utan samtycke från dig.",
            "Vi använder inte Hotjar förrän du sagt ja.",
            "Vi använder inte Hotjar för att identifiera dig.",
            "Vi använder inte bara Hotjar.",
            "Det gäller om du inte använder Hotjar.",
            "Hotjar används inte för reklam.",
        ] {
            assert_eq!(named(line), ["hotjar"], "{line}");
        }
    }
}
