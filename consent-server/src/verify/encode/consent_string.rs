//! Our own consent string from its fields, for a policy that is known.

use std::collections::BTreeMap;

use consent_core::carry::{ConsentString, DecodeError};
use consent_core::config::Policy;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::Timestamp;
use serde::Deserialize;

use super::EncodeError;
use crate::verify::Known;

/// The fields as a reading has them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Fields {
    /// The fingerprint; the policy in force when it is left out.
    policy: Option<String>,
    decided_at: u64,
    act: String,
    subject: String,
    categories: BTreeMap<String, bool>,
    #[serde(default)]
    exceptions: BTreeMap<String, bool>,
    /// Follows from the policy, and is only compared.
    expires_at: Option<u64>,
}

pub(super) fn encode(fields: &Fields, known: &Known<'_>) -> Result<String, EncodeError> {
    let policy = policy_of(fields, known)?;
    let decision = Decision {
        grants: grants_of(fields, policy)?,
        act: act_of(&fields.act)?,
        decided_at: Timestamp::from_secs(fields.decided_at),
        id: ConsentId::parse(&fields.subject).ok_or_else(|| {
            EncodeError(format!(
                "subject: “{}” is no consent id: 22 characters of base64url",
                fields.subject
            ))
        })?,
    };
    let expires_at = decision.decided_at.saturating_add(policy.max_age()).as_secs();
    if fields.expires_at.is_some_and(|said| said != expires_at) {
        let message = format!("expiresAt: {expires_at} follows from the policy; leave it out or say that");
        return Err(EncodeError(message));
    }
    let text = ConsentString::encode(&decision, policy);
    // Writing puts grants right that contradict the act; whoever gave them should hear of it instead.
    let read = ConsentString::parse(&text).and_then(|string| string.decision(policy));
    match read {
        Ok(read) if read == decision => Ok(text),
        Ok(_) | Err(DecodeError::Contradiction) => Err(EncodeError(format!(
            "categories and exceptions contradict the act “{}”",
            fields.act
        ))),
        Err(error) => Err(EncodeError::new(error)),
    }
}

fn policy_of<'a>(fields: &Fields, known: &Known<'a>) -> Result<&'a Policy, EncodeError> {
    let current = known.policies.first().copied();
    let found = match &fields.policy {
        None => current,
        Some(wanted) => {
            let mut all = known.policies.iter().copied();
            all.find(|policy| policy.fingerprint().to_string() == *wanted)
        }
    };
    found.ok_or_else(|| match (&fields.policy, current) {
        (Some(wanted), Some(_)) => EncodeError(format!(
            "policy: none of those given has the fingerprint {wanted}"
        )),
        _ => EncodeError::new("a consent string is made for a policy: pass the site's policy.json"),
    })
}

fn grants_of(fields: &Fields, policy: &Policy) -> Result<Grants, EncodeError> {
    let mut grants = Grants::none();
    for (index, category) in policy.categories().iter().enumerate() {
        let answer = fields.categories.get(category.id.as_str()).copied();
        grants = match (index, answer) {
            (0, None | Some(true)) | (1.., Some(false)) => grants,
            (1.., Some(true)) => grants.with_category(index),
            (1.., None) => return Err(EncodeError(format!("categories: “{}” is missing", category.id))),
            (0, Some(false)) => {
                let message = format!(
                    "categories: “{}” is what no site can do without: true",
                    category.id
                );
                return Err(EncodeError(message));
            }
        };
    }
    if let Some(name) = fields
        .categories
        .keys()
        .find(|name| policy.category(name).is_none())
    {
        return Err(EncodeError(format!("categories: the policy has no “{name}”")));
    }
    for (name, is_granted) in &fields.exceptions {
        let Some(index) = policy.service(name) else {
            return Err(EncodeError(format!(
                "exceptions: the policy has no service “{name}”"
            )));
        };
        if grants.allows_service(policy, index) == *is_granted {
            let message = format!("exceptions: “{name}” is answered as its category; leave it out");
            return Err(EncodeError(message));
        }
        grants = grants.with_exception(policy, index);
    }
    Ok(grants)
}

