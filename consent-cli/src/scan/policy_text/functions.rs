//! Functions without a name, systems that the catalogue does not have, and authorities.

use std::sync::LazyLock;

use consent_core::config::ServiceId;
use serde::Deserialize;

use super::words::Phrases;

/// A function that texts describe.
#[derive(Debug, Deserialize)]
pub(crate) struct Function {
    /// What we call it.
    pub(crate) name: String,
    /// What would switch it, if it acts in the browser.
    #[serde(default)]
    pub(crate) category: Option<String>,
    /// Whether it acts elsewhere.
    #[serde(default)]
    pub(crate) register: bool,
    /// Whether the text should say whose it is.
    pub(crate) asks: bool,
    phrases: Phrases,
    /// Services that are such a function: when one of them is named, it has a name.
    instead: Vec<String>,
}

impl Function {
    /// Tells whether one of its services is named.
    pub(crate) fn is_named_by(&self, found: &[ServiceId]) -> bool {
        found
            .iter()
            .any(|id| self.instead.iter().any(|known| known == id.as_str()))
    }
}

#[derive(Debug, Deserialize)]
struct Authority {
    name: String,
    phrases: Phrases,
}

#[derive(Debug, Deserialize)]
struct Functions {
    functions: Vec<Function>,
    authorities: Vec<Authority>,
    system_words: Vec<String>,
}

/// The functions, which a test has read.
static FUNCTIONS: LazyLock<Functions> = LazyLock::new(|| {
    serde_json::from_str(include_str!("data/functions.json")).expect("the list of functions is in order")
});

/// The functions that a line describes.
pub(crate) fn functions(said: &[String]) -> impl Iterator<Item = &'static Function> {
    FUNCTIONS
        .functions
        .iter()
        .filter(move |function| function.phrases.are_in(said))
}

/// The function of that name.
pub(crate) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.functions.iter().find(|function| function.name == name)
}

/// The authorities that a line points to.
pub(crate) fn authorities(said: &[String]) -> impl Iterator<Item = &'static str> {
    let found = FUNCTIONS
        .authorities
        .iter()
        .filter(move |authority| authority.phrases.are_in(said));
    found.map(|authority| authority.name.as_str())
}

/// Names that follow the word for a system: `systemet Netto 1`, `testsystem NN IT`. The first word of a name begins
/// with a capital; what follows belongs to it as long as it begins so, or has a digit in it.
pub(crate) fn systems(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let words: Vec<&str> = line.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let is_system = word.chars().all(char::is_lowercase)
            && FUNCTIONS.system_words.iter().any(|system| system == word);
        if !is_system {
            continue;
        }
        let mut name: Vec<&str> = Vec::new();
        for next in words.iter().skip(at + 1).take(4) {
            let bare = next.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            let is_part = bare.starts_with(char::is_uppercase)
                || (!name.is_empty() && bare.contains(|letter: char| letter.is_ascii_digit()));
            if !is_part {
                break;
            }
            name.push(bare);
            if bare.len() < next.len() {
                break;
            }
        }
        if name.first().is_some_and(|first| first.len() > 1) {
            found.push(name.join(" "));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn systems_have_the_name_that_follows() {
        assert_eq!(
            systems("Vi säljer systemet Kundia two4you som molntjänst"),
            ["Kundia two4you"]
        );
        assert_eq!(systems("Test i vårt testsystem NN IT, och mer"), ["NN IT"]);
        for line in [
            "I systemet lagras namn",
            "IT-System och",
            "vårt CRM system, driftas av Bolaget",
            "Inkl system",
        ] {
            assert_eq!(systems(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn what_stands_for_a_function_is_in_the_catalogue() {
        let catalogue = consent_core::catalogue::Catalogue::built_in();
        for id in FUNCTIONS.functions.iter().flat_map(|function| &function.instead) {
            assert!(catalogue.get(id).is_some(), "{id}");
        }
    }

    #[test]
    fn functions_and_authorities_are_described_in_both_languages() {
        let named = |text: &str| {
            functions(&words(text))
                .map(|function| function.name.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(named("Du når oss via chatten"), ["Chat on the site"]);
        assert_eq!(
            named("We count who opens our newsletter"),
            ["Statistics on opened newsletters"]
        );
        assert_eq!(named("Vi pratar med kunder"), Vec::<&str>::new());
        assert_eq!(authorities(&words("Klaga hos Datainspektionen")).count(), 1);
    }
}
