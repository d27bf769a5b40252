//! Reads the vectors and the policies they are about.
#![allow(
    dead_code,
    reason = "each test that includes this module uses its own part of it"
)]

use std::collections::BTreeMap;

use consent_core::config::{Category, Fingerprint, Policy, PolicyParts, Service};
use serde_json::Value;

/// A string, the policy it is read with, and what the file says about it.
pub(crate) struct Vector {
    pub(crate) name: String,
    pub(crate) policy: Policy,
    pub(crate) text: String,
    pub(crate) expected: Value,
}

/// Every vector of one kind: `valid` or `invalid`.
pub(crate) fn read(kind: &str) -> Vec<Vector> {
    let file: Value = serde_json::from_str(include_str!("consent_string_v1.json")).expect("the file is JSON");
    let policies: BTreeMap<&str, Policy> = file["policies"]
        .as_object()
        .expect("policies")
        .iter()
        .map(|(name, it)| (name.as_str(), policy(it)))
        .collect();
    let list = file[kind].as_array().expect("a list of vectors");
    list.iter()
        .map(|expected| Vector {
            name: text(&expected["name"]).to_owned(),
            policy: policies[text(&expected["policy"])].clone(),
            text: text(&expected["text"]).to_owned(),
            expected: expected.clone(),
        })
        .collect()
}

/// Every text there is, valid or not.
pub(crate) fn texts() -> Vec<(String, Policy)> {
    ["valid", "invalid"]
        .into_iter()
        .flat_map(read)
        .map(|vector| (vector.text, vector.policy))
        .collect()
}

fn policy(it: &Value) -> Policy {
    let categories = it["categories"].as_array().expect("categories").iter();
    let services = it["services"].as_array().expect("services").iter();
    Policy::new(PolicyParts {
        fingerprint: Fingerprint::parse(text(&it["fingerprint"])).expect("a fingerprint"),
        max_age: number(&it["maxAge"]).try_into().expect("fits"),
        categories: categories
            .map(|id| Category::new(text(id)).expect("a name"))
            .collect(),
        services: services
            .map(|service| {
                let category = number(&service[1]).try_into().expect("fits");
                Service::new(text(&service[0]), category).expect("a name")
            })
            .collect(),
        ..PolicyParts::default()
    })
    .expect("a policy")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}
