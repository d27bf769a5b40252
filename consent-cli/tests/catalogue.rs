//! What the command says of the catalogue: found, certain, ambiguous, unknown.

use std::process::{Command, Output};

use serde_json::Value;

fn catalogue(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_consent"))
        .arg("catalogue")
        .args(arguments)
        .output()
        .unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn answer(arguments: &[&str], code: i32) -> Value {
    let output = catalogue(&[arguments, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn services(answer: &Value) -> Vec<&str> {
    let cookies = answer["cookies"].as_array().unwrap();
    cookies
        .iter()
        .map(|cookie| cookie["service"].as_str().unwrap())
        .collect()
}

#[test]
fn a_search_finds_services_by_name_supplier_and_address_and_cookies_by_name() {
    for (wanted, service) in [
        ("adwords", "google-ads"),
        ("Contentsquare", "heap"),
        ("snap.licdn.com", "linkedin-insight"),
    ] {
        let found = answer(&["search", wanted], 0);
        let services = found["services"].as_array().unwrap();
        assert!(
            services.iter().any(|found| found["id"] == service),
            "{wanted}: {found:#}"
        );
    }
    let found = answer(&["search", "HUBSPOTUTK"], 0);
    assert_eq!(services(&found), ["hubspot"]);
    assert_eq!(found["cookies"][0]["lifetime"], "6 months");

    let output = catalogue(&["search", "hubspotutk"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text(&output).contains("  hubspotutk  hubspot  analytics  cookie  6 months\n"),
        "{}",
        text(&output)
    );
    assert!(!text(&output).contains('\u{1b}'), "colours although nobody looks");
}

#[test]
fn a_service_is_shown_whole() {
    let output = catalogue(&["show", "Google AdWords", "--language", "sv"]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output);
    for part in [
        "Google Ads (google-ads)",
        "resultatet av våra annonser",
        "_gcl_au",
        "advertisement, on consent",
        "reviewed 20",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let shown = answer(&["show", "google-ads"], 0);
    assert_eq!(shown["service"]["id"], "google-ads");
    assert!(shown["service"]["cookies"].as_array().unwrap().len() > 10);
}

#[test]
fn a_cookie_is_shown_with_the_lifetime_that_browsers_keep() {
    let output = catalogue(&["show", "_ga_1R7GEWQZLM"]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output);
    assert!(
        said.contains("_ga_* of Google Analytics (google-analytics)"),
        "{said}"
    );
    assert!(said.contains("2 years, kept 400 days"), "{said}");
}

#[test]
fn a_service_that_has_ended_says_what_took_its_place() {
    let said = text(&catalogue(&["show", "skype"]));
    assert!(said.contains("2025-05-05; look for teams"), "{said}");
}

#[test]
fn what_may_be_several_is_not_certain_until_something_speaks_for_one() {
    let several = answer(&["show", "_abv"], 1);
    assert_eq!(several["ok"], false);
    assert_eq!(services(&several), ["kajabi", "shopify"]);
    assert!(text(&catalogue(&["show", "_abv"])).contains("--with"));
    let one = answer(
        &["show", "_abv", "--with", "google-analytics", "--with", "Shopify"],
        0,
    );
    assert_eq!(services(&one), ["shopify"]);
    let placed = answer(&["show", "uid", "--domain", ".adform.net"], 0);
    assert_eq!(services(&placed), ["adform"]);
}

#[test]
fn what_is_not_there_comes_with_what_is_near() {
    let output = catalogue(&["show", "hubspotutc"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output).contains("did you mean hubspotutk, hubspot,"),
        "{}",
        text(&output)
    );
    let nothing = answer(&["search", "qqqqqqqqqqqq"], 1);
    assert_eq!(nothing["ok"], false);
    assert_eq!(nothing["nearest"].as_array().unwrap().len(), 0);

    let wrong = catalogue(&["show", "_abv", "--with", "shopyfi"]);
    assert_eq!(wrong.status.code(), Some(2));
    let said = String::from_utf8(wrong.stderr).unwrap();
    assert!(said.contains("did you mean shopify"), "{said}");
    assert_eq!(
        catalogue(&["show", "_ga", "--language", "xx"]).status.code(),
        Some(2)
    );
    assert_eq!(catalogue(&["search", ""]).status.code(), Some(2));
}
