//! Rules on what the core says: language and country, purposes, and what the publisher forbids.

use super::{Core, Report, codes, source, without_legitimate_interest};
use crate::strings::SmallSet;
use crate::strings::tcf::restrictions::{RestrictionKind, Restrictions};

/// The purposes and special features that the framework has defined.
const PURPOSES: u8 = 11;
const SPECIAL_FEATURES: u8 = 2;

/// How many bits a purpose has in the core; a restriction's number could go higher.
const PURPOSE_BITS: u8 = 24;

pub(super) fn check(core: &Core, report: &mut Report) {
    check_letters(core, report);
    check_purposes(core, report);
    check_restrictions(&core.restrictions, report);
}

fn check_letters(core: &Core, report: &mut Report) {
    let (language, country) = (core.consent_language, core.publisher_country);
    if !language.are_letters() {
        let message = "ConsentLanguage is not two letters of A-Z (ISO 639-1)";
        report.error("language", source::CORE, message);
    } else if !codes::is_language(language) {
        let message = alloc::format!("ConsentLanguage is {language}, which ISO 639-1 does not have");
        report.warning("language", source::CORE, message);
    }
    if !country.are_letters() {
        let message = "PublisherCC is not two letters of A-Z (ISO 3166-1)";
        report.error("country", source::CORE, message);
    } else if country.bits() == 0 {
        report.note(
            "country",
            source::CORE,
            "PublisherCC is AA: the country is not known",
        );
    } else if !codes::is_country(country) {
        let message = alloc::format!("PublisherCC is {country}, which ISO 3166-1 does not have");
        report.warning("country", source::CORE, message);
    }
}

fn check_purposes(core: &Core, report: &mut Report) {
    let forbidden = core
        .purposes_legitimate_interest
        .and(without_legitimate_interest(core));
    if !forbidden.is_empty() {
        let message = alloc::format!(
            "PurposesLITransparency has {forbidden:?}, which must be 0: nobody may rely on them"
        );
        report.warning("legitimate-interest", source::INTEREST, message);
    }
    let beyond = |set: SmallSet, last: u8| set.largest() > last;
    if beyond(core.purposes_consent, PURPOSES)
        || beyond(core.purposes_legitimate_interest, PURPOSES)
        || beyond(core.special_feature_opt_ins, SPECIAL_FEATURES)
    {
        let message = alloc::format!(
            "a purpose above {PURPOSES} or a special feature above {SPECIAL_FEATURES} is set, which these rules do not know"
        );
        report.note("unknown-purpose", source::CORE, message);
    }
    if core.purpose_one_treatment && core.purposes_consent.contains(1) {
        let message = "PurposeOneTreatment says that purpose 1 was not disclosed, PurposesConsent that it was consented to";
        report.warning("purpose-one", source::LAW, message);
    }
}

fn check_restrictions(restrictions: &Restrictions, report: &mut Report) {
    if restrictions.is_empty() {
        return;
    }
    let (mut odd_purpose, mut odd_kind) = (false, false);
    let mut kinds = [SmallSet::new(); 64];
    for it in restrictions.iter() {
        odd_purpose |= !(1..=PURPOSE_BITS).contains(&it.purpose);
        odd_kind |= it.kind == RestrictionKind::Undefined
            || (it.purpose == 1 && it.kind == RestrictionKind::RequireLegitimateInterest);
        if let Some(kinds) = kinds.get_mut(usize::from(it.purpose)) {
            kinds.insert(it.kind.bits().saturating_add(1));
        }
    }
    if odd_purpose {
        let message = alloc::format!("a restriction is on a purpose that is none of 1 to {PURPOSE_BITS}");
        report.warning("restricted-purpose", source::CORE, message);
    }
    if odd_kind {
        let message = "a restriction is of type 3, or requires legitimate interest for purpose 1: neither is defined, and both forbid";
        report.warning("restriction-type", source::CORE, message);
    }
    let mut several = (0..).zip(kinds).filter(|(_, kinds)| kinds.iter().count() > 1);
    if several.any(|(purpose, _)| contradicts(restrictions, purpose)) {
        let message = "a vendor is restricted in several ways for one purpose: the strictest counts";
        report.warning("restrictions-overlap", source::RESTRICTIONS, message);
    }
}

/// Whether any vendor is restricted in two ways for a purpose.
fn contradicts(restrictions: &Restrictions, purpose: u8) -> bool {
    let kinds = [
        RestrictionKind::NotAllowed,
        RestrictionKind::RequireConsent,
        RestrictionKind::RequireLegitimateInterest,
        RestrictionKind::Undefined,
    ];
    let mut seen = crate::strings::IdSet::new();
    kinds.into_iter().any(|kind| {
        let vendors = restrictions.vendors(purpose, kind);
        let overlap = seen.intersects(&vendors);
        seen.extend_from(&vendors);
        overlap
    })
}
