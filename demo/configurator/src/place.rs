//! Where visitors can be that a site tells apart, and what they are called.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use consent_core::config::{Config, Country, Regime, Region, Regional};
use consent_core::notice::Language;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Parts {
    names: BTreeMap<String, String>,
}

static PARTS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../parts.json"))
        .map_or_else(|_| BTreeMap::new(), |parts: Parts| parts.names)
});

/// A region in which a visitor can be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// What it is called in English.
    pub name: String,
    /// Its code, as `data-region` has it.
    pub code: &'static str,
}

impl Place {
    fn of(code: &'static str) -> Self {
        Self {
            name: name(code).unwrap_or_else(|| code.to_owned()),
            code,
        }
    }
}

/// Where a site has the same default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// What holds there while nobody has answered.
    pub regime: Regime,
    /// In the order of their names.
    pub places: Vec<Place>,
}

/// Returns the regions that a config tells apart, by what holds there; nothing where it holds the same everywhere.
#[must_use]
pub fn places(config: &Config, versions: &[Regional]) -> Vec<Places> {
    let own = config.regions.iter().copied();
    let mut codes: Vec<&'static str> = own.chain(config.regions_that_stay(versions)).collect();
    codes.sort_unstable();
    codes.dedup();
    let regime = |code: &str| {
        let region = Region::parse(code).ok();
        let version = config.version_in(versions, region.as_ref());
        version.map_or(config.regime, |version| version.config.regime)
    };
    let group = |wanted: Regime| {
        let there = codes.iter().copied().filter(|code| regime(code) == wanted);
        let mut places: Vec<Place> = there.map(Place::of).collect();
        places.sort_unstable();
        Places {
            regime: wanted,
            places,
        }
    };
    let groups = [Regime::OptIn, Regime::OptOut, Regime::Notice].map(group);
    groups
        .into_iter()
        .filter(|group| !group.places.is_empty())
        .collect()
}

/// A country, or a part of one before its country, so that a list in the order of names finds it by its own.
fn name(code: &str) -> Option<String> {
    let region = Region::parse(code).ok()?;
    let country = Country::parse(region.country()).ok()?;
    let country = country.name(Language::parse("en")?);
    Some(match PARTS.get(code) {
        Some(part) => format!("{part}, {country}"),
        None => country.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use consent_core::config::RegionRule;

    use super::*;
    use crate::{Edit, FIRST, Step, Verdict};

    fn of(regions: serde_json::Value) -> Vec<Places> {
        let text = Edit::Set(vec![Step::key("regions")], regions).applied(FIRST);
        let config = Verdict::of(&text).config.expect("a config");
        places(&config, &config.regional().expect("versions"))
    }

    #[test]
    fn every_region_of_the_table_has_a_name() {
        for code in RegionRule::all().flat_map(|rule| rule.regions) {
            let name = name(code).expect("a name");
            assert_eq!(name.contains(", "), code.contains('-'), "{code}: {name}");
        }
    }

    #[test]
    fn places_stand_where_their_default_is_and_each_once() {
        let groups = of("auto".into());
        let regimes: Vec<Regime> = groups.iter().map(|group| group.regime).collect();
        assert_eq!(regimes, [Regime::OptIn, Regime::OptOut, Regime::Notice]);
        let all: Vec<&Place> = groups.iter().flat_map(|group| &group.places).collect();
        assert_eq!(all.len(), RegionRule::all().flat_map(|rule| rule.regions).count());
        let california = Place {
            name: "California, United States".into(),
            code: "US-CA",
        };
        assert!(groups[1].places.contains(&california));
        assert!(groups[2].places.iter().any(|place| place.name == "Australia"));
    }

    #[test]
    fn a_part_that_is_not_named_is_a_place_of_its_own_under_opt_in() {
        let groups = of(serde_json::json!(["US"]));
        let codes = |group: usize| {
            groups[group]
                .places
                .iter()
                .map(|place| place.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(groups[0].regime, Regime::OptIn);
        assert!(codes(0).contains(&"US-CA"));
        assert_eq!(codes(1), ["US"]);
        let config = Verdict::of(FIRST).config.expect("a config");
        assert_eq!(places(&config, &[]), []);
    }
}
