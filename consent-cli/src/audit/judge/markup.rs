//! What the HTML does that a browser with scripts shows no trace of.

use consent_core::catalogue::Catalogue;

use super::stored::is_opt_in;
use super::whose::{Classifier, bare};
use super::{AuditedSite, Finding, Rule, Severity, Standing};
use crate::audit::seen::{Cause, Initiator, Phase, Role};

pub(super) fn judge(site: &AuditedSite, catalogue: &Catalogue) -> Vec<Finding> {
    if !is_opt_in(site) {
        return Vec::new();
    }
    let whose = Classifier::new(catalogue, &site.seen, site.declared.as_ref());
    let mut findings = Vec::new();
    for element in &site.seen.elements {
        let of = whose.request(&element.url);
        if !of.is_third || of.standing == Standing::Necessary {
            continue;
        }
        let who = of.service.as_deref().unwrap_or("somebody else");
        let (rule, message) = match element.role {
            Role::Loads => continue,
            Role::LoadsWithoutScripts => (
                Rule::PixelWithoutScripts,
                format!(
                    "{who} is asked by every browser without scripts, and nobody can refuse it there: remove the \
                     element from <noscript>"
                ),
            ),
            Role::Connects => (
                Rule::ConnectsBeforeChoice,
                format!(
                    "the browser connects to {who} in advance and tells it the visitor's address: remove the hint"
                ),
            ),
        };
        let initiator = Initiator {
            kind: Cause::Element,
            url: Some(element.page.clone()),
            line: Some(element.line),
            element: Some(element.tag.clone()),
        };
        let finding = Finding::new(
            rule,
            Some(Phase::Before),
            &element.page,
            &bare(&element.url),
            message,
        )
        .by(of.service.as_deref(), &initiator);
        let is_unknown = of.standing == Standing::Unknown;
        findings.push(if is_unknown {
            finding.with_severity(Severity::Warning)
        } else {
            finding
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::sample::{rules, site};
    use super::*;
    use crate::audit::seen::Element;

    #[test]
    fn pixels_and_hints_of_others_are_told_with_their_line() {
        let mut site = site(vec![], vec![], None);
        let element = |role, url: &str| Element {
            page: "https://shop.se/".into(),
            line: 7,
            tag: "<img src>".into(),
            url: url.into(),
            role,
        };
        site.seen.elements = vec![
            element(Role::LoadsWithoutScripts, "https://www.facebook.com/tr?id=1"),
            element(Role::LoadsWithoutScripts, "https://cdn.shop.se/own.png"),
            element(Role::Connects, "https://www.google-analytics.com/"),
            element(Role::Loads, "https://www.facebook.com/tr?id=2"),
        ];
        let findings = judge(&site, &Catalogue::built_in());
        assert_eq!(
            rules(&findings),
            ["pixel-without-scripts", "connects-before-choice"]
        );
        assert!(
            findings[0].initiator.ends_with("https://shop.se/:7"),
            "{}",
            findings[0].initiator
        );
    }
}
