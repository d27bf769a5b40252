//! `POST /v1/verify`: one question, one answer, whatever the text is.

use consent_core::decision::Act;
use consent_core::strings::tcf::{Core, RestrictionKind, Restrictions, TcString, VendorRange};
use serde_json::{Value, json};

use crate::page::Page;
use crate::place::{NOON, Place, Server, problem};

async fn ask(server: &Server, mut question: Value) -> Value {
    question["site"] = "shop".into();
    let response = server.post("/v1/verify", &question).send().await.unwrap();
    assert_eq!(response.status(), 200, "{question}");
    response.json().await.unwrap()
}

fn has(answer: &Value, rule: &str) -> bool {
    answer["findings"]
        .as_array()
        .unwrap()
        .iter()
        .any(|finding| finding["rule"] == rule)
}

#[tokio::test]
async fn a_string_is_held_against_the_sites_policies_and_the_time() {
    let place = Place::new();
    let server = place.start().await;
    let string = server.shop().string(Act::Chosen);
    let answer = ask(&server, json!({ "string": string })).await;
    assert_eq!(
        (&answer["format"], &answer["verdict"], &answer["state"]),
        (&"consent".into(), &"valid".into(), &"decided".into())
    );
    assert_eq!(
        answer["fields"]["categories"],
        json!({ "necessary": true, "analytics": false, "functionality": true })
    );

    let of_another = Page::new("AAAAAAAC").string(Act::Chosen);
    let answer = ask(&server, json!({ "string": of_another })).await;
    assert_eq!(
        (&answer["verdict"], &answer["state"]),
        (&"invalid".into(), &"outdated".into())
    );
    place.clock.set(NOON + 200 * 86_400_000);
    let answer = ask(&server, json!({ "string": string })).await;
    assert_eq!(
        (&answer["verdict"], &answer["state"]),
        (&"invalid".into(), &"expired".into())
    );
    let answer = ask(&server, json!({ "string": "1.nonsense" })).await;
    assert_eq!(
        (&answer["verdict"], &answer["state"]),
        (&"invalid".into(), &"unasked".into())
    );
    assert!(
        server
            .figures()
            .await
            .contains(r#"consent_verify_failures_total{site="shop"} 3"#)
    );
    server.stop().await;
}

#[tokio::test]
async fn a_cookie_header_is_read_as_the_page_reads_it() {
    let place = Place::new();
    let server = place.start().await;
    let (string, other) = (
        server.shop().string(Act::AcceptAll),
        server.shop().string(Act::RejectAll),
    );
    let answer = ask(&server, json!({ "cookie": format!("_ga=1; consent={string}") })).await;
    assert_eq!(
        (&answer["verdict"], &answer["state"]),
        (&"valid".into(), &"decided".into())
    );
    let answer = ask(
        &server,
        json!({ "cookie": format!("consent={string}; consent={other}") }),
    )
    .await;
    assert_eq!(
        (&answer["verdict"], &answer["state"]),
        (&"invalid".into(), &"unasked".into())
    );
    let answer = ask(
        &server,
        json!({ "cookie": "__hs_cookie_cat_pref=1:true_2:false_3:true" }),
    )
    .await;
    assert_eq!(
        (&answer["format"], &answer["fields"]["analytics"]),
        (&"hubspot".into(), &true.into())
    );
    server.stop().await;
}

#[tokio::test]
async fn a_receipt_is_held_against_the_log_as_well() {
    let place = Place::new();
    let server = place.start().await;
    let mut page = server.shop();
    let receipt = server.record(&[page.event(Act::AcceptAll)]).await.remove(0);
    let answer = ask(&server, json!({ "receipt": receipt })).await;
    assert_eq!(
        (&answer["format"], &answer["verdict"]),
        (&"receipt".into(), &"valid".into()),
        "{answer}"
    );
    let as_text = ask(&server, json!({ "receipt": receipt.to_string() })).await;
    assert_eq!(as_text, answer);

    let mut forged = receipt.clone();
    forged["record"]["categories"]["analytics"] = false.into();
    let answer = ask(&server, json!({ "receipt": forged })).await;
    assert_eq!(
        (&answer["verdict"], &answer["fields"]),
        (&"invalid".into(), &Value::Null)
    );

    let path = format!("/v1/subjects/{}?site=shop", page.subject);
    server.delete(&path).send().await.unwrap();
    let answer = ask(&server, json!({ "receipt": receipt })).await;
    assert!(has(&answer, "erased") && answer["verdict"] == "valid", "{answer}");
    server.stop().await;
}

#[tokio::test]
async fn a_promise_that_was_broken_comes_to_light() {
    let mut place = Place::new();
    let server = place.start().await;
    let receipt = server
        .record(&[server.shop().event(Act::AcceptAll)])
        .await
        .remove(0);
    server.stop().await;
    // The same server with the same key, and a database without what it had promised.
    place.options.database = consent_server::Database::Sqlite(place.folder.path().join("other.sqlite"));
    let server = place.start().await;
    let answer = ask(&server, json!({ "receipt": receipt })).await;
    assert_eq!(answer["verdict"], "valid", "within its time a promise is one");
    place.clock.set(NOON + 60_000);
    let answer = ask(&server, json!({ "receipt": receipt })).await;
    assert!(
        has(&answer, "promise-broken") && answer["verdict"] == "invalid",
        "{answer}"
    );
    server.stop().await;
}

#[tokio::test]
async fn strings_of_other_systems_are_read_as_on_the_command_line() {
    let place = Place::new();
    let server = place.start().await;
    for (text, format, verdict) in [
        ("BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA", "tcf-eu-v1", "invalid"),
        ("DBABzw~1YNN~BAAAAAAAAQA.QA", "gpp", "valid"),
        ("DBABzw~1YNN", "gpp", "invalid"),
        ("1YNN", "us-privacy", "valid"),
        ("2~1.35~dv.9", "google-ac", "valid"),
        ("1:true_2:false_3:false", "hubspot", "valid"),
        ("13r3q3t3u5", "google-consent-mode", "valid"),
        ("Sec-GPC: 0", "gpc", "invalid"),
        ("klaro=%7B%22a%22%3Afalse%7D", "import-klaro", "valid"),
        ("!gtag=wait", "import-tarteaucitron", "invalid"),
    ] {
        let answer = ask(&server, json!({ "string": text })).await;
        assert_eq!(
            (&answer["format"], &answer["verdict"], &answer["state"]),
            (&format.into(), &verdict.into(), &Value::Null),
            "{text}"
        );
    }
    // A whole header also says where its sender stands with us.
    let answer = ask(&server, json!({ "cookie": "CookieConsent=0" })).await;
    assert_eq!(
        (&answer["format"], &answer["fields"]["rest"], &answer["state"]),
        (&"import-cookiebot".into(), &false.into(), &"unasked".into())
    );
    let text = "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA";
    let answer = ask(&server, json!({ "string": text })).await;
    assert_eq!(answer["format"], "tcf-eu-v2");
    assert_eq!(
        (&answer["fields"]["cmpId"], &answer["fields"]["publisherCC"]),
        (&31.into(), &"DE".into())
    );
    // Restrictions by the thousand, each on all vendors there are: the answer does not grow with what they span.
    let mut restrictions = Restrictions::new();
    for number in 0..4_095u16 {
        let everybody = VendorRange::new(1, u16::MAX);
        let [_, purpose] = (number / 4 % 64).to_be_bytes();
        let [_, kind] = (number % 4).to_be_bytes();
        restrictions.push(purpose, RestrictionKind::from_bits(kind), everybody);
    }
    let core = Core {
        restrictions,
        ..Core::default()
    };
    let bomb = TcString {
        core,
        ..TcString::default()
    }
    .encode()
    .unwrap();
    assert!(bomb.len() > 30_000);
    let answer = ask(&server, json!({ "string": bomb })).await;
    assert_eq!(answer["format"], "tcf-eu-v2");
    assert!(
        answer.to_string().len() < 1_000_000,
        "{}",
        answer.to_string().len()
    );
    server.stop().await;
}

#[tokio::test]
async fn a_question_is_about_one_thing() {
    let place = Place::new();
    let server = place.start().await;
    for (body, expected) in [
        (json!({ "site": "shop" }), (400, "malformed")),
        (
            json!({ "site": "shop", "string": "a", "cookie": "b" }),
            (400, "malformed"),
        ),
        (json!({ "site": "shop", "text": "a" }), (400, "malformed")),
        (json!({ "string": "a" }), (400, "site-needed")),
        (json!({ "string": "a", "site": "bank" }), (404, "unknown-site")),
        (
            json!({ "site": "shop", "string": "a".repeat(70_000) }),
            (413, "too-large"),
        ),
    ] {
        let response = server.post("/v1/verify", &body).send().await.unwrap();
        assert_eq!(problem(response).await, (expected.0, expected.1.into()));
    }
    server.stop().await;
}
