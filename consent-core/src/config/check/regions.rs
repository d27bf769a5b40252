//! The regions that a site honours, and the services that their laws exempt.

use alloc::format;
use alloc::vec::Vec;

use super::super::draft::{RegionsDraft, ServiceParts};
use super::super::loose::{Loose, short};
use super::super::nearest::did_you_mean;
use super::super::place::Place;
use super::super::{
    CategoryId, ConfigDraft, DeclaredService, Exemption, Lifetime, Party, Regime, RegionRule, Role,
};
use super::Checker;
use crate::notice::Language;
use crate::time::DAY;

/// The longest that a cookie which only counts may live: thirteen months.
const COUNTS_DAYS: u64 = 396;

impl Checker<'_> {
    /// The regions of the table in which its rows hold; none for a site that is the same everywhere.
    pub(super) fn regions(
        &mut self,
        draft: &ConfigDraft,
        regime: Regime,
        lifetime_days: u32,
    ) -> Vec<&'static str> {
        let place = draft.place("regions");
        let Some(regions) = draft.regions.wanted(&place, &mut self.faults) else {
            return Vec::new();
        };
        if regime != Regime::OptIn {
            let reason = "is not opt-in, and “regions” says that some visitors' place may not be known";
            let mend = "remove it: where the place is not known, opt-in holds";
            self.faults.add(&draft.place("regime"), reason, mend);
        }
        let longest = RegionRule::all().filter_map(|rule| rule.max_days).min();
        if let Some(longest) = longest.filter(|longest| lifetime_days > *longest) {
            let reason = format!("is longer than the {longest} days that the table of regions has");
            self.faults.add(
                &draft.place("lifetimeDays"),
                reason,
                format!("remove it, or write {longest}"),
            );
        }
        let all = || RegionRule::all().flat_map(|rule| rule.regions).copied();
        match regions {
            RegionsDraft::Word(word) if word == RegionsDraft::AUTO => all().collect(),
            RegionsDraft::Word(word) => {
                let mend = "write “auto”, or a list of regions such as [\"US-CA\", \"GB\"]";
                self.faults.add(
                    &place,
                    format!("“{}” is not a word known here", short(word)),
                    mend,
                );
                Vec::new()
            }
            RegionsDraft::Named(list) => {
                if list.is_empty() {
                    self.faults
                        .add(&place, "is empty", "name at least one region, or remove it");
                }
                let mut honoured = Vec::new();
                for (index, region) in list.iter().enumerate() {
                    honoured.extend(self.honoured(region, &place.index(index), &honoured));
                }
                honoured
            }
        }
    }

    fn honoured(
        &mut self,
        region: &Loose<alloc::string::String>,
        place: &Place,
        before: &[&'static str],
    ) -> Option<&'static str> {
        let text = region.needed(place, &mut self.faults)?;
        let all = || RegionRule::all().flat_map(|rule| rule.regions).copied();
        let Some(known) = all().find(|known| known == text) else {
            let mend = did_you_mean(text, all());
            let mend =
                mend.unwrap_or_else(|| "remove it: without a row of its own it is opt-in anyway".into());
            self.faults.add(
                place,
                format!("“{}” has no row in the table of regions", short(text)),
                mend,
            );
            return None;
        };
        if before.contains(&known) {
            self.faults
                .add(place, format!("“{known}” is named twice"), "keep one of the two");
            return None;
        }
        let rule = RegionRule::all().find(|rule| rule.regions.contains(&known))?;
        // A language that is not built in cannot be added, so nothing is asked for then.
        if let Some(language) = rule.language.and_then(Language::parse)
            && self.languages_are_known
            && !self.languages.contains(&language)
        {
            let code = language.code();
            let reason = format!("“{known}” wants the notice in a language that the site does not have");
            self.faults.add(
                place,
                reason,
                format!("add “{code}” to “languages”, or remove the region"),
            );
        }
        Some(known)
    }

    /// Why a service may run until the visitor objects, if the site says so and what it is allows that.
    pub(super) fn exemption(
        &mut self,
        parts: &ServiceParts,
        service: &DeclaredService,
        place: &Place,
    ) -> Option<Exemption> {
        let at = place.key("exempt");
        let exemption = *parts.exempt.wanted(&at, &mut self.faults)?;
        let before = self.faults.0.len();
        let category = service.category.as_str();
        if category == CategoryId::NECESSARY {
            let mend = "remove it: what is necessary has nothing to object to";
            self.faults
                .add(&at, "stands at a service that is necessary", mend);
        } else if category == CategoryId::ADVERTISEMENT {
            let mend = "remove it: no law exempts advertising";
            self.faults.add(&at, "stands at a service for advertising", mend);
        }
        if matches!(service.role, Some(Role::Controller | Role::Joint)) {
            let reason = "stands at a service whose supplier uses the data for itself";
            self.faults.add(
                &at,
                reason,
                "remove it: only what serves this site alone is exempt",
            );
        }
        if exemption.counts() {
            self.counts_within_bounds(service, &at);
        }
        (self.faults.0.len() == before).then_some(exemption)
    }

    /// What only counts is stored by the site itself, and for thirteen months at most.
    fn counts_within_bounds(&mut self, service: &DeclaredService, at: &Place) {
        for cookie in &service.cookies {
            let (name, rule) = (cookie.rule.name.as_str(), &cookie.rule);
            if rule.party == Party::Third {
                let reason =
                    format!("“{name}” is stored by a third party, which sees the visitor elsewhere too");
                self.faults.add(at, reason, "remove “exempt”");
            }
            let is_long = match rule.lifetime {
                Lifetime::Session => false,
                Lifetime::Seconds(secs) => secs > COUNTS_DAYS.saturating_mul(DAY),
                Lifetime::Persistent => true,
            };
            if is_long {
                let reason =
                    format!("“{name}” lives longer than the thirteen months that what only counts may");
                let mend = "set it for “13 months” or less in the tool, and declare that under “cookies”; or remove “exempt”";
                self.faults.add(at, reason, mend);
            }
        }
    }
}
