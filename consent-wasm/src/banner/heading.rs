//! The level of the headings, which the pages around them decide.

use yew::prelude::*;

/// The level at which headings begin, for everything inside; nothing where the elements say it by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Begins(pub(super) Option<u8>);

/// Returns what a heading so many levels below the first says of its level.
#[hook]
pub(super) fn use_level(below: u8) -> Option<AttrValue> {
    let Begins(first) = use_context().unwrap_or_default();
    let level = first?.checked_add(below)?;
    Some(level.to_string().into())
}
