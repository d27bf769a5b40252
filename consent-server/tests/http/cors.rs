//! Which pages may read an answer.

use reqwest::{Method, Response};
use serde_json::json;

use crate::page::event;
use crate::place::{Place, Server};

async fn preflight(server: &Server, path: &str, origin: &str) -> Response {
    let ask = server.client.request(Method::OPTIONS, server.url(path));
    let ask = ask
        .header("origin", origin)
        .header("access-control-request-method", "POST");
    ask.header("access-control-request-headers", "content-type")
        .send()
        .await
        .unwrap()
}

fn allowed(response: &Response) -> Option<&str> {
    response
        .headers()
        .get("access-control-allow-origin")
        .map(|origin| origin.to_str().unwrap())
}

fn varies(response: &Response) -> bool {
    response
        .headers()
        .get_all("vary")
        .iter()
        .any(|vary| vary.to_str().unwrap().to_lowercase().contains("origin"))
}

#[tokio::test]
async fn exactly_the_sites_pages_may_ask_and_none_with_credentials() {
    let place = Place::new();
    let server = place.start().await;
    for (path, origin, may) in [
        ("/v1/events", "https://shop.example", true),
        ("/v1/events", "https://www.shop.example", true),
        ("/v1/events", "https://forum.example", true),
        ("/v1/events", "https://evil.example", false),
        ("/v1/events", "http://shop.example", false),
        ("/v1/events", "null", false),
        (
            "/v1/subjects/AAAAAAAAAAAAAAAAAAAAAA?site=shop",
            "https://shop.example",
            true,
        ),
        (
            "/v1/subjects/AAAAAAAAAAAAAAAAAAAAAA?site=shop",
            "https://forum.example",
            false,
        ),
        (
            "/v1/subjects/AAAAAAAAAAAAAAAAAAAAAA?site=bank",
            "https://shop.example",
            false,
        ),
        ("/v1/stats?site=shop", "https://shop.example", false),
        ("/v1/keys", "https://shop.example", false),
    ] {
        let response = preflight(&server, path, origin).await;
        assert_eq!(allowed(&response), may.then_some(origin), "{path} from {origin}");
        assert!(
            !response
                .headers()
                .contains_key("access-control-allow-credentials"),
            "{path}"
        );
        if path == "/v1/events" {
            assert!(varies(&response), "{path} from {origin}");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_page_can_read_why_it_was_refused_and_a_stranger_cannot() {
    let place = Place::new();
    let server = place.start().await;
    for (site, origin, status, may) in [
        ("shop", "https://shop.example", 201, true),
        ("forum", "https://shop.example", 403, true),
        ("shop", "https://evil.example", 403, false),
    ] {
        let body = json!({ "site": site, "events": [event()] });
        let response = server
            .post("/v1/events", &body)
            .header("origin", origin)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(allowed(&response), may.then_some(origin));
        assert!(varies(&response));
        assert!(!response.headers().contains_key("set-cookie"));
    }
    server.stop().await;
}
