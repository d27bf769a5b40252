//! Who may do what: every endpoint that needs a key, with every scope, for the own site and another.

use consent_server::Scope;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::page::{Page, event, policy_json};
use crate::place::{ADMIN, Place, Server, problem};
use consent_core::decision::Act;

/// An endpoint that needs a key, and what is asked of it.
struct Endpoint {
    method: Method,
    path: String,
    body: Option<Value>,
    scope: Scope,
}

fn endpoints(site: &str, subject: &str, record: &str) -> Vec<Endpoint> {
    let endpoint = |method, path: String, body, scope| Endpoint {
        method,
        path,
        body,
        scope,
    };
    let account = Some(json!({ "account": "anna" }));
    let fingerprint = if site == "shop" { "AAAAAAAB" } else { "AAAAAAAC" };
    let policy = serde_json::from_str(&policy_json(fingerprint, &format!("{site}.example"))).unwrap();
    let notice = json!({ "language": "sv", "texts": { "title": format!("{site}.example") } });
    // A page that this one is a copy of: recorded already, so that it may be sent again and again.
    vec![
        endpoint(
            Method::GET,
            format!("/v1/receipts/{record}?site={site}"),
            None,
            Scope::Read,
        ),
        endpoint(
            Method::POST,
            format!("/v1/subjects/{subject}/account?site={site}"),
            account.clone(),
            Scope::Link,
        ),
        endpoint(
            Method::POST,
            format!("/v1/accounts/export?site={site}"),
            account,
            Scope::Read,
        ),
        endpoint(
            Method::PUT,
            format!("/v1/sites/{site}/policy"),
            Some(policy),
            Scope::Deploy,
        ),
        endpoint(
            Method::PUT,
            format!("/v1/sites/{site}/notices"),
            Some(notice),
            Scope::Deploy,
        ),
        endpoint(Method::GET, format!("/v1/stats?site={site}"), None, Scope::Stats),
        endpoint(
            Method::POST,
            format!("/v1/accounts/erase?site={site}"),
            Some(json!({ "account": "nobody" })),
            Scope::Erase,
        ),
    ]
}

async fn status(server: &Server, endpoint: &Endpoint, key: Option<&str>) -> (StatusCode, Option<String>) {
    let mut request = server
        .client
        .request(endpoint.method.clone(), server.url(&endpoint.path));
    if let Some(body) = &endpoint.body {
        request = request.json(body);
    }
    if let Some(key) = key {
        request = request.bearer_auth(key);
    }
    let response = request.send().await.unwrap();
    let status = response.status();
    let name = if status.is_success() {
        None
    } else {
        Some(problem(response).await.1)
    };
    (status, name)
}

#[tokio::test]
async fn a_key_does_what_it_is_for_where_it_is_for_and_nothing_else() {
    let place = Place::new();
    let server = place.start().await;
    let mut records = Vec::new();
    for (site, fingerprint) in [("shop", "AAAAAAAB"), ("forum", "AAAAAAAC")] {
        let mut page = Page::new(fingerprint);
        let sent = page.event(Act::RejectAll);
        let post = server.post("/v1/events", &json!({ "site": site, "events": [sent] }));
        let post = post.header("origin", format!("https://{site}.example"));
        assert_eq!(post.send().await.unwrap().status(), 201);
        records.push((
            site,
            page.subject.to_string(),
            sent["id"].as_str().unwrap().to_owned(),
        ));
    }
    for scope in Scope::ALL {
        let own = server.key(&format!("own-{scope}"), Some("shop"), &[scope]).await;
        let all = server.key(&format!("all-{scope}"), None, &[scope]).await;
        for (site, subject, record) in &records {
            for endpoint in endpoints(site, subject, record) {
                let what = format!("{} {} with {scope}", endpoint.method, endpoint.path);
                let may = endpoint.scope == scope;
                let (by_own, own_problem) = status(&server, &endpoint, Some(&own)).await;
                assert_eq!(by_own.is_success(), may && *site == "shop", "{what}: {by_own}");
                assert!(
                    by_own.is_success() || own_problem.as_deref() == Some("forbidden"),
                    "{what}: {own_problem:?}"
                );
                let (by_all, _) = status(&server, &endpoint, Some(&all)).await;
                assert_eq!(by_all.is_success(), may, "{what}, for all sites: {by_all}");
            }
        }
    }
    for (site, subject, record) in &records {
        for endpoint in endpoints(site, subject, record) {
            for key in [None, Some("ck_wrong"), Some("")] {
                let refused = status(&server, &endpoint, key).await;
                assert_eq!(
                    refused,
                    (StatusCode::UNAUTHORIZED, Some("unauthorized".into())),
                    "{}",
                    endpoint.path
                );
            }
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_site_that_is_not_named_is_the_keys_own() {
    let place = Place::new();
    let server = place.start().await;
    let own = server.key("own", Some("forum"), &[Scope::Stats]).await;
    let stats = server.get("/v1/stats").bearer_auth(&own).send().await.unwrap();
    assert_eq!(stats.status(), 200);
    let all = server.key("all", None, &[Scope::Stats]).await;
    let stats = server.get("/v1/stats").bearer_auth(&all).send().await.unwrap();
    assert_eq!(problem(stats).await, (400, "site-needed".into()));
    let stats = server
        .get("/v1/stats?site=bank")
        .bearer_auth(&all)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(stats).await, (404, "unknown-site".into()));
    // Whoever may not know which sites there are does not learn it.
    let stats = server
        .get("/v1/stats?site=bank")
        .bearer_auth(&own)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(stats).await, (403, "forbidden".into()));
    server.stop().await;
}

#[tokio::test]
async fn keys_are_made_told_once_listed_and_revoked() {
    let place = Place::new();
    let server = place.start().await;
    let make = |body: Value| server.post("/v1/keys", &body);
    let wanted = json!({ "name": "till", "site": "shop", "scopes": ["read", "stats"] });
    assert_eq!(
        problem(make(wanted.clone()).send().await.unwrap()).await,
        (401, "unauthorized".into())
    );

    let made = make(wanted.clone()).bearer_auth(ADMIN).send().await.unwrap();
    assert_eq!(made.status(), 201);
    let made: Value = made.json().await.unwrap();
    let key = made["key"].as_str().unwrap();
    assert!(key.starts_with("ck_") && key.len() == 46, "{key}");
    assert_eq!(
        server
            .get("/v1/stats")
            .bearer_auth(key)
            .send()
            .await
            .unwrap()
            .status(),
        200
    );

    let again = make(wanted).bearer_auth(ADMIN).send().await.unwrap();
    assert_eq!(problem(again).await, (409, "conflict".into()));
    for (wrong, expected) in [
        (json!({ "name": "Till", "scopes": ["read"] }), (400, "malformed")),
        (json!({ "name": "x", "scopes": [] }), (400, "malformed")),
        (json!({ "name": "x", "scopes": ["root"] }), (400, "malformed")),
        (
            json!({ "name": "x", "site": "bank", "scopes": ["read"] }),
            (404, "unknown-site"),
        ),
    ] {
        let refused = make(wrong.clone()).bearer_auth(ADMIN).send().await.unwrap();
        assert_eq!(problem(refused).await, (expected.0, expected.1.into()), "{wrong}");
    }

    let listed = server
        .get("/v1/keys")
        .bearer_auth(ADMIN)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(listed.contains("\"till\"") && !listed.contains(key), "{listed}");

    let revoked = server
        .delete("/v1/keys/till")
        .bearer_auth(ADMIN)
        .send()
        .await
        .unwrap();
    assert_eq!(revoked.status(), 204);
    let refused = server.get("/v1/stats").bearer_auth(key).send().await.unwrap();
    assert_eq!(problem(refused).await, (401, "unauthorized".into()));
    let gone = server
        .delete("/v1/keys/nobody")
        .bearer_auth(ADMIN)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(gone).await, (404, "not-found".into()));
    server.stop().await;
}

