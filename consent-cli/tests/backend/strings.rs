//! `consent verify` over the strings of other systems: every vector of the core, a line each.

use serde_json::{Value, json};

use crate::run::{consent, consent_reading};

/// The vectors of a file: what is in its list of one kind.
fn vectors(name: &str, kind: &str) -> Vec<Value> {
    let file = format!(
        "{}/../consent-core/tests/vectors/strings/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let file: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    file[kind].as_array().unwrap().clone()
}

/// What the command says to each of these texts, a line each.
fn readings(texts: &[&str]) -> Vec<Value> {
    let lines: String = texts.iter().flat_map(|text| [text, "\n"]).collect();
    let said = consent_reading(&lines, &["verify", "--lines"]);
    let readings: Vec<Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(readings.len(), texts.len(), "{}", said.err);
    let all_valid = readings.iter().all(|reading| reading["verdict"] == "valid");
    assert_eq!(said.code, i32::from(!all_valid));
    for reading in &readings {
        let findings = reading["findings"].as_array().unwrap();
        let is_wrong = findings.iter().any(|finding| finding["severity"] == "error");
        assert_eq!(reading["verdict"] == "invalid", is_wrong, "{reading}");
        for finding in findings {
            for key in ["rule", "severity", "message", "source"] {
                assert!(
                    finding[key].as_str().is_some_and(|text| !text.is_empty()),
                    "{finding}"
                );
            }
        }
    }
    readings
}

fn read(name: &str, kind: &str) -> Vec<(Value, Value)> {
    let vectors = vectors(name, kind);
    let texts: Vec<&str> = vectors
        .iter()
        .map(|vector| vector["string"].as_str().unwrap())
        .collect();
    let readings = readings(&texts);
    vectors.into_iter().zip(readings).collect()
}

/// Every value that is expected, whatever else is shown.
fn assert_has(shown: &Value, expected: &Value, text: &Value) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&shown[key], value, "{text}: {key}");
    }
}

#[test]
fn tc_strings_are_shown_as_their_vectors_say() {
    let all = read("tcf_v2", "valid");
    assert_eq!(all.len(), 94);
    for (vector, reading) in all {
        assert_eq!(reading["format"], "tcf-eu-v2");
        assert_has(&reading["fields"], &vector["expected"], &vector["string"]);
    }
    for (_, reading) in read("tcf_v2", "invalid") {
        assert_eq!(
            (&reading["verdict"], &reading["fields"]),
            (&json!("invalid"), &Value::Null)
        );
    }
    for (_, reading) in read("tcf_v1", "refused") {
        assert_eq!(
            (&reading["format"], &reading["verdict"]),
            (&json!("tcf-eu-v1"), &json!("invalid"))
        );
    }
}

#[test]
fn gpp_strings_are_shown_section_by_section() {
    let all = read("gpp", "valid");
    assert_eq!(all.len(), 111);
    for (vector, reading) in all {
        assert_eq!(reading["format"], "gpp");
        let sections = &reading["fields"]["sections"];
        for (name, expected) in vector["expected"].as_object().unwrap() {
            match expected {
                Value::Object(_) => assert_has(&sections[name], expected, &vector["string"]),
                text => assert_eq!(&sections[name], text),
            }
        }
        for name in vector["errors"]
            .as_object()
            .into_iter()
            .flat_map(|errors| errors.keys())
        {
            assert_eq!(sections[name], Value::Null, "{}", vector["string"]);
            assert_eq!(reading["verdict"], "invalid");
        }
    }
    for (vector, reading) in read("gpp", "invalid") {
        assert_eq!(reading["verdict"], "invalid", "{}", vector["string"]);
    }
}

