//! Rules on whether the string holds at all: its scope, its policy, its dates and who made it.

use super::{Core, Known, Report, dates, source};

/// The newest policy that these rules know.
const NEWEST_POLICY: u8 = 5;

pub(super) fn check(core: &Core, known: &Known<'_>, report: &mut Report) {
    if !core.is_service_specific {
        let message = "IsServiceSpecific is 0: strings of global scope are invalid since 1 September 2021";
        report.error("global-scope", source::GLOBAL, message);
    }
    check_policy(core, report);
    check_dates(core, known, report);
    check_platform(core, known, report);
    if core.vendor_list_version == 0 {
        let message =
            "VendorListVersion is 0: no vendor list has that version, so nobody knows what was shown";
        report.error("vendor-list-version", source::CORE, message);
    }
}

fn check_policy(core: &Core, report: &mut Report) {
    let policy = core.policy_version;
    if policy < 4 && core.created.second() >= dates::POLICY_4 {
        let message = alloc::format!(
            "TcfPolicyVersion is {policy}, but the string was made after 30 September 2023: it had to be 4 or higher"
        );
        report.error("outdated-policy", source::VERSIONS, message);
    } else if !(2..=NEWEST_POLICY).contains(&policy) {
        let message = alloc::format!(
            "TcfPolicyVersion is {policy}, which these rules do not know: they were written for 2 to {NEWEST_POLICY}"
        );
        report.note("unknown-policy", source::CORE, message);
    }
}

fn check_dates(core: &Core, known: &Known<'_>, report: &mut Report) {
    let (created, updated) = (core.created, core.last_updated);
    if created > updated {
        let message = "Created is later than LastUpdated";
        report.warning("dates-reversed", source::DATES, message);
    } else if updated.second() >= dates::DAYS_ONLY {
        if created != updated {
            let message =
                "Created and LastUpdated differ: since December 2021 both are the day of the last change";
            report.warning("dates-differ", source::DATES, message);
        }
        if !(created.is_midnight() && updated.is_midnight()) {
            let message =
                "Created or LastUpdated says more than the day: since December 2021 both are midnights (UTC)";
            report.warning("time-of-day", source::DATES, message);
        }
    }
    let newest = created.max(updated).second();
    if newest > known.now {
        let message =
            "Created or LastUpdated lies in the future: a clock is wrong, or the string was made up";
        report.warning("future", source::CORE, message);
    } else if updated.second().saturating_add(dates::THIRTEEN_MONTHS) < known.now {
        let message = "older than 13 months: the user must be asked again";
        report.warning("expired", source::DATES, message);
    }
}

fn check_platform(core: &Core, known: &Known<'_>, report: &mut Report) {
    let id = core.cmp_id;
    if id <= 1 {
        let message = alloc::format!(
            "CmpId is {id}, which no consent management platform has: only registered ones may make strings"
        );
        report.error("cmp", source::MAKERS, message);
        return;
    }
    let Some(platforms) = known.platforms else {
        return;
    };
    match platforms.platform(id).map(|platform| platform.deleted_at) {
        None => {
            let message = alloc::format!("CmpId is {id}, which is not in the list of registered platforms");
            report.error("cmp", source::MAKERS, message);
        }
        Some(Some(deleted_at)) if deleted_at <= known.now => {
            let message =
                alloc::format!("CmpId is {id}, a platform that was deleted: its strings must be discarded");
            report.error("cmp-deleted", source::CMP_LIST, message);
        }
        Some(_) => {}
    }
}
