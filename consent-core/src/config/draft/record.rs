//! Where decisions are recorded, as written: the server's address, or that with the site's key on it.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::Value;

use super::super::loose::{Loose, Wanted};

/// Where decisions are recorded.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum RecordDraft {
    /// `"https://consent.example.se"`.
    Server(String),
    /// An object.
    Described(RecordParts),
}

/// The server, and what the site is called on it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Record", deny_unknown_fields, extend("required" = ["server"]))]
pub(crate) struct RecordParts {
    /// An https address, or a path on the site such as “/consent-api”.
    #[serde(default)]
    #[schemars(extend("pattern" = "^(https://|/[^/]|http://([^/]+\\.)?localhost|http://127\\.0\\.0\\.1)"))]
    pub(crate) server: Loose<String>,
    /// The site's key on the server; the first label of the first domain that is not “www” when absent.
    #[serde(default)]
    #[schemars(extend("pattern" = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"))]
    pub(crate) site: Loose<String>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

impl RecordDraft {
    /// Both forms as the longer one.
    pub(crate) fn parts(self) -> RecordParts {
        match self {
            Self::Described(parts) => parts,
            Self::Server(server) => RecordParts {
                server: Loose::Read(server),
                ..RecordParts::default()
            },
        }
    }
}

impl JsonSchema for RecordDraft {
    fn schema_name() -> Cow<'static, str> {
        "RecordOrServer".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let described = generator.subschema_for::<RecordParts>();
        json_schema!({ "anyOf": [{ "type": "string" }, described] })
    }
}

impl Wanted for RecordDraft {
    const WANTED: &'static str = "an address such as “https://consent.example.se”, a path such as “/consent-api”, or an object with “server”";
}
