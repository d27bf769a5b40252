//! `consent encode`: what `consent verify` shows is written again, and what makes no text is refused by name.

use consent_core::decision::Act;
use serde_json::{Value, json};

use crate::run::{Said, consent, consent_reading};
use crate::site::Site;
use crate::visitor::Visitor;

fn shown(text: &str) -> Value {
    let said = consent(&["verify", text, "--json"]);
    said.json()["fields"].clone()
}

fn encoded(format: &str, fields: &Value) -> Said {
    consent_reading(&fields.to_string(), &["encode", format])
}

#[test]
fn every_format_is_written_as_it_was_read() {
    for (format, text) in [
        ("tcf-eu-v2", "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"),
        ("gpp", "DBABzw~1YNN~BAAAAAAAAQA.QA"),
        ("us-privacy", "1YNN"),
        ("google-ac", "2~1.35.41.101~dv.9.21.81"),
        ("hubspot", "1:true_2:false_3:true"),
    ] {
        let said = encoded(format, &shown(text));
        assert_eq!((said.code, said.out.trim()), (0, text), "{said:?}");
    }
}

#[test]
fn every_vector_is_written_with_the_same_values() {
    // Of the long lists some of each kind: a process for every one would take long.
    for (format, file, every) in [
        ("tcf-eu-v2", "tcf_v2", 13),
        ("gpp", "gpp", 13),
        ("us-privacy", "us_privacy", 1),
        ("google-ac", "google_ac", 1),
        ("hubspot", "hubspot", 1),
    ] {
        let path = format!(
            "{}/../consent-core/tests/vectors/strings/{file}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let vectors: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for vector in vectors["valid"].as_array().unwrap().iter().step_by(every) {
            let text = vector["string"].as_str().unwrap();
            let fields = shown(text);
            let has_null = fields["sections"]
                .as_object()
                .is_some_and(|all| all.values().any(Value::is_null));
            let said = encoded(format, &fields);
            assert_eq!(said.code, if has_null { 2 } else { 0 }, "{text}: {said:?}");
            if !has_null {
                assert_eq!(shown(said.out.trim()), fields, "{text}");
            }
        }
    }
}

#[test]
fn a_consent_string_is_written_for_its_policy() {
    let site = Site::built();
    let published = site.path("published/policy.json");
    let string = Visitor::new().answers(site.policy(), Act::AcceptAll, 60);
    let verified = consent(&["verify", &string, "--policy", &published, "--json"]);
    let mut fields = verified.json()["fields"].clone();
    let arguments = ["encode", "consent", "--policy", &published];
    let said = consent_reading(&fields.to_string(), &arguments);
    assert_eq!((said.code, said.out.trim()), (0, string.as_str()), "{said:?}");

    fields["categories"]["advertisement"] = false.into();
    let said = consent_reading(&fields.to_string(), &arguments);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("contradict the act “accept-all”"), "{said:?}");
    let said = consent_reading(&fields.to_string(), &["encode", "consent"]);
    assert!(said.code == 2 && said.err.contains("policy.json"), "{said:?}");
}

#[test]
fn what_makes_no_text_is_refused_by_name() {
    for (format, fields, says) in [
        (
            "us-privacy",
            json!({ "notice": "Y", "optOutSale": "N" }),
            "missing field `lspa`",
        ),
        (
            "us-privacy",
            json!({ "notice": "y?" }),
            "none of “Y”, “N” and “-”",
        ),
        (
            "hubspot",
            json!({ "analytics": true, "ads": true }),
            "unknown field `ads`",
        ),
        ("google-ac", json!({ "consented": [0] }), "numbered from 1"),
        (
            "gpp",
            json!({ "sections": { "uspv2": {} } }),
            "“uspv2” is no section",
        ),
        ("tcf-eu-v2", json!({ "cmpId": 5000 }), "missing field"),
        ("tcf-eu-v2", json!("text"), "the fields: invalid type"),
    ] {
        let said = encoded(format, &fields);
        assert_eq!(said.code, 2, "{fields}: {said:?}");
        assert!(
            said.err.contains(says) && said.out.is_empty(),
            "{fields}: {said:?}"
        );
    }
    let said = consent_reading("{\"analytics\":", &["encode", "hubspot"]);
    assert!(said.err.contains("not JSON"), "{said:?}");
    let said = consent_reading("{}", &["encode", "receipt"]);
    assert!(said.code == 2 && said.err.contains("possible values"), "{said:?}");
}
