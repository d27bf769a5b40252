//! A value that may be wrong: reading goes on past it, so that all faults come at once.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::place::{Faults, Place};
use super::{LegalBasis, Regime};
use crate::gate::Markup;

/// What a config has at some place.
#[derive(Clone, Debug, Default)]
pub(super) enum Loose<T> {
    /// Nothing.
    #[default]
    Absent,
    /// What was wanted.
    Read(T),
    /// Something else.
    Wrong(Value),
}

impl<T> Loose<T> {
    pub(super) const fn read(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Absent | Self::Wrong(_) => None,
        }
    }

    pub(super) const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Takes `base` where there is nothing.
    pub(super) fn or(self, base: Self) -> Self {
        if self.is_absent() { base } else { self }
    }
}

impl<T: Wanted> Loose<T> {
    /// Returns the value; something else in its place is a fault.
    pub(super) fn wanted(&self, place: &Place, faults: &mut Faults) -> Option<&T> {
        if let Self::Wrong(found) = self {
            faults.add(
                place,
                format!("{} does not fit here", described(found)),
                format!("write {}", T::WANTED),
            );
        }
        self.read()
    }

    /// Returns the value; nothing, or something else in its place, is a fault.
    pub(super) fn needed(&self, place: &Place, faults: &mut Faults) -> Option<&T> {
        if self.is_absent() {
            faults.add(place, "is missing", format!("add it: {}", T::WANTED));
        }
        self.wanted(place, faults)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Loose<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(T::deserialize(&value).map_or(Self::Wrong(value), Self::Read))
    }
}

impl<T: JsonSchema> JsonSchema for Loose<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// What belongs into a place, in words that follow “write”.
pub(super) trait Wanted {
    const WANTED: &'static str;
}

impl Wanted for String {
    const WANTED: &'static str = "a text";
}

impl Wanted for bool {
    const WANTED: &'static str = "true or false";
}

impl Wanted for u32 {
    const WANTED: &'static str = "a whole number";
}

impl<T> Wanted for Vec<T> {
    const WANTED: &'static str = "a list, between “[” and “]”";
}

impl<T> Wanted for BTreeMap<String, T> {
    const WANTED: &'static str = "an object with one entry for each language, such as {\"sv\": …, \"en\": …}";
}

impl Wanted for Regime {
    const WANTED: &'static str = "“opt-in”, “opt-out” or “notice”";
}

impl Wanted for LegalBasis {
    const WANTED: &'static str = "“consent”, “contract” or “legal obligation”";
}

impl Wanted for Markup {
    const WANTED: &'static str = "“cookiebot”, “onetrust”, “klaro”, “cookieyes”, “usercentrics” or “c15t”";
}

/// Says what was found.
fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(value) => format!("{value}"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text “{}”", short(text)),
        Value::Array(_) => "a list".into(),
        Value::Object(_) => "an object".into(),
    }
}

/// The beginning of a text, enough to recognise it.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
