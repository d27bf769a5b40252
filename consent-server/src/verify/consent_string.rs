//! Our own consent string: sound by itself, of a policy that is known, and still in force.

use consent_core::carry::{ConsentString, DecodeError};
use consent_core::config::Policy;
use consent_core::decision::{CLOCK_TOLERANCE, Decision};
use serde_json::{Map, Value, json};

use super::{Finding, Format, Known, Reading};

/// Ours begin with their version, and have only letters, digits and four marks.
pub(super) fn is_one(text: &str) -> bool {
    let is_ours = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    text.contains('.') && text.bytes().all(is_ours)
}

/// Reads a string as far as it goes; where it stands in a cookie, `source` names that.
pub(super) fn read(text: &str, known: &Known<'_>) -> Reading {
    let mut reading = Reading {
        format: Some(Format::Consent),
        fields: Value::Null,
        findings: Vec::new(),
    };
    let string = match ConsentString::parse(text) {
        Ok(string) => string,
        Err(error) => {
            reading.findings.push(refused(error));
            return reading;
        }
    };
    let mut fields = Map::new();
    fields.insert("policy".into(), json!(string.fingerprint.to_string()));
    fields.insert("decidedAt".into(), json!(string.decided_at.as_secs()));
    fields.insert("act".into(), json!(string.act.word()));
    fields.insert("subject".into(), json!(string.id.to_string()));
    if string.decided_at > known.now.saturating_add(CLOCK_TOLERANCE) {
        reading.findings.push(Finding::error(
            "from-the-future",
            "decided more than a day ahead of the clock here: set the clock, or do not believe it",
            "decided-at",
        ));
    }
    let of_it = |policy: &&&Policy| policy.fingerprint() == string.fingerprint;
    match known.policies.iter().find(of_it) {
        None if known.policies.is_empty() => reading.findings.push(Finding::error(
            "policy-missing",
            "what it grants cannot be told without the policy it was made for: pass the site's policy.json",
            "fingerprint",
        )),
        None => reading.findings.push(Finding::error(
            "other-policy",
            "made for a policy that is not known here: the visitor must be asked again",
            "fingerprint",
        )),
        Some(policy) => match string.decision(policy) {
            Err(error) => reading.findings.push(refused(error)),
            Ok(decision) => {
                add_grants(&mut fields, policy, &decision);
                let expires_at = decision.decided_at.saturating_add(policy.max_age());
                fields.insert("expiresAt".into(), json!(expires_at.as_secs()));
                if known.now >= expires_at {
                    reading.findings.push(Finding::error(
                        "expired",
                        "older than the policy lets a decision hold: the visitor must be asked again",
                        "decided-at",
                    ));
                }
                if known
                    .policies
                    .first()
                    .is_some_and(|current| current.fingerprint() != policy.fingerprint())
                {
                    reading.findings.push(Finding::error(
                        "outdated",
                        "made for an earlier policy: what the site asks for has changed, and the visitor must be \
                         asked again",
                        "fingerprint",
                    ));
                }
            }
        },
    }
    reading.fields = Value::Object(fields);
    reading
}

/// Every category, granted or denied; and every service that was answered otherwise than its category.
fn add_grants(fields: &mut Map<String, Value>, policy: &Policy, decision: &Decision) {
    let categories = policy.categories().iter().enumerate();
    let categories: Map<String, Value> = categories
        .map(|(index, category)| {
            let is_granted = decision.grants.allows_category(index);
            (category.id.to_string(), is_granted.into())
        })
        .collect();
    fields.insert("categories".into(), categories.into());
    let services = policy.services().iter().enumerate();
    let exceptions: Map<String, Value> = services
        .filter(|(index, _)| decision.grants.is_exception(*index))
        .map(|(index, service)| {
            let is_granted = decision.grants.allows_service(policy, index);
            (service.id.to_string(), is_granted.into())
        })
        .collect();
    if !exceptions.is_empty() {
        fields.insert("exceptions".into(), exceptions.into());
    }
}

fn refused(error: DecodeError) -> Finding {
    let part = match error {
        DecodeError::Version => "version",
        DecodeError::Parts => "parts",
        DecodeError::Fingerprint | DecodeError::OtherPolicy => "fingerprint",
        DecodeError::Grants => "grants",
        DecodeError::DecidedAt => "decided-at",
        DecodeError::Act | DecodeError::Contradiction => "act",
        DecodeError::Id => "id",
        DecodeError::Exceptions => "exceptions",
        _ => "text",
    };
    Finding::error("malformed", error.to_string(), part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Verdict, verify};
    use consent_core::config::{Category, Fingerprint, PolicyParts, Service};
    use consent_core::decision::{Act, ConsentId, Grants};
    use consent_core::time::{DAY, Timestamp};

    const NOW: u64 = 1_800_000_000;

    fn policy(fingerprint: &str) -> Policy {
        Policy::new(PolicyParts {
            fingerprint: Fingerprint::parse(fingerprint).unwrap(),
            categories: vec![Category::necessary(), Category::new("analytics").unwrap()],
            services: vec![Service::new("matomo", 1).unwrap()],
            ..PolicyParts::default()
        })
        .unwrap()
    }

    fn string(policy: &Policy, decided_at: u64) -> String {
        let decision = Decision {
            grants: Grants::none().with_exception(policy, 0),
            act: Act::Chosen,
            decided_at: Timestamp::from_secs(decided_at),
            id: ConsentId::from_bytes([7; 16]),
        };
        ConsentString::encode(&decision, policy)
    }

    fn read_at(text: &str, policies: &[&Policy]) -> Reading {
        let known = Known {
            policies,
            keys: None,
            now: Timestamp::from_secs(NOW),
        };
        verify(text, &known)
    }

    #[test]
    fn a_string_in_force_is_read_whole() {
        let policy = policy("AAAAAAAB");
        let reading = read_at(&string(&policy, NOW - 60), &[&policy]);
        assert_eq!(reading.verdict(), Verdict::Valid, "{reading:?}");
        assert_eq!(
            reading.fields,
            json!({
                "policy": "AAAAAAAB",
                "decidedAt": NOW - 60,
                "expiresAt": NOW - 60 + 182 * DAY,
                "act": "chosen",
                "subject": ConsentId::from_bytes([7; 16]).to_string(),
                "categories": { "necessary": true, "analytics": false },
                "exceptions": { "matomo": true },
            })
        );
    }

    #[test]
    fn whatever_does_not_hold_now_is_invalid_and_says_why() {
        let (current, earlier, other) = (policy("AAAAAAAB"), policy("AAAAAAAC"), policy("AAAAAAAD"));
        let known = [&current, &earlier];
        let old = string(&current, NOW - 182 * DAY);
        let ahead = string(&current, NOW + DAY + 1);
        for (text, policies, rule) in [
            (old, known.as_slice(), "expired"),
            (ahead, &known, "from-the-future"),
            (string(&earlier, NOW), &known, "outdated"),
            (string(&other, NOW), &known, "other-policy"),
            (string(&other, NOW), &[], "policy-missing"),
            (string(&current, NOW).replace("1.A", "2.A"), &known, "malformed"),
            (string(&current, NOW).replace(".c.", ".r."), &known, "malformed"),
        ] {
            let reading = read_at(&text, policies);
            assert_eq!(reading.verdict(), Verdict::Invalid, "{text}");
            assert!(reading.has(rule), "{text}: {:?}", reading.findings);
        }
    }
}
