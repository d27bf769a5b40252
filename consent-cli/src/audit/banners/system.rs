//! One consent system as `systems.json` describes it.

use std::sync::LazyLock;

use consent_core::config::NamePattern;
use serde::{Deserialize, Serialize};

static ALL: LazyLock<Vec<System>> =
    LazyLock::new(|| serde_json::from_str(include_str!("systems.json")).unwrap_or_default());

/// Where to find what, as CSS selectors that also reach into open shadow roots; the first that is visible counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct System {
    /// Its name in reports for programs.
    pub(crate) id: String,
    /// Its name for people.
    pub(crate) name: String,
    /// Where this is from.
    pub(crate) source: String,
    /// When somebody last looked there.
    pub(crate) reviewed: String,
    /// Selectors below that no public source was found for.
    #[serde(default)]
    pub(crate) unconfirmed: Vec<String>,
    /// Elements of which one is in the page when the system is, visible or not.
    pub(crate) there: Vec<String>,
    pub(crate) first: FirstLayer,
    pub(crate) second: SecondLayer,
    /// What leads back to the choices.
    pub(crate) way_back: Vec<String>,
    pub(crate) calls: Calls,
    /// Names of what the system stores itself: necessary to remember the answer.
    pub(crate) keeps: Vec<NamePattern>,
}

/// What shows first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstLayer {
    pub(crate) layer: Vec<String>,
    pub(crate) accept: Vec<String>,
    pub(crate) reject: Vec<String>,
    pub(crate) settings: Vec<String>,
}

/// What the first leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecondLayer {
    pub(crate) layer: Vec<String>,
    pub(crate) accept: Vec<String>,
    pub(crate) reject: Vec<String>,
    pub(crate) save: Vec<String>,
}

/// What opens the choices where the page has nothing that does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calls {
    pub(crate) settings: String,
}

impl System {
    /// Every system that is known; ours first.
    pub(crate) fn all() -> &'static [Self] {
        &ALL
    }

    /// Whether the system itself stores something of that name.
    pub(crate) fn keeps(&self, name: &str) -> bool {
        self.keeps.iter().any(|known| known.covers(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_is_whole_and_has_a_source() {
        let read: Vec<System> = serde_json::from_str(include_str!("systems.json")).unwrap();
        assert_eq!(read.len(), 11);
        for system in &read {
            let name = &system.id;
            assert!(!system.source.is_empty() && system.reviewed.len() == 10, "{name}");
            assert!(!system.there.is_empty() && !system.keeps.is_empty(), "{name}");
            let FirstLayer {
                layer,
                accept,
                reject,
                settings,
            } = &system.first;
            assert!(
                !layer.is_empty() && !accept.is_empty() && !reject.is_empty(),
                "{name}"
            );
            assert!(
                !system.way_back.is_empty() && !system.calls.settings.is_empty(),
                "{name}"
            );
            let SecondLayer {
                layer: deeper,
                accept: yes,
                reject: no,
                save,
            } = &system.second;
            let all = [
                &system.there,
                layer,
                accept,
                reject,
                settings,
                deeper,
                yes,
                no,
                save,
                &system.way_back,
            ];
            for selector in &system.unconfirmed {
                let is_used = all.iter().any(|some| some.contains(selector));
                assert!(is_used, "{name}: {selector} is doubted and not used");
            }
        }
        assert_eq!(System::all()[0].id, "consent");
    }
}
