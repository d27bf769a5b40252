//! Cookies that scripts cannot see are ended by the server, and nothing else is.

use axum::http::Request;
use consent_core::time::DAY;

use crate::site::{accepted, answer, asking, chosen, layer, refused, set, through};

/// What an answer to such a request ends, our own cookie aside.
async fn ended(destination: &str, path: &str, cookies: &str) -> Vec<String> {
    let response = through(&layer(), asking(destination, path, cookies), answer(&[])).await;
    let set = set(&response);
    set.into_iter()
        .filter(|line| !line.starts_with("consent="))
        .collect()
}

#[tokio::test]
async fn what_is_hidden_and_not_granted_ends_in_every_form() {
    let carried = format!(
        "FPID=x; _pk_id.1.1fff=y; shop_cart=z; FPLC=w; far=q; consent={}",
        refused(60)
    );
    let ended = ended("document", "/", &carried).await;
    let mut expected = Vec::new();
    for domain in ["", "; Domain=www.example.se", "; Domain=example.se"] {
        for form in ["; Secure; Partitioned", "; Secure"] {
            expected.push(format!("FPID=; Max-Age=0; Path=/{domain}{form}"));
        }
    }
    assert_eq!(
        ended, expected,
        "only FPID: hidden, first-party, carried and refused"
    );
}

#[tokio::test]
async fn a_granted_service_keeps_what_it_has() {
    let carried = "FPID=x; shop_visits=1; _fb-long=2";
    assert!(
        ended("document", "/", &format!("{carried}; consent={}", accepted(60)))
            .await
            .is_empty()
    );
    let some = ended(
        "document",
        "/",
        &format!("{carried}; consent={}", chosen(&["analytics"], &[])),
    )
    .await;
    assert!(
        !some.is_empty() && some.iter().all(|line| line.starts_with("_fb-long=;")),
        "{some:?}"
    );
}

#[tokio::test]
async fn only_an_answer_or_its_end_erases() {
    assert!(
        ended("document", "/", "FPID=x").await.is_empty(),
        "nobody has answered"
    );
    let outdated = accepted(60).replace("Ab3dEf9_", "AAAAAAAA");
    assert!(
        ended("document", "/", &format!("FPID=x; consent={outdated}"))
            .await
            .is_empty()
    );
    let disagreeing = format!("FPID=x; consent={}; consent={}", accepted(60), refused(60));
    assert!(ended("document", "/", &disagreeing).await.is_empty());
    let expired = format!("FPID=x; consent={}", accepted(182 * DAY));
    assert_eq!(ended("document", "/", &expired).await.len(), 6);
}

#[tokio::test]
async fn pages_and_calls_end_them_and_parts_of_a_page_do_not() {
    let carried = format!("FPID=x; consent={}", refused(60));
    for (destination, ends) in [
        ("document", true),
        ("empty", true),
        ("iframe", true),
        ("image", false),
        ("script", false),
    ] {
        assert_eq!(
            !ended(destination, "/", &carried).await.is_empty(),
            ends,
            "{destination}"
        );
    }
}

#[tokio::test]
async fn the_whole_site_comes_before_a_part_of_it_and_the_number_is_bounded() {
    let carried = format!("FPID=x; shop_visits=y; consent={}", refused(60));
    let few = ended("document", "/shop/shoes", &carried).await;
    assert!(few[..12].iter().all(|line| line.contains("Path=/;")), "{few:?}");
    assert!(
        few.iter().any(|line| line.contains("Path=/shop;")) && few.len() == 24,
        "{few:?}"
    );

    let names: Vec<String> = (0..200).map(|number| format!("_fb{number}long=1")).collect();
    let many = ended(
        "document",
        "/a/b/c/d",
        &format!("{}; consent={}", names.join("; "), refused(60)),
    )
    .await;
    assert_eq!(many.len(), 24);
    let long = format!("_fb{}long=1; consent={}", "x".repeat(3000), refused(60));
    assert!(
        ended("document", "/", &long)
            .await
            .iter()
            .map(String::len)
            .sum::<usize>()
            <= 2048
    );
}

#[tokio::test]
async fn a_host_that_is_none_ends_cookies_of_the_host_alone() {
    let carried = format!("FPID=x; consent={}", refused(60));
    let request = Request::builder()
        .uri("/")
        .header("host", "a.se; Domain=evil.se")
        .header("accept", "text/html")
        .header("cookie", carried)
        .body(axum::body::Body::empty())
        .unwrap();
    let response = through(&layer(), request, answer(&[])).await;
    let set = set(&response);
    assert!(
        set.iter().all(|line| !line.contains("Domain")) && set.len() == 3,
        "{set:?}"
    );
}
