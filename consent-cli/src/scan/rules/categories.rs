//! `category-unknown`: a mark that names nothing that a visitor can say yes to.

use super::{Case, Warning, warn};

/// The categories that every site has.
const BUILT_IN: [&str; 4] = ["necessary", "functionality", "analytics", "advertisement"];

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for read in case.documents {
        for tag in &read.tags {
            let is_ours = tag.name == "script" || tag.hold.is_inert;
            for name in tag.hold.own.iter().filter(|_| is_ours) {
                let is_known = BUILT_IN.contains(&name.as_str())
                    || case.declared.contains(name)
                    || case.catalogue.get(name).is_some();
                if is_known {
                    continue;
                }
                let own = case.declared.iter().map(String::as_str);
                let own = own.filter(|own| !BUILT_IN.contains(own) && case.catalogue.get(own).is_none());
                let near = case.catalogue.nearest(name);
                let near: Vec<&str> = BUILT_IN.into_iter().chain(own).chain(near).take(5).collect();
                warnings.push(warn(
                    "category-unknown",
                    &read.name,
                    tag.line,
                    format!(
                        "“{name}” is no category and no service of the catalogue, so it is held for ever unless consent.json declares it; there are {}",
                        near.join(", ")
                    ),
                ));
            }
        }
    }
    warnings
}
