//! The parts of the JSON Schema that come from texts and catalogue instead of from types.

use alloc::string::String;
use alloc::vec::Vec;

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::{ConfigDraft, ServiceParts};
use crate::catalogue::{Catalogue, Kind};
use crate::notice::Language;
use crate::strings::import::System;

/// The whole schema.
pub(super) fn of_config() -> Value {
    let mut schema = SchemaGenerator::default().into_root_schema_for::<ConfigDraft>();
    schema.insert("title".into(), json!("A site's consent.json"));
    let complete = json!([
        "version",
        "controllers",
        "domains",
        "languages",
        "policyUrl",
        "services"
    ]);
    schema.insert(
        "anyOf".into(),
        json!([{ "required": complete }, { "required": ["extends"] }]),
    );
    schema.to_value()
}

fn codes() -> Vec<&'static str> {
    Language::all().map(Language::code).collect()
}

/// A list of built-in languages.
pub(super) fn languages(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "array",
        "items": { "type": "string", "enum": codes() },
        "minItems": 1,
        "uniqueItems": true,
    })
}

/// One text by language.
pub(super) fn local_text(generator: &mut SchemaGenerator) -> Schema {
    let text =
        |language: Language| json!({ "type": "string", "minLength": 1, "description": language.name() });
    let properties: Map<String, Value> = Language::all()
        .map(|language| (language.code().into(), text(language)))
        .collect();
    let schema = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "minProperties": 1,
    });
    shared(generator, "LocalText", schema)
}

/// Says something once, however often it is meant.
fn shared(generator: &mut SchemaGenerator, name: &str, schema: Value) -> Schema {
    generator.definitions_mut().insert(name.into(), schema);
    Schema::new_ref(["#/$defs/", name].concat())
}

/// Sentences by language and name, each described by the English one that it stands for.
pub(super) fn texts(generator: &mut SchemaGenerator) -> Schema {
    let english = Language::parse("en")
        .map(crate::config::check::sentences)
        .unwrap_or_default();
    let sentences: Map<String, Value> = english
        .into_iter()
        .map(|(key, text)| {
            (
                key,
                json!({ "type": "string", "minLength": 1, "description": text }),
            )
        })
        .collect();
    let sentences = json!({ "type": "object", "properties": sentences, "additionalProperties": false });
    let sentences = shared(generator, "Sentences", sentences).to_value();
    let properties: Map<String, Value> = codes()
        .into_iter()
        .map(|code| (code.into(), sentences.clone()))
        .collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The name of a service in the catalogue that still exists.
pub(super) fn catalogue_ids(_: &mut SchemaGenerator) -> Schema {
    let catalogue = Catalogue::built_in();
    let ids: Vec<&str> = catalogue
        .iter()
        .filter(|record| record.kind != Kind::Retired)
        .map(|record| record.id.as_str())
        .collect();
    json_schema!({ "type": "string", "enum": ids })
}

/// The name of another consent system.
pub(super) fn systems(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> = System::ALL.into_iter().map(System::name).collect();
    json_schema!({ "type": "string", "enum": names })
}

/// The names of sections that a page can offer.
pub(super) fn gpp_sections(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> = crate::config::check::offered_sections().collect();
    json_schema!({
        "type": "array",
        "items": { "type": "string", "enum": names },
        "minItems": 1,
        "maxItems": 2,
        "uniqueItems": true,
    })
}

/// A name from the catalogue, or an object.
pub(super) fn service(generator: &mut SchemaGenerator) -> Schema {
    let described = generator.subschema_for::<ServiceParts>();
    json_schema!({ "anyOf": [catalogue_ids(generator), described] })
}
