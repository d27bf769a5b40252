//! Any text as a cookie of Google Analytics: what is read stands in the text, and the order of GS2's parts is no matter.
#![no_main]

use consent_core::strings::google_analytics::{ClientCookie, SessionCookie};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(client) = ClientCookie::parse(text) {
        let first = text.rsplit('.').next().expect("a last part");
        assert_eq!(format!("GA1.{}.{}.{first}", client.depth, client.random), text);
        assert_eq!(first.parse(), Ok(client.first));
    }
    let Some(session) = SessionCookie::parse(text) else {
        return;
    };
    assert!(matches!(session.form, 1 | 2));
    if session.form == 1 {
        let numbers = text
            .split('.')
            .skip(2)
            .take(2)
            .map(|part| part.parse::<u64>().ok());
        assert!(numbers.eq([Some(session.session), Some(session.number)]));
        return;
    }
    let parts = text.strip_prefix("GS2.1.").expect("of form 2");
    let mut letters: Vec<char> = parts.split('$').filter_map(|part| part.chars().next()).collect();
    letters.sort_unstable();
    letters.dedup();
    // Of two parts with one letter the last counts, so only what has each letter once can be turned.
    if letters.len() == parts.split('$').filter(|part| !part.is_empty()).count() {
        let turned: Vec<&str> = parts.split('$').rev().collect();
        assert_eq!(
            SessionCookie::parse(&format!("GS2.1.{}", turned.join("$"))),
            Some(session)
        );
    }
});
