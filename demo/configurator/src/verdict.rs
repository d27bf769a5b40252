//! What `consent check` says of a text, asked of the same code.

use std::sync::LazyLock;

use consent_core::catalogue::Catalogue;
use consent_core::config::{Config, ConfigDraft, Fault};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::built_in);

/// Returns the known services.
#[must_use]
pub fn catalogue() -> &'static Catalogue {
    &CATALOGUE
}

/// What is said of a text.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Every fault; none when there is a config.
    pub faults: Vec<Fault>,
    /// The config, if nothing is wrong with it.
    pub config: Option<Config>,
    /// The file that it extends, which a page cannot read: what stands there is not taken in.
    pub extends: Option<String>,
}

impl Verdict {
    /// Checks a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (extends, checked) = match ConfigDraft::from_json(text) {
            Ok(draft) => (draft.extends().map(str::to_owned), draft.check(catalogue())),
            Err(error) => (None, Err(error)),
        };
        match checked {
            Ok(config) => Self {
                faults: Vec::new(),
                config: Some(config),
                extends,
            },
            Err(error) => Self {
                faults: error.faults,
                config: None,
                extends,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FIRST;

    #[test]
    fn what_the_page_opens_with_is_without_fault() {
        let verdict = Verdict::of(FIRST);
        assert_eq!(verdict.faults, []);
        assert!(verdict.config.is_some() && verdict.extends.is_none());
    }

    #[test]
    fn a_tracker_is_not_necessary() {
        let text = FIRST.replace(
            "\"google-analytics\"",
            r#"{ "use": "google-analytics", "category": "necessary" }"#,
        );
        let verdict = Verdict::of(&text);
        assert!(verdict.config.is_none());
        assert_eq!(verdict.faults[0].path, "services[4].category");
    }

    #[test]
    fn what_a_group_says_is_not_taken_in_and_that_is_known() {
        let verdict = Verdict::of(r#"{ "extends": "group.json", "domains": ["a.se"] }"#);
        assert_eq!(verdict.extends.as_deref(), Some("group.json"));
        assert!(!verdict.faults.is_empty());
    }
}
