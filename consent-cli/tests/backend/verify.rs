//! `consent verify` without a server: strings, headers, HubSpot's record, and what is no use of it.

use consent_core::decision::Act;
use consent_core::time::DAY;
use serde_json::{Value, json};

use crate::run::{consent, consent_reading};
use crate::site::Site;
use crate::visitor::Visitor;

#[test]
fn a_string_is_valid_for_the_policy_it_was_made_for() {
    let site = Site::built();
    let (policy, published) = (site.policy(), site.path("published/policy.json"));
    let string = Visitor::new().answers(policy, Act::AcceptAll, 60);
    let verify = |text: &str| consent(&["verify", text, "--policy", &published, "--json"]);

    let said = verify(&string);
    assert_eq!(said.code, 0, "{said:?}");
    let reading = said.json();
    assert_eq!(reading["format"], "consent");
    assert_eq!(reading["verdict"], "valid");
    assert_eq!(reading["findings"], json!([]));
    assert_eq!(reading["fields"]["act"], "accept-all");
    assert_eq!(reading["fields"]["categories"]["advertisement"], true);

    let said = verify(&format!("_ga=GA1.1.1.1; consent={string}"));
    assert_eq!((said.code, &said.json()["verdict"]), (0, &json!("valid")));

    for (text, rule) in [
        (
            Visitor::new().answers(policy, Act::AcceptAll, 400 * DAY),
            "expired",
        ),
        (string.replacen("1.", "2.", 1), "malformed"),
        (string.replacen(".a.", ".r.", 1), "malformed"),
        (string[..string.len() - 1].to_owned(), "malformed"),
        ("_ga=GA1.1.1.1".into(), "no-cookie"),
        ("something else".into(), "unknown-format"),
    ] {
        let said = verify(&text);
        assert_eq!(said.code, 1, "{text}: {said:?}");
        let reading = said.json();
        assert_eq!(reading["verdict"], "invalid");
        assert_eq!(reading["findings"][0]["rule"], rule, "{text}");
        assert_eq!(reading["findings"][0]["severity"], "error");
    }
}

#[test]
fn people_are_told_what_is_wrong() {
    let site = Site::built();
    let string = Visitor::new().answers(site.policy(), Act::RejectAll, 400 * DAY);
    let said = consent(&["verify", &string, "--policy", &site.path("published/policy.json")]);
    assert_eq!(said.code, 1);
    assert!(said.out.starts_with("invalid: a consent string"), "{}", said.out);
    assert!(
        said.out.contains("error expired: older than the policy lets"),
        "{}",
        said.out
    );
    assert!(said.err.is_empty());
}

#[test]
fn a_string_a_line_is_an_object_a_line() {
    let site = Site::built();
    let strings: Vec<String> = (0..50)
        .map(|_| Visitor::new().answers(site.policy(), Act::RejectAll, 1))
        .collect();
    let published = site.path("published/policy.json");
    let arguments = ["verify", "--lines", "--policy", &published];
    let said = consent_reading(&strings.join("\n"), &arguments);
    assert_eq!((said.code, said.out.lines().count()), (0, 50), "{said:?}");

    let said = consent_reading(
        &format!("{}\nnonsense\n1:true_2:false_3:false\n", strings[0]),
        &arguments,
    );
    assert_eq!(said.code, 1);
    let formats: Vec<Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["format"].clone())
        .collect();
    assert_eq!(formats, [json!("consent"), Value::Null, json!("hubspot")]);
}

#[test]
fn standard_input_is_a_text_too() {
    let said = consent_reading("1:true_2:false_3:true\n", &["verify", "-", "--json"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(
        said.json()["fields"],
        json!({ "necessary": true, "analytics": true, "advertisement": false, "functionality": true })
    );
}

#[test]
fn wrong_use_says_what_is_missing() {
    let string = "1.AAAAAAAA.A.s44we8.r.AAAAAAAAAAAAAAAAAAAAAA";
    let receipt = "{\"version\":1}";
    for (arguments, says) in [
        (&["verify"][..], "required"),
        (&["verify", string, "--lines"], "cannot be used with"),
        (&["verify", string], "policy.json"),
        (
            &["verify", string, "--policy", "nowhere/policy.json"],
            "nowhere/policy.json cannot be read",
        ),
        (
            &["verify", string, "--keys", "nowhere.json"],
            ".well-known/consent-keys",
        ),
        (&["verify", "nowhere/receipt.json"], "check the path"),
        (
            &["verify", string, "--policy", env!("CARGO_MANIFEST_PATH")],
            "not JSON",
        ),
    ] {
        let said = consent(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {said:?}");
        assert!(
            said.err.contains(says) && said.out.is_empty(),
            "{arguments:?}: {said:?}"
        );
    }
    assert_eq!(
        consent(&["verify", receipt, "--json"]).code,
        1,
        "malformed before any key is needed"
    );
}
