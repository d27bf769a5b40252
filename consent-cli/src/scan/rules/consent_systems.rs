//! `second-consent-system`: the cookie of another system's notice.

use super::{Case, Warning, about, warn};

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let rule = "second-consent-system";
    let systems = &about(rule).services;
    let theirs = case.cookies.iter().filter_map(|cookie| {
        let service = cookie.named.service.as_ref()?;
        let (record, _) = cookie.known?;
        systems.iter().any(|id| id == service.as_str()).then(|| {
            let named = &cookie.named;
            warn(
                rule,
                &named.file,
                named.line,
                format!(
                    "`{}` is the memory of {}, which asks for consent itself; when Consent asks in its place, switch that notice off and take this out",
                    named.name, record.name
                ),
            )
        })
    });
    theirs.collect()
}
