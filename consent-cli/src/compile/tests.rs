//! Compiling as a whole, with a bundle made by hand, so that these tests need no other step first.

use std::collections::BTreeSet;
use std::path::Path;

use consent_core::catalogue::Catalogue;
use consent_core::config::{Config, History, Policy};
use consent_core::notice::Notice;
use serde_json::Value;

use super::{Compiled, compile, module};
use crate::bundle::Extra;
use crate::{Bundle, source};

mod declared;
mod extras;

const BUNDLE: Bundle = Bundle {
    loader: |extras| {
        let calls = [
            (Extra::Iab, ";iab()"),
            (Extra::Import, ";imports()"),
            (Extra::Languages, ""),
            (Extra::Live, ";live()"),
            (Extra::Markers, ";markers()"),
            (Extra::Embeds, ";embeds()"),
            (Extra::Regimes, ";regimes()"),
        ];
        let calls = calls.into_iter().filter(|(extra, _)| extras.contains(extra));
        let calls: String = calls.map(|(_, call)| call).collect();
        Ok(format!("(()=>{{let a=__CONSENT__{calls}}})()\n").into())
    },
    engine_script: "let s=__SITE__,w=__WASM__",
    engine: b"\0asm\x01\0\0\0",
    engine_for_regimes: b"\0asm\x01\0\0\0\0",
    import_script: "let i=__SITE__,m=__WASM__",
    import: b"\0asm\x01\0\0\0",
    record_script: "let r=__RECORD__",
    embed_script: "let e=__SITE__",
    embed_style: "[part=held]{color:red}",
    iab_script: "let t=__SITE__,w=__WASM__",
    iab: b"\0asm\x01\0\0\0",
    banner_script: "export default 1",
    banner: b"\0asm\x01\0\0\0",
    notice_style: "[part~=notice]{position:fixed}",
    preferences_style: "dialog{margin:auto}",
    typings: "export {};\n",
};

fn config(site: &str) -> Config {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sites")
        .join(site)
        .join("consent.json");
    let draft = source::read(&file, None).unwrap_or_else(|refusal| panic!("{refusal}"));
    draft
        .check(&Catalogue::built_in())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn compiled(config: &Config) -> Compiled {
    let mut history = History::default();
    history.record(config).unwrap();
    compile(config, &history, &Catalogue::built_in(), &BUNDLE).unwrap()
}

fn text<'a>(compiled: &'a Compiled, name: &str) -> &'a str {
    let file = compiled
        .files
        .get(name)
        .unwrap_or_else(|| panic!("{name} is missing"));
    std::str::from_utf8(file).unwrap()
}

/// The constants in a loader.
fn constants(loader: &str) -> Value {
    let json = loader
        .strip_prefix("\u{feff}(()=>{let a=")
        .unwrap()
        .strip_suffix("})()")
        .unwrap();
    let json = json
        .trim_end_matches(";regimes()")
        .trim_end_matches(";embeds()")
        .trim_end_matches(";markers()")
        .trim_end_matches(";imports()")
        .trim_end_matches(";iab()");
    serde_json::from_str(json).unwrap()
}

/// Where a URL of the constants leads.
fn served<'a>(compiled: &'a Compiled, url: &Value) -> &'a [u8] {
    let name = url.as_str().unwrap().strip_prefix("/consent/").unwrap();
    compiled
        .files
        .get(name)
        .unwrap_or_else(|| panic!("{name} is missing"))
}

#[test]
fn a_site_is_these_files_and_no_others() {
    let compiled = compiled(&config("small"));
    let unhashed = |name: &str| match name.rsplit_once('-') {
        Some((stem, rest)) => format!("{stem}-*.{}", rest.split_once('.').unwrap().1),
        None => name.to_owned(),
    };
    let names: BTreeSet<_> = compiled.files.iter().map(|(name, _)| unhashed(name)).collect();
    let expected = [
        "backend/consent.mjs",
        "backend/engine.wasm",
        "backend/policy.txt",
        "banner-*.js",
        "banner-*.wasm",
        "consent.d.ts",
        "consent.en.js",
        "consent.js",
        "consent.schema.json",
        "declaration.en.html",
        "declaration.en.md",
        "declaration.sv.html",
        "declaration.sv.md",
        "engine.en-*.js",
        "engine.sv-*.js",
        "integrity.json",
        "notice.en-*.bin",
        "notice.en.json",
        "notice.sv-*.bin",
        "notice.sv.json",
        "policy.json",
        "record-*.js",
        "snippet.html",
    ];
    assert_eq!(names, expected.map(str::to_owned).into());
}

#[test]
fn the_loader_knows_its_site_and_where_everything_is() {
    let config = config("small");
    let compiled = compiled(&config);
    let constants = constants(text(&compiled, "consent.js"));
    assert_eq!(constants["k"], "consent");
    assert_eq!(constants["p"], compiled.fingerprint);
    assert_eq!(constants["m"], 182 * 86_400);
    assert_eq!(
        constants["c"],
        serde_json::json!(["necessary", "advertisement", "functionality"])
    );
    assert_eq!(
        constants["s"],
        serde_json::json!([["meta-pixel", 1], ["our-chat", 2]])
    );
    assert_eq!((&constants["a"], &constants["g"]), (&1.into(), &"sv".into()));
    assert_eq!(
        constants["l"],
        serde_json::json!({ "en": "/consent/consent.en.js", "sv": "" })
    );
    assert_eq!(
        constants["t"][1],
        serde_json::json!([["fbq", 3, ["consent", "=meta-pixel|grant|revoke"]]])
    );

    let english = self::constants(text(&compiled, "consent.en.js"));
    assert_eq!(
        english["l"],
        serde_json::json!({ "en": "", "sv": "/consent/consent.js" })
    );
    assert_eq!(english["p"], constants["p"]);
}