fn act_of(word: &str) -> Result<Act, EncodeError> {
    Act::ALL
        .into_iter()
        .find(|act| act.word() == word)
        .ok_or_else(|| {
            let words: Vec<_> = Act::ALL.iter().map(|act| act.word()).collect();
            EncodeError(format!("act: “{word}” is none of {}", words.join(", ")))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Format, Verdict, encode, verify};
    use consent_core::config::{Category, Fingerprint, PolicyParts, Service};
    use serde_json::{Value, json};

    const NOW: u64 = 1_800_000_000;

    fn policy() -> Policy {
        Policy::new(PolicyParts {
            fingerprint: Fingerprint::parse("AAAAAAAB").unwrap(),
            categories: vec![Category::necessary(), Category::new("analytics").unwrap()],
            services: vec![
                Service::new("matomo", 1).unwrap(),
                Service::new("shop", 0).unwrap(),
            ],
            ..PolicyParts::default()
        })
        .unwrap()
    }

    fn fields() -> Value {
        json!({
            "policy": "AAAAAAAB",
            "decidedAt": NOW - 60,
            "act": "chosen",
            "subject": ConsentId::from_bytes([7; 16]).to_string(),
            "categories": { "necessary": true, "analytics": false },
            "exceptions": { "matomo": true },
        })
    }

    fn written(fields: &Value) -> Result<String, String> {
        let policy = policy();
        let known = Known {
            policies: &[&policy],
            keys: None,
            now: Timestamp::from_secs(NOW),
        };
        let text = encode(Format::Consent, &fields.to_string(), &known).map_err(|error| error.to_string())?;
        let reading = verify(&text, &known);
        assert_eq!(reading.verdict(), Verdict::Valid, "{reading:?}");
        let again = encode(Format::Consent, &reading.fields.to_string(), &known).unwrap();
        assert_eq!(again, text, "what is shown is taken");
        Ok(text)
    }

    fn changed(change: impl FnOnce(&mut Value)) -> Result<String, String> {
        let mut fields = fields();
        change(&mut fields);
        written(&fields)
    }

    #[test]
    fn what_can_be_left_out_follows_from_the_policy() {
        let text = written(&fields()).unwrap();
        let remove = |it: &mut Value, name: &str| drop(it.as_object_mut().unwrap().remove(name));
        assert_eq!(changed(|it| remove(it, "policy")), Ok(text.clone()));
        assert_eq!(
            changed(|it| remove(&mut it["categories"], "necessary")),
            Ok(text.clone())
        );
        assert_ne!(changed(|it| remove(it, "exceptions")), Ok(text));
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        for (result, says) in [
            (
                changed(|it| it["policy"] = "AAAAAAAC".into()),
                "none of those given",
            ),
            (changed(|it| it["act"] = "accepted".into()), "accept-all"),
            (
                changed(|it| it["act"] = "reject-all".into()),
                "contradict the act",
            ),
            (changed(|it| it["subject"] = "me".into()), "no consent id"),
            (
                changed(|it| it["categories"] = json!({})),
                "“analytics” is missing",
            ),
            (
                changed(|it| it["categories"]["necessary"] = false.into()),
                "do without",
            ),
            (
                changed(|it| it["categories"]["ads"] = true.into()),
                "has no “ads”",
            ),
            (
                changed(|it| it["exceptions"]["piwik"] = true.into()),
                "no service “piwik”",
            ),
            (
                changed(|it| it["exceptions"]["matomo"] = false.into()),
                "leave it out",
            ),
            (
                changed(|it| it["expiresAt"] = 7.into()),
                "follows from the policy",
            ),
        ] {
            let error = result.unwrap_err();
            assert!(error.contains(says), "{error}");
        }
        let known = Known {
            policies: &[],
            keys: None,
            now: Timestamp::from_secs(NOW),
        };
        let error = encode(Format::Consent, &fields().to_string(), &known).unwrap_err();
        assert!(error.to_string().contains("policy.json"), "{error}");
    }
}
