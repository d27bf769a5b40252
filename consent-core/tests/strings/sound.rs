//! A TC string that no rule has anything to say about, and what rules say about others.

use consent_core::strings::Severity;
use consent_core::strings::bits::{Deciseconds, Letters};
use consent_core::strings::tcf::{Core, Known, PublisherTc, TcString};
use consent_core::time::Timestamp;

/// 22 November 2026.
pub(crate) const NOW: Timestamp = Timestamp::from_secs(1_795_305_600);

pub(crate) fn day(secs: u64) -> Deciseconds {
    Deciseconds::midnight(Timestamp::from_secs(secs))
}

/// A string of today that no rule has anything to say about.
pub(crate) fn sound() -> TcString {
    let letters = |text| Letters::parse(text).expect("letters");
    TcString {
        core: Core {
            created: day(NOW.as_secs()),
            last_updated: day(NOW.as_secs()),
            cmp_id: 880,
            consent_language: letters("SV"),
            vendor_list_version: 175,
            policy_version: 5,
            is_service_specific: true,
            purposes_consent: (1..=11).collect(),
            purposes_legitimate_interest: [2, 7].into_iter().collect(),
            publisher_country: letters("SE"),
            vendor_consents: [10, 20].into_iter().collect(),
            vendor_legitimate_interests: [20].into_iter().collect(),
            ..Core::default()
        },
        disclosed_vendors: Some([10, 20, 30].into_iter().collect()),
        publisher: Some(PublisherTc::default()),
        ..TcString::default()
    }
}

pub(crate) fn against(tc: &TcString, known: &Known<'_>) -> Vec<(Severity, &'static str)> {
    let findings = tc.findings(known);
    for finding in &findings {
        assert!(finding.source.contains("IAB"), "{finding}");
        assert!(finding.message.len() > 20, "{finding}");
    }
    findings.into_iter().map(|it| (it.severity, it.rule)).collect()
}
