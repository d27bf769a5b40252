//! How an element is marked, and whether the mark holds it.

use consent_core::gate::{Markup, Requirement};

use super::element::Element;

/// The systems whose marks are known, but for the one whose attribute any page may use for something else.
const SYSTEMS: [Markup; 5] = [
    Markup::Cookiebot,
    Markup::OneTrust,
    Markup::CookieYes,
    Markup::Usercentrics,
    Markup::C15t,
];

/// Types that run as script; any other is data for a browser.
const RUNS: [&str; 6] = [
    "",
    "module",
    "text/javascript",
    "application/javascript",
    "text/ecmascript",
    "application/ecmascript",
];

/// What holds an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hold {
    /// The categories and services that it names, in our words.
    pub(crate) names: Vec<String>,
    /// Those of them that it names in our own attributes.
    pub(crate) own: Vec<String>,
    /// Whether a browser leaves it alone until somebody opens it.
    pub(crate) is_inert: bool,
}

impl Hold {
    /// Reads the attributes of an element.
    pub(crate) fn of(element: &Element) -> Self {
        let get = |name: &str| element.get(name).map(str::to_owned);
        let names_of = |requirement: Requirement| -> Vec<String> {
            requirement
                .conditions()
                .iter()
                .map(|condition| condition.name.clone())
                .collect()
        };
        let is_gated = [
            "script", "iframe", "img", "link", "video", "audio", "source", "embed", "object",
        ]
        .contains(&element.name.as_str());
        let is_inert = match element.name.as_str() {
            "script" => !runs(element),
            // What has no address to load leaves the browser alone.
            "link" => element.get("href").is_none(),
            "object" => element.get("data").is_none(),
            _ => element.get("src").is_none(),
        };
        let own = if is_gated {
            names_of(Requirement::of_element(get, &[]))
        } else {
            Vec::new()
        };
        // Klaro's attribute is a common word; only what it holds is its.
        let klaro = element.get("data-type").is_some() || element.get("data-src").is_some();
        let systems = SYSTEMS.iter().copied().chain(klaro.then_some(Markup::Klaro));
        let systems: Vec<Markup> = systems.collect();
        let names = if is_gated {
            names_of(Requirement::of_element(get, &systems))
        } else {
            Vec::new()
        };
        Self { names, own, is_inert }
    }
}

/// Whether a browser runs a script.
pub(crate) fn runs(script: &Element) -> bool {
    let kind = script.get("type").unwrap_or_default().trim().to_ascii_lowercase();
    RUNS.contains(&kind.split(';').next().unwrap_or_default().trim())
}
