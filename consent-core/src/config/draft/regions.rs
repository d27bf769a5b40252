//! Where regions are honoured, as written: everywhere the table knows, or in those that are named.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::super::loose::{Loose, Wanted};
use super::super::{Exemption, RegionRule};

/// `"auto"`, or a list of regions.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum RegionsDraft {
    /// One word.
    Word(String),
    /// Regions of the table.
    Named(Vec<Loose<String>>),
}

impl RegionsDraft {
    /// The word for every region of the table.
    pub(crate) const AUTO: &'static str = "auto";

    /// Tells whether everything that the other names is named here too.
    pub(crate) fn has_all_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Word(_), _) => true,
            (Self::Named(_), Self::Word(_)) => false,
            (Self::Named(own), Self::Named(other)) => other
                .iter()
                .all(|region| own.iter().any(|own| own.read() == region.read())),
        }
    }
}

impl JsonSchema for RegionsDraft {
    fn schema_name() -> Cow<'static, str> {
        "Regions".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let known: Vec<&str> = RegionRule::all().flat_map(|rule| rule.regions).copied().collect();
        json_schema!({ "anyOf": [
            { "const": Self::AUTO },
            { "type": "array", "items": { "enum": known }, "minItems": 1, "uniqueItems": true },
        ] })
    }
}

impl Wanted for RegionsDraft {
    const WANTED: &'static str = "“auto”, or a list of regions such as [\"US-CA\", \"GB\"]";
}

impl Wanted for Exemption {
    const WANTED: &'static str = "“statistics”, “appearance” or “audience-measurement”";
}
