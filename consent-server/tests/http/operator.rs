//! What an operator sees: health, figures on a listener of their own, statistics, and starts that fail with a reason.

use consent_core::decision::Act;
use consent_server::{Database, Scope, StartError, start};
use serde_json::{Value, json};

use crate::place::{Place, Server};

#[tokio::test]
async fn figures_are_on_the_second_listener_alone() {
    let place = Place::new();
    let server = place.start().await;
    server.record(&[server.shop().event(Act::AcceptAll)]).await;
    server.covered(4).await;
    let figures = server.figures().await;
    for line in [
        r#"consent_events_ingested_total{site="shop"} 1"#,
        r#"consent_log_entries{site="shop"} 4"#,
        r#"consent_checkpoint_age_seconds{site="shop"} 0"#,
        r#"consent_requests_total{route="/v1/events",method="POST",status="201"} 1"#,
        "consent_store_waiting 0",
        "consent_commit_seconds_count 1",
    ] {
        assert!(figures.contains(line), "{line} is not in\n{figures}");
    }
    assert_eq!(server.get("/metrics").send().await.unwrap().status(), 404);
    let ready: Value = server.get("/readyz").send().await.unwrap().json().await.unwrap();
    assert_eq!(ready, json!({ "status": "ready" }));
    server.stop().await;
}

#[tokio::test]
async fn statistics_are_counted_from_what_was_recorded() {
    let place = Place::new();
    let server = place.start().await;
    for act in [Act::AcceptAll, Act::AcceptAll, Act::RejectAll, Act::Chosen] {
        server.record(&[server.shop().event(act)]).await;
    }
    let mut page = server.shop();
    server
        .record(&[page.event(Act::AcceptAll), page.event(Act::Withdrawn)])
        .await;
    let key = server.key("board", Some("shop"), &[Scope::Stats]).await;
    let ask = |query: &str| server.get(&format!("/v1/stats{query}")).bearer_auth(&key).send();
    let stats: Value = ask("?from=2026-11-01&to=2026-11-30&every=week")
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let total = &stats["total"];
    assert_eq!(
        (&total["decisions"], &total["answers"]),
        (&6.into(), &5.into()),
        "{stats}"
    );
    assert_eq!(
        total["categories"]["analytics"],
        json!({ "asked": 5, "granted": 3 })
    );
    assert_eq!(
        total["categories"]["functionality"],
        json!({ "asked": 5, "granted": 4 })
    );
    assert_eq!(total["acts"]["withdrawn"], 1);
    assert_eq!(stats["languages"][0]["name"], "sv");
    assert_eq!(stats["policies"][0]["name"], "AAAAAAAB");
    assert_eq!(stats["regimes"][0]["name"], "opt-in");
    let busy: Vec<&Value> = stats["periods"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|period| period["decisions"] != 0)
        .collect();
    assert_eq!(busy.len(), 1);
    assert_eq!(busy[0]["start"], "2026-11-16");

    // Erasure takes the record, not the count.
    server
        .delete(&format!("/v1/subjects/{}?site=shop", page.subject))
        .send()
        .await
        .unwrap();
    let after: Value = ask("?from=2026-11-01&to=2026-11-30&every=week")
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(after, stats);
    let usual: Value = ask("").await.unwrap().json().await.unwrap();
    assert_eq!(
        (&usual["from"], &usual["to"]),
        (&"2026-10-25".into(), &"2026-11-22".into())
    );
    for wrong in [
        "?from=2026-11-31",
        "?from=2026-11-22&to=2026-11-21",
        "?from=1999-01-01",
        "?every=year",
    ] {
        assert_eq!(ask(wrong).await.unwrap().status(), 400, "{wrong}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_language_that_the_site_does_not_speak_is_counted_as_other() {
    let place = Place::new();
    let server = place.start().await;
    let mut page = server.shop();
    let event = crate::page::with(page.event(Act::AcceptAll), "language", "tlh");
    server.record(&[event]).await;
    let app = server.running.app().unwrap();
    let counted = app.store().tallies("shop", 0, u32::MAX).await.unwrap();
    assert_eq!(counted[0].tally.language, "other");
    server.stop().await;
}

#[tokio::test]
async fn a_start_that_fails_says_what_to_mend() {
    let place = Place::new();
    let running: Server = place.start().await;
    let mut cases = Vec::new();
    let mut case = |word: &'static str, change: &dyn Fn(&mut consent_server::Options)| {
        let mut options = Place::new().options;
        options.database = Database::Sqlite(place.folder.path().join("third.sqlite"));
        options.keys = place.options.keys.clone();
        options.sites = place.options.sites.clone();
        change(&mut options);
        cases.push((word, options));
    };
    case("at least one", &|options| {
        options.sites.clear();
    });
    case("given twice", &|options| {
        options.sites[1].key = "shop".into();
    });
    case("1 to 63", &|options| {
        options.sites[0].key = "The Shop".into();
    });
    case("https://example.se", &|options| {
        options.sites[0].origins = vec!["shop.example".into()];
    });
    case("consent build", &|options| {
        options.sites[0].published = "/nowhere".into();
    });
    case("no space", &|options| {
        options.name = "my server".into();
    });
    case("24 characters", &|options| {
        options.admin_key = Some("short".into());
    });
    case("private keys", &|options| {
        options.keys = "/nowhere/keys.json".into();
    });
    case("cannot listen", &|options| {
        options.listen = running.running.address();
    });
    for (word, options) in cases {
        let error: StartError = start(options).await.unwrap_err();
        assert!(error.to_string().contains(word), "{word} is not in: {error}");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_log_keeps_its_name() {
    let mut place = Place::new();
    let server = place.start().await;
    server.covered(3).await;
    server.stop().await;
    place.options.name = "other.example".into();
    let error = start(place.options.clone()).await.unwrap_err().to_string();
    assert!(error.contains("begun as consent.example/"), "{error}");
    place.options.name = "consent.example".into();
    place.start().await.stop().await;
}
