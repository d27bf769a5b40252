//! How long something lives, in the words of Swedish and English policies.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use consent_core::config::Lifetime;
use serde::Deserialize;

use super::words::{Phrases, sentences, words};

/// The longest that is believed: as long as a config may say.
const LONGEST: f64 = 100.0 * 365.0 * 86_400.0;

/// The most words between “expires” and how long.
const REACH: usize = 7;

/// What a text says of a lifetime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// This long.
    Lasts(Lifetime),
    /// For ever, which no browser does.
    Unlimited,
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lasts(lifetime) => lifetime.fmt(f),
            Self::Unlimited => f.write_str("unlimited"),
        }
    }
}

#[derive(Deserialize)]
struct Unit {
    seconds: u32,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    numbers: HashMap<String, u32>,
    units: Vec<Unit>,
    session: Phrases,
    session_cell: Phrases,
    unlimited: Phrases,
    unlimited_cell: Phrases,
    expires: Phrases,
}

/// The words, which a test has read.
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    serde_json::from_str(include_str!("data/lifetimes.json")).expect("the list of lifetimes is in order")
});

/// What a cell says when it says nothing but a lifetime.
pub(crate) fn whole(cell: &str) -> Option<Said> {
    let said = words(cell);
    if WORDS.session_cell.are_all_of(&said) {
        return Some(Said::Lasts(Lifetime::Session));
    }
    if WORDS.unlimited_cell.are_all_of(&said) {
        return Some(Said::Unlimited);
    }
    // “2 år”, “ca 2 år”, “2 years (rolling)”: one span with hardly anything beside it.
    let (span, end) = first_span(&said)?;
    (said.len() <= 4 && end <= 3).then_some(Said::Lasts(span))
}

/// What a column for lifetimes says: a lifetime, whatever stands around it.
pub(crate) fn in_column(cell: &str) -> Option<Said> {
    whole(cell)
        .or_else(|| first_span(&words(cell)).map(|(span, _)| Said::Lasts(span)))
        .or_else(|| ends(&words(cell)))
}

/// What running text says: a lifetime after a word such as “expires”, the end of the session, no end at all, or a
/// part between commas or dashes that is nothing else.
pub(crate) fn in_text(text: &str) -> Option<Said> {
    let of_sentence = |sentence: &str| {
        let said = words(sentence);
        let (_, from) = WORDS.expires.find(&said)?;
        let near = said.get(from..said.len().min(from + REACH))?;
        ends(&said).or_else(|| first_span(near).map(|(span, _)| Said::Lasts(span)))
    };
    let part = |text: &str| {
        let parts = text
            .split([',', '–', '—', '(', ')', ':', '|', ';', '\n'])
            .chain(text.split(" - "));
        parts.map(str::trim).find_map(whole)
    };
    sentences(text)
        .find_map(of_sentence)
        .or_else(|| part(text))
        .or_else(|| sentences(text).find_map(|sentence| ends(&words(sentence))))
}

/// Tells whether a text says that something has no end.
pub(crate) fn is_unlimited(said: &[String]) -> bool {
    WORDS.unlimited.are_in(said)
}

/// With the session, or never.
fn ends(said: &[String]) -> Option<Said> {
    if WORDS.session.are_in(said) {
        return Some(Said::Lasts(Lifetime::Session));
    }
    is_unlimited(said).then_some(Said::Unlimited)
}

/// The first number with a unit, and where it ends among the words.
fn first_span(said: &[String]) -> Option<(Lifetime, usize)> {
    let next = said.iter().skip(1).map(Some).chain([None]);
    said.iter().zip(next).enumerate().find_map(|(at, (word, next))| {
        let digits = word.len()
            - word
                .trim_start_matches(|letter: char| letter.is_ascii_digit() || ".,".contains(letter))
                .len();
        let (number, glued) = word.split_at(digits);
        if number.is_empty() {
            let number = *WORDS.numbers.get(word.as_str())?;
            return Some((span(f64::from(number), next?)?, at + 2));
        }
        let number = number_of(number)?;
        if glued.is_empty() {
            Some((span(number, next?)?, at + 2))
        } else {
            Some((span(number, glued)?, at + 1))
        }
    })
}

/// `13`, `1.5`, `1,5`, `1,825`: a comma before three digits parts thousands.
fn number_of(digits: &str) -> Option<f64> {
    match digits.split_once(',') {
        Some((thousands, rest)) if rest.len() == 3 => format!("{thousands}{rest}").parse().ok(),
        _ => digits.replace(',', ".").parse().ok(),
    }
}

fn span(number: f64, unit: &str) -> Option<Lifetime> {
    let unit = WORDS
        .units
        .iter()
        .find(|known| known.words.iter().any(|word| word == unit))?;
    let seconds = (number * f64::from(unit.seconds)).round();
    // Within the range, so that nothing is cut off.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (1.0..=LONGEST)
        .contains(&seconds)
        .then_some(Lifetime::Seconds(seconds as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lasts(text: &str) -> Option<Said> {
        Some(Said::Lasts(Lifetime::parse(text).unwrap()))
    }

    #[test]
    fn cells_are_read_in_both_languages() {
        for (cell, lifetime) in [
            ("2 år", "2 years"),
            ("24 timmar", "24 hours"),
            ("ett dygn", "1 day"),
            ("13 Months", "13 months"),
            ("30 min.", "30 minutes"),
            ("90-dagars", "90 days"),
            ("1 year (rolling)", "1 year"),
            ("2y", "2 years"),
            ("1,5 år", "13140 hours"),
            ("1,825 days", "5 years"),
            ("6–12 månader", "12 months"),
            ("en vecka", "7 days"),
            ("Session", "session"),
            ("sessionscookie", "session"),
        ] {
            assert_eq!(whole(cell), lasts(lifetime), "{cell}");
        }
        for cell in ["Permanent", "obegränsad", "Never"] {
            assert_eq!(whole(cell), Some(Said::Unlimited), "{cell}");
        }
        for cell in [
            "",
            "–",
            "Vår sessionskaka för kassan",
            "Räknar besök under 30 minuter i sträck",
            "200 years",
        ] {
            assert_eq!(whole(cell), None, "{cell}");
        }
    }

    #[test]
    fn sentences_say_it_after_a_word_that_means_the_end() {
        for (text, lifetime) in [
            ("Kakan slutar gälla. Den löper ut efter tre månader.", "3 months"),
            ("It is kept for up to 13 months.", "13 months"),
            ("Försvinner när du stänger din webbläsare.", "session"),
            (
                "The cookie expires at the end of your browsing session.",
                "session",
            ),
            ("känner igen dig – 90 dagar", "90 days"),
        ] {
            assert_eq!(in_text(text), lasts(lifetime), "{text}");
        }
        assert_eq!(in_text("Den upphör aldrig."), Some(Said::Unlimited));
        for text in [
            "Räknar sidor i en session.",
            "Holds the start of the session",
            "Tells two visits within 30 minutes apart",
            "Vår sessionscookie",
        ] {
            assert_eq!(in_text(text), None, "{text}");
        }
    }
}
