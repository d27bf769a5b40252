//! `access-once-a-year`: a limit of the law before the GDPR.

use super::{Case, Warning, about, warn};
use crate::scan::policy_text::words;

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let rule = "access-once-a-year";
    let about = about(rule);
    let mut warnings = Vec::new();
    for read in case.documents {
        for line in &read.lines {
            let said = words(&line.text());
            if about.phrases.are_in(&said) && about.access.are_in(&said) {
                warnings.push(warn(
                    rule,
                    &read.name,
                    line.number,
                    "access to one's own data is limited to once a year, as the law before the GDPR did; it is free whenever somebody asks".into(),
                ));
            }
        }
    }
    warnings
}
