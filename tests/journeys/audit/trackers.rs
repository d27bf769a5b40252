//! Real trackers from npm that store by themselves: recognised without our banner, gated and erased with it.

use consent_tests::packages::{bundle, package};

use super::served::Draft;
use super::{Audited, audit, text};

/// Each on the host its supplier serves it from, asking the host that it reports to; both answered here alone.
const MIXPANEL: (&str, &str) = ("cdn.mxpnl.com", "/libs/mixpanel-2-latest.min.js");
const POSTHOG: (&str, &str) = ("eu-assets.i.posthog.com", "/static/array.js");
const AMPLITUDE: (&str, &str) = ("cdn.amplitude.com", "/libs/amplitude-8.21.10-min.gz.js");

const ALL: [&str; 3] = ["mixpanel", "posthog", "amplitude"];

/// What a page does once a tracker's script is there.
const STARTS: [&str; 3] = [
    "mixpanel.init('0123456789abcdef0123456789abcdef', { api_host: 'http://api-js.mixpanel.com.localhost:{port}', \
     track_pageview: true, ignore_dnt: true, persistence: 'cookie' });",
    "posthog.init('phc_0123456789abcdef', { api_host: 'http://eu.i.posthog.com.localhost:{port}', \
     persistence: 'localStorage+cookie', disable_session_recording: true, opt_out_useragent_filter: true });",
    "amplitude.getInstance().init('0123456789abcdef0123456789abcdef', null, \
     { apiEndpoint: 'api2.amplitude.com.localhost:{port}', forceHttps: false }); \
     amplitude.getInstance().logEvent('visit');",
];

fn suppliers(draft: &mut Draft) {
    let bundled = bundle(
        "import mixpanel from 'mixpanel-browser'; window.mixpanel = mixpanel;",
        "js",
    );
    draft.script(MIXPANEL.0, MIXPANEL.1, bundled);
    let posthog = package("posthog-js/dist/array.full.no-external.js");
    draft.script(POSTHOG.0, POSTHOG.1, posthog);
    draft.script(
        AMPLITUDE.0,
        AMPLITUDE.1,
        package("amplitude-js/amplitude.umd.min.js"),
    );
}

/// Service, address of its script, and what starts it.
fn tags() -> impl Iterator<Item = (&'static str, String, &'static str)> {
    let places =
        [MIXPANEL, POSTHOG, AMPLITUDE].map(|(host, path)| format!("http://{host}.localhost:{{port}}{path}"));
    let services = ALL.into_iter().zip(places).zip(STARTS);
    services.map(|((service, address), start)| (service, address, start))
}

fn ungated(draft: &mut Draft) {
    let mut head = String::new();
    for (service, address, start) in tags() {
        let path = format!("/{service}.js");
        head += &format!("<script src=\"{address}\"></script><script src=\"{path}\"></script>");
        draft.script("ungated", &path, start);
    }
    draft.page("ungated", &head, "");
}

fn gated(draft: &mut Draft) {
    let config = r#"{ "version": "2026-11-22",
        "controllers": [{ "name": "Example AB", "contact": "privacy@example.se", "country": "SE" }],
        "domains": ["example.se"], "languages": ["en"], "policyUrl": { "en": "/cookies" },
        "services": [{ "use": "amplitude", "cookies": [{ "name": "amp_*", "lifetime": "1 year" }] }, "mixpanel", "posthog"] }"#;
    let room = tempfile::tempdir().expect("a folder");
    let built = consent_cli::build_text(
        &room.path().join("consent.json"),
        config,
        &room.path().join("out"),
    )
    .unwrap_or_else(|fault| panic!("{fault}"));
    for (name, content) in built.files.iter() {
        let kind = match name.rsplit_once('.').map_or("", |(_, end)| end) {
            "js" => "text/javascript; charset=utf-8",
            "wasm" => "application/wasm",
            "json" => "application/json",
            _ => "application/octet-stream",
        };
        draft.put("gated", &format!("/consent/{name}"), kind, content);
    }
    let mut head = "<script async src=\"/consent/consent.js\"></script>".to_owned();
    for (service, address, start) in tags() {
        let path = format!("/{service}.js");
        let held = format!("<script type=\"text/plain\" data-service=\"{service}\"");
        head += &format!("{held} data-src=\"{address}\"></script>{held} data-src=\"{path}\"></script>");
        draft.script("gated", &path, start);
    }
    draft.page("gated", &head, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trackers_are_recognised_gated_and_erased() {
    let mut draft = Draft::default();
    suppliers(&mut draft);
    ungated(&mut draft);
    gated(&mut draft);
    let web = draft.serve().await;
    let (free, held) = (web.url("ungated"), web.url("gated"));
    let audited = tokio::task::block_in_place(|| audit(&[free.clone(), held.clone()], &[]));

    for service in ALL {
        assert!(
            !stored(&audited, &free, "before", service).is_empty(),
            "{service} is recognised: {:#?}",
            audited.faults(&free)
        );
        assert!(
            !stored(&audited, &held, "accept", service).is_empty(),
            "{service} runs after a yes: {:#?}",
            audited.kept(&held, "accept")
        );
        for phase in ["before", "reject", "withdraw", "gpc"] {
            let left = stored(&audited, &held, phase, service);
            assert!(left.is_empty(), "{service} {phase}: {left:#?}");
        }
    }
    audited.has(
        &free,
        "requested-before-choice",
        "before",
        "/libs/mixpanel",
        "<script src>",
    );
    audited.has(&free, "stored-before-choice", "before", "ph_phc_", "array.js");
    assert!(audited.faults(&held).is_empty(), "{:#?}", audited.faults(&held));
    assert!(web.asked("api-js.mixpanel.com/track") > 0, "it really reported");
}

/// What of a service was there at the end of a phase.
fn stored<'a>(audited: &'a Audited, page: &str, phase: &str, service: &str) -> Vec<&'a serde_json::Value> {
    let all = audited.told["cookies"].as_array().expect("cookies").iter();
    all.filter(|one| one["phase"] == phase && one["kept"] == true && text(&one["page"]).starts_with(page))
        .filter(|one| one["service"] == service)
        .collect()
}
