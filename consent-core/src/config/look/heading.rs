//! Where the notice's headings begin.

use serde::{Deserialize, Serialize};

/// The level of the first heading of each layer; those below it follow without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Heading(u8);

impl Heading {
    /// From 1, so that there is room for two levels below the last.
    const LEVELS: core::ops::RangeInclusive<u8> = 1..=4;

    /// Returns the level, 1 to 4.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.0
    }
}

impl Default for Heading {
    /// The second: the first is the page's own.
    fn default() -> Self {
        Self(2)
    }
}

impl TryFrom<u8> for Heading {
    type Error = &'static str;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        if Self::LEVELS.contains(&level) {
            Ok(Self(level))
        } else {
            Err("a heading of the notice is of the levels 1 to 4")
        }
    }
}

impl From<Heading> for u8 {
    fn from(heading: Heading) -> Self {
        heading.0
    }
}

#[cfg(feature = "declare")]
impl schemars::JsonSchema for Heading {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Heading".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 1, "maximum": 4 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_for_two_levels_below() {
        let read = |text: &str| serde_json::from_str::<Heading>(text).map(Heading::level);
        assert_eq!(read("4").ok(), Some(4));
        assert!(read("0").is_err() && read("5").is_err() && read("\"h2\"").is_err());
        assert_eq!(Heading::default().level(), 2);
    }
}
