//! `Consent` as an argument: from the state, from an extension, and never a refused request.

use axum::body::{Body, to_bytes};
use axum::extract::FromRef;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::routing::get;
use axum::{Extension, Router};
use consent_core::config::Regime;
use consent_core::decision::{Act, ConsentState};
use consent_core::time::{DAY, Timestamp};
use consent_server::extract::{Consent, SitePolicy};
use tower::ServiceExt;

use crate::site::{NOW, accepted, chosen, layer, page, refused, site, site_with};

fn read(site: &SitePolicy, cookies: &str, gpc: &str) -> Consent {
    let mut headers = HeaderMap::new();
    headers.insert("cookie", cookies.parse().unwrap());
    headers.insert("sec-gpc", gpc.parse().unwrap());
    Consent::read(&headers, site, Timestamp::from_secs(NOW))
}

#[test]
fn a_decision_says_what_is_granted_by_category_and_by_service() {
    let consent = read(
        &site(),
        &format!(
            "a=b; consent={}",
            chosen(&["analytics"], &["matomo", "meta-pixel"])
        ),
        "0",
    );
    for (name, granted) in [
        ("necessary", true),
        ("shop", true),
        ("analytics", true),
        ("analytics-server", true),
        ("matomo", false),
        ("advertisement", false),
        ("meta-pixel", true),
        ("anlytics", false),
        ("", false),
    ] {
        assert_eq!(consent.allows(name), granted, "{name}");
    }
    let decision = consent.decision().expect("a decision");
    assert_eq!(
        (decision.act, decision.decided_at.as_secs()),
        (Act::Chosen, NOW - 60)
    );
    assert_eq!(consent.grants(), &decision.grants);
}

#[test]
fn anything_broken_is_nobodys_answer() {
    let accepted = accepted(60);
    let (cut, other) = (&accepted[..accepted.len() - 1], accepted.replace(".g", ".w"));
    let cases = [
        String::new(),
        "consent".into(),
        "consent=".into(),
        format!("consent={cut}"),
        format!("consent={other}x"),
        format!("Consent={accepted}"),
        format!("xconsent={accepted}"),
        format!("consent=\"{accepted}\""),
        format!("consent={accepted}; consent={}", refused(60)),
        format!("consent={accepted}; consent="),
    ];
    for cookies in cases {
        let consent = read(&site(), &cookies, "0");
        assert_eq!(consent.state(), &ConsentState::Unasked, "{cookies}");
        assert!(
            !consent.allows("analytics") && consent.decision().is_none(),
            "{cookies}"
        );
    }
}

#[test]
fn one_that_is_too_old_or_for_another_policy_grants_nothing() {
    let old = read(&site(), &format!("consent={}", accepted(182 * DAY)), "0");
    assert!(matches!(old.state(), ConsentState::Expired { .. }) && !old.allows("analytics"));
    let other = site_with("Ab3dEf9_", "AAAAAAAA");
    let outdated = read(&other, &format!("consent={}", accepted(60)), "0");
    assert!(matches!(outdated.state(), ConsentState::Outdated { .. }) && !outdated.allows("analytics"));
}

#[test]
fn the_browsers_wish_only_denies() {
    let (opt_in, opt_out) = (site(), site_with("opt-in", "opt-out"));
    assert_eq!(opt_out.policy().regime(), Regime::OptOut);
    for (site, gpc, analytics, advertisement) in [
        (&opt_in, "0", false, false),
        (&opt_in, "1", false, false),
        (&opt_out, "0", true, true),
        (&opt_out, "1", true, false),
        (&opt_out, "yes", true, true),
    ] {
        let consent = read(site, "", gpc);
        assert_eq!(
            (consent.allows("analytics"), consent.allows("advertisement")),
            (analytics, advertisement)
        );
        assert_eq!(consent.gpc(), gpc == "1");
    }
    // LAW-62: only a yes that was given while the wish was there beats it.
    let before = accepted(60);
    let during = before.replace(".a.", ".o.");
    assert_ne!(before, during);
    let read = |string: &str, gpc| read(&opt_out, &format!("consent={string}"), gpc).allows("advertisement");
    assert!(read(&before, "0") && !read(&before, "1"));
    assert!(read(&during, "0") && read(&during, "1"));
}

/// What a larger backend has as its state.
#[derive(Clone)]
struct App {
    site: SitePolicy,
}

impl FromRef<App> for SitePolicy {
    fn from_ref(app: &App) -> Self {
        app.site.clone()
    }
}

async fn told(router: Router, cookies: &str) -> String {
    let response = router.oneshot(page(cookies)).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let body = to_bytes(response.into_body(), 1024).await.unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

#[tokio::test]
async fn it_is_an_argument_by_the_state_or_by_the_layer() {
    // The extractor has the clock of the machine; the layer's stands still.
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let site = site();
    let grants = consent_core::decision::Grants::all(site.policy());
    let fresh = consent_core::decision::Decision {
        grants,
        act: Act::AcceptAll,
        decided_at: Timestamp::from_secs(now),
        id: consent_core::decision::ConsentId::from_bytes([1; 16]),
    };
    let fresh = consent_core::carry::ConsentString::encode(&fresh, site.policy());
    let by_state = |consent: Consent| async move { consent.allows("matomo").to_string() };
    let by_layer =
        |Extension(consent): Extension<Consent>| async move { consent.allows("matomo").to_string() };

    for (cookies, expected) in [
        (format!("consent={fresh}"), "true"),
        (format!("consent={fresh}x"), "false"),
    ] {
        let router = Router::new().route("/", get(by_state)).with_state(site.clone());
        assert_eq!(told(router, &cookies).await, expected);
        let router = Router::new()
            .route("/", get(by_state))
            .with_state(App { site: site.clone() });
        assert_eq!(told(router, &cookies).await, expected);
    }
    for (cookies, expected) in [(accepted(60), "true"), (refused(60), "false")] {
        let router = Router::new().route("/", get(by_layer)).layer(layer());
        assert_eq!(told(router, &format!("consent={cookies}")).await, expected);
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_somebody_elses_trouble() {
    let mut cookies = b"odd=\xff\xfe; consent=".to_vec();
    cookies.extend(accepted(60).bytes());
    let mut headers = HeaderMap::new();
    headers.insert("cookie", axum::http::HeaderValue::from_bytes(&cookies).unwrap());
    assert!(Consent::read(&headers, &site(), Timestamp::from_secs(NOW)).allows("matomo"));

    let request = Request::builder()
        .uri("/")
        .header("sec-gpc", &b"\xff"[..])
        .body(Body::empty())
        .unwrap();
    let consent = Consent::read(request.headers(), &site(), Timestamp::from_secs(NOW));
    assert_eq!(consent.state(), &ConsentState::Unasked);
}
