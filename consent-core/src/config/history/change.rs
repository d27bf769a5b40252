//! What differs between two versions of a policy, in words.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use super::super::Declared;
use super::super::material::{About, read};
use crate::catalogue::Catalogue;
use crate::notice::{Language, fill};

/// One thing that is different.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// In which way.
    pub step: Step,
    /// What.
    pub what: What,
}

/// How something is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It was not there before.
    Added,
    /// It is no longer there.
    Removed,
    /// It is there as before, but not the same.
    Changed,
}

/// What is different.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// What holds before a visitor has answered.
    Regime,
    /// How long an answer holds.
    Lifetime,
    /// Who asks, by name.
    Controller(String),
    /// A category, by its name in the policy.
    Category(String),
    /// A service, by its name in the policy.
    Service(String),
    /// A cookie or storage key.
    Cookie {
        /// The service's name in the policy.
        service: String,
        /// The cookie's own.
        name: String,
    },
}

/// Compares the facts of two versions. What a service stores comes and goes with it, and is not named again.
pub(super) fn between(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Vec<Change> {
    let (before, after) = (grouped(before), grouped(after));
    let is_with = |about: &About<'_>| match about {
        About::Cookie { service, .. } => {
            let service = About::Service(service);
            before.contains_key(&service) == after.contains_key(&service)
        }
        _ => true,
    };
    let abouts: BTreeSet<&About<'_>> = before.keys().chain(after.keys()).collect();
    let mut changes = Vec::new();
    for about in abouts.into_iter().filter(|about| is_with(about)) {
        let step = match (before.get(about), after.get(about)) {
            (None, _) => Step::Added,
            (_, None) => Step::Removed,
            (one, other) if one != other => Step::Changed,
            _ => continue,
        };
        changes.push(Change {
            step,
            what: What::from(*about),
        });
    }
    changes.sort_unstable();
    changes
}

/// What is said of each thing.
fn grouped(lines: &BTreeSet<String>) -> BTreeMap<About<'_>, BTreeSet<&str>> {
    let mut grouped: BTreeMap<About<'_>, BTreeSet<&str>> = BTreeMap::new();
    for said in lines.iter().filter_map(|line| read(line)) {
        grouped.entry(said.about).or_default().insert(said.says);
    }
    grouped
}

impl From<About<'_>> for What {
    fn from(about: About<'_>) -> Self {
        match about {
            About::Regime => Self::Regime,
            About::Lifetime => Self::Lifetime,
            About::Controller(name) => Self::Controller(name.into()),
            About::Category(id) => Self::Category(id.into()),
            About::Service(id) => Self::Service(id.into()),
            About::Cookie { service, name } => Self::Cookie {
                service: service.into(),
                name: name.into(),
            },
        }
    }
}

impl Change {
    /// Says it in a sentence. What the site no longer declares is called as the catalogue calls it, or by its
    /// name in the policy.
    #[must_use]
    pub fn in_words(&self, language: Language, declared: &Declared, catalogue: &Catalogue) -> String {
        let texts = declared.texts(language);
        let language = declared.spoken(language);
        let service_name = |id: &str| {
            let own = declared
                .all_services()
                .find(|service| service.id.as_str() == id)
                .map(|own| own.name.clone());
            own.or_else(|| catalogue.get(id).map(|known| known.name.clone()))
                .unwrap_or_else(|| id.into())
        };
        let what = match &self.what {
            What::Regime => texts.what_regime.clone().into_owned(),
            What::Lifetime => texts.what_lifetime.clone().into_owned(),
            What::Controller(name) => fill(&texts.what_controller, &[("name", name)]),
            What::Category(id) => {
                let own = declared
                    .categories
                    .iter()
                    .find(|category| category.id.as_str() == id);
                let own = own.map(|category| category.name.get(language));
                let name = own
                    .or_else(|| texts.category(id).map(|(name, _)| name))
                    .unwrap_or(id);
                fill(&texts.what_category, &[("name", name)])
            }
            What::Service(id) => fill(&texts.what_service, &[("name", &service_name(id))]),
            What::Cookie { service, name } => fill(
                &texts.what_cookie,
                &[("name", name), ("service", &service_name(service))],
            ),
        };
        let sentence = match self.step {
            Step::Added => &texts.history_added,
            Step::Removed => &texts.history_removed,
            Step::Changed => &texts.history_changed,
        };
        fill(sentence, &[("what", &what)])
    }
}
