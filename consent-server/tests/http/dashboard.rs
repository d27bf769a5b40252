//! The dashboard over HTTP: in with a key, out again, and nothing for anybody else.

use consent_core::decision::Act;
use consent_server::Scope;
use reqwest::{Client, Response, StatusCode, redirect};
use serde_json::Value;

use crate::place::{ADMIN, Place, Server};

/// A browser that goes nowhere by itself, so that it is seen where it is led.
fn browser() -> Client {
    Client::builder()
        .no_proxy()
        .redirect(redirect::Policy::none())
        .build()
        .unwrap()
}

async fn signs_in(server: &Server, key: &str) -> Response {
    let body = format!("key={}", key.replace(' ', "+").replace('\n', "%0A"));
    let login = browser().post(server.url("/dashboard/login")).body(body);
    let form = "application/x-www-form-urlencoded";
    login.header("content-type", form).send().await.unwrap()
}

/// The cookie that a browser would send from now on.
fn cookie(response: &Response) -> String {
    let line = response.headers()["set-cookie"].to_str().unwrap();
    line.split(';').next().unwrap().to_owned()
}

async fn sees(server: &Server, path: &str, cookie: &str) -> (StatusCode, String) {
    let response = browser()
        .get(server.url(path))
        .header("cookie", cookie)
        .send()
        .await
        .unwrap();
    (response.status(), response.text().await.unwrap())
}

#[tokio::test]
async fn a_key_for_statistics_opens_it_and_no_other_does() {
    let server = Place::new().start().await;
    let stats = server.key("reader", None, &[Scope::Stats]).await;
    let read = server.key("other", None, &[Scope::Read, Scope::Admin]).await;
    for wrong in [read.as_str(), ADMIN, "", "ck_nobodys", &stats[1..]] {
        let response = signs_in(&server, wrong).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{wrong}");
        assert!(!response.headers().contains_key("set-cookie"));
        assert!(response.text().await.unwrap().contains("role=\"alert\""));
    }
    let entered = signs_in(&server, &format!(" {stats}\n")).await;
    assert_eq!(entered.status(), StatusCode::SEE_OTHER);
    assert_eq!(entered.headers()["location"], "/dashboard");
    let line = entered.headers()["set-cookie"].to_str().unwrap();
    assert!(
        line.contains("; HttpOnly; SameSite=Strict") && !line.contains(&stats),
        "{line}"
    );
    let (status, page) = sees(&server, "/dashboard", &cookie(&entered)).await;
    assert!(status == StatusCode::OK && page.contains("What visitors decide"));
    server.stop().await;
}

#[tokio::test]
async fn strangers_get_the_login_and_forged_cookies_are_strangers() {
    let server = Place::new().start().await;
    let key = server.key("reader", None, &[Scope::Stats]).await;
    let good = cookie(&signs_in(&server, &key).await);
    let (name, value) = good.split_once('=').unwrap();
    let (ends_at, mark) = value.split_once('.').unwrap();
    let later = ends_at.parse::<u64>().unwrap() + 1;
    for forged in [
        "",
        "x",
        &format!("{later}.{mark}"),
        &format!("{ends_at}.{}", &mark[1..]),
        &format!("{ends_at}."),
    ] {
        let (status, page) = sees(&server, "/dashboard", &format!("{name}={forged}")).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{forged}");
        assert!(page.contains("type=\"password\"") && !page.contains("<table"));
    }
    let (status, _) = sees(&server, "/dashboard/stats.json", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(
        sees(&server, "/dashboard", &format!("a=b; {good}; c=d")).await.0,
        StatusCode::OK
    );
    server.stop().await;
}

#[tokio::test]
async fn a_session_ends_with_its_time_with_its_key_and_by_leaving() {
    let place = Place::new();
    let server = place.start().await;
    let key = server.key("reader", None, &[Scope::Stats]).await;
    let good = cookie(&signs_in(&server, &key).await);
    let is_in = async |server: &Server| sees(server, "/dashboard", &good).await.0 == StatusCode::OK;
    place.clock.set(crate::place::NOON + 8 * 3_600_000 - 1_000);
    assert!(is_in(&server).await);
    server.stop().await;
    let server = place.start().await;
    assert!(is_in(&server).await, "a restart signs nobody out");

    let left = browser()
        .post(server.url("/dashboard/logout"))
        .send()
        .await
        .unwrap();
    assert!(
        left.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert!(
        server
            .running
            .app()
            .unwrap()
            .store()
            .revoke_api_key("reader", 1)
            .await
            .unwrap()
    );
    assert!(!is_in(&server).await, "the key was revoked");

    let other = server.key("another", None, &[Scope::Stats]).await;
    let fresh = cookie(&signs_in(&server, &other).await);
    place.clock.set(crate::place::NOON + 17 * 3_600_000);
    assert_eq!(
        sees(&server, "/dashboard", &fresh).await.0,
        StatusCode::UNAUTHORIZED,
        "the time is over"
    );
    server.stop().await;
}

#[tokio::test]
async fn what_was_recorded_is_shown_and_told_as_json() {
    let server = Place::new().start().await;
    server
        .record(&[
            server.shop().event(Act::AcceptAll),
            server.shop().event(Act::RejectAll),
        ])
        .await;
    server.covered(2).await;
    let key = server.key("reader", None, &[Scope::Stats]).await;
    let asked = server
        .get("/dashboard?site=shop&range=90d")
        .bearer_auth(&key)
        .header("accept-language", "sv");
    let response = asked.send().await.unwrap();
    let headers = response.headers().clone();
    let page = response.text().await.unwrap();
    assert!(
        page.contains("<html lang=\"sv\">") && page.contains("<td>50,0\u{a0}%</td>"),
        "{page}"
    );
    assert!(
        page.contains("consent.example") || page.contains("<code>"),
        "the key id"
    );
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert_eq!(headers["x-content-type-options"], "nosniff");

    let json = page
        .split("href=\"")
        .find_map(|rest| rest.strip_prefix("/dashboard/stats.json"))
        .unwrap();
    let json = json.split('"').next().unwrap().replace("&amp;", "&");
    let told = server
        .get(&format!("/dashboard/stats.json{json}"))
        .bearer_auth(&key)
        .send()
        .await
        .unwrap();
    let told: Value = told.json().await.unwrap();
    let path = format!("/v1/stats{json}");
    let stats: Value = server
        .get(&path)
        .bearer_auth(&key)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(told, stats, "the page, its JSON and the API say the same");
    assert_eq!(told["total"]["decisions"], 2);
    server.stop().await;
}

#[tokio::test]
async fn a_key_for_one_site_shows_no_other() {
    let server = Place::new().start().await;
    let key = server.key("reader", Some("forum"), &[Scope::Stats]).await;
    let good = cookie(&signs_in(&server, &key).await);
    let (status, page) = sees(&server, "/dashboard", &good).await;
    assert!(
        status == StatusCode::OK && page.contains("Nothing has been recorded yet"),
        "{page}"
    );
    assert!(!page.contains("shop"), "not even its name");
    for path in [
        "/dashboard?site=shop",
        "/dashboard/stats.json?site=shop",
        "/dashboard?site=%3Cb%3E",
    ] {
        let (status, page) = sees(&server, path, &good).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(!page.contains("<b>"));
    }
    let (status, _) = sees(
        &server,
        "/dashboard?range=never&from=x&every=hour&nonsense=1",
        &good,
    )
    .await;
    assert_eq!(
        status,
        StatusCode::OK,
        "what nobody understands is as if it were left out"
    );
    server.stop().await;
}
