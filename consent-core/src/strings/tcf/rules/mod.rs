//! What the framework's rules say about a TC string that could be read: each rule by name, with where it stands.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use super::declared::Declarations;
use super::model::{Core, TcString};
use crate::strings::{Finding, Severity, SmallSet};
use crate::time::Timestamp;

mod codes;
mod content;
mod validity;
mod vendors;

/// What a string is held against: the time, and the lists of the framework where they are at hand.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Known<'a> {
    /// The time now.
    pub now: Timestamp,
    /// Who may make strings; rules that need it are left out without it.
    pub platforms: Option<&'a dyn Platforms>,
    /// The vendor list of the string's own version; rules that need it are left out without it.
    pub vendors: Option<&'a dyn Declarations>,
}

impl<'a> Known<'a> {
    /// Starts with the time alone.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self {
            now,
            platforms: None,
            vendors: None,
        }
    }

    /// Adds the list of consent management platforms.
    #[must_use]
    pub const fn with_platforms(self, platforms: &'a dyn Platforms) -> Self {
        Self {
            platforms: Some(platforms),
            ..self
        }
    }

    /// Adds the vendor list.
    #[must_use]
    pub const fn with_vendors(self, vendors: &'a dyn Declarations) -> Self {
        Self {
            vendors: Some(vendors),
            ..self
        }
    }
}

impl fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known")
            .field("now", &self.now)
            .field("platforms", &self.platforms.is_some())
            .field("vendors", &self.vendors.is_some())
            .finish()
    }
}

/// The registered consent management platforms.
pub trait Platforms {
    /// Returns the platform of an id, or nothing when none is registered.
    fn platform(&self, id: u16) -> Option<Platform>;
}

/// A registered consent management platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "no rule asks for more")]
pub struct Platform {
    /// From when on its strings must be discarded.
    pub deleted_at: Option<Timestamp>,
}

impl TcString {
    /// Holds the string against the rules that bind whoever receives one.
    ///
    /// Version, ranges and completeness are not among them: a string that breaks those cannot be read at all.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::Severity;
    /// use consent_core::strings::tcf::{Known, TcString};
    /// use consent_core::time::Timestamp;
    ///
    /// let tc = TcString::decode("COrVd1pOrVd1pACABCENAHCAAAAAAAAAAAiQAAAAAAAA")?;
    /// let findings = tc.findings(&Known::at(Timestamp::from_secs(1_790_000_000)));
    /// let global = findings.iter().find(|it| it.rule == "global-scope").expect("a string of 2019");
    /// assert_eq!(global.severity, Severity::Error);
    /// # Ok::<(), consent_core::strings::tcf::DecodeError>(())
    /// ```
    #[must_use]
    pub fn findings(&self, known: &Known<'_>) -> Vec<Finding> {
        let mut report = Report(Vec::new());
        validity::check(&self.core, known, &mut report);
        content::check(&self.core, &mut report);
        vendors::check(self, known, &mut report);
        report.0
    }

    /// Whether the string says that the user was shown a vendor.
    pub(super) fn disclosure(&self, vendor: u16) -> Disclosure {
        match &self.disclosed_vendors {
            Some(disclosed) if disclosed.contains(vendor) => Disclosure::Told,
            None if self.core.created.second() < dates::AFTER_DISCLOSED_VENDORS => Disclosure::Unsaid,
            _ => Disclosure::Untold,
        }
    }
}

/// What a string says about whether the user was shown a vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Disclosure {
    /// The user was.
    Told,
    /// The user was not, or the string should say it and does not.
    Untold,
    /// The string does not say, and did not have to when it was made.
    Unsaid,
}

/// The purposes that no legitimate interest is allowed for under the string's policy.
pub(super) fn without_legitimate_interest(core: &Core) -> SmallSet {
    let purposes: &[u8] = match core.policy_version {
        0..4 => &[1],
        _ => &[1, 3, 4, 5, 6],
    };
    purposes.iter().copied().collect()
}

/// Collects findings.
struct Report(Vec<Finding>);

impl Report {
    fn error(&mut self, rule: &'static str, source: &'static str, message: impl Into<Cow<'static, str>>) {
        self.0.push(Finding::new(Severity::Error, rule, message, source));
    }

    fn warning(&mut self, rule: &'static str, source: &'static str, message: impl Into<Cow<'static, str>>) {
        self.0
            .push(Finding::new(Severity::Warning, rule, message, source));
    }

    fn note(&mut self, rule: &'static str, source: &'static str, message: impl Into<Cow<'static, str>>) {
        self.0.push(Finding::new(Severity::Note, rule, message, source));
    }
}

/// Where the rules stand.
mod source {
    /// A section of “Consent string and vendor list formats v2”.
    macro_rules! formats {
        ($section:literal) => {
            concat!(
                "IAB Tech Lab, Consent string and vendor list formats v2, “",
                $section,
                "”"
            )
        };
    }

    pub(super) const GLOBAL: &str = formats!("What happened to Global scope and Out of Band?");
    pub(super) const VERSIONS: &str = formats!("Managing conflicting string versions");
    pub(super) const DATES: &str = formats!("What happened to Created and LastUpdated?");
    pub(super) const CORE: &str = formats!("The Core String");
    pub(super) const MAKERS: &str = formats!("Who should create a TC string?");
    pub(super) const CMP_LIST: &str = formats!("Global CMP List Specification");
    pub(super) const INTEREST: &str =
        formats!("Why was support for legitimate interest for purposes 3 to 6 deprecated?");
    pub(super) const LAW: &str = formats!("What if consent is governed differently in a country?");
    pub(super) const RESTRICTIONS: &str = formats!("What are publisher restrictions?");
    pub(super) const VENDOR_LIST: &str = formats!("Vendors using the GVL");
    pub(super) const DISCLOSED: &str = "IAB Europe, All you need to know about the transition to TCF v2.3; IAB Tech Lab, \
        Consent string and vendor list formats v2, “Why was the disclosed vendor section made mandatory in TCF 2.3?”";
    pub(super) const GUIDELINES: &str =
        "IAB Tech Lab, TCF Implementation Guidelines, “How do I determine which Global Vendor List to use?”";
}

/// The days from which rules hold, each at midnight UTC.
mod dates {
    use crate::time::Timestamp;

    /// 1 September 2021: no global scope and no out of band any more.
    pub(super) const NO_OUT_OF_BAND: Timestamp = Timestamp::from_secs(1_630_454_400);
    /// 1 January 2022: the rule on days is of December 2021, without a day.
    pub(super) const DAYS_ONLY: Timestamp = Timestamp::from_secs(1_640_995_200);
    /// 1 October 2023: the day after the last for policies before 4.
    pub(super) const POLICY_4: Timestamp = Timestamp::from_secs(1_696_118_400);
    /// 28 February 2026: the day of TCF 2.3, of which the sources do not agree on which side it is.
    pub(super) const DISCLOSED_VENDORS: Timestamp = Timestamp::from_secs(1_772_236_800);
    /// 1 March 2026: every string made from here on says who was shown.
    pub(super) const AFTER_DISCLOSED_VENDORS: Timestamp = Timestamp::from_secs(1_772_323_200);
    /// Thirteen months at their longest, in seconds.
    pub(super) const THIRTEEN_MONTHS: u64 = 397 * crate::time::DAY;
}
