//! The finished looks: each a data file, made into constants, so that a page needs no reader for them.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::json_files;

/// The colours of a palette, in the order of `Paint::ALL`.
const PAINTS: [&str; 8] = [
    "bg",
    "text",
    "muted",
    "line",
    "accent",
    "choiceBg",
    "choiceText",
    "choiceLine",
];

/// The file that has two palettes and nothing else.
const HIGH_CONTRAST: &str = "contrast";

/// The style that holds if none is named.
const DEFAULT: &str = "clear";

/// The enumeration of the styles, with their tokens, and the palettes of high contrast.
pub(super) fn styles(folder: &Path) -> Result<String, Box<dyn Error>> {
    let [mut variants, mut all, mut words, mut tokens, mut contrast]: [String; 5] = Default::default();
    for file in json_files(folder)? {
        let look: Value = serde_json::from_str(&fs::read_to_string(&file)?)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let written = Look {
            file: &file,
            value: &look,
        };
        let word = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .ok_or("a name that is no text")?;
        for needed in ["about", "source", "reviewed"] {
            written.text(needed)?;
        }
        let palettes = [written.palette("light")?, written.palette("dark")?];
        if word == HIGH_CONTRAST {
            contrast = palettes.join(", ");
            continue;
        }
        let name: String = word[..1].to_uppercase() + &word[1..];
        let about = written.text("about")?;
        let default = if word == DEFAULT { "    #[default]\n" } else { "" };
        write!(variants, "    /// {about}\n{default}    {name},\n")?;
        write!(all, "Self::{name}, ")?;
        writeln!(words, "            Self::{name} => {word:?},")?;
        writeln!(
            tokens,
            "            Self::{name} => Tokens {{ light: {}, dark: {}, radius: {}, button_radius: {}, font: fonts({:?}), \
             heading_font: fonts({:?}), size: TextSize::{}, shadow: Shadow::{} }},",
            palettes[0],
            palettes[1],
            written.number("radius")?,
            written.number("buttonRadius")?,
            written.text("font")?,
            written.text("headingFont")?,
            written.variant("size")?,
            written.variant("shadow")?,
        )?;
    }
    Ok(format!(
        "/// A finished look, chosen by one word.\n#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]\n\
         #[cfg_attr(feature = \"declare\", derive(schemars::JsonSchema))]\n#[serde(rename_all = \"lowercase\")]\n\
         pub enum Style {{\n{variants}}}\n\n\
         impl Style {{\n    /// Every one.\n    pub const ALL: &'static [Self] = &[{all}];\n\n\
         /// Returns the word for it in a config.\n    #[must_use]\n    pub const fn as_str(self) -> &'static str {{\n        match self {{\n{words}        }}\n    }}\n\n\
         /// Returns its values.\n    #[must_use]\n    pub const fn tokens(self) -> Tokens {{\n        match self {{\n{tokens}        }}\n    }}\n}}\n\n\
         /// The palettes of high contrast, light and dark: text 7:1 and more, everything else that must be seen 4.5:1 (WCAG 1.4.6).\n\
         pub static HIGH_CONTRAST: [Palette; 2] = [{contrast}];\n"
    ))
}

struct Look<'a> {
    file: &'a Path,
    value: &'a Value,
}

impl Look<'_> {
    fn text(&self, key: &str) -> Result<&str, String> {
        self.value[key].as_str().ok_or_else(|| self.lacks(key))
    }

    fn number(&self, key: &str) -> Result<u64, String> {
        self.value[key].as_u64().ok_or_else(|| self.lacks(key))
    }

    /// A word as the name of a variant.
    fn variant(&self, key: &str) -> Result<String, String> {
        let word = self.text(key)?;
        let first = word.get(..1).ok_or_else(|| self.lacks(key))?;
        Ok(first.to_uppercase() + &word[1..])
    }

    fn palette(&self, key: &str) -> Result<String, String> {
        let mut colours = Vec::new();
        for paint in PAINTS {
            let hex = self.value[key][paint]
                .as_str()
                .and_then(|colour| colour.strip_prefix('#'));
            let parts: Option<Vec<u8>> = hex
                .filter(|hex| hex.len() == 6 && hex.is_ascii())
                .and_then(|hex| {
                    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
                    [0, 2, 4].into_iter().map(part).collect()
                });
            let parts = parts.ok_or_else(|| self.lacks(&format!("{key}.{paint} of the form #rrggbb")))?;
            colours.push(format!("{parts:?}"));
        }
        Ok(format!("palette([{}])", colours.join(", ")))
    }

    fn lacks(&self, key: &str) -> String {
        format!("{}: no {key}", self.file.display())
    }
}
