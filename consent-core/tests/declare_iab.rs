//! What a site may say in the IAB's strings: faults with place and remedy, and what of it is material.
#![cfg(feature = "declare")]

mod declare;

use consent_core::config::{Config, Fault};
use declare::{checked, faults, put, sound};
use serde_json::{Value, json};

/// A site that offers TCF, with one vendor.
fn european() -> Value {
    let mut config = sound();
    put(&mut config, "/iab/tcf", json!(true));
    let vendor =
        json!({ "vendor": 755, "purposes": [1, 2], "legitimateInterest": [7, 9], "specialFeatures": [1] });
    put(
        &mut config,
        "/services/0",
        json!({ "use": "google-analytics", "iab": vendor }),
    );
    config
}

/// A site that offers none of it.
fn none() -> Value {
    let mut config = sound();
    put(&mut config, "/iab", Value::Null);
    config
}

/// A site whose visitors may opt out.
fn american() -> Value {
    let mut config = sound();
    put(&mut config, "/regime", json!("opt-out"));
    put(&mut config, "/services/-", json!("meta-pixel"));
    put(
        &mut config,
        "/iab",
        json!({ "cmpId": 880, "gpp": ["usnat"], "usPrivacy": true }),
    );
    config
}

/// The only fault of a config, after one change.
fn only_fault(mut config: Value, pointer: &str, value: Value) -> Fault {
    put(&mut config, pointer, value);
    let found = faults(&config);
    assert_eq!(found.len(), 1, "{pointer}: {found:?}");
    found.into_iter().next().unwrap()
}

#[test]
fn what_is_declared_is_what_is_offered() {
    let config = checked(&european());
    let iab = config.iab.as_ref().unwrap();
    let tcf = iab.tcf.unwrap();
    assert_eq!(
        (tcf.cmp.id, tcf.cmp.version, tcf.vendor_list_version),
        (880, 3, 175)
    );
    assert_eq!(tcf.publisher_country.code(), "SE");
    assert!(iab.gpp.is_none() && !iab.us_privacy);
    let vendor = config
        .services
        .iter()
        .find_map(|service| service.iab.as_ref())
        .unwrap();
    assert_eq!(
        (vendor.id, vendor.purposes.len(), vendor.legitimate_interest.len()),
        (755, 2, 2)
    );

    let config = checked(&american());
    let iab = config.iab.as_ref().unwrap();
    assert!(iab.tcf.is_none() && iab.us_privacy);
    let sections: Vec<_> = iab
        .gpp
        .as_ref()
        .unwrap()
        .sections
        .iter()
        .map(|id| id.get())
        .collect();
    assert_eq!(sections, [7]);
    assert_eq!(checked(&none()).iab, None);
    // Numbers alone offer nothing.
    assert_eq!(checked(&sound()).iab, None);
}

#[test]
fn nobody_answers_for_a_platform_without_its_number() {
    let fault = only_fault(european(), "/iab/cmpId", Value::Null);
    assert_eq!(fault.path, "iab.tcf");
    assert!(
        fault.mend.contains("IAB Europe has registered") && fault.mend.contains("without one, remove this"),
        "{fault}"
    );
    let fault = only_fault(american(), "/iab/cmpId", Value::Null);
    assert_eq!(fault.path, "iab.gpp");
    // Nobody's number, and the number of those who have none.
    for id in [0, 1] {
        let fault = only_fault(european(), "/iab/cmpId", json!(id));
        assert_eq!(fault.path, "iab.cmpId");
        assert!(fault.reason.contains("no registered"), "{fault}");
    }
    // The US Privacy string names nobody.
    let mut alone = american();
    put(&mut alone, "/iab", json!({ "usPrivacy": true }));
    assert!(checked(&alone).iab.as_ref().unwrap().us_privacy);
}

