//! `docs/examples/python`: a backend that has the cookie read by the server, over plain HTTP.

use std::process::Command;

use consent_core::decision::Act;

use crate::http::ask;
use crate::program::Program;
use crate::recording::{Recording, root};

#[test]
fn a_python_backend_keeps_to_what_its_visitors_decided() {
    let mut recording = Recording::start();
    let python = Program::start(
        Command::new("python3")
            .args(["-B", "-u"])
            .arg(root().join("docs/examples/python/site.py"))
            .env("PORT", "0")
            .env("CONSENT_SERVER", recording.url())
            .env("CONSENT_SITE", "ngager")
            // A proxy that nobody runs: the server is asked directly.
            .env("http_proxy", "http://127.0.0.1:9"),
    );
    let page = |cookies: &str| ask(python.address, "/", &[("Cookie", cookies)], None);
    let all = ["advertisement", "analytics", "functionality"];
    let accepted = recording.cookie(Act::AcceptAll, &all, &[]);
    let refused = recording.cookie(Act::RejectAll, &[], &[]);
    let cases = [
        ("session=1".to_owned(), "unasked: analytics may not", false),
        (refused.clone(), "decided: analytics may not", false),
        (
            format!("a=b; {accepted}; c=d"),
            "decided: analytics may measure",
            true,
        ),
        (
            recording.cookie(Act::Chosen, &["analytics"], &["google-analytics"]),
            "decided: analytics may measure",
            false,
        ),
        (
            format!("{accepted}; {refused}"),
            "unasked: analytics may not",
            false,
        ),
        ("consent=1.broken".into(), "unasked: analytics may not", false),
        (format!("x{accepted}"), "unasked: analytics may not", false),
    ];
    for (cookies, expected, is_set) in cases {
        let answer = page(&cookies);
        assert!(answer.body.starts_with(expected), "{cookies}: {answer:?}");
        assert_eq!(
            answer.cookies().contains(&"fpid=1"),
            is_set,
            "{cookies}: {answer:?}"
        );
        assert!(answer.cookies().contains(&"session=1"));
    }

    recording.stop();
    let answer = page(&accepted);
    assert!(
        answer.body.starts_with("unasked: analytics may not"),
        "without the server: {answer:?}"
    );
}
