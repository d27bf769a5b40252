//! What a visitor meets who has not answered yet: in a language, from a region, with a browser that says something.

use consent_core::config::{Config, Regime, Region};
use consent_core::decision::Signal;
use consent_core::notice::{Language, Notice};
use consent_core::visit::{Opening, Opens};

/// A first visit.
#[derive(Clone, Debug)]
pub struct Met {
    /// The config that holds there: the site's own, or its version for the region.
    pub config: Config,
    /// What that version is called in the names of its files; empty for the site's own.
    pub version: String,
    /// What is shown.
    pub notice: Notice,
    /// What of it stands on the page as it opens.
    pub opening: Opening,
    gpc: bool,
}

/// Returns what a visitor meets. A region that nobody names is one that nobody knows.
#[must_use]
pub fn met(config: &Config, language: Language, region: Option<&Region>, gpc: bool) -> Met {
    // A config that was checked has its versions; without them, what it says itself is the strictest.
    let mut versions = config.regional().unwrap_or_default();
    let holds = config.version_in(&versions, region).map(|it| it.name.clone());
    let place = versions.iter().position(|it| Some(&it.name) == holds.as_ref());
    let (config, version) = match place.map(|place| versions.swap_remove(place)) {
        Some(version) => (version.config, version.name),
        None => (config.clone(), String::new()),
    };
    Met {
        notice: config.notice(language),
        opening: config.opening(Signal { gpc }),
        config,
        version,
        gpc,
    }
}

impl Met {
    /// Says in English what holds before an answer, and what is to be seen of it.
    #[must_use]
    pub fn says(&self) -> String {
        let policy = self.config.policy();
        let services = policy.services().iter().map(|service| service.id.as_str());
        let exempt = services.filter(|id| {
            self.config
                .form
                .exempt
                .iter()
                .any(|exempt| exempt.as_str() == *id)
        });
        let exempt: Vec<&str> = exempt
            .filter(|id| self.opening.grants.allows(&policy, id))
            .collect();
        let before = match self.config.regime {
            Regime::OptIn if exempt.is_empty() => {
                "nothing but what is necessary runs before a yes".to_owned()
            }
            Regime::OptIn => format!(
                "before a yes runs only what is necessary, and {}",
                exempt.join(", ")
            ),
            _ if self.opening.honours_signal => {
                "everything but advertisement runs until the visitor objects".to_owned()
            }
            _ => "everything runs until the visitor objects".to_owned(),
        };
        let regime = match self.config.regime {
            Regime::OptIn => "Opt-in",
            Regime::OptOut => "Opt-out",
            Regime::Notice => "Notice",
        };
        let stands = match self.opening.opens {
            Opens::Question => "The first layer asks.".to_owned(),
            Opens::Information => "The first layer informs, until it is closed.".to_owned(),
            Opens::WayBack => format!(
                "There is no first layer, only the way to the choices: “{}”.",
                self.notice.texts.reopen
            ),
        };
        let signal = match (self.gpc, self.config.regime) {
            (false, _) => "",
            (true, Regime::OptIn) => " Global Privacy Control grants nothing and asks nothing here.",
            (true, _) => {
                " Global Privacy Control is an opt-out here, and the notice says that it is honoured."
            }
        };
        format!("{regime}: {before}. {stands}{signal}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edit, FIRST, Step, Verdict};

    fn says(config: &Config, region: &str, gpc: bool) -> (String, String) {
        let english = Language::parse("en").expect("English");
        let met = met(config, english, Region::parse(region).ok().as_ref(), gpc);
        (met.version.clone(), met.says())
    }

    #[test]
    fn each_region_has_what_its_law_wants() {
        let regions = Edit::Set(vec![Step::key("regions")], "auto".into());
        let config = Verdict::of(&regions.applied(FIRST)).config.expect("a config");
        for (region, gpc, version, beginning, end) in [
            ("", false, "", "Opt-in: nothing", "The first layer asks."),
            ("SE", true, "", "Opt-in: nothing", "asks nothing here."),
            (
                "CA-QC",
                false,
                "opt-in-profiling",
                "Opt-in: nothing",
                "The first layer asks.",
            ),
            (
                "US-CA",
                false,
                "opt-out-sale",
                "Opt-out: everything runs",
                "My Personal Information”.",
            ),
            (
                "US-CA",
                true,
                "opt-out-sale",
                "Opt-out: everything but",
                "says that it is honoured.",
            ),
            (
                "AU",
                false,
                "notice-2",
                "Notice: everything runs",
                "informs, until it is closed.",
            ),
            (
                "US-AK",
                false,
                "notice",
                "Notice: everything runs",
                "informs, until it is closed.",
            ),
        ] {
            let (named, said) = says(&config, region, gpc);
            assert_eq!(named, version, "{region}");
            assert!(
                said.starts_with(beginning) && said.ends_with(end),
                "{region}: {said}"
            );
        }
    }

    #[test]
    fn what_runs_by_an_exemption_is_named_and_the_signal_ends_it() {
        let matomo = serde_json::json!({ "use": "matomo", "exempt": "statistics" });
        let text = Edit::Add(vec![Step::key("services")], matomo).applied(FIRST);
        let text = Edit::Set(vec![Step::key("regions")], serde_json::json!(["GB"])).applied(&text);
        let verdict = Verdict::of(&text);
        let config = verdict.config.unwrap_or_else(|| panic!("{:?}", verdict.faults));
        assert!(
            says(&config, "GB", false)
                .1
                .contains("only what is necessary, and matomo.")
        );
        assert!(!says(&config, "GB", true).1.contains("matomo"));
        assert!(!says(&config, "SE", false).1.contains("matomo"));
    }
}
