//! The systems whose records can be taken over: where each keeps its own, and what its purposes are called here.

use crate::config::CategoryId;

/// A consent system of somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum System {
    /// vanilla-cookieconsent (“CookieConsent” by Orest Bida), 2 and 3.
    VanillaCookieconsent,
    /// Klaro 0.7.
    Klaro,
    /// tarteaucitron.js 1.
    Tarteaucitron,
    /// Cookiebot.
    Cookiebot,
    /// OneTrust, once Optanon.
    OneTrust,
    /// HubSpot's own banner.
    HubSpot,
    /// CookieYes, and the WordPress plugin before it.
    CookieYes,
    /// Osano's free cookieconsent (once Insites), 3 and 4.
    Osano,
    /// c15t 2, and what 1 left in local storage.
    C15t,
    /// Complianz for WordPress.
    Complianz,
}

impl System {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::VanillaCookieconsent,
        Self::Klaro,
        Self::Tarteaucitron,
        Self::Cookiebot,
        Self::OneTrust,
        Self::HubSpot,
        Self::CookieYes,
        Self::Osano,
        Self::C15t,
        Self::Complianz,
    ];

    /// Returns the name that a config and answers use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::VanillaCookieconsent => "vanilla-cookieconsent",
            Self::Klaro => "klaro",
            Self::Tarteaucitron => "tarteaucitron",
            Self::Cookiebot => "cookiebot",
            Self::OneTrust => "onetrust",
            Self::HubSpot => "hubspot",
            Self::CookieYes => "cookieyes",
            Self::Osano => "osano",
            Self::C15t => "c15t",
            Self::Complianz => "complianz",
        }
    }

    /// Finds the system of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.name() == name)
    }

    /// Returns the cookies that it keeps its record in, unless the site configured it otherwise: the main one first,
    /// then what is read along. A `*` at the end stands for any ending.
    #[must_use]
    pub const fn cookies(self) -> &'static [&'static str] {
        match self {
            Self::VanillaCookieconsent => &["cc_cookie"],
            Self::Klaro => &["klaro"],
            Self::Tarteaucitron => &["tarteaucitron"],
            Self::Cookiebot => &["CookieConsent"],
            Self::OneTrust => &["OptanonConsent", "OptanonAlertBoxClosed"],
            Self::HubSpot => &["__hs_cookie_cat_pref", "__hs_opt_out", "__hs_do_not_track"],
            Self::CookieYes => &[
                "cookieyes-consent",
                "viewed_cookie_policy",
                "cookielawinfo-checkbox-*",
            ],
            Self::Osano => &["cookieconsent_status", "cookieconsent_status_*"],
            Self::C15t => &["c15t"],
            Self::Complianz => &["cmplz_banner-status", "cmplz_*"],
        }
    }

    /// Returns the keys of storage that may hold the record instead: the main one first, then what an earlier version
    /// left.
    #[must_use]
    pub const fn storage_keys(self) -> &'static [&'static str] {
        match self {
            Self::VanillaCookieconsent => &["cc_cookie"],
            Self::Klaro => &["klaro"],
            Self::C15t => &["c15t", "privacy-consent-storage"],
            _ => &[],
        }
    }

    /// Returns which of its purposes is which category of ours, where that goes without saying. A site's own mapping
    /// extends and overrides it. Two of theirs in one of ours must both be granted.
    #[must_use]
    pub const fn default_map(self) -> &'static [(&'static str, &'static str)] {
        match self {
            // Names that its documents and examples use; every site chooses its own.
            Self::VanillaCookieconsent => &[
                ("functional", FUNCTIONALITY),
                ("functionality", FUNCTIONALITY),
                ("preferences", FUNCTIONALITY),
                ("analytics", ANALYTICS),
                ("statistics", ANALYTICS),
                ("ads", ADVERTISEMENT),
                ("advertisement", ADVERTISEMENT),
                ("marketing", ADVERTISEMENT),
                ("targeting", ADVERTISEMENT),
            ],
            // Their purposes are services, which only the site can tell.
            Self::Klaro | Self::Tarteaucitron => &[],
            Self::Cookiebot => &[
                ("preferences", FUNCTIONALITY),
                ("statistics", ANALYTICS),
                ("marketing", ADVERTISEMENT),
            ],
            Self::OneTrust => &[
                ("C0002", ANALYTICS),
                ("C0003", FUNCTIONALITY),
                ("C0004", ADVERTISEMENT),
                ("C0005", ADVERTISEMENT),
            ],
            Self::HubSpot => &[("1", ANALYTICS), ("2", ADVERTISEMENT), ("3", FUNCTIONALITY)],
            Self::CookieYes => &[
                ("functional", FUNCTIONALITY),
                ("analytics", ANALYTICS),
                ("performance", ANALYTICS),
                ("advertisement", ADVERTISEMENT),
            ],
            Self::Osano => &[
                ("PERSONALIZATION", FUNCTIONALITY),
                ("ANALYTICS", ANALYTICS),
                ("MARKETING", ADVERTISEMENT),
            ],
            Self::C15t => &[
                ("functionality", FUNCTIONALITY),
                ("experience", FUNCTIONALITY),
                ("measurement", ANALYTICS),
                ("marketing", ADVERTISEMENT),
            ],
            Self::Complianz => &[
                ("preferences", FUNCTIONALITY),
                ("statistics", ANALYTICS),
                ("marketing", ADVERTISEMENT),
            ],
        }
    }

    /// Tells whether its record says which revision of the site's texts was answered.
    #[must_use]
    pub const fn says_revision(self) -> bool {
        matches!(self, Self::VanillaCookieconsent)
    }

    /// Returns what it calls that which cannot be switched, and so is no answer.
    pub(super) const fn necessary(self) -> &'static str {
        match self {
            Self::OneTrust => "C0001",
            Self::Osano => "ESSENTIAL",
            Self::Complianz => "functional",
            _ => CategoryId::NECESSARY,
        }
    }
}

const FUNCTIONALITY: &str = CategoryId::FUNCTIONALITY;
const ANALYTICS: &str = CategoryId::ANALYTICS;
const ADVERTISEMENT: &str = CategoryId::ADVERTISEMENT;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_system() {
        for system in System::ALL {
            assert_eq!(System::from_name(system.name()), Some(system));
            assert!(!system.cookies().is_empty());
            for (theirs, ours) in system.default_map() {
                assert!(CategoryId::BUILT_IN.contains(ours) && *ours != CategoryId::NECESSARY);
                assert_ne!(*theirs, system.necessary());
            }
        }
        assert_eq!(System::from_name("Klaro"), None);
        assert_eq!(System::from_name(""), None);
    }
}
