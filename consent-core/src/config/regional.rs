//! What a site does in the regions that it honours: one version of its config for each way in which they differ.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{
    Config, ConfigError, Declared, DeclaredService, Regime, Region, RegionExtra, RegionRule, ServiceId,
};

/// In what a version for some regions differs from the site's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegionalForm {
    /// The visitor is told on the first page view, without being asked.
    pub informs: bool,
    /// The way back is called a privacy choice.
    pub opt_out_link: bool,
    /// The way back says that it is about sale and sharing.
    pub do_not_sell: bool,
    /// The visitor is told that what profiles is off, and where it is switched on.
    pub profiling_note: bool,
    /// Services that run until the visitor objects.
    pub exempt: BTreeSet<ServiceId>,
}

/// The site in some regions.
#[derive(Clone, Debug)]
pub struct Regional {
    /// What the version is called, in the names of its files: `opt-out`.
    pub name: String,
    /// Its regions, as the table has them.
    pub regions: Vec<&'static str>,
    /// The config that holds there.
    pub config: Config,
}

impl Regional {
    /// The strictness of what holds where no version does: opt-in without an exemption.
    pub const STRICTEST: u8 = 3;

    /// Returns how strict the version is before an answer, from 0 to [`Regional::STRICTEST`]: what runs in a stricter
    /// version runs in every looser one too. Only towards a stricter one may a page move a visitor by itself.
    #[must_use]
    pub fn strictness(&self) -> u8 {
        match self.config.declared.regime {
            Regime::Notice => 0,
            Regime::OptOut => 1,
            Regime::OptIn if !self.config.declared.form.exempt.is_empty() => 2,
            Regime::OptIn => Self::STRICTEST,
        }
    }
}

impl Config {
    /// Returns the versions for the regions that the site honours. Where no version holds, the config itself does: for
    /// a site that honours regions it is opt-in.
    ///
    /// # Errors
    /// When a version does not compile, which the check of the config has ruled out.
    pub fn regional(&self) -> Result<Vec<Regional>, ConfigError> {
        let mut found: Vec<(Declared, Vec<&'static str>)> = Vec::new();
        for rule in RegionRule::all() {
            let honoured = rule
                .regions
                .iter()
                .filter(|region| self.regions.contains(*region));
            let honoured: Vec<&'static str> = honoured.copied().collect();
            let version = self.declared.under(rule);
            if honoured.is_empty() || version == self.declared {
                continue;
            }
            match found.iter_mut().find(|(known, _)| *known == version) {
                Some((_, regions)) => regions.extend(honoured),
                None => found.push((version, honoured)),
            }
        }
        let mut versions: Vec<Regional> = Vec::new();
        for (declared, regions) in found {
            let mut name = declared.version_name();
            while versions.iter().any(|version| version.name == name) {
                name.push_str("-2");
            }
            versions.push(Regional {
                name,
                regions,
                config: Self::compile(declared)?,
            });
        }
        Ok(versions)
    }

    /// Returns the version that holds for a visitor in a region: that of the region itself, else its country's. Nothing
    /// where the config itself holds: where no version does, and where the region is not known.
    #[must_use]
    pub fn version_in<'a>(&self, versions: &'a [Regional], region: Option<&Region>) -> Option<&'a Regional> {
        let region = region?;
        let of = |code: &str| versions.iter().find(|version| version.regions.contains(&code));
        if self.regions_that_stay(versions).contains(&region.as_str()) {
            return None;
        }
        of(region.as_str()).or_else(|| of(region.country()))
    }

    /// Returns the regions of the table whose country has a version, but which stay with the config itself: somebody
    /// who looks for the country's version must find these first.
    #[must_use]
    pub fn regions_that_stay(&self, versions: &[Regional]) -> Vec<&'static str> {
        let moved = |region: &str| versions.iter().any(|version| version.regions.contains(&region));
        let of_table = RegionRule::all().flat_map(|rule| rule.regions).copied();
        of_table
            .filter(|region| {
                region.split_once('-').is_some_and(|(country, _)| moved(country)) && !moved(region)
            })
            .collect()
    }
}

impl Declared {
    /// The same site under another region's rule.
    fn under(&self, rule: &RegionRule) -> Self {
        let mut declared = self.clone();
        let is_exempt = |service: &&DeclaredService| {
            let why = service.exempt;
            why.is_some_and(|why| rule.extras.iter().any(|extra| why.is_of(*extra)))
        };
        let exempt = self.services.iter().filter(is_exempt);
        let exempt = exempt.map(|service| service.id.clone()).collect();
        declared.regime = rule.regime;
        declared.lifetime_days = self.lifetime_days.max(rule.again_days.unwrap_or(0));
        declared.form = RegionalForm {
            informs: rule.regime == Regime::Notice || rule.asks_for(RegionExtra::Informs),
            opt_out_link: rule.asks_for(RegionExtra::OptOutLink),
            do_not_sell: rule.asks_for(RegionExtra::DoNotSell),
            profiling_note: rule.asks_for(RegionExtra::ProfilingNote),
            exempt,
        };
        if rule.regime != Regime::OptIn {
            // The framework of Europe has nothing to say there.
            declared.iab = None;
        }
        declared
    }

    fn version_name(&self) -> String {
        let mut name = match self.regime {
            Regime::OptIn => "opt-in",
            Regime::OptOut => "opt-out",
            Regime::Notice => "notice",
        }
        .to_string();
        let form = &self.form;
        let parts = [
            (form.do_not_sell, "-sale"),
            (form.informs && self.regime != Regime::Notice, "-informed"),
            (form.profiling_note, "-profiling"),
            (!form.exempt.is_empty(), "-exempt"),
        ];
        for (is, part) in parts {
            if is {
                name.push_str(part);
            }
        }
        name
    }
}
