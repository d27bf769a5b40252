//! The finished looks, each chosen by one word.

use alloc::borrow::Cow;

use super::{Colour, Fonts, Palette, Shadow, TextSize, Tokens};

include!(concat!(env!("OUT_DIR"), "/looks.rs"));

impl Style {
    /// Finds a style by its word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|style| style.as_str() == word)
    }
}

/// A palette out of a data file.
const fn palette(colours: [[u8; 3]; 8]) -> Palette {
    let [bg, text, muted, line, accent, choice_bg, choice_text, choice_line] = colours;
    const fn colour([red, green, blue]: [u8; 3]) -> Colour {
        Colour::new(red, green, blue)
    }
    Palette {
        colours: [
            colour(bg),
            colour(text),
            colour(muted),
            colour(line),
            colour(accent),
            colour(choice_bg),
            colour(choice_text),
            colour(choice_line),
        ],
    }
}

/// Fonts out of a data file; a test holds them to the grammar.
const fn fonts(list: &'static str) -> Fonts {
    Fonts(Cow::Borrowed(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_known_by_their_words_and_their_fonts_can_be_read() {
        for style in Style::ALL.iter().copied() {
            assert_eq!(Style::parse(style.as_str()), Some(style));
            let tokens = style.tokens();
            for fonts in [&tokens.font, &tokens.heading_font] {
                assert_eq!(Fonts::parse(fonts.as_str()).as_ref(), Some(fonts));
            }
            assert!(tokens.radius <= Tokens::ROUNDEST && tokens.button_radius <= Tokens::ROUNDEST);
        }
    }
}
