//! Every option of a config is in the documents, and every picture there is shown and told in words.

use consent_core::config::ConfigDraft;
use serde_json::Value;

use crate::repository::{files, read};

/// The keys that a part of a config can have.
fn keys(part: &Value) -> Vec<&str> {
    let keys: Vec<&str> = part["properties"]
        .as_object()
        .expect("keys")
        .keys()
        .map(String::as_str)
        .collect();
    assert!(keys.len() > 3, "{keys:?}");
    keys
}

#[test]
fn every_option_has_its_line() {
    let schema: Value = serde_json::from_str(&format!("{:#}", ConfigDraft::schema())).expect("JSON");
    let document = read("docs/web.md");
    let top = keys(&schema).into_iter().filter(|key| *key != "$schema");
    for key in top.chain(keys(&schema["$defs"]["Look"])) {
        assert!(
            document.contains(&format!("\n| `{key}` | ")),
            "docs/web.md has no line for {key}"
        );
    }
    for token in keys(&schema["$defs"]["Tokens"])
        .into_iter()
        .chain(keys(&schema["$defs"]["Palette"]))
    {
        assert!(document.contains(token), "docs/web.md does not name {token}");
    }
}

#[test]
fn every_picture_is_shown_and_told_in_words() {
    let mut shown = Vec::new();
    for document in files("", ".md") {
        let text = read(&document);
        for picture in text.split("![").skip(1) {
            let (words, rest) = picture.split_once("](").expect("an address");
            let address = rest.split(')').next().expect("its end");
            assert!(
                words.split_whitespace().count() >= 3,
                "{} does not say what {address} shows",
                document.display()
            );
            shown.extend(address.rsplit('/').next().map(str::to_owned));
        }
    }
    let pictures = files("docs/images", "");
    assert!(pictures.len() > 10, "{pictures:?}");
    for picture in pictures {
        let name = picture
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(shown.contains(&name), "{} is in no document", picture.display());
    }
}