#[test]
fn the_small_formats_are_shown_as_their_vectors_say() {
    for (name, format) in [
        ("us_privacy", "us-privacy"),
        ("google_ac", "google-ac"),
        ("hubspot", "hubspot"),
    ] {
        for (vector, reading) in read(name, "valid") {
            assert_eq!(reading["format"], format, "{}", vector["string"]);
            assert_eq!(reading["verdict"], "valid", "{}", vector["string"]);
            let mut expected = vector["expected"].clone();
            // HubSpot's word for “all three”.
            expected.as_object_mut().unwrap().remove("allowed");
            assert_has(&reading["fields"], &expected, &vector["string"]);
        }
        let refused = vectors(name, "invalid");
        let texts: Vec<&str> = refused
            .iter()
            .map(|vector| vector["string"].as_str().unwrap())
            .collect();
        for (text, reading) in texts.iter().zip(readings(&texts)) {
            // One of them is a GPC header's value.
            let is_another = reading["format"] == "gpc";
            assert!(is_another || reading["verdict"] == "invalid", "{text}: {reading}");
        }
    }
    for (vector, reading) in read("google_consent_mode", "gcs") {
        assert_eq!(reading["format"], "google-consent-mode");
        let word = |is_granted: &Value| if is_granted == true { "granted" } else { "denied" };
        for name in ["ad_storage", "analytics_storage"] {
            assert_eq!(reading["fields"]["states"][name], word(&vector[name]), "{vector}");
        }
    }
    for vector in vectors("gpc", "headers") {
        if let [value] = vector["values"].as_array().unwrap().as_slice() {
            let reading = &readings(&[&format!("Sec-GPC: {}", value.as_str().unwrap())])[0];
            assert_eq!(
                (&reading["format"], &reading["fields"]["gpc"]),
                (&json!("gpc"), &vector["gpc"])
            );
        }
    }
}

#[test]
fn cookies_of_other_consent_systems_are_shown_as_their_vectors_say() {
    let vectors: Vec<Value> = vectors("import", "records")
        .into_iter()
        .filter(|vector| ["name", "local", "then"].iter().all(|key| vector[key].is_null()))
        .filter(|vector| vector["error"] != "Absent")
        .collect();
    assert!(vectors.len() > 100);
    let texts: Vec<&str> = vectors
        .iter()
        .map(|vector| vector["string"].as_str().unwrap())
        .collect();
    for (vector, reading) in vectors.iter().zip(readings(&texts)) {
        if reading["format"] == "hubspot" {
            assert_eq!(vector["system"], "hubspot");
            continue;
        }
        let system = vector["system"].as_str().unwrap();
        assert_eq!(reading["format"], format!("import-{system}"), "{vector}");
        let expected = &vector["expected"];
        if expected.is_null() {
            assert_eq!(
                (&reading["fields"], &reading["verdict"]),
                (&Value::Null, &json!("invalid"))
            );
            continue;
        }
        let seconds = |millis: &Value| millis.as_u64().map(|millis| millis / 1000);
        assert_eq!(
            reading["fields"],
            json!({
                "system": system,
                "answers": expected["answers"],
                "rest": expected["rest"],
                "decidedAt": seconds(&expected["decidedAt"]),
                "expiresAt": seconds(&expected["expiresAt"]),
                "revision": expected["revision"],
                "proof": expected["proof"],
            }),
            "{vector}"
        );
    }
}

#[test]
fn people_are_told_which_string_it_is() {
    for (text, says, code) in [
        ("1YNN", "valid: a US Privacy string", 0),
        ("1Y-N", "invalid: a US Privacy string", 1),
        ("DBAA", "valid: a GPP string", 0),
        ("2~1~dv.", "valid: an Additional Consent string", 0),
        ("G100", "valid: a parameter of Google Consent Mode", 0),
        ("Sec-GPC: 1", "valid: a signal of Global Privacy Control", 0),
        ("CookieConsent=0", "valid: what cookiebot left in a browser", 0),
        (
            "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA",
            "invalid: a string of TCF 1",
            1,
        ),
    ] {
        let said = consent(&["verify", text]);
        assert_eq!(said.code, code, "{text}: {said:?}");
        assert!(said.out.starts_with(says), "{text}: {}", said.out);
    }
}
