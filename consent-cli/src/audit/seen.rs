//! What was seen of a site, phase by phase: plain values, which judging and reporting share.

use std::fmt;

use consent_core::config::Lifetime;
use serde::Serialize;

use super::banners::{BannerSeen, System};

/// Where the visitor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Phase {
    /// Nothing has been answered.
    Before,
    /// Everything was refused.
    Reject,
    /// Everything was accepted.
    Accept,
    /// What was accepted has been taken back.
    Withdraw,
    /// Nothing has been answered, but the browser says Global Privacy Control.
    Gpc,
}

impl Phase {
    /// In the order in which they are told.
    pub(crate) const ALL: [Self; 5] = [
        Self::Before,
        Self::Reject,
        Self::Accept,
        Self::Withdraw,
        Self::Gpc,
    ];

    /// Its name for people.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Before => "before any choice",
            Self::Reject => "after “reject all”",
            Self::Accept => "after “accept all”",
            Self::Withdraw => "after withdrawal",
            Self::Gpc => "with Global Privacy Control",
        }
    }
}

/// Where something is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shelf {
    /// A cookie.
    Cookie,
    /// `localStorage`.
    Local,
    /// `sessionStorage`.
    Session,
    /// A database of IndexedDB.
    Indexed,
}

impl Shelf {
    /// Its name for people.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Cookie => "cookie",
            Self::Local => "local storage key",
            Self::Session => "session storage key",
            Self::Indexed => "IndexedDB database",
        }
    }
}

/// What kind of thing was the cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Cause {
    /// A script.
    Script,
    /// An element of the page, or a style sheet.
    Element,
    /// An answer that sent the browser on.
    Redirect,
    /// An answer that carried it.
    Response,
    /// The visit itself.
    Visit,
    /// Nobody knows.
    #[default]
    Unknown,
}

/// What made the browser store or ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Initiator {
    /// What kind of thing.
    pub(crate) kind: Cause,
    /// The script, the page or the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// The line in it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u64>,
    /// The element's opening tag, without values that say nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) element: Option<String>,
}

impl fmt::Display for Initiator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.element, self.kind) {
            (Some(element), _) => f.write_str(element)?,
            (None, Cause::Script) => f.write_str("script")?,
            (None, Cause::Element) => f.write_str("markup")?,
            (None, Cause::Redirect) => f.write_str("redirect from")?,
            (None, Cause::Response) => f.write_str("Set-Cookie of")?,
            (None, Cause::Visit) => return f.write_str("the visit itself"),
            (None, Cause::Unknown) => return f.write_str("unknown"),
        }
        if let Some(url) = &self.url {
            let between = if self.element.is_some() { " in " } else { " " };
            write!(f, "{between}{url}")?;
        }
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) phase: Phase,
    /// The page that was visited.
    pub(crate) page: String,
    /// Where it went.
    pub(crate) url: String,
    pub(crate) method: String,
    /// What for: `script`, `image`, `document`, ...
    pub(crate) resource: String,
    pub(crate) initiator: Initiator,
    /// Milliseconds since the phase began.
    pub(crate) at: u64,
    /// Whether the page had been loaded again since the phase began.
    pub(crate) on_new_page: bool,
}

/// A cookie, or a key of another store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) shelf: Shelf,
    pub(crate) name: String,
    /// A cookie's domain, or the host of the page or frame whose storage it is.
    pub(crate) domain: String,
    pub(crate) path: String,
    pub(crate) http_only: bool,
    pub(crate) secure: bool,
    /// How long it asks to live; the browser may cut it.
    pub(crate) lifetime: Lifetime,
}

/// Something that was stored, or was still there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) phase: Phase,
    /// The page that was visited.
    pub(crate) page: String,
    pub(crate) entry: Entry,
    /// Who asks for so long a life, where it was written in this phase.
    pub(crate) longest: Option<Initiator>,
    /// Who wrote it.
    pub(crate) initiator: Initiator,
    /// Milliseconds since the phase began.
    pub(crate) at: u64,
    /// Whether it was written in this phase, and not only found.
    pub(crate) written: bool,
    /// Whether a look at the store found it at the end of a page view.
    pub(crate) seen_kept: bool,
    /// Whether it was there at the end of the phase.
    pub(crate) kept: bool,
}

/// An element in the page's HTML that loads something, or prepares to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    /// The page it is in.
    pub(crate) page: String,
    /// The line, from 1.
    pub(crate) line: u64,
    /// The opening tag, shortened.
    pub(crate) tag: String,
    /// Where it leads, whole.
    pub(crate) url: String,
    pub(crate) role: Role,
}

/// What an element does with its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Loads it.
    Loads,
    /// Loads it where scripts do not run: a browser with scripts shows no trace of it.
    LoadsWithoutScripts,
    /// Connects to its host in advance.
    Connects,
}

/// How far a phase came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PhaseSeen {
    pub(crate) phase: Phase,
    /// Milliseconds that it took, from the choice to the last look.
    pub(crate) took: u64,
    /// When, in milliseconds, page views began.
    pub(crate) views: Vec<u64>,
    /// Why it could not be gone through; nothing when it could.
    pub(crate) obstacle: Option<String>,
    /// Whether the page loaded anew by itself after the choice.
    pub(crate) reloaded_itself: bool,
}

/// A page in the first phase and, where there was one, after a yes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PageSeen {
    pub(crate) url: String,
    /// The banner's first layer, if it showed.
    pub(crate) banner: Option<BannerSeen>,
    /// Whether the way back to the choices can be seen after a yes; nothing when nobody said yes.
    pub(crate) way_back: Option<WayBack>,
    /// The language that the page says it is in.
    pub(crate) language: Option<String>,
}

/// How a visitor gets back to the choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WayBack {
    /// By something that can be seen; its words.
    Seen(String),
    /// Not by anything that can be seen.
    None,
}

/// Everything that was seen of a site.
#[derive(Clone, Debug)]
pub(crate) struct Observation {
    pub(crate) origin: String,
    pub(crate) host: String,
    pub(crate) system: Option<&'static System>,
    pub(crate) pages: Vec<PageSeen>,
    pub(crate) phases: Vec<PhaseSeen>,
    pub(crate) requests: Vec<Request>,
    pub(crate) stored: Vec<Stored>,
    pub(crate) elements: Vec<Element>,
    /// The site's own `policy.json`, where its banner is ours and has one.
    pub(crate) policy: Option<String>,
}
