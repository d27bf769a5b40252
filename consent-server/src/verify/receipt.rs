//! A receipt: whether a known key sealed it, whether it is in the log, and whether its record is what the policy says.

use consent_core::receipt::{ConsentRecord, Entry, Receipt, ReceiptError};
use serde_json::{Value, json};

use super::{Finding, Format, Known, Reading, Severity};

/// Of all formats only this one is an object of JSON.
pub(super) fn is_one(text: &str) -> bool {
    text.starts_with('{')
}

/// Reads a receipt. Its fields are shown only when it holds: what is forged has nothing to say.
pub(super) fn read(text: &str, known: &Known<'_>) -> Reading {
    let mut reading = Reading {
        format: Some(Format::Receipt),
        fields: Value::Null,
        findings: Vec::new(),
    };
    let receipt = match Receipt::parse(text) {
        Ok(receipt) => receipt,
        Err(error) => {
            reading
                .findings
                .push(Finding::error("malformed", error.to_string(), "receipt"));
            return reading;
        }
    };
    let Some(keys) = known.keys else {
        reading.findings.push(Finding::error(
            "keys-missing",
            "who sealed it cannot be told without public keys: pass what the server has at /.well-known/consent-keys",
            "kid",
        ));
        return reading;
    };
    let (log, kid) = (receipt.log.clone(), receipt.kid);
    let verified = match receipt.verify(keys) {
        Ok(verified) => verified,
        Err(error) => {
            let (rule, source) = place(&error);
            reading
                .findings
                .push(Finding::error(rule, error.to_string(), source));
            return reading;
        }
    };
    reading.fields = json!({
        "log": log,
        "kid": kid,
        "seq": verified.seq(),
        "record": verified.record(),
    });
    if verified.seq().is_none() {
        reading.findings.push(Finding::new(
            Severity::Note,
            "promised",
            "a signed promise without the proof that it was kept: ask the server for the receipt again",
            "inclusion",
        ));
    }
    match verified.record() {
        Entry::Consent(record) => add_decision(&mut reading, record, known),
        _ => reading.findings.push(Finding::new(
            Severity::Note,
            "no-decision",
            "an entry of the log, but not a decision",
            "record",
        )),
    }
    reading
}

/// A decision that was once recorded is proved for ever; whether it still holds is another matter.
fn add_decision(reading: &mut Reading, record: &ConsentRecord, known: &Known<'_>) {
    let of_it = known
        .policies
        .iter()
        .find(|policy| policy.fingerprint() == record.policy);
    let findings = &mut reading.findings;
    match of_it.map(|policy| record.agrees_with(policy)) {
        Some(Err(error)) => {
            findings.push(Finding::error("contradiction", error.to_string(), "record"));
        }
        None if !known.policies.is_empty() => findings.push(Finding::new(
            Severity::Note,
            "other-policy",
            "made for a policy that is not known here: what it grants is taken from the record alone",
            "policy",
        )),
        Some(Ok(())) | None => {}
    }
    if known.now >= record.expires_at {
        findings.push(Finding::new(
            Severity::Note,
            "expired",
            "the decision is proved, and has ended since",
            "expiresAt",
        ));
    }
    for flag in &record.flags {
        let message = format!("it arrived with the flag “{flag}”");
        findings.push(Finding::new(Severity::Note, flag.word(), message, "flags"));
    }
}

