//! Two configs of one site side by side: what differs, and whether visitors who have answered are asked again.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Change, Config, Region, RegionRule, Regional, Version};
use crate::notice::Language;

/// What differs between two configs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// What visitors are asked for differently.
    pub changes: Vec<Change>,
    /// Why everybody who has answered is asked again; nothing when nobody is.
    pub asks_again: Option<AskAgain>,
    /// The languages in which the notice says something else than before, but for its date. That alone asks nobody again: a record names the text
    /// that its visitor saw.
    pub reworded: Vec<Language>,
    /// Where it is another difference than everywhere else, because one of the configs honours these regions.
    pub regions: Vec<RegionalDifference>,
}

/// What differs for visitors in some regions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegionalDifference {
    /// The regions, as the table has them.
    pub regions: Vec<&'static str>,
    /// What visitors there are asked for differently.
    pub changes: Vec<Change>,
    /// Why those there who have answered are asked again; nothing when nobody is.
    pub asks_again: Option<AskAgain>,
}

/// Why an answer to the earlier config does not hold for the later one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AskAgain {
    /// It was given to another question: a consent string names the policy that it was made for.
    OtherQuestion,
    /// It is kept under another name, where nobody looks any more.
    OtherCookie {
        /// The cookie that had it.
        before: String,
        /// The cookie that is read now.
        after: String,
    },
}

impl Config {
    /// Compares this config with an earlier one of the same site, as the page does when it meets an earlier answer.
    ///
    /// # Example
    /// ```
    /// use consent_core::catalogue::Catalogue;
    /// use consent_core::config::{AskAgain, ConfigDraft};
    ///
    /// let config = |services: &str| {
    ///     let json = format!(
    ///         r#"{{ "version": "2026-11-22", "languages": ["en"], "domains": ["example.se"],
    ///             "controllers": [{{ "name": "Example AB", "contact": "hello@example.se", "country": "SE" }}],
    ///             "policyUrl": {{ "en": "/cookies" }}, "services": {services} }}"#
    ///     );
    ///     ConfigDraft::from_json(&json)?.check(&Catalogue::built_in())
    /// };
    /// let (before, after) = (config("[\"matomo\"]")?, config("[\"matomo\", \"youtube\"]")?);
    /// assert_eq!(after.since(&before).asks_again, Some(AskAgain::OtherQuestion));
    /// assert_eq!(before.since(&before).asks_again, None);
    /// # Ok::<(), consent_core::config::ConfigError>(())
    /// ```
    #[must_use]
    pub fn since(&self, before: &Self) -> Difference {
        let (changes, asks_again) = self.asks_otherwise_than(before);
        let in_both = |language: &&Language| before.languages.contains(language);
        let reworded = self.languages.iter().filter(in_both).copied();
        let mut redated = before.clone();
        redated.declared.version = self.version;
        Difference {
            regions: self.regions_since(before, &changes, asks_again.as_ref()),
            changes,
            asks_again,
            reworded: reworded
                .filter(|language| self.notice(*language).digest() != redated.notice(*language).digest())
                .collect(),
        }
    }

    /// What is asked for differently, and why an answer to the earlier config does not hold.
    fn asks_otherwise_than(&self, before: &Self) -> (Vec<Change>, Option<AskAgain>) {
        let (old, new) = (before.policy(), self.policy());
        let asks_again = if old.fingerprint() != new.fingerprint() {
            Some(AskAgain::OtherQuestion)
        } else if old.cookie() != new.cookie() {
            Some(AskAgain::OtherCookie {
                before: old.cookie().to_string(),
                after: new.cookie().to_string(),
            })
        } else {
            None
        };
        let version = |config: &Self| Version {
            version: config.version,
            fingerprint: config.policy().fingerprint(),
            material: config.material(),
        };
        let changes = version(self).changes_since(Some(&version(before)));
        (changes, asks_again)
    }

    /// The regions of the table for whose visitors it is another difference than for all others.
    fn regions_since(
        &self,
        before: &Self,
        changes: &[Change],
        asks_again: Option<&AskAgain>,
    ) -> Vec<RegionalDifference> {
        // A config that was checked has its versions; without them it is the same everywhere.
        let [old, new] = [before, self].map(|config| config.regional().unwrap_or_default());
        let mut found: Vec<RegionalDifference> = Vec::new();
        for region in RegionRule::all().flat_map(|rule| rule.regions).copied() {
            let (was, is) = (before.in_region(&old, region), self.in_region(&new, region));
            let (there, again) = is.asks_otherwise_than(was);
            if there == changes && again.as_ref() == asks_again {
                continue;
            }
            let same = found
                .iter_mut()
                .find(|known| known.changes == there && known.asks_again == again);
            match same {
                Some(known) => known.regions.push(region),
                None => found.push(RegionalDifference {
                    regions: alloc::vec![region],
                    changes: there,
                    asks_again: again,
                }),
            }
        }
        found
    }

    /// What holds in a region: one of the versions, or the config itself.
    fn in_region<'a>(&'a self, versions: &'a [Regional], region: &str) -> &'a Self {
        let region = Region::parse(region).ok();
        self.version_in(versions, region.as_ref())
            .map_or(self, |version| &version.config)
    }
}
