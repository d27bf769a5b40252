//! What is stored: when, for how long, and whether it was declared.

use consent_core::config::{Lifetime, Regime};

use super::{AuditedSite, Finding, Rule, Severity, Standing, Whose};
use crate::audit::seen::{Phase, Shelf, Stored};

pub(super) fn judge(site: &AuditedSite) -> Vec<Finding> {
    let opt_in = is_opt_in(site);
    let mut findings = Vec::new();
    for (stored, whose) in &site.stored {
        if whose.standing != Standing::Necessary {
            findings.extend(held_against(stored, whose, opt_in));
        }
        if stored.seen_kept {
            findings.extend(declared(stored, whose));
        }
        findings.extend(lifetime(stored, whose));
    }
    findings
}

/// Whether nothing may happen until somebody says yes; so it is where nobody says otherwise.
pub(super) fn is_opt_in(site: &AuditedSite) -> bool {
    let declared = site.declared.as_ref();
    declared.is_none_or(|declared| declared.policy.regime() == Regime::OptIn)
}

fn held_against(stored: &Stored, whose: &Whose, opt_in: bool) -> Option<Finding> {
    if stored.entry.shelf == Shelf::Indexed {
        return indexed(stored, whose, opt_in);
    }
    let what = format!(
        "the {} “{}”{}",
        stored.entry.shelf.title(),
        stored.entry.name,
        of(whose)
    );
    let unknown = if whose.standing == Standing::Unknown {
        "; nobody knows what it is for: declare it, as necessary if the site cannot do without it"
    } else {
        ""
    };
    let (rule, message) = match stored.phase {
        Phase::Before if opt_in => (
            Rule::StoredBeforeChoice,
            format!("{what} was stored before anybody had chosen: hold back what writes it{unknown}"),
        ),
        Phase::Reject if stored.kept || stored.written => (
            Rule::SurvivesRefusal,
            if stored.written {
                format!(
                    "{what} was stored after everything had been refused: hold back what writes it{unknown}"
                )
            } else {
                format!("{what} was still there after everything had been refused: erase it{unknown}")
            },
        ),
        Phase::Withdraw if stored.kept && whose.is_third && !stored.written => {
            let message = format!(
                "{what} lies under {}, which only its owner can remove: tell visitors how",
                stored.entry.domain
            );
            let finding = finding(Rule::SurvivesWithdrawal, stored, whose, message);
            return Some(finding.with_severity(Severity::Note));
        }
        Phase::Withdraw if stored.kept => (
            Rule::SurvivesWithdrawal,
            format!(
                "{what} was still there after everything had been taken back: erase it on {} and {}{}{unknown}",
                stored.entry.domain,
                stored.entry.path,
                if stored.entry.http_only {
                    ", from the server, as it is HttpOnly"
                } else {
                    ""
                }
            ),
        ),
        Phase::Gpc => (
            Rule::IgnoresGpc,
            format!("{what} was stored although the browser says Global Privacy Control{unknown}"),
        ),
        _ => return None,
    };
    let finding = finding(rule, stored, whose, message);
    Some(if whose.standing == Standing::Unknown {
        finding.with_severity(Severity::Warning)
    } else {
        finding
    })
}

/// A database, which a config cannot name: what is told of it is that, and what else can be done.
fn indexed(stored: &Stored, whose: &Whose, opt_in: bool) -> Option<Finding> {
    let (rule, when) = match stored.phase {
        Phase::Before if opt_in => (Rule::StoredBeforeChoice, " before anybody had chosen"),
        Phase::Reject => (Rule::SurvivesRefusal, " after everything had been refused"),
        Phase::Withdraw => (Rule::SurvivesWithdrawal, " after everything had been taken back"),
        Phase::Gpc => (
            Rule::IgnoresGpc,
            " although the browser says Global Privacy Control",
        ),
        _ => return None,
    };
    let finding = finding(rule, stored, whose, opened(stored, whose, when));
    Some(if whose.standing == Standing::Unknown {
        finding.with_severity(Severity::Warning)
    } else {
        finding
    })
}

fn opened(stored: &Stored, whose: &Whose, when: &str) -> String {
    format!(
        "the {} “{}”{} was opened{when}; consent.json has no place for databases, and the page erases none: hold back \
         what opens it, turn the database off in the service, or delete it yourself when the choice changes, with \
         indexedDB.deleteDatabase() in a listener of “consent:change”",
        stored.entry.shelf.title(),
        stored.entry.name,
        of(whose)
    )
}

fn declared(stored: &Stored, whose: &Whose) -> Option<Finding> {
    // What a network in front of somebody else's host stores there is that one's affair.
    let is_elsewhere = whose.is_third && whose.standing == Standing::Necessary;
    if whose.declared != Some(false) || is_elsewhere {
        return None;
    }
    if stored.entry.shelf == Shelf::Indexed {
        let message = opened(stored, whose, "");
        return Some(finding(Rule::Undeclared, stored, whose, message).with_severity(Severity::Note));
    }
    let message = format!(
        "the {} “{}”{} is in no declaration: {} in consent.json",
        stored.entry.shelf.title(),
        stored.entry.name,
        of(whose),
        whose.service.as_deref().map_or_else(
            || "add it to the service that stores it,".to_owned(),
            |service| format!("add the service “{service}”, or the name to it,")
        )
    );
    Some(finding(Rule::Undeclared, stored, whose, message))
}

