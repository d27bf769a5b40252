//! `service-unnamed`: a function of the site without saying whose it is.

use super::{Case, Warning, warn};
use crate::scan::ServiceKind;
use crate::scan::policy_text::functions::function;

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let unnamed = case
        .services
        .iter()
        .filter(|service| service.kind == ServiceKind::Unnamed);
    let asked = unnamed
        .filter_map(|service| Some((service, function(&service.name).filter(|function| function.asks)?)));
    asked
        .map(|(service, function)| {
            let what = function.category.as_deref().map_or_else(String::new, |category| {
                format!("; if it stores anything or asks another site, it waits for a yes to {category}, anonymous or not")
            });
            warn(
                "service-unnamed",
                &service.file,
                service.line,
                format!("{}: the text does not say whose it is{what}; name the service", service.name),
            )
        })
        .collect()
}
