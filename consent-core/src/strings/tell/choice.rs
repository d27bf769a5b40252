//! What holds for a visitor, as far as other systems are told.

use core::fmt;

use crate::decision::{Act, Signal};
use crate::strings::bits::Letters;
use crate::time::Timestamp;

/// What is granted, and how it came to be.
#[derive(Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "whoever tells must say all of it")]
pub struct Choice<'a> {
    /// Whether a category or service is granted, by its name in the policy.
    pub is_granted: &'a dyn Fn(&str) -> bool,
    /// The browser's standing wish.
    pub signal: Signal,
    /// When it was decided; now, where nothing has been.
    pub decided_at: Timestamp,
    /// The language in which was asked.
    pub language: Letters,
    /// What the visitor did; nothing where nothing has been decided.
    pub act: Option<Act>,
}

impl Choice<'_> {
    pub(super) fn grants(&self, name: &str) -> bool {
        (self.is_granted)(name)
    }

    /// The layer in which was answered, as this project counts them: the notice is 1, the preferences are 2.
    pub(super) const fn screen(&self) -> u8 {
        match self.act {
            Some(Act::Chosen) => 2,
            _ => 1,
        }
    }
}

impl fmt::Debug for Choice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Choice")
            .field("signal", &self.signal)
            .field("decided_at", &self.decided_at)
            .field("language", &self.language)
            .field("act", &self.act)
            .finish_non_exhaustive()
    }
}
