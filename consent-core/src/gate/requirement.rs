//! What an element needs before it may run, as its attributes say it.
//!
//! ```text
//! list      = condition *( ( "," / " " ) condition )      ; all of them must hold
//! condition = [ "!" ] name                                ; "!" turns it round
//! ```

use alloc::string::String;
use alloc::vec::Vec;

/// One condition: a category or a service that must be granted, or with `!` must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The name of a category or service, as written.
    pub name: String,
    /// Whether it must not be granted.
    pub negated: bool,
}

/// All conditions of one element; with none at all it is held, since nobody said what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement(Vec<Condition>);

impl Requirement {
    /// Reads a list such as `analytics, !advertisement`.
    #[must_use]
    pub fn parse(list: &str) -> Self {
        let conditions = list
            .split([',', ' ', '\t', '\n', '\r', '\u{c}'])
            .filter(|word| !word.is_empty())
            .map(|word| match word.strip_prefix('!') {
                Some(name) => Condition {
                    name: name.into(),
                    negated: true,
                },
                None => Condition {
                    name: word.into(),
                    negated: false,
                },
            })
            .collect();
        Self(conditions)
    }

    /// Adds the conditions of another attribute.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Returns the conditions.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.0
    }
}