#[test]
fn each_regime_has_its_own_strings() {
    let fault = only_fault(european(), "/regime", json!("opt-out"));
    assert_eq!(fault.path, "iab.tcf");
    assert!(fault.mend.contains("“opt-in”"), "{fault}");
    for regime in ["opt-in", "notice"] {
        let mut config = american();
        put(&mut config, "/regime", json!(regime));
        let paths: Vec<_> = faults(&config).into_iter().map(|fault| fault.path).collect();
        assert_eq!(paths, ["iab.gpp", "iab.usPrivacy"], "{regime}");
    }
    let mut nothing_sold = american();
    let services = nothing_sold["services"].as_array_mut().unwrap();
    services.retain(|service| *service != "meta-pixel" && service["use"] != "kajabi-affiliate");
    let found = faults(&nothing_sold);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].reason.contains("“advertisement”"), "{found:?}");
}

#[test]
fn every_slip_is_told_with_its_place() {
    for (pointer, value, path, says) in [
        ("/iab/cmpid", json!(1), "iab.cmpid", "“cmpId”"),
        ("/iab/cmpId", json!(4096), "iab.cmpId", "from 2 to 4095"),
        ("/iab/cmpVersion", json!(4096), "iab.cmpVersion", "from 0 to 4095"),
        ("/iab/cmpId", json!("880"), "iab.cmpId", "a whole number"),
        (
            "/iab/publisherCountry",
            json!("UK"),
            "iab.publisherCountry",
            "“GB”",
        ),
        (
            "/iab/publisherCountry",
            Value::Null,
            "iab.publisherCountry",
            "country whose law",
        ),
        (
            "/iab/vendorListVersion",
            json!(0),
            "iab.vendorListVersion",
            "from 1 to 4095",
        ),
        (
            "/iab/vendorListVersion",
            Value::Null,
            "iab.vendorListVersion",
            "vendor list that was used",
        ),
        (
            "/services/0/iab/vendor",
            json!(0),
            "services[0].iab.vendor",
            "from 1 to 65535",
        ),
        (
            "/services/0/iab/vendor",
            Value::Null,
            "services[0].iab.vendor",
            "a whole number",
        ),
        (
            "/services/0/iab/purposes/0",
            json!(12),
            "services[0].iab.purposes[0]",
            "from 1 to 11",
        ),
        (
            "/services/0/iab/purposes/0",
            json!(0),
            "services[0].iab.purposes[0]",
            "from 1 to 11",
        ),
        (
            "/services/0/iab/purposes/1",
            json!(1),
            "services[0].iab.purposes[1]",
            "one of the two",
        ),
        (
            "/services/0/iab/purposes/-",
            json!(7),
            "services[0].iab.legitimateInterest",
            "in one of",
        ),
        (
            "/services/0/iab/legitimateInterest/-",
            json!(1),
            "services[0].iab.legitimateInterest",
            "",
        ),
        (
            "/services/0/iab/legitimateInterest/-",
            json!(3),
            "services[0].iab.legitimateInterest",
            "“purposes”",
        ),
        (
            "/services/0/iab/legitimateInterest/-",
            json!(6),
            "services[0].iab.legitimateInterest",
            "“purposes”",
        ),
        (
            "/services/0/iab/specialFeatures/0",
            json!(3),
            "services[0].iab.specialFeatures[0]",
            "from 1 to 2",
        ),
        (
            "/services/0/iab/feature",
            json!([1]),
            "services[0].iab.feature",
            "",
        ),
        (
            "/services/3/iab",
            json!({ "vendor": 1, "purposes": [1] }),
            "services[3].iab",
            "can switch",
        ),
        (
            "/services/2/iab",
            json!({ "vendor": 755, "purposes": [1] }),
            "services[2].iab.vendor",
            "one answer",
        ),
        (
            "/services/2/iab",
            json!({ "vendor": 7 }),
            "services[2].iab",
            "“purposes”",
        ),
    ] {
        let mut config = european();
        put(&mut config, pointer, value);
        let found = faults(&config);
        let fault = found.iter().find(|fault| fault.path == path);
        let fault = fault.unwrap_or_else(|| panic!("{pointer}: {found:?}"));
        assert!(fault.mend.contains(says), "{fault}");
    }
}