#[test]
fn the_engine_carries_everything_that_only_a_decision_needs() {
    let config = config("small");
    let compiled = compiled(&config);
    let constants = constants(text(&compiled, "consent.js"));
    let script = served(&compiled, &constants["e"][0]);
    assert_eq!(constants["e"][1], super::digest::short_integrity(script));
    let script = std::str::from_utf8(script).unwrap();
    let (site, module) = script.strip_prefix("let s=").unwrap().rsplit_once(",w=").unwrap();
    assert_eq!(module::tests::bytes(module), BUNDLE.engine);
    let site: Value = serde_json::from_str(site).unwrap();
    let [
        policy,
        tree,
        style,
        banner,
        reasons,
        saved,
        recorder,
        notice_digest,
        withdrawal,
        reload,
    ] = site.as_array().unwrap().as_slice()
    else {
        panic!("{site}");
    };
    assert_eq!(policy.as_str(), Some(&*config.policy().to_compact()));
    assert_eq!(tree[0], "dialog");
    assert_eq!(style, BUNDLE.preferences_style);
    assert_eq!(served(&compiled, &banner[0]), BUNDLE.banner_script.as_bytes());
    assert_eq!(served(&compiled, &banner[1]), BUNDLE.banner);
    let notice: Notice = postcard::from_bytes(served(&compiled, &banner[2])).unwrap();
    assert_eq!(notice, config.notice(config.languages[0]));
    assert_eq!(notice.canonical_json(), text(&compiled, "notice.sv.json"));
    assert_eq!(reasons["outdated"].as_str(), Some(&*notice.texts.reason_outdated));
    assert_eq!(reasons["expired"].as_str(), Some(&*notice.texts.reason_expired));
    assert_eq!(saved.as_str(), Some(&*notice.texts.saved));
    let recorder_script = served(&compiled, &recorder[0]);
    assert_eq!(recorder[1], super::digest::short_integrity(recorder_script));
    assert_eq!(recorder_script, br#"let r=["",""]"#);
    assert_eq!(
        (notice_digest, withdrawal),
        (&"".into(), &Value::Array(Vec::new()))
    );
    assert_eq!(reload, 1);
}

#[test]
fn built_again_it_is_the_same() {
    for site in ["small", "hostile"] {
        let config = config(site);
        assert_eq!(compiled(&config).files, compiled(&config).files);
    }
}

#[test]
fn integrity_is_that_of_the_files() {
    let compiled = compiled(&config("small"));
    let listed: Value = serde_json::from_str(text(&compiled, "integrity.json")).unwrap();
    for (name, content) in compiled
        .files
        .iter()
        .filter(|(name, _)| *name != "integrity.json")
    {
        assert_eq!(listed[name], super::digest::integrity(content), "{name}");
    }
    let script = listed["consent.js"].as_str().unwrap();
    assert!(compiled.tag.contains(script), "{}", compiled.tag);
    assert!(text(&compiled, "snippet.html").contains(&compiled.tag));
}

#[test]
fn the_published_policy_can_be_read_by_a_backend() {
    let config = config("small");
    let compiled = compiled(&config);
    let published: Value = serde_json::from_str(text(&compiled, "policy.json")).unwrap();
    let policy: Policy = serde_json::from_value(published["policy"].clone()).unwrap();
    assert_eq!(policy, config.policy());
    assert_eq!(
        published["notices"]["en"],
        config.notice(config.languages[1]).digest().to_string()
    );
    assert_eq!(published["version"], "2026-11-22");
}

#[test]
fn the_record_is_published_and_may_be_connected_to() {
    let of = |site: &str| {
        let compiled = compiled(&config(site));
        let published: Value = serde_json::from_str(text(&compiled, "policy.json")).unwrap();
        let engine = compiled
            .files
            .iter()
            .find(|(name, _)| name.starts_with("engine.en-"));
        let tells = published["notices"]["en"].as_str().is_some_and(|digest| {
            std::str::from_utf8(engine.unwrap().1)
                .unwrap()
                .contains(&format!("\"{digest}\""))
        });
        assert_eq!(tells, !published["record"].is_null(), "{site}");
        (published["record"].clone(), compiled.security_policy)
    };
    let (record, allows) = of("small");
    assert!(
        record.is_null() && allows.ends_with("; connect-src 'self'"),
        "{allows}"
    );
    let (record, allows) = of("hostile");
    let expected = serde_json::json!({ "server": "https://record.example.com/api", "site": "hostile" });
    assert_eq!(record, expected);
    assert!(
        allows.ends_with("; connect-src 'self' https://record.example.com"),
        "{allows}"
    );
}

#[test]
fn a_backend_in_javascript_gets_the_engine_and_the_policy_beside_its_module() {
    let config = config("small");
    let compiled = compiled(&config);
    assert_eq!(
        compiled.files.get("backend/engine.wasm"),
        Some(BUNDLE.engine_for_regimes)
    );
    assert_eq!(
        Policy::from_compact(text(&compiled, "backend/policy.txt")).map(|policy| policy.fingerprint()),
        Some(config.policy().fingerprint())
    );
    let module = text(&compiled, "backend/consent.mjs");
    for name in ["\"engine.wasm\"", "\"policy.txt\""] {
        assert!(module.contains(name), "{name}");
    }
}
