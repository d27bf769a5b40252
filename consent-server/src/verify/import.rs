//! What another consent system left in a browser: its cookies in a `Cookie` header, or one value that looks like no other.

use consent_core::strings::import::{ForeignRecord, NoDecision, Proof, Stored, System, read};
use consent_core::time::{DAY, Timestamp};
use serde_json::{Map, Value, json};

use super::{Finding, Format, Known, Reading, Severity};

/// The system whose value a text unmistakably is.
///
/// What a visitor answered to Klaro, Osano's cookieconsent or Complianz looks like much else without the name of its
/// cookie, and HubSpot's record is a format of its own.
pub(super) fn system_of(text: &str) -> Option<System> {
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| text.starts_with(beginning));
    let has_field = |name: &str| {
        text.split('&')
            .any(|field| field.split_once('=').is_some_and(|(known, _)| known == name))
    };
    if begins(&["{\"categories\":[", "%7B%22categories%22%3A%5B"]) {
        Some(System::VanillaCookieconsent)
    } else if begins(&["{stamp:", "%7Bstamp%3A"]) {
        Some(System::Cookiebot)
    } else if begins(&["{\"consents\":{", "c.necessary:1,"]) {
        Some(System::C15t)
    } else if text.contains(';') {
        None
    } else if begins(&["consentid:", "consentid%3A"]) {
        Some(System::CookieYes)
    } else if begins(&["!"]) && text.contains('=') {
        Some(System::Tarteaucitron)
    } else if has_field("groups") && (has_field("interactionCount") || has_field("isGpcEnabled")) {
        Some(System::OneTrust)
    } else {
        None
    }
}

/// Reads a value that was recognised, as if it stood under the name of the system's main cookie.
pub(super) fn read_value(system: System, text: &str, known: &Known<'_>) -> Reading {
    let (cookies, key);
    let stored = match (system.storage_keys().first(), system.cookies().first()) {
        (Some(name), _) => {
            key = [(*name, text)];
            Stored {
                cookies: "",
                local: &key,
            }
        }
        (None, name) => {
            cookies = format!("{}={text}", name.unwrap_or(&""));
            Stored {
                cookies: &cookies,
                local: &[],
            }
        }
    };
    reading(system, read(system, None, &stored), known)
}

/// Reads the first of the systems that has left anything in a `Cookie` header, in the order of [`System::ALL`] but
/// HubSpot last: its record stands beside that of whichever system asked.
pub(super) fn read_header(header: &str, known: &Known<'_>) -> Option<Reading> {
    let stored = Stored {
        cookies: header,
        local: &[],
    };
    let others = System::ALL
        .into_iter()
        .filter(|system| *system != System::HubSpot);
    let mut found = others
        .chain([System::HubSpot])
        .map(|system| (system, read(system, None, &stored)))
        .filter(|(_, result)| !matches!(result, Err(NoDecision::Absent)));
    let (system, result) = found.next()?;
    let mut reading = reading(system, result, known);
    let others: Vec<_> = found.map(|(other, _)| other.name()).collect();
    if !others.is_empty() {
        reading.findings.push(Finding::new(
            Severity::Note,
            "others-there",
            format!(
                "the header has answers to {} too, which are not shown",
                others.join(" and ")
            ),
            main_cookie(system),
        ));
    }
    Some(reading)
}

fn main_cookie(system: System) -> &'static str {
    system.cookies().first().unwrap_or(&"")
}

fn reading(system: System, result: Result<ForeignRecord, NoDecision>, known: &Known<'_>) -> Reading {
    let (fields, findings) = match result {
        Ok(record) => (fields(&record), findings(&record, known.now)),
        Err(why) => {
            let rule = match why {
                NoDecision::NotDecided { .. } => "not-decided",
                NoDecision::Contradiction => "two-answers",
                _ => "malformed",
            };
            let finding = Finding::error(rule, why.to_string(), main_cookie(system));
            (Value::Null, vec![finding])
        }
    };
    Reading {
        format: Some(Format::Import(system)),
        fields,
        findings,
    }
}

fn fields(record: &ForeignRecord) -> Value {
    let answers = record.answers.iter();
    let answers: Map<String, Value> = answers
        .map(|answer| (answer.name.clone(), answer.granted.into()))
        .collect();
    json!({
        "system": record.system.name(),
        "answers": answers,
        "rest": record.rest,
        "decidedAt": record.decided_at.map(|at| at.second().as_secs()),
        "expiresAt": record.expires_at.map(|at| at.second().as_secs()),
        "revision": record.revision,
        "proof": match record.proof {
            Proof::Shown => "shown",
            Proof::OnlyByAttestation(_) => "only-by-attestation",
            Proof::None(_) => "none",
        },
    })
}