#[tokio::test]
async fn who_administers_one_site_does_not_administer_another() {
    let place = Place::new();
    let server = place.start().await;
    let admin = server.key("shop-admin", Some("shop"), &[Scope::Admin]).await;
    server.key("forum-reader", Some("forum"), &[Scope::Read]).await;
    server.key("reader", None, &[Scope::Read]).await;
    let make = |site: Option<&str>| {
        let body = json!({ "name": "new", "site": site, "scopes": ["read"] });
        server.post("/v1/keys", &body).bearer_auth(&admin)
    };
    for site in [Some("forum"), None] {
        assert_eq!(
            problem(make(site).send().await.unwrap()).await,
            (403, "forbidden".into())
        );
    }
    assert_eq!(make(Some("shop")).send().await.unwrap().status(), 201);
    for name in ["forum-reader", "reader"] {
        let revoke = server.delete(&format!("/v1/keys/{name}")).bearer_auth(&admin);
        assert_eq!(
            problem(revoke.send().await.unwrap()).await,
            (404, "not-found".into())
        );
    }
    let listed: Value = server
        .get("/v1/keys")
        .bearer_auth(&admin)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let sites: Vec<&Value> = listed["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| &key["site"])
        .collect();
    assert_eq!(sites, ["shop", "shop"]);
    let rotate = server
        .client
        .post(server.url("/v1/keys/rotate"))
        .bearer_auth(&admin);
    assert_eq!(
        problem(rotate.send().await.unwrap()).await,
        (403, "forbidden".into())
    );
    server.stop().await;
}

#[tokio::test]
async fn a_receipt_is_for_who_holds_it() {
    let place = Place::new();
    let server = place.start().await;
    let sent = event();
    let receipts = server.record(std::slice::from_ref(&sent)).await;
    let (id, salt) = (
        sent["id"].as_str().unwrap(),
        receipts[0]["salt"].as_str().unwrap(),
    );
    let path = |id: &str, salt: &str, site: &str| format!("/v1/receipts/{id}?site={site}&salt={salt}");
    let found = server.get(&path(id, salt, "shop")).send().await.unwrap();
    assert_eq!(found.status(), 200);
    // A wrong salt, a wrong id and a wrong site are not told apart.
    let other_id = id.replace("-7000-", "-7001-");
    let mut answers = Vec::new();
    for (id, salt, site) in [
        (id, "A".repeat(43), "shop"),
        (&other_id, salt.to_owned(), "shop"),
        (id, salt.to_owned(), "forum"),
    ] {
        let response = server.get(&path(id, &salt, site)).send().await.unwrap();
        assert_eq!(response.status(), 404);
        answers.push(response.text().await.unwrap());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    let without = server
        .get(&format!("/v1/receipts/{id}?site=shop"))
        .send()
        .await
        .unwrap();
    assert_eq!(problem(without).await, (401, "unauthorized".into()));
    server.stop().await;
}
