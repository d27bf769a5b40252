//! Any bytes as headers and as what a site declares about GPC: nothing but exactly one `1` asks.
#![no_main]

use consent_core::strings::gpc::{Support, is_on};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let lines = || bytes.split(|byte| *byte == b'\n');
    let exactly_one = |value: &[u8]| value == [b'1'];
    assert_eq!(is_on(lines()), lines().any(exactly_one));
    assert_eq!(is_on([bytes]), exactly_one(bytes));
    if let Ok(support) = serde_json::from_slice::<Support>(bytes) {
        // Said by nothing but the word itself.
        let word = if support.gpc { &b"true"[..] } else { &b"false"[..] };
        assert!(bytes.windows(word.len()).any(|part| part == word));
    }
});
