//! The JSON Schema that editors get: closed, described, and as wide as what the reader takes.
#![cfg(feature = "declare")]

mod declare;

use consent_core::config::ConfigDraft;
use serde_json::{Map, Value};

/// Calls back with every object within a schema that describes an object.
fn objects<'a>(value: &'a Value, found: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Object(all) => {
            if all.get("properties").is_some_and(Value::is_object)
                && all.get("type").is_some_and(|kind| kind == "object")
            {
                found.push(all);
            }
            all.values().for_each(|value| objects(value, found));
        }
        Value::Array(all) => all.iter().for_each(|value| objects(value, found)),
        _ => {}
    }
}

#[test]
fn every_object_is_closed() {
    let schema = ConfigDraft::schema();
    let mut found = Vec::new();
    objects(&schema, &mut found);
    assert!(found.len() > 8, "{}", found.len());
    for object in found {
        assert_eq!(
            object.get("additionalProperties"),
            Some(&Value::Bool(false)),
            "{object:?}"
        );
    }
}

#[test]
fn every_key_of_the_config_is_described() {
    let schema = ConfigDraft::schema();
    for (key, of) in schema["properties"].as_object().unwrap() {
        let described = of.get("description").or_else(|| of.get("$ref"));
        assert!(described.is_some(), "{key}: {of}");
    }
    for (name, of) in schema["$defs"].as_object().unwrap() {
        for (key, of) in of
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            assert!(of.get("description").is_some(), "{name}.{key}: {of}");
        }
    }
}

#[test]
fn the_keys_of_the_schema_are_those_of_the_sound_config() {
    let schema = ConfigDraft::schema();
    let sound = declare::sound();
    let known = schema["properties"].as_object().unwrap();
    for key in sound.as_object().unwrap().keys() {
        assert!(known.contains_key(key), "{key}");
    }
    let unused: Vec<&String> = known
        .keys()
        .filter(|key| sound.get(key.as_str()).is_none())
        .collect();
    // The sound config holds answers for longer than the table of regions allows.
    assert_eq!(unused, ["extends", "regions"]);
}

#[test]
fn services_of_the_catalogue_are_offered_but_not_retired_ones() {
    let text = ConfigDraft::schema().to_string();
    assert!(text.contains("\"google-analytics\"") && text.contains("\"sendgrid\""));
    assert!(!text.contains("\"skype\"") && !text.contains("\"tictail\""));
}
