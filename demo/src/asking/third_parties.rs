//! What the stand-ins answer: cookies and their flags, and whom a request is counted for.

use axum::http::{StatusCode, header};

use super::{ask, get, routers};

#[tokio::test]
async fn third_parties_set_cookies_on_their_own_hosts() {
    let (_, third) = routers();
    let loader = get(&third, "js.hs-scripts.com.localhost:8081", "/8282.js").await;
    assert_eq!(
        loader.headers[header::CONTENT_TYPE],
        "text/javascript; charset=utf-8"
    );
    let bot = loader.cookie("__cf_bm");
    for flag in [
        "Max-Age=1800",
        "Domain=hs-scripts.com.localhost",
        "HttpOnly",
        "Secure",
        "SameSite=None",
    ] {
        assert!(bot.contains(flag), "{bot}");
    }
    let frame = get(&third, "www.youtube.com.localhost:8081", "/embed/x").await;
    assert!(
        frame
            .cookie("VISITOR_INFO1_LIVE")
            .contains("Domain=youtube.com.localhost")
    );
    let pixel = get(&third, "googleads.g.doubleclick.net.localhost:8081", "/pagead/1").await;
    assert_eq!(pixel.headers[header::CONTENT_TYPE], "image/gif");
    assert!(pixel.cookie("IDE").contains("HttpOnly"));
    assert_eq!(
        get(&third, "example.com.localhost:8081", "/").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn requests_are_counted_for_the_site_that_asked() {
    let (sites, third) = routers();
    let from = [("referer", "http://ngager.localhost:8080/uppdrag.html")];
    let path = "/gtag/js?id=G-1R7GEWQZLM";
    for _ in 0..2 {
        ask(
            &third,
            "GET",
            "www.googletagmanager.com.localhost:8081",
            path,
            &from,
        )
        .await;
    }
    let counts = |site: &'static str| {
        let sites = sites.clone();
        async move { get(&sites, site, "/demo/hits.json").await.body }
    };
    assert_eq!(counts("ngager.localhost").await, r#"{"google-analytics":2}"#);
    assert_eq!(counts("cag.localhost").await, "{}");
    let reset = ask(&sites, "POST", "ngager.localhost", "/demo/hits/reset", &[]).await;
    assert_eq!(reset.status, StatusCode::NO_CONTENT);
    assert_eq!(counts("ngager.localhost").await, "{}");
}

#[tokio::test]
async fn carried_cookies_are_listed_by_name() {
    let (sites, _) = routers();
    let cookie = [("cookie", "_ga=GA1.1.1.2; __cf_bm=secret")];
    let answered = ask(&sites, "GET", "ngager.localhost", "/demo/cookies.json", &cookie).await;
    assert_eq!(answered.body, r#"["__cf_bm","_ga"]"#);
}
