//! The consent cookie set again by the server: when, with what, and what caches hear of it.

use axum::body::Body;
use axum::http::{Request, Response};
use consent_core::time::{DAY, Timestamp};
use consent_server::extract::ConsentLayer;

use crate::site::{NOW, accepted, answer, asking, layer, page, refused, set, site, site_with, through};

async fn after(request: Request<Body>, headers: &[(&str, &str)]) -> Response<Body> {
    through(&layer(), request, answer(headers)).await
}

#[tokio::test]
async fn a_page_carries_it_again_for_as_long_as_the_decision_holds() {
    for string in [accepted(10 * DAY), refused(10 * DAY)] {
        let response = after(page(&format!("a=1; consent={string}")), &[]).await;
        let left = 172 * DAY;
        let expected =
            format!("consent={string}; Path=/; SameSite=Lax; Max-Age={left}; Domain=example.se; Secure");
        assert_eq!(set(&response), [expected]);
        assert_eq!(response.headers()["cache-control"], "private");
        assert_eq!(response.headers()["vary"], "Cookie");
    }
}

#[tokio::test]
async fn its_time_is_never_more_than_that_of_a_fresh_one() {
    let ahead = consent_core::decision::Decision {
        grants: consent_core::decision::Grants::none(),
        act: consent_core::decision::Act::RejectAll,
        decided_at: Timestamp::from_secs(NOW + DAY),
        id: consent_core::decision::ConsentId::from_bytes([7; 16]),
    };
    let string = consent_core::carry::ConsentString::encode(&ahead, site().policy());
    let response = after(page(&format!("consent={string}")), &[]).await;
    assert!(
        set(&response)[0].contains(&format!("Max-Age={};", 182 * DAY)),
        "{:?}",
        set(&response)
    );
    let last = after(page(&format!("consent={}", accepted(182 * DAY - 1))), &[]).await;
    assert!(set(&last)[0].contains("Max-Age=1;"));
}

#[tokio::test]
async fn nothing_is_added_where_nothing_holds_or_nothing_is_shown() {
    let holds = format!("consent={}", accepted(DAY));
    let requests = [
        page(""),
        page(&format!("consent={}", accepted(182 * DAY))),
        page(&format!("consent={}; consent={}", accepted(DAY), refused(DAY))),
        page("consent=1.x"),
        asking("image", "/", &holds),
        asking("script", "/", &holds),
        asking("empty", "/", &holds),
        asking("iframe", "/", &holds),
    ];
    for request in requests {
        let told = format!("{request:?}");
        let response = after(request, &[]).await;
        assert!(response.headers().is_empty(), "{told}: {:?}", response.headers());
    }
}

#[tokio::test]
async fn an_answer_that_others_may_get_too_stays_as_it_is() {
    let cookies = format!("FPID=x; consent={}", refused(DAY));
    for control in [
        "public",
        "max-age=60, s-maxage=600",
        "max-age=31536000, immutable",
    ] {
        let response = after(page(&cookies), &[("cache-control", control)]).await;
        assert!(set(&response).is_empty() && response.headers()["cache-control"] == control);
        assert!(!response.headers().contains_key("vary"));
    }
    let mut unmodified = answer(&[("etag", "\"x\"")]);
    *unmodified.status_mut() = axum::http::StatusCode::NOT_MODIFIED;
    let response = through(&layer(), page(&cookies), unmodified).await;
    assert_eq!(response.headers().len(), 1);
}

#[tokio::test]
async fn what_the_backend_has_just_written_itself_counts() {
    let own = "consent=1.own; Path=/";
    let response = after(
        page(&format!("consent={}", accepted(DAY))),
        &[("set-cookie", own)],
    )
    .await;
    assert_eq!(set(&response), [own]);
}

#[tokio::test]
async fn the_scheme_is_the_proxys_only_where_it_is_trusted() {
    let site = site_with("[\"example.se\"]", "[]");
    let plain = ConsentLayer::new(site).with_clock(|| Timestamp::from_secs(NOW));
    let over = async |layer: &ConsentLayer, host: &str, scheme: &str| {
        let mut request = page(&format!("consent={}", accepted(DAY)));
        request.headers_mut().insert("host", host.parse().unwrap());
        request
            .headers_mut()
            .insert("x-forwarded-proto", scheme.parse().unwrap());
        set(&through(layer, request, answer(&[])).await).remove(0)
    };
    assert!(over(&plain, "www.example.se", "http").await.ends_with("; Secure"));
    assert!(!over(&plain, "localhost:3000", "https").await.contains("Secure"));
    let proxied = plain.behind_proxy();
    assert!(!over(&proxied, "www.example.se", "http").await.contains("Secure"));
    let line = over(&proxied, "localhost:3000", "https").await;
    assert!(line.ends_with("; Secure") && !line.contains("Domain"), "{line}");
}

#[tokio::test]
async fn a_host_that_does_not_share_has_its_own() {
    let mut request = page(&format!("consent={}", accepted(DAY)));
    request
        .headers_mut()
        .insert("host", "notexample.se".parse().unwrap());
    let response = after(request, &[]).await;
    assert!(!set(&response)[0].contains("Domain"), "{:?}", set(&response));
}
