//! What holds in a region before a visitor has answered, and how long an answer holds there.

use super::{Regime, Region};

include!(concat!(env!("OUT_DIR"), "/regions.rs"));

/// One row of `regimes/regions.json`. It is no legal advice, and says nothing of what a site may do beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegionRule {
    /// Where it holds: countries (ISO 3166-1) and parts of them (ISO 3166-2).
    pub regions: &'static [&'static str],
    /// What holds while nobody has answered.
    pub regime: Regime,
    /// What Global Privacy Control is there.
    pub signal: StandingSignal,
    /// For how many days an answer may hold, where there is a figure.
    pub max_days: Option<u32>,
    /// For how many days a visitor who has said no is not asked again, where there is a figure.
    pub again_days: Option<u32>,
    /// What else there is to it.
    pub extras: &'static [RegionExtra],
    /// The language in which the law wants it said, as a language's code here; nothing where any will do.
    pub language: Option<&'static str>,
    /// Where it is from.
    pub source: &'static str,
    /// The day when it was last held against its source, such as “2026-11-22”.
    pub reviewed: &'static str,
}

/// What Global Privacy Control is in a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StandingSignal {
    /// Nothing runs before an answer anyway; the signal never makes it more.
    Denies,
    /// The law makes it an opt-out.
    Mandatory,
    /// It is taken as an opt-out, though no law says so.
    Honoured,
}

/// What a row asks for besides its regime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegionExtra {
    /// Audience measurement within narrow bounds needs no consent (France).
    AudienceMeasurement,
    /// The way back says that it is about sale and sharing (California).
    DoNotSell,
    /// Services that the site marks as exempt run until the visitor objects (United Kingdom).
    ExemptServices,
    /// The visitor is told on the first page view, without being asked.
    Informs,
    /// The way back is called a privacy choice.
    OptOutLink,
    /// The visitor is told that what profiles is off, and where it is switched on (Quebec).
    ProfilingNote,
    /// Rejecting takes no more than accepting, on the first layer.
    RejectOnFirstLayer,
    /// Where a choice is shown, both answers weigh the same.
    SymmetricChoice,
}

/// What holds where no row says anything, or nobody knows where the visitor is.
const ELSEWHERE: RegionRule = RegionRule {
    regions: &[],
    regime: Regime::OptIn,
    signal: StandingSignal::Denies,
    max_days: Some(182),
    again_days: Some(182),
    extras: &[RegionExtra::RejectOnFirstLayer],
    language: None,
    source: "The strictest: nothing is granted by not knowing",
    reviewed: "",
};

impl RegionRule {
    /// Returns every row, in the order of the file.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        RULES.iter()
    }

    /// Returns what holds in a region: its own row, else its country's, else opt-in. Without a region: opt-in.
    ///
    /// # Example
    /// ```
    /// use consent_core::config::{Regime, Region, RegionRule};
    /// let regime = |text: &str| RegionRule::of(Region::parse(text).ok().as_ref()).regime;
    /// assert_eq!(regime("US-CA"), Regime::OptOut);
    /// assert_eq!(regime("US-AK"), Regime::Notice); // the row of the whole country
    /// assert_eq!(regime("ZZ"), Regime::OptIn);
    /// assert_eq!(regime("not a region"), Regime::OptIn);
    /// ```
    #[must_use]
    pub fn of(region: Option<&Region>) -> &'static Self {
        let named = |code: &str| RULES.iter().find(|rule| rule.regions.contains(&code));
        region
            .and_then(|region| named(region.as_str()).or_else(|| named(region.country())))
            .unwrap_or(&ELSEWHERE)
    }

    /// Tells whether the row asks for something besides its regime.
    #[must_use]
    pub fn asks_for(&self, extra: RegionExtra) -> bool {
        self.extras.contains(&extra)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Regime::{Notice, OptIn, OptOut};
    use crate::config::{Country, Date};

    fn of(text: &str) -> &'static RegionRule {
        RegionRule::of(Region::parse(text).ok().as_ref())
    }

    #[test]
    fn law_06_what_is_not_known_is_opt_in() {
        for text in ["", "ZZ", "GL", "EU", "US CA", "ZZ-CA", "DE-BY"] {
            assert_eq!(of(text).regime, OptIn, "{text}");
        }
        assert_eq!(*RegionRule::of(None), ELSEWHERE);
    }

    #[test]
    fn a_part_of_a_country_has_its_own_row_or_its_countrys() {
        let regimes = [
            "US-CA", "US-TX", "US-FL", "US-AK", "US", "CA-QC", "CA-ON", "CA", "JP-13", "GB-SCT",
        ];
        let regimes = regimes.map(|text| of(text).regime);
        assert_eq!(
            regimes,
            [
                OptOut, OptOut, OptOut, Notice, Notice, OptIn, OptOut, OptOut, OptOut, OptIn
            ]
        );
    }

    #[test]
    fn law_51_and_52_a_no_holds_as_long_as_is_said_and_never_shorter_than_a_yes() {
        for rule in RegionRule::all() {
            if rule.regime == OptIn {
                assert!(
                    rule.max_days <= Some(730) && rule.again_days >= Some(182),
                    "{rule:?}"
                );
                assert!(rule.asks_for(RegionExtra::RejectOnFirstLayer) || rule.regions.contains(&"KR"));
            }
        }
        assert_eq!(of("US-CA").again_days, Some(365), "LAW-64");
        assert_eq!(of("US-CA").signal, StandingSignal::Mandatory, "LAW-60");
    }

    #[test]
    fn every_country_of_the_table_exists_and_every_day_is_one() {
        for rule in RegionRule::all() {
            assert!(Date::parse(rule.reviewed).is_ok(), "{rule:?}");
            for region in rule.regions {
                assert!(
                    Country::parse(Region::parse(region).unwrap().country()).is_ok(),
                    "{region}"
                );
            }
        }
    }

    #[test]
    fn the_states_of_the_european_economic_area_have_rows_and_authorities() {
        let states =
            "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";
        for code in states.split(' ').chain(["GB", "CH"]) {
            assert!(!of(code).regions.is_empty(), "{code}");
            assert!(!Country::parse(code).unwrap().authorities().is_empty(), "{code}");
        }
    }
}
