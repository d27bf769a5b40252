//! What the notice looks like: its shape, its place, its colours, and everything else of it that can be chosen.
//!
//! *Takes* nothing: the styles are data (`looks/*.json`), and `consent check` joins them with what a site chooses.
//! *Gives* a [`Look`] whose values can stand in a style sheet as they are.
//! *Never* has a value for one answer alone: yes and no are one part, with one set of tokens (LAW-12).

#[cfg(feature = "declare")]
mod colour;
#[cfg(feature = "declare")]
pub(crate) use colour::{contrast, contrasting};

mod heading;
pub use heading::Heading;

mod layout;
pub use layout::{Across, Down, Layout, Position};

mod paint;
pub use paint::{Colour, Paint, Palette};

mod style;
pub use style::{HIGH_CONTRAST, Style};

mod theme;
pub use theme::Theme;

mod tokens;
pub use tokens::{Fonts, Shadow, TextSize, Tokens};

/// What the notice looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its shape.
    pub layout: Layout,
    /// Where it stands on a wide screen.
    pub position: Position,
    /// Whether the page waits for an answer, or for Escape, behind it.
    pub modal: bool,
    /// Where its headings begin.
    pub heading: Heading,
    /// Where the floating way back stands.
    pub reopen: Position,
    /// Which of its colours hold.
    pub theme: Theme,
    /// Its colours and measures.
    pub tokens: Tokens,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            layout: Layout::default(),
            position: Layout::default().position(),
            modal: false,
            heading: Heading::default(),
            reopen: Position::BOTTOM_START,
            theme: Theme::default(),
            tokens: Style::default().tokens(),
        }
    }
}

impl Look {
    /// Returns the palettes that hold: the style's own, or those of high contrast.
    #[must_use]
    pub fn palettes(&self) -> [&Palette; 2] {
        match self.theme {
            Theme::Contrast => [&HIGH_CONTRAST[0], &HIGH_CONTRAST[1]],
            Theme::System | Theme::Light | Theme::Dark => [&self.tokens.light, &self.tokens.dark],
        }
    }
}
