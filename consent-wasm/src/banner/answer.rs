//! What a visitor answers.

use yew::AttrValue;

/// What a visitor answers, given to `on_decide`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes to everything.
    AcceptAll,
    /// No to everything that is not necessary.
    RejectAll,
    /// Yes to exactly these categories and services; what is necessary is among them.
    Chosen(Vec<AttrValue>),
}
