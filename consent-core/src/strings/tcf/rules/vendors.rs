//! Rules on the sets of vendors: who was shown, who is out of band, who is in the vendor list.

use super::{Known, Report, TcString, dates, source};
use crate::strings::IdSet;

pub(super) fn check(tc: &TcString, known: &Known<'_>, report: &mut Report) {
    check_disclosed(tc, report);
    if tc.allowed_vendors.is_some() {
        let message = "the segment AllowedVendors is there: working out of band ended on 1 September 2021";
        match tc.core.created.second() >= dates::NO_OUT_OF_BAND {
            true => report.warning("out-of-band", source::GLOBAL, message),
            false => report.note("out-of-band", source::GLOBAL, message),
        }
    }
    check_list(tc, known, report);
}

fn check_disclosed(tc: &TcString, report: &mut Report) {
    let created = tc.core.created.second();
    let Some(disclosed) = &tc.disclosed_vendors else {
        if created >= dates::AFTER_DISCLOSED_VENDORS {
            let message =
                "the segment DisclosedVendors is missing, and the string was made after 28 February 2026";
            report.error("disclosed-vendors", source::DISCLOSED, message);
        } else if created >= dates::DISCLOSED_VENDORS {
            let message = "the segment DisclosedVendors is missing, and the string was made on 28 February 2026, \
                the day from which it is mandatory";
            report.warning("disclosed-vendors", source::DISCLOSED, message);
        }
        return;
    };
    let signalled = [&tc.core.vendor_consents, &tc.core.vendor_legitimate_interests];
    let untold = signalled
        .map(|set| set.count_without(disclosed))
        .into_iter()
        .max();
    if let Some(untold @ 1..) = untold {
        let message = alloc::format!(
            "at least {untold} vendors have consent or legitimate interest, but are not among the disclosed: they count as without"
        );
        match created >= dates::DISCLOSED_VENDORS {
            true => report.warning("undisclosed-vendors", source::DISCLOSED, message),
            false => report.note("undisclosed-vendors", source::DISCLOSED, message),
        }
    }
}

fn check_list(tc: &TcString, known: &Known<'_>, report: &mut Report) {
    let Some(list) = known.vendors else {
        return;
    };
    let core = &tc.core;
    if let Some(edition) = list.edition() {
        let specification = if core.policy_version >= 4 { 3 } else { 2 };
        let (of_string, of_list) = (core.vendor_list_version, edition.version);
        if edition.specification != specification {
            let message = alloc::format!(
                "a string of policy {} is for vendor lists of specification {specification}, this one is of {}",
                core.policy_version,
                edition.specification
            );
            report.warning("vendor-list-specification", source::GUIDELINES, message);
        } else if of_string != of_list {
            let message = alloc::format!(
                "the string is for version {of_string} of the vendor list, this one is {of_list}"
            );
            report.note("vendor-list-differs", source::VENDOR_LIST, message);
        }
    }
    let unknown = |set: &IdSet| {
        set.iter()
            .filter(|vendor| list.declared(*vendor).is_none())
            .count()
    };
    let count = unknown(&core.vendor_consents).max(unknown(&core.vendor_legitimate_interests));
    if count > 0 {
        let message =
            alloc::format!("{count} vendors with consent or legitimate interest are not in the vendor list");
        report.note("unknown-vendors", source::VENDOR_LIST, message);
    }
}
