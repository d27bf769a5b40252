//! The one canonical text of a JSON value (RFC 8785): what digests, commitments and signatures are taken of.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use serde_json::Value;

/// The largest whole number that every reader of JSON reads as it was written: 2^53 - 1 (RFC 8785 section 6).
pub const LARGEST_NUMBER: u64 = 9_007_199_254_740_991;

/// Writes a value: no spaces, keys in the order of their UTF-16 code units, as few escapes as JSON allows.
///
/// Numbers must be whole and within [`LARGEST_NUMBER`] of zero; the types of this crate have no others. Any other
/// is written in a form that RFC 8785 does not know, so that it never passes for canonical.
///
/// # Example
/// ```
/// use consent_core::canonical_json::canonical;
/// use serde_json::json;
///
/// assert_eq!(canonical(&json!({"size": 12, "b": [true, null], "a": "é"})), r#"{"a":"é","b":[true,null],"size":12}"#);
/// ```
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        // Whole numbers only: RFC 8785 has a form of its own for others, and nothing here has any.
        Value::Number(number) => {
            let _ = write!(text, "{number}");
        }
        Value::String(string) => write_string(string, text),
        Value::Array(all) => {
            text.push('[');
            for (index, value) in all.iter().enumerate() {
                separate(index, text);
                write(value, text);
            }
            text.push(']');
        }
        Value::Object(all) => {
            let mut entries: Vec<(&String, &Value)> = all.iter().collect();
            entries.sort_unstable_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            text.push('{');
            for (index, (key, value)) in entries.into_iter().enumerate() {
                separate(index, text);
                write_string(key, text);
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
    }
}

fn separate(index: usize, text: &mut String) {
    if index > 0 {
        text.push(',');
    }
}

fn write_string(string: &str, text: &mut String) {
    text.push('"');
    for letter in string.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\u{c}' => text.push_str("\\f"),
            '\r' => text.push_str("\\r"),
            '\0'..='\u{1f}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(letter));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use proptest::prelude::*;
    use sha2::{Digest as _, Sha256};

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0..=LARGEST_NUMBER).prop_map(Value::from),
            (-(LARGEST_NUMBER as i64)..0).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[\\x00-\\x22\\\\é😀]{0,8}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map: BTreeMap<String, Value>| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    #[test]
    fn keys_stand_in_the_order_of_utf_16() {
        // The example of RFC 8785 section 3.2.3; by bytes, the emoji would come last.
        let value = serde_json::json!({"\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "ö": 7});
        assert_eq!(
            canonical(&value),
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}"
        );
    }

    #[test]
    fn texts_and_digests_are_those_of_the_vectors() {
        let vectors = include_str!("../tests/vectors/notice_digest_v1.json");
        let vectors: Value = serde_json::from_str(vectors).unwrap();
        for vector in vectors["values"].as_array().unwrap() {
            let text = canonical(&vector["value"]);
            assert_eq!(text, vector["canonical"], "{}", vector["name"]);
            let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
            assert_eq!(
                crate::base64url::encode(&digest),
                vector["digest"],
                "{}",
                vector["name"]
            );
        }
    }

    proptest! {
        #[test]
        fn agrees_with_another_writer(value in value()) {
            prop_assert_eq!(canonical(&value), serde_json_canonicalizer::to_string(&value).unwrap());
        }
    }
}
