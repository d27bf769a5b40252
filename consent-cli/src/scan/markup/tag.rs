//! An element that loads something known, or that is marked.

use consent_core::config::ServiceId;

use super::held::Hold;

/// How an element makes a browser ask for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// `<script src>`.
    Script,
    /// An address within an inline script.
    Inline,
    /// `<iframe src>`, `<embed src>`, `<object data>`.
    Frame,
    /// `<img src>` and the like.
    Image,
    /// `<link rel>` that fetches, or opens a connection.
    Link,
    /// `url()` within a style.
    Style,
}

/// One thing that an element loads from a known service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Load {
    pub(crate) way: Way,
    /// The address, without scheme and query.
    pub(crate) address: String,
    /// Whose it is.
    pub(crate) service: ServiceId,
    /// Whether it needs no consent.
    pub(crate) is_necessary: bool,
}

/// An element.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    /// Its name, in small letters.
    pub(crate) name: String,
    /// Its line.
    pub(crate) line: u32,
    /// The word of `rel`, for a link.
    pub(crate) rel: String,
    /// Whether it stands within `<noscript>`.
    pub(crate) in_noscript: bool,
    /// How it is marked.
    pub(crate) hold: Hold,
    /// What it loads from known services.
    pub(crate) loads: Vec<Load>,
    /// Whether it is our own loader.
    pub(crate) is_loader: bool,
}

impl Tag {
    /// The services whose code or content it loads, now or when its gate opens.
    pub(crate) fn services(&self) -> impl Iterator<Item = &ServiceId> {
        self.loads.iter().map(|load| &load.service)
    }
}
