//! What is JSON, against serde_json.

use super::*;
use alloc::format;

/// Reads `{"a":<value>}`, the value passed over.
fn is_json(value: &str) -> bool {
    Json::read(&format!("{{\"a\":{value}}}"), &mut |json, _| json.skip()).is_ok()
}

#[test]
fn what_is_json_is_told_from_what_is_not() {
    for value in [
        "0",
        "-0.5e+7",
        "12E1",
        " true ",
        "null\n",
        "\"\"",
        "\"\\u00e5\\\\\\/\"",
        "[]",
        "[1,[2],{}]",
        "{\"a\":{\"b\":[false]}}",
    ] {
        assert!(is_json(value), "{value}");
    }
    for value in [
        "",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "-",
        "tru",
        "True",
        "'a'",
        "\"",
        "\"\\x\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\n\"",
        "[1,]",
        "[1 2]",
        "[",
        "{",
        "{\"a\"}",
        "{a:1}",
        "{\"a\":1,}",
        "NaN",
        "undefined",
        "1 1",
        "}",
    ] {
        assert!(!is_json(value), "{value}");
    }
}

#[test]
fn every_text_reads_as_serde_reads_it() {
    fn keep(text: &str) -> Option<String> {
        let mut kept = None;
        let mut keep = |json: &mut Json<'_>, _: &str| json.string_if_any().map(|text| kept = text);
        Json::read(&format!("{{\"a\":{text}}}"), &mut keep).ok()?;
        kept
    }
    for text in [
        "\"å\"",
        "\"\\u00e5\\ud83c\\udf6a\\n\\t\\\"\"",
        "\"a\\u0000b\"",
        "\"%41\"",
        "\"\\b\\f\\r\\/\"",
    ] {
        let theirs: String = serde_json::from_str(text).expect("a text");
        assert_eq!(keep(text), Some(theirs), "{text}");
    }
}

#[test]
fn depth_ends_at_sixteen() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(is_json(&nested(15)) && !is_json(&nested(16)) && !is_json(&nested(2000)));
}

#[test]
fn numbers_are_whole_or_nothing() {
    let number = |text: &str| {
        let mut number = Some(0);
        let mut keep = |json: &mut Json<'_>, _: &str| json.whole_if_any().map(|found| number = found);
        Json::read(&format!("{{\"a\":{text}}}"), &mut keep).map(|()| number)
    };
    assert_eq!(number("1793354400000"), Ok(Some(1_793_354_400_000)));
    for text in ["1.5", "-1", "1e3", "99999999999999999999", "\"7\"", "null", "[7]"] {
        assert_eq!(number(text), Ok(None), "{text}");
    }
    assert!(number("7x").is_err() && number("07").is_err());
}

proptest::proptest! {
    #[test]
    fn what_serde_reads_is_read_and_nothing_else(text in r#"\{"a":[{}\[\]",:a01.eE+\-\\ ]{0,12}\}"#) {
        let ours = Json::read(&text, &mut |json, _| json.skip()).is_ok();
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        // Numbers beyond a double's range are refused there.
        if !text.contains(['e', 'E']) {
            proptest::prop_assert_eq!(ours, theirs.is_ok(), "{}", text);
        }
    }
}