/// What an import would weigh: what shows an act, and whether the times can be.
fn findings(record: &ForeignRecord, now: Timestamp) -> Vec<Finding> {
    let mut findings = Vec::new();
    let source = main_cookie(record.system);
    let mut add = |severity, rule, message: String| {
        findings.push(Finding::new(severity, rule, message, source));
    };
    let grants = record.rest == Some(true) || record.answers.iter().any(|answer| answer.granted);
    match record.proof {
        _ if !grants => {}
        Proof::Shown => add(
            Severity::Note,
            "attestation",
            "what it grants can be taken over only where the site attests that the system ran as opt-in"
                .into(),
        ),
        Proof::OnlyByAttestation(why) => add(
            Severity::Warning,
            "attestation",
            format!("what it grants can be taken over only on the site's word, since {why}"),
        ),
        Proof::None(why) => add(
            Severity::Warning,
            "no-proof",
            format!("what it grants cannot be taken over: {why}"),
        ),
    }
    match record.decided_at {
        None => add(
            Severity::Note,
            "no-time",
            "it does not say when: taken over, it holds for 30 days".into(),
        ),
        Some(at) if at.second() > now.saturating_add(DAY) => add(
            Severity::Error,
            "in-the-future",
            "it says that it was made more than a day from now".into(),
        ),
        Some(_) => {}
    }
    if record.expires_at.is_some_and(|end| end.second() <= now) {
        add(Severity::Error, "expired", "it has ended".into());
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::{Verdict, verify};

    const COOKIEBOT: &str = "{stamp:%27AAAA==%27%2Cnecessary:true%2Cpreferences:false%2Cstatistics:true%2Cmarketing:false\
                             %2Cmethod:%27explicit%27%2Cver:1%2Cutc:1769301826093%2Cregion:%27se%27}";

    fn known() -> Known<'static> {
        Known {
            policies: &[],
            keys: None,
            now: Timestamp::from_secs(1_770_000_000),
        }
    }

    #[test]
    fn a_header_is_read_for_the_system_that_left_something_in_it() {
        for (header, system) in [
            (format!("a=b; CookieConsent={COOKIEBOT}"), System::Cookiebot),
            ("klaro=%7B%22a%22%3Afalse%7D".into(), System::Klaro),
            ("cookieconsent_status=deny; x=y".into(), System::Osano),
            (
                "Cookie: c15t=c.necessary:1,i.t:1769301826093".into(),
                System::C15t,
            ),
            ("__hs_opt_out=yes".into(), System::HubSpot),
            (
                "cmplz_banner-status=dismissed; cmplz_marketing=deny".into(),
                System::Complianz,
            ),
        ] {
            let reading = verify(&header, &known());
            assert_eq!(reading.format, Some(Format::Import(system)), "{header}");
            assert_eq!(
                reading.verdict(),
                Verdict::Valid,
                "{header}: {:?}",
                reading.findings
            );
            assert_eq!(reading.fields["system"], system.name());
        }
    }

    #[test]
    fn a_value_is_read_where_it_looks_like_no_other() {
        let vanilla = "{\"categories\":[\"necessary\"],\"consentId\":\"1\",\"consentTimestamp\":\"2026-01-01T00:00:00Z\",\
                       \"lastConsentTimestamp\":\"2026-01-01T00:00:00Z\"}";
        let one_trust =
            "isGpcEnabled=0&interactionCount=1&groups=C0001%3A1%2CC0002%3A0&AwaitingReconsent=false";
        for (text, system, verdict) in [
            (COOKIEBOT, System::Cookiebot, Verdict::Valid),
            (vanilla, System::VanillaCookieconsent, Verdict::Valid),
            ("!gtag=false!x=wait", System::Tarteaucitron, Verdict::Valid),
            ("c.necessary:1,i.t:1769301826093", System::C15t, Verdict::Valid),
            (
                "consentid:A,consent:no,action:yes,analytics:no",
                System::CookieYes,
                Verdict::Valid,
            ),
            // The cookie that says when its banner was closed is not there.
            (one_trust, System::OneTrust, Verdict::Invalid),
        ] {
            let reading = verify(text, &known());
            assert_eq!(reading.format, Some(Format::Import(system)), "{text}");
            assert_eq!(reading.verdict(), verdict, "{text}: {:?}", reading.findings);
        }
        assert_eq!(system_of("{\"version\":1}"), None);
        assert_eq!(system_of("groups=1; interactionCount=1"), None);
        assert_eq!(system_of("xgroups=C0002%3A1&interactionCount=1"), None);
    }

    #[test]
    fn fields_and_findings_say_what_an_import_would_weigh() {
        let reading = verify(COOKIEBOT, &known());
        assert_eq!(
            reading.fields,
            json!({
                "system": "cookiebot",
                "answers": { "preferences": false, "statistics": true, "marketing": false },
                "rest": null,
                "decidedAt": 1_769_301_826,
                "expiresAt": null,
                "revision": null,
                "proof": "shown",
            })
        );
        assert!(reading.has("attestation") && !reading.has("no-time"));

        let old = COOKIEBOT.replace("%2Cmethod:%27explicit%27", "");
        let reading = verify(&old, &known());
        assert!(reading.has("no-proof") && reading.verdict() == Verdict::Valid);

        let implied = COOKIEBOT.replace("explicit", "implied");
        let reading = verify(&implied, &known());
        assert!(reading.has("not-decided") && reading.verdict() == Verdict::Invalid);
        assert_eq!(reading.fields, Value::Null);

        let later = COOKIEBOT.replace("1769301826093", "1779301826093");
        assert!(verify(&later, &known()).has("in-the-future"));

        let reading = verify(
            "klaro=%7B%22a%22%3Atrue%7D; klaro=%7B%22a%22%3Afalse%7D",
            &known(),
        );
        assert!(reading.has("two-answers") && reading.verdict() == Verdict::Invalid);

        let reading = verify("cookieconsent_status=allow; cmplz_a=x", &known());
        assert!(reading.has("no-time") && reading.has("others-there"));
        assert_eq!(reading.fields["rest"], true);
    }

    #[test]
    fn every_system_has_a_format_of_its_name() {
        for system in System::ALL {
            let format = serde_json::to_value(Format::Import(system)).unwrap();
            assert_eq!(format, format!("import-{}", system.name()));
        }
    }
}
