//! The whole of it over a real connection, and the example beside this crate as it is run.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::response::AppendHeaders;
use axum::routing::get;
use consent_core::carry::ConsentString;
use consent_core::decision::{Act, ConsentId, Decision, Grants};
use consent_core::time::Timestamp;
use consent_server::extract::{Consent, ConsentLayer};

use crate::site::site;

#[path = "../../examples/site.rs"]
#[expect(
    dead_code,
    reason = "the example is a program; here its site is served without it"
)]
mod example;

/// Sends a request as it is and returns the head and the body of the answer.
fn ask(address: SocketAddr, request: &[u8]) -> (String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = BufReader::new(stream);
    let mut head = String::new();
    while answer.read_line(&mut head).unwrap() > 2 {}
    let mut body = String::new();
    answer.read_to_string(&mut body).unwrap();
    (head.to_lowercase(), body)
}

fn decided_now(act: Act) -> String {
    let site = site();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let decision = Decision {
        grants: Grants::all(site.policy()),
        act,
        decided_at: Timestamp::from_secs(now - 60),
        id: ConsentId::from_bytes([9; 16]),
    };
    ConsentString::encode(&decision, site.policy())
}

/// An address at which this site is served until the test ends.
async fn served(app: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Asks for the page with these `Cookie` headers.
async fn page(address: SocketAddr, cookies: &[&[u8]]) -> (String, String) {
    let mut request =
        b"GET / HTTP/1.1\r\nHost: www.example.se\r\nAccept: text/html\r\nConnection: close\r\n".to_vec();
    for cookie in cookies {
        request.extend([b"COOKIE: ", *cookie, b"\r\n"].concat());
    }
    request.extend(b"\r\n");
    tokio::task::spawn_blocking(move || ask(address, &request))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backend_behind_a_socket_enforces_what_the_visitor_decided() {
    let handler = async |consent: Consent| {
        let cookies = AppendHeaders([
            ("set-cookie", "FPID=1; HttpOnly"),
            ("set-cookie", "session=2; HttpOnly"),
        ]);
        (cookies, format!("analytics: {}", consent.allows("analytics")))
    };
    let app = Router::new()
        .route("/", get(handler))
        .layer(ConsentLayer::new(site()))
        .with_state(site());
    let address = served(app).await;
    let (yes, no) = (decided_now(Act::AcceptAll), decided_now(Act::RejectAll));

    let (head, body) = page(address, &[b"odd=\xff\xfe", format!("consent={yes}").as_bytes()]).await;
    assert_eq!(body, "analytics: true");
    assert!(
        head.contains("set-cookie: fpid=1") && head.contains("set-cookie: session=2"),
        "{head}"
    );
    assert!(
        head.contains("cache-control: private") && head.contains("; domain=example.se; secure"),
        "{head}"
    );

    let (head, body) = page(address, &[format!("FPID=old; consent={no}").as_bytes()]).await;
    assert_eq!(body, "analytics: false");
    assert!(
        !head.contains("fpid=1") && head.contains("set-cookie: fpid=; max-age=0; path=/;"),
        "{head}"
    );

    let (head, body) = page(address, &[]).await;
    assert_eq!(body, "analytics: false");
    assert!(
        !head.contains("fpid") && !head.contains("cache-control") && head.contains("session=2"),
        "{head}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_example_is_such_a_backend() {
    let address = served(example::app(site())).await;
    let (head, body) = page(
        address,
        &[format!("consent={}", decided_now(Act::AcceptAll)).as_bytes()],
    )
    .await;
    assert!(
        body.contains("This visit is measured") && head.contains("fpid=1") && head.contains("session=1"),
        "{head}"
    );
    let (head, body) = page(address, &[]).await;
    assert!(
        body.contains("is not measured") && !head.contains("fpid") && head.contains("session=1"),
        "{head}"
    );
}
