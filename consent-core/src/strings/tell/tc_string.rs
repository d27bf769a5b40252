//! A decision as a TC string of TCF 2.3.

use super::choice::Choice;
use super::terms::{Terms, Vendor};
use crate::strings::SmallSet;
use crate::strings::bits::Deciseconds;
use crate::strings::tcf::{Core, RestrictionKind, Restrictions, TcString, VendorRange};

/// The policy version of the framework that these strings follow.
pub(super) const POLICY: u8 = 5;

/// How many purposes and features a core has room for.
const PURPOSES: u8 = 24;

impl Terms {
    /// Says a choice as a TC string; nothing where the site has none.
    ///
    /// A vendor is consented to when its service is granted, and has its legitimate interest when its service is: a
    /// refusal is an objection too, and nothing is established before an answer. Purposes are those of the vendors
    /// that are granted; a vendor that was promised less than another is restricted. Special features are the granted
    /// vendors' together, since the framework cannot restrict them. Both dates are the day of the decision (UTC).
    #[must_use]
    pub fn tc_string(&self, choice: &Choice<'_>) -> Option<TcString> {
        let tcf = self.tcf.as_ref()?;
        let day = Deciseconds::midnight(choice.decided_at);
        let mut core = Core {
            created: day,
            last_updated: day,
            cmp_id: tcf.cmp_id,
            cmp_version: tcf.cmp_version,
            consent_screen: choice.screen(),
            consent_language: choice.language,
            vendor_list_version: tcf.vendor_list_version,
            policy_version: POLICY,
            is_service_specific: true,
            // The notice speaks of categories and services in words of its own.
            use_non_standard_texts: true,
            publisher_country: tcf.publisher_country,
            ..Core::default()
        };
        for vendor in self.granted(choice) {
            add(&mut core.purposes_consent, vendor.purposes);
            add(&mut core.purposes_legitimate_interest, vendor.legitimate_interest);
            add(&mut core.special_feature_opt_ins, vendor.special_features);
            if !vendor.purposes.is_empty() {
                core.vendor_consents.insert(vendor.id);
            }
            if !vendor.legitimate_interest.is_empty() {
                core.vendor_legitimate_interests.insert(vendor.id);
            }
        }
        core.restrictions = self.restrictions(&core, choice);
        Some(TcString {
            core,
            disclosed_vendors: Some(self.vendors.iter().map(|vendor| vendor.id).collect()),
            ..TcString::default()
        })
    }

    /// The vendors whose service is granted.
    fn granted(&self, choice: &Choice<'_>) -> impl Iterator<Item = &Vendor> {
        self.vendors
            .iter()
            .filter(|vendor| choice.grants(&vendor.service))
    }

    /// What takes from each granted vendor the purposes that only others were promised, and binds it to the basis on
    /// which it was promised the rest.
    fn restrictions(&self, core: &Core, choice: &Choice<'_>) -> Restrictions {
        let mut restrictions = Restrictions::new();
        let said = (core.purposes_consent, core.purposes_legitimate_interest);
        for purpose in 1..=PURPOSES {
            for kind in KINDS {
                let restricted = self
                    .granted(choice)
                    .filter(|vendor| restriction(vendor, purpose, said) == Some(kind));
                let ranges = restricted.filter_map(|vendor| VendorRange::new(vendor.id, vendor.id));
                let mut ranges = ranges.peekable();
                if ranges.peek().is_some() {
                    restrictions.push(purpose, kind, ranges);
                }
            }
        }
        restrictions
    }
}

const KINDS: [RestrictionKind; 3] = [
    RestrictionKind::NotAllowed,
    RestrictionKind::RequireConsent,
    RestrictionKind::RequireLegitimateInterest,
];

/// What keeps a granted vendor from more than it was promised, whatever it has registered for: a core has one bit for a
/// purpose and one for a vendor, and together they would say more.
fn restriction(vendor: &Vendor, purpose: u8, said: (SmallSet, SmallSet)) -> Option<RestrictionKind> {
    let (own, own_interests) = (vendor.purposes, vendor.legitimate_interest);
    let by_consent = said.0.contains(purpose) && !own.is_empty();
    let by_interest = said.1.contains(purpose) && !own_interests.is_empty();
    match (own.contains(purpose), own_interests.contains(purpose)) {
        (false, false) if by_consent || by_interest => Some(RestrictionKind::NotAllowed),
        (true, false) if by_interest => Some(RestrictionKind::RequireConsent),
        (false, true) if by_consent => Some(RestrictionKind::RequireLegitimateInterest),
        _ => None,
    }
}

fn add(all: &mut SmallSet, more: SmallSet) {
    for number in more.iter() {
        all.insert(number);
    }
}
