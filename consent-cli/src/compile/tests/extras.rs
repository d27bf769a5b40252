//! What only some sites need: a site that does not name it does not pay for it.

use consent_core::catalogue::Catalogue;
use consent_core::config::ConfigDraft;
use consent_wasm::import::Sources;
use serde_json::{Value, json};

use super::{BUNDLE, Compiled, Path, compiled, config, constants, served, source, text};
use crate::compile::{digest, module};

/// The small site with more in its config.
fn with(more: &str) -> Compiled {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small/consent.json");
    let written = std::fs::read_to_string(&file).unwrap();
    let written = written.replacen('{', &format!("{{ {more},"), 1);
    let draft = source::read(&file, Some(&written)).unwrap();
    compiled(&draft.check(&Catalogue::built_in()).unwrap())
}

#[test]
fn only_a_site_with_content_of_others_has_placeholders() {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/small/consent.json");
    let written = std::fs::read_to_string(&small).unwrap();
    let written = written.replacen("\"meta-pixel\"", "\"meta-pixel\", \"youtube\"", 1);
    let draft = source::read(&small, Some(&written)).unwrap();
    let with = compiled(&draft.check(&Catalogue::built_in()).unwrap());
    let without = compiled(&config("small"));
    assert!(!without.files.iter().any(|(name, _)| name.starts_with("embed")));
    assert!(!text(&without, "consent.js").contains("embeds()"));
    assert!(text(&with, "consent.js").contains("embeds()"));

    let constants = constants(text(&with, "consent.js"));
    let script = served(&with, &constants["h"][0]);
    assert_eq!(constants["h"][1], digest::short_integrity(script));
    let site = std::str::from_utf8(script)
        .unwrap()
        .strip_prefix("let e=")
        .unwrap();
    let [texts, names, style, look]: [Value; 4] = serde_json::from_str(site).unwrap();
    assert_eq!(texts[2], "Visa en gång");
    let [name, provider, purpose, hosts]: [Value; 4] =
        serde_json::from_value(names["youtube"].clone()).unwrap();
    assert_eq!(
        (&name, &provider),
        (&json!("YouTube"), &json!("Google Ireland Limited"))
    );
    assert!(
        !purpose.as_str().unwrap().ends_with('.'),
        "it stands within a sentence: {purpose}"
    );
    assert!(hosts.as_array().unwrap().contains(&json!("www.youtube.com")));
    assert!(names.get("meta-pixel").is_none(), "it has no place in the page");
    assert_eq!(names["advertisement"][1], "", "a category has no supplier");
    assert_eq!(style, BUNDLE.embed_style);
    assert_eq!(look["lang"], "sv");
}

const IMPORT: &str = r#""import": [{ "from": "cookiebot", "optIn": true, "map": { "marketing": "meta-pixel" } },
    { "from": "klaro", "name": "choices", "map": { "chat": "our-chat" } }]"#;

