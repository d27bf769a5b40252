//! `service-retired`, `cookie-retired`: what is not there any more.

use consent_core::catalogue::Status;

use super::{Case, Warning, warn};
use crate::scan::ServiceKind;

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for service in case
        .services
        .iter()
        .filter(|service| service.kind == ServiceKind::Retired)
    {
        let record = service.id.as_ref().and_then(|id| case.catalogue.get(id.as_str()));
        let Some(retired) = record.and_then(|record| record.retired.as_ref()) else {
            continue;
        };
        let successor = retired
            .successor
            .as_ref()
            .and_then(|id| case.catalogue.get(id.as_str()));
        let mend = successor.map_or_else(
            || "take it out, or name what took its place".to_owned(),
            |successor| format!("take it out, or name {} if you use that", successor.name),
        );
        warnings.push(warn(
            "service-retired",
            &service.file,
            service.line,
            format!("{} ended on {}; {mend}", service.name, retired.on),
        ));
    }
    for cookie in case.cookies {
        if let Some((record, known)) = cookie.known
            && known.status == Status::Retired
        {
            let named = &cookie.named;
            warnings.push(warn(
                "cookie-retired",
                &named.file,
                named.line,
                format!(
                    "`{}` is not set by {} any more; take it out, if your site does not set it",
                    named.name, record.name
                ),
            ));
        }
    }
    warnings
}
