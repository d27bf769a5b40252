//! Any text as our own consent string, in a cookie header, and as a mirror: one text for one decision, and nothing is
//! granted that no whole string grants.
#![no_main]

use std::sync::LazyLock;

use consent_core::carry::{ConsentString, Stored, cookie_names, cookie_values, read};
use consent_core::config::{Category, Fingerprint, Policy, PolicyParts, Service};
use consent_core::decision::{ConsentState, Decision};
use consent_core::strings::Format;
use consent_core::time::Timestamp;
use libfuzzer_sys::fuzz_target;

/// The policy `four` of the vectors, with which most of them were written.
static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let category = |name| Category::new(name).expect("a name");
    let service = |(name, category)| Service::new(name, category).expect("a name");
    Policy::new(PolicyParts {
        fingerprint: Fingerprint::parse("mgH_fhBC").expect("a fingerprint"),
        max_age: 15_724_800,
        categories: [Category::necessary()]
            .into_iter()
            .chain(["advertisement", "analytics", "functionality"].map(category))
            .collect(),
        services: [
            ("cloudflare", 0),
            ("google-ads", 1),
            ("google-analytics", 2),
            ("hubspot", 2),
            ("matomo", 2),
            ("meta-pixel", 1),
            ("youtube", 3),
            ("zz-chat", 3),
        ]
        .map(service)
        .to_vec(),
        ..PolicyParts::default()
    })
    .expect("a policy")
});

fn whole(text: &str) -> Option<Decision> {
    ConsentString::parse(text).ok()?.decision(&POLICY).ok()
}

fuzz_target!(|text: &str| {
    if let Some(decision) = whole(text) {
        assert_eq!(ConsentString::encode(&decision, &POLICY), text);
        assert_eq!(Format::detect(text), None, "it is of no other system");
    }
    for name in cookie_names(text) {
        assert!(text.contains(name) && !name.contains(';'));
    }
    for value in cookie_values(text, POLICY.cookie()) {
        assert!(text.contains(value) && !value.contains(';'));
    }
    let cookies = format!("other=1; {}={text}; last=2", POLICY.cookie());
    for (cookies, mirror) in [(text, ""), ("", text), (&cookies, text), (text, &cookies)] {
        let stored = Stored { cookies, mirror };
        for now in [0, 1_763_766_000, u64::MAX] {
            if let ConsentState::Decided(decision) = read(&stored, &POLICY, Timestamp::from_secs(now)) {
                let mut there = cookie_values(cookies, POLICY.cookie()).chain([mirror]);
                assert!(there.any(|text| whole(text).as_ref() == Some(&decision)));
            }
        }
    }
});
