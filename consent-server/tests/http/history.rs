//! A visitor's own history, its erasure, and a backend's answer to somebody it knows.

use consent_core::decision::Act;
use consent_core::receipt::{Commitment, Entry, Receipt, Salt};
use consent_server::Scope;
use serde_json::{Value, json};

use crate::place::{Place, Server, problem};
use crate::recording::{PUBLISHED, verified};

async fn history(server: &Server, subject: &str) -> Value {
    let get = server.get(&format!("/v1/subjects/{subject}?site=shop"));
    get.header("origin", "https://shop.example")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap()
}

#[tokio::test]
async fn what_a_visitor_downloads_is_proof_by_itself() {
    let place = Place::new();
    let server = place.start().await;
    let mut page = server.shop();
    let subject = page.subject.to_string();
    server
        .record(&[
            page.event(Act::RejectAll),
            page.event(Act::AcceptAll),
            page.event(Act::Withdrawn),
        ])
        .await;
    server.record(&[server.shop().event(Act::AcceptAll)]).await;
    server.covered(PUBLISHED + 4).await;

    let own = history(&server, &subject).await;
    let mut acts = Vec::new();
    for record in own["records"].as_array().unwrap() {
        let verified = verified(&server, record).await;
        assert!(verified.seq().is_some());
        acts.push(verified.consent().unwrap().act);
    }
    assert_eq!(acts, [Act::RejectAll, Act::AcceptAll, Act::Withdrawn]);

    let get = server
        .get(&format!("/v1/subjects/{subject}?site=shop"))
        .header("accept", "text/plain");
    let text = get.send().await.unwrap().text().await.unwrap();
    for word in [
        "Choice 3",
        "2026-11-22 12:00:00",
        "withdrawn (notice)",
        "Refused: analytics, functionality",
        "Example AB",
    ] {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
    server.stop().await;
}

#[tokio::test]
async fn nobody_is_found_by_guessing_or_from_another_site() {
    let place = Place::new();
    let server = place.start().await;
    let mut page = server.shop();
    server.record(&[page.event(Act::AcceptAll)]).await;
    let subject = page.subject.to_string();
    let stranger = history(&server, "AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!(
        stranger,
        json!({ "subject": "AAAAAAAAAAAAAAAAAAAAAA", "records": [] })
    );
    let elsewhere = server
        .get(&format!("/v1/subjects/{subject}?site=forum"))
        .send()
        .await
        .unwrap();
    assert_eq!(elsewhere.json::<Value>().await.unwrap()["records"], json!([]));

    let path = format!("/v1/subjects/{subject}?site=shop");
    for request in [server.get(&path), server.delete(&path)] {
        let refused = request
            .header("origin", "https://evil.example")
            .send()
            .await
            .unwrap();
        assert_eq!(problem(refused).await, (403, "wrong-origin".into()));
    }
    let wrong = server
        .get("/v1/subjects/anna@example.se?site=shop")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(wrong).await, (400, "malformed".into()));
    server.stop().await;
}

#[tokio::test]
async fn erasure_leaves_nothing_to_guess_and_every_other_proof_whole() {
    let place = Place::new();
    let server = place.start().await;
    let (mut page, mut other) = (server.shop(), server.shop());
    let gone = page.event(Act::AcceptAll);
    let kept = server.record(&[gone.clone(), other.event(Act::RejectAll)]).await;
    server.covered(PUBLISHED + 2).await;

    let path = format!("/v1/subjects/{}?site=shop", page.subject);
    let erased: Value = server.delete(&path).send().await.unwrap().json().await.unwrap();
    assert_eq!(erased["erased"], json!([gone["id"]]));
    assert_eq!(
        history(&server, &page.subject.to_string()).await["records"],
        json!([])
    );
    let again: Value = server.delete(&path).send().await.unwrap().json().await.unwrap();
    assert_eq!(again["erased"], json!([]), "erasing twice erases once");

    // The log goes on, and says so itself.
    server.covered(PUBLISHED + 3).await;
    let theirs = history(&server, &other.subject.to_string()).await;
    assert_eq!(
        verified(&server, &theirs["records"][0]).await.seq(),
        Some(PUBLISHED + 1)
    );
    let store = server.running.app().unwrap().store();
    let entries = store.entries("shop", PUBLISHED, 10).await.unwrap();
    assert!(entries[0].kept.is_none() && entries[1].kept.is_some());
    let last = Entry::parse(&entries[2].kept.as_ref().unwrap().body).unwrap();
    assert!(matches!(last, Entry::Erasure(tombstone) if tombstone.erased.len() == 1));

    // Whoever knows everything but the salt cannot show that it was this: the same body under many salts is no match.
    let receipt = Receipt::parse(&kept[0].to_string()).unwrap();
    assert_eq!(receipt.commitment().as_bytes(), &entries[0].entry.commitment);
    let body = receipt.record.canonical();
    for guess in 0..=255 {
        let commitment = Commitment::of(&Salt::from_bytes([guess; 32]), &body);
        assert_ne!(commitment.as_bytes(), &entries[0].entry.commitment);
    }

    // It does not come back, and the receipt that the visitor kept still proves what it says.
    assert_eq!(problem(server.send(&[gone]).await).await, (410, "erased".into()));
    verified(&server, &kept[0]).await;
    server.stop().await;
}

#[tokio::test]
async fn a_backend_answers_for_an_account_that_is_kept_nowhere() {
    let place = Place::new();
    let server = place.start().await;
    let (mut phone, mut laptop) = (server.shop(), server.shop());
    server
        .record(&[phone.event(Act::AcceptAll), laptop.event(Act::RejectAll)])
        .await;
    let key = server
        .key("crm", Some("shop"), &[Scope::Link, Scope::Read, Scope::Erase])
        .await;
    let account = json!({ "account": "anna.andersson@example.se" });
    for page in [&phone, &laptop] {
        let link = server.post(&format!("/v1/subjects/{}/account", page.subject), &account);
        assert_eq!(link.bearer_auth(&key).send().await.unwrap().status(), 204);
    }
    let ask = |path: &str, body: &Value| server.post(path, body).bearer_auth(&key).send();
    let export: Value = ask("/v1/accounts/export", &account)
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(export["subjects"].as_array().unwrap().len(), 2);
    let stranger: Value = ask("/v1/accounts/export", &json!({ "account": "berit" }))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(stranger, json!({ "subjects": [] }));

    let erased: Value = ask("/v1/accounts/erase", &account)
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let counts: Vec<usize> = erased["subjects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["erased"].as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [1, 1]);
    let export: Value = ask("/v1/accounts/export", &account)
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(export, json!({ "subjects": [] }), "links go with the last record");
    for wrong in [
        json!({ "account": "" }),
        json!({ "account": "a".repeat(321) }),
        json!({ "name": "a" }),
    ] {
        assert_eq!(
            problem(ask("/v1/accounts/export", &wrong).await.unwrap()).await,
            (400, "malformed".into())
        );
    }

    server.stop().await;
    for file in std::fs::read_dir(place.folder.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(15).any(|window| window == b"anna.andersson@");
            assert!(!found, "{}", path.display());
        }
    }
}
