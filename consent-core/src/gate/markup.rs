//! Reads an element's own attributes, and those that other systems use, so that a site can move without edits.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::Requirement;

/// Another system whose markers a site's pages carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Markup {
    /// `data-cookieconsent="statistics"`.
    Cookiebot,
    /// `class="optanon-category-C0002"`.
    OneTrust,
    /// `data-name="service"`.
    Klaro,
    /// `data-cookieyes="cookieyes-analytics"`.
    CookieYes,
    /// `data-usercentrics="Service name"`.
    Usercentrics,
    /// `data-c15t-category="measurement"`.
    C15t,
}

/// How one system marks an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attributes {
    /// The attribute that holds the words.
    pub attribute: &'static str,
    /// Only words that begin like this count; the rest of the word is looked up.
    pub prefix: &'static str,
    /// The system's words and our categories. When empty, the whole attribute is a service's name.
    pub words: &'static [(&'static str, &'static str)],
}

impl Markup {
    /// Returns how the system marks an element, as its own public documentation describes it.
    #[must_use]
    pub const fn attributes(self) -> Attributes {
        let (attribute, prefix, words): (_, _, &[(&str, &str)]) = match self {
            Self::Cookiebot => (
                "data-cookieconsent",
                "",
                &[
                    ("necessary", "necessary"),
                    ("preferences", "functionality"),
                    ("statistics", "analytics"),
                    ("marketing", "advertisement"),
                ],
            ),
            Self::OneTrust => (
                "class",
                "optanon-category-",
                &[
                    ("C0001", "necessary"),
                    ("C0002", "analytics"),
                    ("C0003", "functionality"),
                    ("C0004", "advertisement"),
                    ("C0005", "advertisement"),
                ],
            ),
            Self::Klaro => ("data-name", "", &[]),
            Self::CookieYes => (
                "data-cookieyes",
                "cookieyes-",
                &[
                    ("necessary", "necessary"),
                    ("functional", "functionality"),
                    ("analytics", "analytics"),
                    ("performance", "analytics"),
                    ("advertisement", "advertisement"),
                ],
            ),
            Self::Usercentrics => ("data-usercentrics", "", &[]),
            Self::C15t => (
                "data-c15t-category",
                "",
                &[
                    ("necessary", "necessary"),
                    ("functionality", "functionality"),
                    ("experience", "functionality"),
                    ("measurement", "analytics"),
                    ("marketing", "advertisement"),
                ],
            ),
        };
        Attributes {
            attribute,
            prefix,
            words,
        }
    }
}

impl Requirement {
    /// Reads what an element asks for: `data-category` and `data-service`, and the attributes of the other
    /// systems that the site names. `get` answers with the value of an attribute.
    ///
    /// # Example
    /// ```
    /// use consent_core::gate::{Markup, Requirement};
    /// let get = |name: &str| (name == "data-cookieconsent").then(|| "statistics".to_string());
    /// let requirement = Requirement::of_element(get, &[Markup::Cookiebot]);
    /// assert_eq!(requirement, Requirement::parse("analytics"));
    /// ```
    #[must_use]
    pub fn of_element(get: impl Fn(&str) -> Option<String>, systems: &[Markup]) -> Self {
        let own = ["data-category", "data-service"]
            .into_iter()
            .filter_map(&get)
            .map(|list| Self::parse(&list));
        let others = systems.iter().filter_map(|system| {
            let attributes = system.attributes();
            get(attributes.attribute).map(|value| Self::parse(&translate(&attributes, &value)))
        });
        own.chain(others).fold(Self::default(), Self::and)
    }
}

/// Puts a system's words into ours. A word we do not know stays as it is, and is held as unknown.
fn translate(attributes: &Attributes, value: &str) -> String {
    if attributes.words.is_empty() {
        return value.trim().to_lowercase().replace(' ', "-");
    }
    let words: Vec<String> = value
        .split([' ', ',', '\t', '\n', '\r', '\u{c}'])
        .filter_map(|word| word.strip_prefix(attributes.prefix))
        .filter(|word| !word.is_empty())
        .map(|word| {
            let known = attributes.words.iter().find(|(theirs, _)| *theirs == word);
            known.map_or(word, |(_, ours)| *ours).to_string()
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(attribute: &'static str, value: &'static str, system: Markup) -> Requirement {
        Requirement::of_element(|name| (name == attribute).then(|| value.to_string()), &[system])
    }

    #[test]
    fn other_systems_words_become_ours() {
        let cases = [
            (
                "data-cookieconsent",
                "statistics, marketing",
                Markup::Cookiebot,
                "analytics advertisement",
            ),
            (
                "class",
                "wide optanon-category-C0003",
                Markup::OneTrust,
                "functionality",
            ),
            ("data-name", "matomo", Markup::Klaro, "matomo"),
            (
                "data-cookieyes",
                "cookieyes-performance",
                Markup::CookieYes,
                "analytics",
            ),
            (
                "data-usercentrics",
                "Google Analytics",
                Markup::Usercentrics,
                "google-analytics",
            ),
            ("data-c15t-category", "measurement", Markup::C15t, "analytics"),
            ("data-cookieconsent", "surprise", Markup::Cookiebot, "surprise"),
            ("class", "wide", Markup::OneTrust, ""),
        ];
        for (attribute, value, system, ours) in cases {
            assert_eq!(
                requirement(attribute, value, system),
                Requirement::parse(ours),
                "{attribute}={value}"
            );
        }
    }

    #[test]
    fn systems_the_site_does_not_name_are_not_read() {
        let get = |name: &str| (name == "data-cookieconsent").then(|| "statistics".to_string());
        assert!(Requirement::of_element(get, &[]).conditions().is_empty());
    }
}
