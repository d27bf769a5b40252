//! The buttons, and everything that tells one from another.

use consent_core::notice::Texts;

/// A button of the banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// Yes to everything.
    AcceptAll,
    /// No to everything that is not necessary.
    RejectAll,
    /// Opens the second layer.
    Preferences,
    /// Closes a notice that only informs.
    Informed,
    /// Answers with the switches as they stand.
    Save,
    /// Leaves the second layer with everything as it was.
    Close,
}

impl Button {
    /// Returns the word in `data-act` by which the loader knows it.
    #[must_use]
    pub const fn act(self) -> &'static str {
        match self {
            Self::AcceptAll => "accept-all",
            Self::RejectAll => "reject-all",
            Self::Preferences => "preferences",
            Self::Informed => "informed",
            Self::Save => "save",
            Self::Close => "close",
        }
    }

    /// Returns the `part` by which it is styled: one for every answer, so that no style can favour one.
    #[must_use]
    pub const fn part(self) -> &'static str {
        match self {
            Self::AcceptAll | Self::RejectAll | Self::Informed | Self::Save => "choice",
            Self::Preferences => "more",
            Self::Close => "close",
        }
    }

    /// Returns the sign that is seen in place of its words, which are then its name.
    #[must_use]
    pub const fn sign(self) -> Option<&'static str> {
        match self {
            Self::Close => Some("×"),
            _ => None,
        }
    }

    /// Returns its words.
    #[must_use]
    pub fn label(self, texts: &Texts) -> &str {
        match self {
            Self::AcceptAll => &texts.accept_all,
            Self::RejectAll => &texts.reject_all,
            Self::Preferences => &texts.preferences,
            Self::Informed => &texts.informed_close,
            Self::Save => &texts.save,
            Self::Close => &texts.close,
        }
    }
}
