//! A site's own backend behind the layer: what a real browser still has after it has answered.

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::response::{AppendHeaders, Html};
use axum::routing::get;
use chromiumoxide::cdp::browser_protocol::network::{CookieParam, TimeSinceEpoch};
use consent_core::time::DAY;
use consent_server::extract::{ConsentLayer, SitePolicy};
use consent_tests::strings::{accepted, now, rejected};
use consent_tests::{Jar, Stage, journey, planted, policy};

/// Serves a site that sets its cookies as ever; the address of its page, on a name of its own.
async fn served(site: SitePolicy) -> String {
    let page = async || {
        let cookies = AppendHeaders([
            ("set-cookie", "session=2; Path=/; HttpOnly"),
            ("set-cookie", "FPID=new; Path=/; HttpOnly; Max-Age=999"),
        ]);
        (cookies, Html("<!doctype html><title>A shop</title>"))
    };
    let app = Router::new().fallback(get(page)).layer(ConsentLayer::new(site));
    let listener = tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await;
    let listener = listener.expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://shop.localhost:{port}/")
}

/// The same cookie hidden from scripts.
fn hidden(cookie: CookieParam) -> CookieParam {
    CookieParam {
        http_only: Some(true),
        ..cookie
    }
}

/// A visitor with this answer, whose browser has forgotten it in seven days, and with what was set before.
async fn comes_back(stage: &Stage, page: &str, answer: &str) -> Jar {
    let visitor = stage.visitor().await;
    let mut consent = planted("consent", answer, page, None, "/");
    #[expect(clippy::cast_precision_loss, reason = "a time of day needs no more")]
    let week = (now() + 7 * DAY) as f64;
    consent.expires = Some(TimeSinceEpoch::new(week));
    visitor
        .has(vec![
            consent,
            hidden(planted("FPID", "old", page, None, "/")),
            hidden(planted("FPID", "old", page, Some("shop.localhost"), "/")),
            hidden(planted("FPID", "old", page, None, "/deep")),
            hidden(planted("session", "1", page, None, "/")),
            planted("_ga", "old", page, None, "/"),
        ])
        .await;
    visitor.tab().await.goes_to(&format!("{page}deep/page")).await;
    visitor.cookies().await
}

/// In how many days the consent cookie ends.
fn days_left(jar: &Jar) -> f64 {
    let ends = jar.only("shop", "consent").ends.expect("an end");
    #[expect(clippy::cast_precision_loss, reason = "a time of day needs no more")]
    let days = (ends - now() as f64) / DAY as f64;
    days
}

#[test]
fn who_refused_keeps_nothing_that_is_hidden_and_the_refusal_outlives_a_week() {
    journey(async |stage| {
        let policy = policy("ngager");
        let page = served(policy.clone().into()).await;
        let jar = comes_back(stage, &page, &rejected(&policy, 2)).await;
        assert!(jar.all("shop", "FPID").is_empty(), "{jar}");
        assert_eq!(jar.only("shop", "session").value, "2", "what is necessary is set");
        assert_eq!(
            jar.only("shop", "_ga").value,
            "old",
            "what the page can erase is the page's"
        );
        assert!((179.9..=180.1).contains(&days_left(&jar)), "{}", days_left(&jar));
        assert!(!jar.only("shop", "consent").http_only, "the page reads it too");
    });
}

#[test]
fn who_accepted_keeps_everything() {
    journey(async |stage| {
        let policy = policy("ngager");
        let page = served(policy.clone().into()).await;
        let jar = comes_back(stage, &page, &accepted(&policy, 100)).await;
        let values: Vec<&str> = jar
            .all("shop", "FPID")
            .iter()
            .map(|cookie| cookie.value.as_str())
            .collect();
        assert!(values.len() == 3 && values.contains(&"new"), "{jar}");
        assert!((81.9..=82.1).contains(&days_left(&jar)), "{}", days_left(&jar));
    });
}

#[test]
fn who_has_not_answered_gets_nothing_and_loses_nothing() {
    journey(async |stage| {
        let page = served(policy("ngager").into()).await;
        let jar = comes_back(stage, &page, "1.broken").await;
        let values: Vec<&str> = jar
            .all("shop", "FPID")
            .iter()
            .map(|cookie| cookie.value.as_str())
            .collect();
        assert_eq!(values, ["old"; 3], "{jar}");
        assert!(days_left(&jar) < 7.1, "what is no answer is not kept for longer");
    });
}