fn lifetime(stored: &Stored, whose: &Whose) -> Option<Finding> {
    let rule = whose
        .rule
        .as_ref()
        .filter(|_| stored.entry.shelf == Shelf::Cookie)?;
    let asked = stored.entry.lifetime.effective_as_cookie();
    let declared = rule.lifetime.effective_as_cookie();
    let is_longer = match (asked, declared) {
        (Lifetime::Seconds(asked), Lifetime::Seconds(declared)) => asked > declared + declared / 100 + 60,
        (Lifetime::Seconds(_), Lifetime::Session) => true,
        _ => false,
    };
    is_longer.then(|| {
        let message = format!(
            "the cookie “{}”{} asks to live {}, and {} is declared: correct the declaration, or shorten it where it is set",
            stored.entry.name,
            of(whose),
            stored.entry.lifetime,
            rule.lifetime
        );
        let who = stored.longest.as_ref().unwrap_or(&stored.initiator);
        finding(Rule::LongerThanDeclared, stored, whose, message).by(whose.service.as_deref(), who)
    })
}

fn finding(rule: Rule, stored: &Stored, whose: &Whose, message: String) -> Finding {
    Finding::new(
        rule,
        Some(stored.phase),
        &stored.page,
        &stored.entry.name,
        message,
    )
    .by(whose.service.as_deref(), &stored.initiator)
}

fn of(whose: &Whose) -> String {
    whose
        .service
        .as_deref()
        .map(|service| format!(" of {service}"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{rules, site, stored};
    use super::*;

    #[test]
    fn what_needs_a_yes_is_told_in_every_phase_that_has_none() {
        for (phase, rule) in [
            (Phase::Before, Some("stored-before-choice")),
            (Phase::Reject, Some("survives-refusal")),
            (Phase::Accept, None),
            (Phase::Withdraw, Some("survives-withdrawal")),
            (Phase::Gpc, Some("ignores-gpc")),
        ] {
            let site = site(vec![stored(phase, "_ga")], vec![], None);
            assert_eq!(
                rules(&judge(&site)),
                rule.into_iter().collect::<Vec<_>>(),
                "{phase:?}"
            );
        }
    }

    #[test]
    fn a_database_is_told_with_what_can_be_done_about_it() {
        for (phase, rule) in [
            (Phase::Before, "stored-before-choice"),
            (Phase::Reject, "survives-refusal"),
            (Phase::Withdraw, "survives-withdrawal"),
            (Phase::Gpc, "ignores-gpc"),
        ] {
            let mut database = stored(phase, "firebase-heartbeat-database");
            database.entry.shelf = Shelf::Indexed;
            let findings = judge(&site(vec![database], vec![], None));
            assert_eq!(rules(&findings), [rule]);
            let message = &findings[0].message;
            assert!(message.contains("consent.json has no place"), "{message}");
            assert!(message.contains("deleteDatabase"), "{message}");
            assert!(!message.contains("declare it"), "nobody can: {message}");
        }
    }

    #[test]
    fn what_is_gone_in_the_end_has_not_survived() {
        let mut gone = stored(Phase::Withdraw, "_ga");
        (gone.kept, gone.written) = (false, true);
        assert!(judge(&site(vec![gone], vec![], None)).is_empty());
    }

    #[test]
    fn nobody_but_its_owner_removes_a_cookie_of_a_third_party() {
        let mut left = stored(Phase::Withdraw, "IDE");
        left.entry.domain = "doubleclick.net".into();
        left.written = false;
        let findings = judge(&site(vec![left], vec![], None));
        assert_eq!(findings[0].severity, Severity::Note);
    }

    #[test]
    fn the_unknown_is_told_with_less_certainty() {
        let findings = judge(&site(vec![stored(Phase::Before, "shop_basket_x")], vec![], None));
        assert_eq!(findings[0].severity, Severity::Warning);
        assert!(findings[0].message.contains("nobody knows"));
    }

    #[test]
    fn a_declaration_is_held_against_what_is_stored() {
        let declared = r#"{"domains":["shop.se"],"policy":{"fingerprint":"AAAAAAAA","regime":"opt-in","maxAge":100,"cookie":"consent",
            "sharedDomains":[],"hubspot":false,"categories":[{"id":"necessary"},{"id":"analytics"}],
            "services":[{"id":"google-analytics","category":1,"cookies":[{"name":"_ga","storage":"cookie","party":"first","httpOnly":false,"lifetime":"90 days"}]}]}}"#;
        let mut longer = stored(Phase::Accept, "_ga");
        longer.entry.lifetime = Lifetime::parse("2 years").unwrap();
        let mut as_said = stored(Phase::Accept, "_ga");
        as_said.entry.lifetime = Lifetime::parse("90 days").unwrap();
        let own = stored(Phase::Accept, "consent");
        let other = stored(Phase::Accept, "_fbp");
        let site = site(vec![longer, as_said, own, other], vec![], Some(declared));
        assert_eq!(rules(&judge(&site)), ["longer-than-declared", "undeclared"]);
    }
}
