//! Any text: read it, judge it, look vendors up in it; what can be read is written and read again.
#![no_main]

use consent_core::strings::bits::LONGEST_TEXT;
use consent_core::strings::tcf::{Basis, Declared, Known, LazyTc, TcString};
use consent_core::time::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let read = TcString::decode(text);
    if let Ok(lazy) = LazyTc::new(text) {
        for vendor in [0, 1, 7, 700, u16::MAX] {
            let (Ok(signals), Ok(tc)) = (lazy.vendor(vendor), &read) else {
                continue;
            };
            assert_eq!(signals.consent, tc.core.vendor_consents.contains(vendor));
            assert_eq!(
                signals.legitimate_interest,
                tc.core.vendor_legitimate_interests.contains(vendor)
            );
            let disclosed = tc.disclosed_vendors.as_ref().map(|set| set.contains(vendor));
            assert_eq!(signals.disclosed, disclosed);
        }
    }
    let Ok(tc) = read else {
        return;
    };
    assert!(text.len() <= LONGEST_TEXT);
    let _ = tc.findings(&Known::at(Timestamp::from_secs(1_790_000_000)));
    let list = (
        7,
        Declared::new()
            .purposes([1])
            .legitimate_interest_purposes([2])
            .flexible_purposes([2]),
    );
    for (purpose, basis) in [
        (1, Basis::Consent),
        (2, Basis::Consent),
        (2, Basis::LegitimateInterest),
    ] {
        let _ = tc.may_process(7, purpose, basis, &list);
    }
    let again = tc.encode().expect("what was read fits");
    assert_eq!(TcString::decode(&again), Ok(tc));
});
