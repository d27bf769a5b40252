//! What the document of TCF Canada says about values that could be read.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::model::TcfCa;
use super::vendors::SetCoding;
use crate::decision::CLOCK_TOLERANCE;
use crate::strings::bits::Deciseconds;
use crate::strings::tcf::RestrictionKind;
use crate::strings::{Finding, Severity};
use crate::time::Timestamp;

const CORE: &str = "GPP, Sections/Canada, Core sub-section";
const DISCLOSED: &str = "GPP, Sections/Canada, Disclosed Vendors Sub-section";
const CODING: &str = "GPP, Core/Consent String Specification, Section Encoding, OptimizedRange";

impl TcfCa {
    /// Returns what the section's document says about its values.
    ///
    /// Whether the platform is registered, and what the vendor list says, is not looked at.
    #[must_use]
    pub fn findings(&self, now: Timestamp) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut add = |severity, rule, message: String, source| {
            findings.push(Finding::new(
                severity,
                rule,
                format!("tcfcav1: {message}"),
                source,
            ));
        };
        let latest = now.saturating_add(CLOCK_TOLERANCE);
        for (name, moment) in [("Created", self.created), ("LastUpdated", self.last_updated)] {
            if moment.second() > latest {
                let message = format!("{name} is in the future: set the clock, or do not believe it");
                add(Severity::Warning, "future-date", message, CORE);
            }
            if !Deciseconds::is_midnight(moment) {
                let message = format!("{name} has a time of day; it is to be a whole day in UTC");
                add(Severity::Warning, "time-of-day", message, CORE);
            }
        }
        if self.last_updated < self.created {
            let message = "LastUpdated is before Created".into();
            add(Severity::Warning, "dates-out-of-order", message, CORE);
        }
        if !self.consent_language.are_letters() {
            let message = "ConsentLanguage has a letter beyond Z: two letters of ISO 639-1".into();
            add(Severity::Warning, "language", message, CORE);
        }
        if self.cmp_id <= 1 {
            let message = format!("CmpId {} is of no registered platform", self.cmp_id);
            add(Severity::Warning, "cmp-id", message, CORE);
        }
        match &self.restrictions {
            None => {
                let message = "PubRestrictions is missing: its number must be written even if 0".into();
                add(Severity::Warning, "restrictions-missing", message, CORE);
            }
            Some(all) if all.iter().any(|it| it.kind == RestrictionKind::Undefined) => {
                let message = "a restriction is of type 3, which is not defined".into();
                add(Severity::Warning, "undefined-restriction", message, CORE);
            }
            Some(_) => {}
        }
        let disclosed = self.disclosed_vendors.as_ref();
        let consented = [&self.vendor_express_consent, &self.vendor_implied_consent];
        if let Some(disclosed) = disclosed
            && let Some(vendor) = consented
                .into_iter()
                .find_map(|set| set.iter().find(|vendor| !disclosed.contains(*vendor)))
        {
            let message = format!("vendor {vendor} has consent and was not disclosed");
            add(Severity::Warning, "vendor-not-disclosed", message, DISCLOSED);
        }
        let coding = match self.coding {
            SetCoding::Present => None,
            SetCoding::Former => Some("its sets of vendors are written as before June 2026"),
            SetCoding::Flagged => {
                Some("its sets of vendors begin with a flag, which other readers do not expect")
            }
        };
        if let Some(message) = coding {
            add(Severity::Note, "set-coding", message.into(), CODING);
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::bits::Letters;
    use crate::strings::tcf::Restrictions;

    const NOW: Timestamp = Timestamp::from_secs(1_790_000_000);

    fn sound() -> TcfCa {
        let today = Deciseconds::midnight(NOW);
        TcfCa {
            created: today,
            last_updated: today,
            cmp_id: 31,
            consent_language: Letters::parse("FR").expect("two letters"),
            restrictions: Some(Restrictions::new()),
            ..TcfCa::default()
        }
    }

    fn rules(section: &TcfCa) -> Vec<&'static str> {
        let findings = section.findings(NOW);
        findings.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn each_rule_finds_what_it_is_for() {
        assert_eq!(rules(&sound()), [""; 0]);
        let moment = |tenths| Deciseconds::new(tenths).expect("fits");
        let change = |change: fn(&mut TcfCa)| {
            let mut section = sound();
            change(&mut section);
            section
        };
        let mut future = sound();
        future.last_updated = moment(future.last_updated.get() + 864_000 * 3);
        assert_eq!(rules(&future), ["future-date"]);
        let mut noon = sound();
        noon.last_updated = moment(noon.last_updated.get() + 432_000);
        assert_eq!(rules(&noon), ["time-of-day"]);
        let mut turned = sound();
        turned.last_updated = moment(turned.last_updated.get() - 864_000);
        assert_eq!(rules(&turned), ["dates-out-of-order"]);
        for (section, rule) in [
            (
                change(|it| it.consent_language = Letters::from_bits(26)),
                "language",
            ),
            (change(|it| it.cmp_id = 1), "cmp-id"),
            (change(|it| it.restrictions = None), "restrictions-missing"),
            (
                change(|it| {
                    let mut all = Restrictions::new();
                    all.push(1, RestrictionKind::Undefined, []);
                    it.restrictions = Some(all);
                }),
                "undefined-restriction",
            ),
            (
                change(|it| {
                    it.vendor_implied_consent = [7].into_iter().collect();
                    it.disclosed_vendors = Some([8].into_iter().collect());
                }),
                "vendor-not-disclosed",
            ),
            (change(|it| it.coding = SetCoding::Former), "set-coding"),
            (change(|it| it.coding = SetCoding::Flagged), "set-coding"),
        ] {
            assert_eq!(rules(&section), [rule]);
        }
    }
}
