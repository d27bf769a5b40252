//! A whole `Cookie` header: our cookie in it, and HubSpot's record beside it; or what another system left.

use consent_core::carry::{HUBSPOT_COOKIE, cookie_names, cookie_values};
use consent_core::strings::import::System;

use super::{Finding, Format, Known, Reading, Severity, consent_string, hubspot, import};

/// Only a header has a name before a `=`.
pub(super) fn is_one(text: &str) -> bool {
    let text = value_of(text);
    !text.starts_with('{') && cookie_names(text).next().is_some() && text.contains('=')
}

/// Reads our cookie as the page would: two of its name that disagree are none.
pub(super) fn read(text: &str, known: &Known<'_>) -> Reading {
    let header = value_of(text);
    let name = known.cookie();
    let mut values = cookie_values(header, name);
    let Some(value) = values.next() else {
        return without_ours(header, name, known);
    };
    let mut reading = consent_string::read(value, known);
    for finding in &mut reading.findings {
        finding.source = format!("{name}: {}", finding.source);
    }
    if values.any(|other| other != value) {
        reading.findings.push(Finding::error(
            "two-answers",
            "two cookies of this name disagree, so somebody else writes under it: the visitor must be asked again",
            name,
        ));
    }
    add_hubspot(&mut reading, header);
    reading
}

/// What follows `Cookie:` where the name of the header was copied too.
fn value_of(text: &str) -> &str {
    match text.split_once(':') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("cookie") => value.trim(),
        _ => text,
    }
}

/// What other systems left. HubSpot's record has a format of its own.
fn without_ours(header: &str, name: &str, known: &Known<'_>) -> Reading {
    match import::read_header(header, known) {
        Some(reading) if reading.format != Some(Format::Import(System::HubSpot)) => reading,
        found => of_hubspot(header).or(found).unwrap_or_else(|| Reading {
            format: Some(Format::Consent),
            fields: serde_json::Value::Null,
            findings: vec![Finding::error(
                "no-cookie",
                format!("the header has no cookie “{name}”: nothing but what is necessary is granted"),
                name,
            )],
        }),
    }
}

fn of_hubspot(header: &str) -> Option<Reading> {
    let value = cookie_values(header, HUBSPOT_COOKIE).next()?;
    let mut reading = hubspot::read(value);
    for finding in &mut reading.findings {
        finding.source = format!("{HUBSPOT_COOKIE}: {}", finding.source);
    }
    Some(reading)
}

/// HubSpot's scripts follow their own cookie, so one that grants more than ours is worth a look.
fn add_hubspot(reading: &mut Reading, header: &str) {
    let Some(value) = cookie_values(header, HUBSPOT_COOKIE).next() else {
        return;
    };
    let theirs = hubspot::read(value);
    let is_granted = |fields: &serde_json::Value, name: &str| fields[name].as_bool().unwrap_or(false);
    let more: Vec<_> = hubspot::Category::ALL
        .map(hubspot::Category::name)
        .into_iter()
        .filter(|name| is_granted(&theirs.fields, name) && !is_granted(&reading.fields["categories"], name))
        .collect();
    if !more.is_empty() {
        let message = format!("HubSpot's record grants {}, ours does not", more.join(" and "));
        reading.findings.push(Finding::new(
            Severity::Warning,
            "hubspot-grants-more",
            message,
            HUBSPOT_COOKIE,
        ));
    }
}

#[cfg(test)]
mod tests {
    use consent_core::config::{Policy, PolicyParts};
    use consent_core::strings::import::System;
    use consent_core::time::Timestamp;

    use crate::verify::{Format, Known, Reading, Verdict, verify};

    const REFUSED: &str = "1.AAAAAAAA.A.s44we8.r.AAAAAAAAAAAAAAAAAAAAAA";

    fn read(header: &str) -> Reading {
        let policy = Policy::new(PolicyParts::default()).unwrap();
        let known = Known {
            policies: &[&policy],
            keys: None,
            now: Timestamp::from_secs(1_700_000_100),
        };
        verify(header, &known)
    }

    #[test]
    fn our_cookie_is_found_among_others() {
        for header in [
            format!("a=b; consent={REFUSED}; c"),
            format!("Cookie: consent={REFUSED}"),
            format!("consent={REFUSED};consent={REFUSED}"),
        ] {
            let reading = read(&header);
            assert_eq!(reading.format, Some(Format::Consent), "{header}");
            assert_eq!(
                reading.verdict(),
                Verdict::Valid,
                "{header}: {:?}",
                reading.findings
            );
        }
    }

    #[test]
    fn two_answers_are_none() {
        let other = REFUSED.replace(".r.", ".w.");
        let reading = read(&format!("consent={REFUSED}; consent={other}"));
        assert!(reading.has("two-answers") && reading.verdict() == Verdict::Invalid);
    }

    #[test]
    fn a_header_without_ours_is_no_consent() {
        assert!(read("_ga=GA1.1.1.1").has("no-cookie"));
        let theirs = read("__hs_cookie_cat_pref=1:true_2:false_3:false");
        assert_eq!(theirs.format, Some(Format::Hubspot));
        let both = read("__hs_cookie_cat_pref=1:true_2:false_3:false; CookieConsent=0");
        assert_eq!(both.format, Some(Format::Import(System::Cookiebot)));
        let ours = read(&format!("CookieConsent=0; consent={REFUSED}"));
        assert_eq!(ours.format, Some(Format::Consent));
    }

    #[test]
    fn what_hubspot_may_do_beyond_ours_is_told() {
        let reading = read(&format!(
            "consent={REFUSED}; __hs_cookie_cat_pref=1:true_2:false_3:true"
        ));
        let finding = reading
            .findings
            .iter()
            .find(|one| one.rule == "hubspot-grants-more")
            .unwrap();
        assert!(
            finding.message.contains("analytics and functionality"),
            "{}",
            finding.message
        );
        assert_eq!(reading.verdict(), Verdict::Valid);
    }
}
