//! Colours, and what each of them paints.

use core::fmt;

/// An opaque colour of sRGB. Its text is the shortest hexadecimal form of CSS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Mixes a colour of red, green and blue, each from 0 to 255.
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Returns red, green and blue.
    #[must_use]
    pub const fn parts(self) -> [u8; 3] {
        self.0
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        // `#aabbcc` is `#abc`: a byte of two equal digits is a multiple of 17.
        let is_short = self.0.iter().all(|part| part % 17 == 0);
        for part in self.0 {
            if is_short {
                write!(f, "{:x}", part / 17)?;
            } else {
                write!(f, "{part:02x}")?;
            }
        }
        Ok(())
    }
}

/// What a colour paints. There is none for one answer alone (LAW-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paint {
    /// Behind everything.
    Bg,
    /// Headings, and the words of the buttons that are no answer.
    Text,
    /// Running text, and the edges of switches and of the buttons that are no answer.
    Muted,
    /// Lines between things; nothing depends on seeing them.
    Line,
    /// The ring around what has focus, and switches that are on.
    Accent,
    /// Behind the words of every answer.
    ChoiceBg,
    /// The words of every answer.
    ChoiceText,
    /// Around every answer.
    ChoiceLine,
}

impl Paint {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Bg,
        Self::Text,
        Self::Muted,
        Self::Line,
        Self::Accent,
        Self::ChoiceBg,
        Self::ChoiceText,
        Self::ChoiceLine,
    ];

    /// Returns the word for it in a config.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bg => "bg",
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Line => "line",
            Self::Accent => "accent",
            Self::ChoiceBg => "choiceBg",
            Self::ChoiceText => "choiceText",
            Self::ChoiceLine => "choiceLine",
        }
    }
}

/// A colour for everything that is painted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    pub(super) colours: [Colour; Paint::ALL.len()],
}

impl Palette {
    /// Returns the colour that paints this.
    #[must_use]
    pub fn colour(&self, paint: Paint) -> Colour {
        let mut each = Paint::ALL.iter().zip(self.colours);
        // Every paint is among all of them.
        each.find(|(known, _)| **known == paint)
            .map_or(Colour::new(0, 0, 0), |(_, colour)| colour)
    }

    /// Returns the same palette with another colour for this.
    #[must_use]
    pub fn with(mut self, paint: Paint, colour: Colour) -> Self {
        for (known, place) in Paint::ALL.iter().zip(&mut self.colours) {
            if *known == paint {
                *place = colour;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString as _;

    use super::*;

    #[test]
    fn a_colour_is_written_as_short_as_css_allows() {
        assert_eq!(Colour::new(255, 255, 255).to_string(), "#fff");
        assert_eq!(Colour::new(0x0a, 0x5b, 0xd3).to_string(), "#0a5bd3");
        assert_eq!(Colour::new(0, 17, 18).to_string(), "#001112");
    }

    #[test]
    fn each_paint_has_its_own_place() {
        let mut palette = Palette {
            colours: [Colour::new(0, 0, 0); 8],
        };
        for (number, paint) in (1..).zip(Paint::ALL) {
            palette = palette.with(paint, Colour::new(number, 0, 0));
        }
        for (number, paint) in (1..).zip(Paint::ALL) {
            assert_eq!(palette.colour(paint), Colour::new(number, 0, 0));
        }
    }
}
