//! The level of the headings, which the pages around them decide.

use yew::AttrValue;

/// The level at which headings begin; nothing where the elements say it by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Begins(pub(super) Option<u8>);

impl Begins {
    /// Returns what a heading so many levels below the first says of its level.
    pub(super) fn level(self, below: u8) -> Option<AttrValue> {
        let level = self.0?.checked_add(below)?;
        Some(level.to_string().into())
    }
}
