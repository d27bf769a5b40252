//! Everything of a look that is a value: two palettes, and measures.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Palette;

/// Everything of a look that is a value. Each can stand in a style sheet as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Its colours on a light ground.
    pub light: Palette,
    /// Its colours on a dark ground.
    pub dark: Palette,
    /// How round its corners are, in CSS pixels, from 0 to [`Tokens::ROUNDEST`].
    pub radius: u8,
    /// How round the corners of its buttons are, likewise.
    pub button_radius: u8,
    /// What it is written in.
    pub font: Fonts,
    /// What its headings are written in.
    pub heading_font: Fonts,
    /// How large its text is.
    pub size: TextSize,
    /// How high it floats.
    pub shadow: Shadow,
}

impl Tokens {
    /// No corner is rounder, in CSS pixels: half of a button's height, and then some.
    pub const ROUNDEST: u8 = 32;
}

/// Font families in order of preference, as CSS has them: no quotes or brackets left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fonts(pub(super) Cow<'static, str>);

impl Fonts {
    /// Reads families parted by commas. Their names have letters, digits, spaces and hyphens, and may stand in quotes.
    #[must_use]
    pub fn parse(list: &str) -> Option<Self> {
        let is_name = |name: &str| {
            let name = name.trim();
            let bare = match name.chars().next() {
                Some(quote @ ('"' | '\'')) => name
                    .strip_prefix(quote)
                    .and_then(|rest| rest.strip_suffix(quote))
                    .unwrap_or_default(),
                _ => name,
            };
            bare.starts_with(char::is_alphabetic)
                && bare
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'))
        };
        let is_list = list.len() <= 200 && list.split(',').all(is_name);
        is_list.then(|| Self(Cow::Owned(list.trim().into())))
    }

    /// Returns the list.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How large the text is, by the size that the visitor has chosen in the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TextSize {
    /// As large as that.
    #[default]
    Medium,
    /// One eighth larger.
    Large,
}

impl TextSize {
    /// Returns the word for it, in a config and in CSS.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// How high it floats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Shadow {
    /// Not at all.
    None,
    /// Just above the page.
    Low,
    /// Well above the page.
    #[default]
    High,
}

impl Shadow {
    /// Returns it as CSS has it.
    #[must_use]
    pub const fn css(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "0 2px 12px #0002",
            Self::High => "0 8px 40px #0003",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_cannot_leave_their_declaration() {
        for list in [
            "system-ui, sans-serif",
            "\"Source Sans 3\", Arial",
            "'Inter'",
            "Georgia",
        ] {
            assert!(Fonts::parse(list).is_some(), "{list}");
        }
        for list in [
            "", "a;b", "a}", "\"a", "\"a' b\"", "url(x)", "a,,b", "a\\", "-x", "1a", "/**/",
        ] {
            assert!(Fonts::parse(list).is_none(), "{list}");
        }
    }
}