/// The short name of what does not hold, and where.
fn place(error: &ReceiptError) -> (&'static str, &'static str) {
    match error {
        ReceiptError::OtherSite => ("other-site", "log"),
        ReceiptError::UnknownKey(_) => ("unknown-key", "kid"),
        ReceiptError::OutsideOfKeysTime(_) => ("outside-of-keys-time", "kid"),
        ReceiptError::Signature(_) => ("signature", "signature"),
        ReceiptError::Record(_) => ("contradiction", "record"),
        ReceiptError::Checkpoint(_) | ReceiptError::CheckpointBeforeEntry => ("checkpoint", "inclusion"),
        ReceiptError::OtherCheckpoint => ("other-checkpoint", "inclusion"),
        ReceiptError::Inclusion(_) => ("inclusion", "inclusion"),
        _ => ("receipt", "receipt"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Verdict, verify};
    use consent_core::carry::ConsentString;
    use consent_core::config::{Category, Fingerprint, Policy, PolicyParts};
    use consent_core::decision::{Act, ConsentId, Decision, Grants};
    use consent_core::receipt::{Event, Facts, KeySet, LogName, PublicKey, Salt, Seal, SiteKey};
    use consent_core::time::{DAY, Millis, Timestamp};

    const NOW: u64 = 1_800_000_000;

    fn policy(fingerprint: &str) -> Policy {
        Policy::new(PolicyParts {
            fingerprint: Fingerprint::parse(fingerprint).unwrap(),
            categories: vec![Category::necessary(), Category::new("analytics").unwrap()],
            ..PolicyParts::default()
        })
        .unwrap()
    }

    fn receipt(policy: &Policy) -> String {
        let decision = Decision {
            grants: Grants::all(policy),
            act: Act::AcceptAll,
            decided_at: Timestamp::from_secs(NOW),
            id: ConsentId::from_bytes([7; 16]),
        };
        let event = json!({
            "id": "019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0b",
            "string": ConsentString::encode(&decision, policy),
            "notice": "RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o",
            "language": "sv", "source": "notice", "gpc": false, "count": 1, "madeAt": NOW * 1000,
        });
        let site = SiteKey::parse("shop").unwrap();
        let facts = Facts {
            site: &site,
            received_at: Millis::from_millis(NOW * 1000),
            host: None,
            controllers: &[],
            notice_known: false,
            gap: false,
            clock_stepped: false,
        };
        let record = serde_json::from_value::<Event>(event)
            .unwrap()
            .record(policy, &facts)
            .unwrap();
        let log = LogName::new("here", &site).unwrap();
        let sealed = seal().seal(Entry::Consent(record), Salt::from_bytes([1; 32]), &log);
        serde_json::to_string(&Receipt::of(sealed, &log)).unwrap()
    }

    fn seal() -> Seal {
        Seal::from_secret([7; 32])
    }

    fn read_with(text: &str, policies: &[&Policy], days: u64) -> Reading {
        let key = PublicKey::new(seal().public(), Millis::from_millis(0), None).unwrap();
        let keys = KeySet::new([key]);
        let known = Known {
            policies,
            keys: Some(&keys),
            now: Timestamp::from_secs(NOW + days * DAY),
        };
        verify(text, &known)
    }

    #[test]
    fn a_sealed_decision_is_valid_also_when_it_has_ended() {
        let policy = policy("AAAAAAAB");
        let reading = read_with(&receipt(&policy), &[&policy], 0);
        assert_eq!(reading.verdict(), Verdict::Valid, "{:?}", reading.findings);
        assert_eq!(reading.fields["record"]["categories"]["analytics"], true);
        assert!(reading.has("promised") && reading.has("notice-unknown") && !reading.has("expired"));

        let later = read_with(&receipt(&policy), &[&policy], 400);
        assert!(later.verdict() == Verdict::Valid && later.has("expired"));
    }

    #[test]
    fn what_was_changed_has_nothing_to_say() {
        let policy = policy("AAAAAAAB");
        let text = receipt(&policy);
        let forged = text.replace("\"analytics\":true", "\"analytics\":false");
        assert_ne!(forged, text);
        let reading = read_with(&forged, &[], 0);
        assert_eq!(
            (reading.verdict(), reading.fields),
            (Verdict::Invalid, Value::Null)
        );
        assert_eq!(reading.findings[0].rule, "signature");
        assert!(read_with("{}", &[], 0).has("malformed"));
    }

    #[test]
    fn keys_are_needed_and_policies_help() {
        let (mine, other) = (policy("AAAAAAAB"), policy("AAAAAAAC"));
        let text = receipt(&mine);
        let known = Known {
            policies: &[],
            keys: None,
            now: Timestamp::from_secs(NOW),
        };
        let reading = verify(&text, &known);
        assert!(reading.has("keys-missing") && reading.verdict() == Verdict::Invalid);
        let reading = read_with(&text, &[&other], 0);
        assert!(reading.has("other-policy") && reading.verdict() == Verdict::Valid);
    }
}