#[test]
fn only_sections_that_a_page_can_fill_are_offered() {
    for (name, says) in [
        ("tcfeuv2", "“tcf”: true"),
        ("uspv1", "“usPrivacy”: true"),
        ("tcfcav1", "“usnat”"),
        ("usmd", "“usnat”"),
        ("usnatt", "did you mean “usnat”?"),
        ("brazil", "“usnat”"),
    ] {
        let fault = only_fault(american(), "/iab/gpp/0", json!(name));
        assert_eq!(fault.path, "iab.gpp[0]", "{fault}");
        assert!(fault.mend.contains(says), "{fault}");
    }
    assert_eq!(
        only_fault(american(), "/iab/gpp/-", json!("usnat")).path,
        "iab.gpp[1]"
    );
    assert_eq!(only_fault(american(), "/iab/gpp", json!([])).path, "iab.gpp");
    let fault = only_fault(american(), "/iab/gpp", json!(["usnat", "usca", "usva"]));
    assert!(fault.mend.contains("in force"), "{fault}");
}

/// What is asked for, in the lines that the fingerprint is made of.
fn material(config: &Value) -> Vec<String> {
    checked(config).material()
}

fn fingerprint(config: &Config) -> String {
    config.policy().fingerprint().to_string()
}

#[test]
fn what_vendors_may_do_is_material_where_it_is_asked_for() {
    let with_tcf = european();
    let vendors: Vec<_> = material(&with_tcf)
        .into_iter()
        .filter(|line| line.starts_with("vendor "))
        .collect();
    assert_eq!(vendors, ["vendor google-analytics 755 1,2 7,9 1"]);

    // Who tells, from which edition of the list, is not asked of anybody.
    for (pointer, value) in [
        ("/iab/cmpId", json!(5)),
        ("/iab/cmpVersion", json!(9)),
        ("/iab/vendorListVersion", json!(200)),
        ("/iab/publisherCountry", json!("DE")),
    ] {
        let mut other = with_tcf.clone();
        put(&mut other, pointer, value);
        assert_eq!(material(&other), material(&with_tcf), "{pointer}");
    }
    let mut more = with_tcf.clone();
    put(&mut more, "/services/0/iab/purposes/-", json!(3));
    assert_ne!(fingerprint(&checked(&more)), fingerprint(&checked(&with_tcf)));

    // Where no string says it, nothing is asked.
    let mut without = with_tcf;
    put(&mut without, "/iab", Value::Null);
    assert_eq!(material(&without), material(&none()));
    // Telling who opted out asks for nothing new.
    let mut untold = american();
    put(&mut untold, "/iab", Value::Null);
    assert_eq!(material(&american()), material(&untold));
}

#[test]
fn the_visitor_is_told_what_is_stored_for_it() {
    let names = |config: &Value| {
        let config = checked(config);
        let notice = config.notice(config.languages[0]);
        let choice = notice.categories[0]
            .services
            .iter()
            .find(|it| it.id == "consent-choice")
            .unwrap();
        choice
            .cookies
            .iter()
            .map(|cookie| cookie.name.clone())
            .collect::<Vec<_>>()
    };
    assert!(names(&american()).ends_with(&["choice-iab".into(), "usprivacy".into()]));
    assert!(names(&european()).ends_with(&["choice-iab".into()]));
    assert!(!names(&none()).iter().any(|name| name.contains("iab")));
}

#[test]
fn a_site_takes_over_what_its_group_offers() {
    let group = draft_of(&european());
    let site = draft_of(&json!({ "domains": ["dotter.se"] }));
    let catalogue = consent_core::catalogue::Catalogue::built_in();
    let config = site.onto(group).unwrap().check(&catalogue).unwrap();
    assert!(config.iab.as_ref().unwrap().tcf.is_some());
    assert!(config.services.iter().any(|service| service.iab.is_some()));
}

fn draft_of(config: &Value) -> consent_core::config::ConfigDraft {
    declare::draft(config)
}
