//! `cookie-without-purpose`, `cookie-without-lifetime`: what the visitor is not told.

use super::{Case, Warning, warn};

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for cookie in case.cookies.iter().filter(|cookie| !cookie.is_aside) {
        let named = &cookie.named;
        let name = &named.name;
        if cookie.entry.as_ref().is_some_and(|entry| !entry.has_purpose) {
            let mend = match cookie.known {
                Some((record, known)) => {
                    let purpose = record.purpose_of(known);
                    format!(
                        "say for example: “{}” / “{}”",
                        text(purpose, "sv"),
                        text(purpose, "en")
                    )
                }
                None => "say what it is for, in one sentence".into(),
            };
            warnings.push(warn(
                "cookie-without-purpose",
                &named.file,
                named.line,
                format!("`{name}` has no purpose; {mend}"),
            ));
        }
        if cookie.said.is_none() {
            let mend = named.true_lifetime.as_ref().map_or_else(
                || "look in the browser how long it is set for, and say it".to_owned(),
                |lifetime| format!("the catalogue has {lifetime}"),
            );
            warnings.push(warn(
                "cookie-without-lifetime",
                &named.file,
                named.line,
                format!("`{name}` has no lifetime; {mend}"),
            ));
        }
    }
    warnings
}

fn text<'t>(purpose: &'t consent_core::config::Translated, tag: &str) -> &'t str {
    consent_core::notice::Language::parse(tag).map_or("", |language| purpose.get(language))
}
