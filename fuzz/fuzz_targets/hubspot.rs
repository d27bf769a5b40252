//! Any text as each of HubSpot's cookies: record, marks, tracking; no record grants what does not stand in it.
#![no_main]

use consent_core::strings::Format;
use consent_core::strings::hubspot::{Categories, Category, Mark, Session, Visitor, is_token};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    record(text);
    for mark in Mark::ALL {
        let said = mark.says(text);
        assert!(said.is_none() || ["yes", "no", "true", "false", "1"].contains(&text));
    }
    let _ = Mark::of_cookie(text).map(|mark| assert_eq!(mark.cookie(), text));
    if let Some(visitor) = Visitor::parse(text) {
        assert!(is_token(visitor.token));
        assert_eq!(text.split('.').nth(1), Some(visitor.token));
        assert_eq!(text.split('.').count(), 6);
    }
    if let Some(session) = Session::parse(text) {
        let numbers: Vec<u64> = text.split('.').filter_map(|part| part.parse().ok()).collect();
        assert_eq!(numbers, [session.domain, session.views, session.start]);
    }
});

fn record(text: &str) {
    let findings = Categories::findings(text);
    assert_eq!(findings.first().map(|finding| finding.rule), Some("no-proof"));
    let Ok(said) = Categories::parse(text) else {
        assert_eq!(findings.len(), 1);
        return;
    };
    let plain = text
        .replace("%3A", ":")
        .replace("%3a", ":")
        .replace("%2C", ",")
        .replace("%2c", ",");
    for category in Category::ALL {
        let granted = format!("{}:true", category.number());
        assert!(!said.allows(category) || plain.contains(&granted));
    }
    let again = said.encode();
    assert_eq!(Categories::parse(&again), Ok(said));
    assert_eq!(Categories::parse(&again.replace('_', ",")), Ok(said));
    assert_eq!(Categories::findings(&again).len(), 1);
    assert_eq!(Format::detect(&again), Some(Format::HubSpot));
    assert_eq!(
        said.allows_all(),
        Category::ALL.into_iter().all(|category| said.allows(category))
    );
}
