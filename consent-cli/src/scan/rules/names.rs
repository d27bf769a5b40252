//! `cookie-ambiguous`, `cookie-unknown`, `cookie-misspelt`, `service-misnamed`: names that a reader cannot look up.

use super::{Case, Warning, warn};
use crate::scan::policy_text::service_names::{is_misspelt, is_renamed};

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for cookie in case.cookies {
        let named = &cookie.named;
        let name = &named.name;
        let mut say = |rule, message| warnings.push(warn(rule, &named.file, named.line, message));
        match (cookie.known, cookie.candidates.as_slice()) {
            (Some((_, known)), _) if !known.name.covers(name) => say(
                "cookie-misspelt",
                format!(
                    "`{name}` is called `{}` by those who set it; correct the name",
                    known.name.as_str()
                ),
            ),
            (None, []) if cookie.entry.is_some() => say(
                "cookie-unknown",
                format!(
                    "`{name}` is not in the catalogue; if it is your own, declare it in consent.json under a service of your own"
                ),
            ),
            (None, several) if !several.is_empty() && named.service.is_none() => {
                let services: Vec<&str> = several.iter().map(|(record, _)| record.name.as_str()).collect();
                say(
                    "cookie-ambiguous",
                    format!(
                        "`{name}` may be a cookie of {}{}; name the service in the text",
                        services.join(" or "),
                        if services.len() == 1 {
                            ", or of others who use the same word"
                        } else {
                            ""
                        }
                    ),
                );
            }
            _ => {}
        }
    }
    for service in case.services {
        for name in &service.also {
            let what = if is_misspelt(name) {
                "is probably"
            } else if is_renamed(name) {
                "is now called"
            } else {
                continue;
            };
            warnings.push(warn(
                "service-misnamed",
                &service.file,
                service.line,
                format!(
                    "“{name}” {what} {}; use the name that visitors can look up",
                    service.name
                ),
            ));
        }
    }
    warnings
}
