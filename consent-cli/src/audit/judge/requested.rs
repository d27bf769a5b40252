//! Whom the browser asked, and when.

use super::stored::is_opt_in;
use super::whose::bare;
use super::{AuditedSite, Finding, Rule, Severity, Standing, Whose};
use crate::audit::seen::{Phase, Request};

pub(super) fn judge(site: &AuditedSite) -> Vec<Finding> {
    let opt_in = is_opt_in(site);
    let reloads = site
        .seen
        .phases
        .iter()
        .any(|seen| seen.phase == Phase::Withdraw && seen.reloaded_itself);
    let mut findings = Vec::new();
    for (request, whose) in &site.requests {
        if whose.standing != Standing::Necessary {
            findings.extend(held_against(request, whose, opt_in, reloads));
        }
        if whose.declared == Some(false) && whose.service.is_some() {
            let service = whose.service.as_deref().unwrap_or_default();
            let message = format!(
                "{service} was asked and is in no declaration: add it to the services of consent.json"
            );
            let severity = if whose.standing == Standing::Necessary {
                Severity::Warning
            } else {
                Severity::Error
            };
            findings.push(finding(Rule::Undeclared, request, whose, message).with_severity(severity));
        }
    }
    findings
}

fn held_against(request: &Request, whose: &Whose, opt_in: bool, reloads: bool) -> Option<Finding> {
    let who = whose.service.clone().unwrap_or_else(|| "somebody else".into());
    let (rule, when) = match request.phase {
        Phase::Before if opt_in => (Rule::RequestedBeforeChoice, "before anybody had chosen"),
        Phase::Reject => (Rule::SurvivesRefusal, "after everything had been refused"),
        // What was under way goes on until the page has loaded anew.
        Phase::Withdraw if !request.on_new_page && reloads => return None,
        Phase::Withdraw => (Rule::SurvivesWithdrawal, "after everything had been taken back"),
        Phase::Gpc => (
            Rule::IgnoresGpc,
            "although the browser says Global Privacy Control",
        ),
        _ => return None,
    };
    let mend = mend(request, whose);
    let message = format!("{who} was asked {when} ({}): {mend}", request.resource);
    let finding = finding(rule, request, whose, message);
    let may_be_fine =
        whose.standing == Standing::Unknown || (request.phase == Phase::Withdraw && !request.on_new_page);
    Some(if may_be_fine {
        finding.with_severity(Severity::Warning)
    } else {
        finding
    })
}

fn mend(request: &Request, whose: &Whose) -> String {
    let element = request.initiator.element.as_deref().unwrap_or_default();
    let category = whose.category.as_deref().unwrap_or("its category");
    if element.contains("preload") || element.contains("prefetch") {
        "remove the hint; the browser follows it before any script can hold it".into()
    } else if element.contains("data-") {
        "the element is marked and not held: a script needs type=\"text/plain\" and data-src, other elements data-src".into()
    } else if element.starts_with("<script") {
        format!("mark it: <script type=\"text/plain\" data-category=\"{category}\" data-src=\"…\">")
    } else if element.starts_with('<') {
        format!("mark it: data-category=\"{category}\" and data-src instead of src")
    } else if whose.standing == Standing::Unknown {
        "hold it until a yes, or declare it as necessary if the site cannot do without it".into()
    } else {
        "hold back what asks for it until a yes".into()
    }
}

fn finding(rule: Rule, request: &Request, whose: &Whose, message: String) -> Finding {
    Finding::new(
        rule,
        Some(request.phase),
        &request.page,
        &bare(&request.url),
        message,
    )
    .by(whose.service.as_deref(), &request.initiator)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{request, rules, site};
    use super::*;

    const GA: &str = "https://www.googletagmanager.com/gtag/js?id=G-1";

    #[test]
    fn services_are_told_by_phase_and_the_site_itself_is_not() {
        let all = Phase::ALL.map(|phase| request(phase, GA)).to_vec();
        let own = Phase::ALL
            .map(|phase| request(phase, "https://cdn.shop.se/app.js"))
            .to_vec();
        let site = site(vec![], [all, own].concat(), None);
        assert_eq!(
            rules(&judge(&site)),
            [
                "requested-before-choice",
                "survives-refusal",
                "survives-withdrawal",
                "ignores-gpc"
            ]
        );
    }

    #[test]
    fn what_was_under_way_at_a_withdrawal_is_forgiven_only_if_the_page_loads_anew() {
        let mut late = request(Phase::Withdraw, GA);
        late.on_new_page = false;
        let mut site = site(vec![], vec![late], None);
        assert_eq!(judge(&site)[0].severity, Severity::Warning);
        site.seen.phases[0].reloaded_itself = true;
        assert!(judge(&site).is_empty());
    }

    #[test]
    fn the_cause_decides_how_it_is_mended() {
        let mut hinted = request(Phase::Before, GA);
        hinted.initiator.element = Some("<link rel=\"preload\" href>".into());
        let findings = judge(&site(vec![], vec![hinted], None));
        assert!(
            findings[0].message.contains("remove the hint"),
            "{}",
            findings[0].message
        );
        assert!(findings[0].initiator.contains("preload"));
        assert_eq!(findings[0].subject, "https://www.googletagmanager.com/gtag/js");
    }
}