#[test]
fn only_a_site_with_others_markers_pays_for_them() {
    let with = with(r#""markup": ["cookiebot"]"#);
    let without = compiled(&config("small"));
    assert!(text(&with, "consent.js").contains("markers()"));
    assert!(!text(&without, "consent.js").contains("markers()"));
    assert_eq!(
        constants(text(&with, "consent.js"))["w"][0][0],
        "data-cookieconsent"
    );
}

#[test]
fn only_a_site_that_had_another_system_has_its_readers() {
    let (with, without) = (with(IMPORT), compiled(&config("small")));
    assert!(!without.files.iter().any(|(name, _)| name.starts_with("import")));
    assert!(constants(text(&without, "consent.js"))["i"].is_null());
    assert!(!text(&without, "consent.js").contains("\"i\""));

    assert!(text(&with, "consent.js").contains("imports()"));
    assert_eq!(with.fingerprint, without.fingerprint);
    assert_eq!(with.security_policy, without.security_policy);
    assert_eq!(published(&with), published(&without));

    let constants = constants(text(&with, "consent.js"));
    let script = served(&with, &constants["i"][0][0]);
    assert_eq!(constants["i"][0][1], digest::short_integrity(script));
    assert_eq!(constants["i"][1], json!(["CookieConsent", "choices"]));
    assert_eq!(constants["i"][2], json!(["choices"]));
    assert_eq!(constants["i"][3], "", "nothing is recorded");
    let script = std::str::from_utf8(script).unwrap();
    let (site, module) = script.strip_prefix("let i=").unwrap().rsplit_once(",m=").unwrap();
    assert_eq!(module::tests::bytes(module), BUNDLE.import);
    let [policy, sources]: [String; 2] = serde_json::from_str(site).unwrap();
    assert_eq!(policy, config("small").policy().to_compact());
    let sources = Sources::from_compact(&sources).unwrap();
    let told: Vec<_> = sources
        .iter()
        .map(|one| (one.system.name(), one.name, one.opt_in, one.revision))
        .collect();
    assert_eq!(
        told,
        [
            ("cookiebot", None, true, None),
            ("klaro", Some("choices"), false, None)
        ]
    );
    let maps: Vec<_> = sources.iter().flat_map(|one| one.map.clone()).collect();
    assert_eq!(maps, [("marketing", "meta-pixel"), ("chat", "our-chat")]);
}

/// What a backend reads, but for the digests of the notices, which tell what is stored for an import.
fn published(site: &Compiled) -> Value {
    let mut policy: Value = serde_json::from_str(text(site, "policy.json")).unwrap();
    policy["notices"].take();
    policy
}

#[test]
fn all_languages_share_the_script_and_each_names_its_own_notice() {
    let with = with(&format!("{IMPORT}, \"record\": \"/consent-api\""));
    let scripts = with.files.iter().filter(|(name, _)| name.starts_with("import-"));
    assert_eq!(scripts.count(), 1);
    let of = |file: &str| constants(text(&with, file))["i"].clone();
    let (first, second) = (of("consent.js"), of("consent.en.js"));
    assert_eq!(first[0], second[0]);
    let policy: Value = serde_json::from_str(text(&with, "policy.json")).unwrap();
    assert_eq!(
        (&first[3], &second[3]),
        (&policy["notices"]["sv"], &policy["notices"]["en"])
    );
}

#[test]
fn only_a_site_that_offers_the_iab_s_answers_pays_for_them() {
    let iab = r#""iab": { "cmpId": 880, "publisherCountry": "SE", "vendorListVersion": 175, "tcf": true }"#;
    let (with, without) = (with(iab), compiled(&config("small")));
    assert!(text(&with, "consent.js").contains("iab()"));
    let offered = constants(text(&with, "consent.js"))["b"].clone();
    assert_eq!(
        offered.as_array().unwrap()[1..],
        json!([880, 1, 175, [], true, false]).as_array().unwrap()[..]
    );
    let script = served(&with, &offered[0][0]);
    assert_eq!(offered[0][1], digest::short_integrity(script));
    let script = std::str::from_utf8(script).unwrap();
    assert!(script.starts_with(r#"let t="og 1 SE 4v\n\n\n","#), "{script}");
    assert!(
        with.tag.starts_with("<script src="),
        "scripts that call it must find it: {}",
        with.tag
    );
    // No vendor is declared, so nothing more is asked for.
    assert_eq!(with.fingerprint, without.fingerprint);

    assert!(
        !text(&without, "consent.js").contains("iab") && !text(&without, "consent.js").contains("\"b\":")
    );
    assert!(without.tag.starts_with("<script async src="));
    assert!(!without.files.iter().any(|(name, _)| name.starts_with("iab")));
}

#[test]
fn only_a_site_that_honours_regions_has_versions_for_them() {
    let site = |more: &str| {
        let written = format!(
            r#"{{ {more} "version": "2026-11-22", "domains": ["example.se"], "languages": ["sv"],
                "controllers": [{{"name": "Exempel AB", "contact": "hej@example.se", "country": "SE"}}],
                "policyUrl": {{"sv": "/kakor.html"}}, "services": ["google-analytics"] }}"#
        );
        let draft = ConfigDraft::from_json(&written).unwrap();
        compiled(&draft.check(&Catalogue::built_in()).unwrap())
    };
    let (with, without) = (site(r#""regions": ["US", "US-CA"],"#), site(""));
    assert!(!text(&without, "consent.js").contains("regimes()"));
    assert!(without.files.get("regions.json").is_none());
    assert_eq!(
        with.fingerprint, without.fingerprint,
        "where nobody knows, nothing is different"
    );

    let own = text(&with, "consent.js");
    assert!(own.contains("regimes()"));
    let constants = constants(own);
    let rows = constants["r"].as_array().unwrap();
    assert_eq!(rows[0], json!(["US-CA", "/consent/consent.opt-out-sale.js", 1]));
    assert_eq!(rows[1], json!(["US", "/consent/consent.notice.js", 0]));
    let stays = rows[2][0].as_str().unwrap();
    assert!(
        stays.contains("US-TX") && rows[2][1] == "" && rows[2][2] == 3,
        "a part that is not honoured stays opt-in"
    );

    let regions: Value = serde_json::from_str(text(&with, "regions.json")).unwrap();
    assert_eq!(regions["regions"]["US-CA"]["policy"], "policy.opt-out-sale.json");
    let backend: Value = serde_json::from_str(text(&with, "backend/regions.json")).unwrap();
    for (region, place) in regions["regions"].as_object().unwrap() {
        let policy = place["policy"].as_str().unwrap().replace(".json", ".txt");
        assert_eq!(backend[region], policy, "{region}");
        assert!(with.files.get(&format!("backend/{policy}")).is_some());
    }
    assert_eq!(
        backend.as_object().map(|all| all.len()),
        regions["regions"].as_object().map(|all| all.len())
    );
    assert!(without.files.get("backend/regions.json").is_none());
    assert_eq!(regions["regions"]["US-TX"], regions["elsewhere"]);
    for (version, regime) in [("opt-out-sale", "opt-out"), ("notice", "notice")] {
        let policy: Value = serde_json::from_str(text(&with, &format!("policy.{version}.json"))).unwrap();
        assert_eq!(policy["policy"]["regime"], regime);
        let constants = super::constants(text(&with, &format!("consent.{version}.js")));
        assert_eq!((&constants["a"], &constants["r"]), (&json!(0), &Value::Null));
        let engine = served(&with, &constants["e"][0]);
        let engine = std::str::from_utf8(engine).unwrap();
        let (_, module) = engine.rsplit_once(",w=").unwrap();
        assert_eq!(module::tests::bytes(module), BUNDLE.engine_for_regimes);
    }
}
