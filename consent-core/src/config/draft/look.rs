//! What the notice looks like, as written.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use super::super::loose::{Loose, Wanted};
use super::super::{Heading, Layout, Paint, Position, Shadow, Style, TextSize, Theme};

/// What the notice looks like.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "Look", deny_unknown_fields)]
pub(crate) struct LookDraft {
    /// A finished look; everything else here changes it.
    #[serde(default)]
    #[schemars(extend("default" = "clear"))]
    pub(crate) style: Loose<Style>,
    /// Its shape.
    #[serde(default)]
    #[schemars(extend("default" = "box"))]
    pub(crate) layout: Loose<Layout>,
    /// Where it stands on a wide screen: a box “bottom-start”, a bar or a cloud “bottom-center” if nothing is said.
    #[serde(default)]
    pub(crate) position: Loose<Position>,
    /// Whether the page waits behind it. Both answers are in it then too, and Escape leaves it with nothing granted.
    #[serde(default)]
    #[schemars(extend("default" = false))]
    pub(crate) modal: Loose<bool>,
    /// The level at which its headings begin, 1 to 4, to fit the pages' own.
    #[serde(default)]
    #[schemars(extend("default" = 2))]
    pub(crate) heading: Loose<Heading>,
    /// Where the floating way back stands on pages that have none of their own.
    #[serde(default)]
    #[schemars(extend("default" = "bottom-start"))]
    pub(crate) reopen: Loose<Position>,
    /// Which of its colours hold.
    #[serde(default)]
    #[schemars(extend("default" = "system"))]
    pub(crate) theme: Loose<Theme>,
    /// Colours and measures of the site's own.
    #[serde(default)]
    pub(crate) tokens: Loose<TokensDraft>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

/// Colours and measures of the site's own.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Tokens", deny_unknown_fields)]
pub(crate) struct TokensDraft {
    /// On a light ground.
    #[serde(default)]
    pub(crate) light: Loose<PaletteDraft>,
    /// On a dark ground.
    #[serde(default)]
    pub(crate) dark: Loose<PaletteDraft>,
    /// How round the corners are, in CSS pixels.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 32))]
    pub(crate) radius: Loose<u32>,
    /// How round the corners of the buttons are, in CSS pixels.
    #[serde(default)]
    #[schemars(extend("minimum" = 0, "maximum" = 32))]
    pub(crate) button_radius: Loose<u32>,
    /// Font families, parted by commas. The page must have them: nothing is fetched.
    #[serde(default)]
    pub(crate) font: Loose<String>,
    /// The same for headings; those of the text if nothing is said.
    #[serde(default)]
    pub(crate) heading_font: Loose<String>,
    /// How large the text is.
    #[serde(default)]
    pub(crate) size: Loose<TextSize>,
    /// How high it floats.
    #[serde(default)]
    pub(crate) shadow: Loose<Shadow>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

/// Colours in any form of CSS. Yes and no have one set of them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Palette", deny_unknown_fields)]
pub(crate) struct PaletteDraft {
    /// Behind everything.
    #[serde(default)]
    bg: Loose<String>,
    /// Headings, and the words of the buttons that are no answer.
    #[serde(default)]
    text: Loose<String>,
    /// Running text, and the edges of switches and of the buttons that are no answer.
    #[serde(default)]
    muted: Loose<String>,
    /// Lines between things.
    #[serde(default)]
    line: Loose<String>,
    /// The ring around what has focus, and switches that are on.
    #[serde(default)]
    accent: Loose<String>,
    /// Behind the words of every answer.
    #[serde(default)]
    choice_bg: Loose<String>,
    /// The words of every answer.
    #[serde(default)]
    choice_text: Loose<String>,
    /// Around every answer.
    #[serde(default)]
    choice_line: Loose<String>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub(crate) unknown: BTreeMap<String, Value>,
}

impl PaletteDraft {
    /// What is written for this.
    pub(crate) const fn colour(&self, paint: Paint) -> &Loose<String> {
        match paint {
            Paint::Bg => &self.bg,
            Paint::Text => &self.text,
            Paint::Muted => &self.muted,
            Paint::Line => &self.line,
            Paint::Accent => &self.accent,
            Paint::ChoiceBg => &self.choice_bg,
            Paint::ChoiceText => &self.choice_text,
            Paint::ChoiceLine => &self.choice_line,
        }
    }
}

impl LookDraft {
    /// Takes over from the config that is extended what is not said here. Tokens come whole: a group's colours and a
    /// site's own would be a third look that nobody has drawn.
    pub(crate) fn onto(mut self, base: Self) -> Self {
        for (key, value) in base.unknown {
            self.unknown.entry(key).or_insert(value);
        }
        Self {
            style: self.style.or(base.style),
            layout: self.layout.or(base.layout),
            position: self.position.or(base.position),
            modal: self.modal.or(base.modal),
            heading: self.heading.or(base.heading),
            reopen: self.reopen.or(base.reopen),
            theme: self.theme.or(base.theme),
            tokens: self.tokens.or(base.tokens),
            unknown: self.unknown,
        }
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::parse(&word).ok_or_else(|| de::Error::custom("no position"))
    }
}

impl JsonSchema for Position {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Position".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Self::ALL.map(|(word, _)| word) })
    }
}

macro_rules! wanted {
    ($($draft:ty: $wanted:literal),* $(,)?) => {
        $(impl Wanted for $draft { const WANTED: &'static str = $wanted; })*
    };
}

wanted! {
    LookDraft: "an object such as {\"style\": \"clear\", \"layout\": \"box\", \"theme\": \"system\"}",
    TokensDraft: "an object such as {\"light\": {\"accent\": \"#0a5bd3\"}, \"radius\": 8}",
    PaletteDraft: "an object such as {\"accent\": \"#0a5bd3\"}",
    Style: "“clear”, “sharp” or “soft”",
    Layout: "“box”, “bar” or “cloud”",
    Position: "“top”, “middle” or “bottom” with “-start”, “-center” or “-end”, such as “bottom-start”",
    Heading: "a level from 1 to 4",
    Theme: "“system”, “light”, “dark” or “contrast”",
    Shadow: "“none”, “low” or “high”",
    TextSize: "“medium” or “large”",
}
