//! What every reader of another consent system endures, and what must hold of whatever it reads.

use consent_core::config::{Category, Policy, PolicyParts, Regime};
use consent_core::decision::{Grants, Signal};
use consent_core::strings::import::{ForeignRecord, Mapping, NoDecision, Stored, System, read, translate};
use consent_core::time::Timestamp;

/// Any text, as the cookies of a page, with a line each for its keys of storage; and as the value of the main cookie.
pub(crate) fn endure(system: System, text: &str) {
    let mut lines = text.split('\n');
    let cookies = lines.next().unwrap_or_default();
    let local: Vec<(&str, &str)> = system.storage_keys().iter().copied().zip(lines).collect();
    judge(
        system,
        read(
            system,
            None,
            &Stored {
                cookies,
                local: &local,
            },
        ),
    );

    let main = system.cookies()[0];
    let cookies = format!("{main}={cookies}; OptanonAlertBoxClosed=2026-01-22T14:26:49.000Z");
    let result = read(
        system,
        None,
        &Stored {
            cookies: &cookies,
            local: &[],
        },
    );
    assert_ne!(result, Err(NoDecision::Absent));
    judge(system, result);

    // Somebody else writes under its name too.
    let tossed = format!("{cookies}; {main}=x");
    let stored = Stored {
        cookies: &tossed,
        local: &[],
    };
    assert!(read(system, None, &stored).is_err());
}

fn judge(system: System, result: Result<ForeignRecord, NoDecision>) {
    let Ok(record) = result else {
        return;
    };
    assert!(record.system == system && record.answers.len() <= 512);
    assert!(!record.answers.is_empty() || record.rest.is_some());
    let now = Timestamp::from_secs(1_790_000_000);
    for regime in [Regime::OptIn, Regime::OptOut] {
        let names = ["advertisement", "analytics", "functionality"];
        let others = names.map(|name| Category::new(name).expect("a name"));
        let policy = Policy::new(PolicyParts {
            regime,
            categories: [Category::necessary()].into_iter().chain(others).collect(),
            ..PolicyParts::default()
        })
        .expect("a policy");
        for opt_in in [false, true] {
            let mapping = Mapping {
                system,
                name: None,
                opt_in,
                revision: None,
                map: &[
                    ("matomo", "analytics"),
                    ("gtag", "analytics"),
                    ("youtube", "functionality"),
                ],
            };
            let Ok(taken) = translate(&record, &mapping, &policy, Signal { gpc: true }, now) else {
                continue;
            };
            assert!(!taken.grants.allows(&policy, "advertisement"));
            assert!(opt_in || taken.grants == Grants::none());
            let is_granted = record.rest == Some(true) || record.answers.iter().any(|answer| answer.granted);
            assert!(is_granted || taken.grants == Grants::none());
            assert!(taken.decided_at <= now && taken.decided_at.saturating_add(policy.max_age()) > now);
        }
    }
}
