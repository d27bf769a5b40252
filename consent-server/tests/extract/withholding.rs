//! `Set-Cookie` of services that are not granted does not reach the visitor; everything else does, as it was.

use crate::site::{accepted, answer, asking, chosen, layer, refused, set, through};

/// Cookies by the service that declares them, closest rule first; nothing where nobody does or where they are ours.
pub(crate) const NAMES: [(&str, Option<&str>); 14] = [
    ("FPID", Some("analytics-server")),
    ("shop_visits", Some("analytics-server")),
    ("shop_cart", None),
    ("shop_", None),
    ("_pk_id.1.1fff", Some("matomo")),
    ("_pk_", Some("matomo")),
    ("_fbp", Some("meta-pixel")),
    ("_fb-really-long", Some("meta-pixel")),
    ("consent", None),
    ("session", None),
    ("fpid", None),
    ("FPID2", None),
    ("lock", None),
    ("far", None),
];

/// The names that are set when the backend sets all of them, on an answer that nothing is added to.
async fn passing(cookies: &str) -> Vec<String> {
    let lines: Vec<String> = NAMES
        .iter()
        .map(|(name, _)| format!("{name}=v1; Path=/; HttpOnly"))
        .collect();
    let headers: Vec<(&str, &str)> = lines.iter().map(|line| ("set-cookie", line.as_str())).collect();
    let response = through(&layer(), asking("image", "/", cookies), answer(&headers)).await;
    let set = set(&response);
    assert!(
        set.iter().all(|line| line.ends_with("=v1; Path=/; HttpOnly")),
        "{set:?}"
    );
    set.iter()
        .map(|line| line.split('=').next().unwrap().to_owned())
        .collect()
}

fn without(services: &[&str]) -> Vec<String> {
    let pass =
        |(_, service): &&(&str, Option<&str>)| service.is_none_or(|service| !services.contains(&service));
    NAMES
        .iter()
        .filter(pass)
        .map(|(name, _)| (*name).to_owned())
        .collect()
}

#[tokio::test]
async fn only_what_is_granted_is_set() {
    let everything = ["analytics-server", "matomo", "meta-pixel"];
    assert_eq!(passing(&format!("consent={}", accepted(60))).await, without(&[]));
    assert_eq!(
        passing(&format!("consent={}", refused(60))).await,
        without(&everything)
    );
    assert_eq!(passing("").await, without(&everything), "nobody has answered");
    assert_eq!(
        passing(&format!("consent={}; consent=x", accepted(60))).await,
        without(&everything)
    );
    let some = chosen(&["analytics"], &["matomo"]);
    assert_eq!(
        passing(&format!("consent={some}")).await,
        without(&["matomo", "meta-pixel"])
    );
    let one = chosen(&[], &["meta-pixel"]);
    assert_eq!(
        passing(&format!("consent={one}")).await,
        without(&["analytics-server", "matomo"])
    );
}

#[tokio::test]
async fn however_a_cookie_is_written_it_is_known_by_its_name() {
    let ways = [
        "FPID=x",
        "FPID=",
        "FPID",
        "FPID=\"a; Path=/\"",
        "  FPID =x",
        "\tFPID\t=x;HTTPONLY",
        "FPID=x=y=z; max-age=99; MAX-AGE=0",
        "FPID=; Max-Age=0; Path=/",
        "FPID=x; Domain=example.se; Secure; Partitioned; SameSite=None; Unknown",
        "=FPID=x; Path=/",
        " = FPID=x",
        "==FPID=x",
        "FPID;x=y",
    ];
    for way in ways {
        let cookies = format!("consent={}", refused(60));
        let kept = ("set-cookie", "session=1; Path=/");
        let response = through(
            &layer(),
            asking("image", "/", &cookies),
            answer(&[("set-cookie", way), kept]),
        )
        .await;
        assert_eq!(set(&response), ["session=1; Path=/"], "{way:?}");
    }
}

#[tokio::test]
async fn other_headers_and_the_order_of_cookies_stay() {
    let headers = [
        ("set-cookie", "b=1"),
        ("x-own", "1"),
        ("set-cookie", "FPID=1"),
        ("set-cookie", "a=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT"),
        ("cache-control", "public, max-age=60"),
        ("set-cookie", "consent=1.x; Path=/"),
    ];
    let response = through(&layer(), asking("document", "/", ""), answer(&headers)).await;
    let expected = [
        "b=1",
        "a=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
        "consent=1.x; Path=/",
    ];
    assert_eq!(set(&response), expected);
    assert_eq!(response.headers()["x-own"], "1");
    assert_eq!(response.headers()["cache-control"], "public, max-age=60");
    assert!(!response.headers().contains_key("vary"));
}

#[tokio::test]
async fn bytes_that_are_no_text_do_not_get_past() {
    for (bytes, passes) in [
        (&b"_pk_\xff=1"[..], false),
        (&b"session\xff=1"[..], true),
        (&b"FPID=\xff\xfe"[..], false),
    ] {
        let mut with = answer(&[]);
        with.headers_mut()
            .append("set-cookie", axum::http::HeaderValue::from_bytes(bytes).unwrap());
        let response = through(&layer(), asking("image", "/", ""), with).await;
        let after: Vec<_> = response
            .headers()
            .get_all("set-cookie")
            .into_iter()
            .map(|it| it.as_bytes())
            .collect();
        assert_eq!(after, if passes { vec![bytes] } else { Vec::new() });
    }
}
