//! Places within a config, and the faults found there.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Fault;

/// A place in a config, such as `services[2].name`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(String);

impl Place {
    /// The whole file.
    pub(super) const fn root() -> Self {
        Self(String::new())
    }

    pub(super) fn key(&self, key: &str) -> Self {
        if self.0.is_empty() {
            Self(key.into())
        } else {
            Self(format!("{}.{key}", self.0))
        }
    }

    pub(super) fn index(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }

    /// The same place in the config that this one extends.
    pub(super) fn in_base(&self) -> Self {
        Self(format!("extends.{}", self.0))
    }

    pub(super) fn fault(&self, reason: impl Into<String>, mend: impl Into<String>) -> Fault {
        let path = if self.0.is_empty() {
            "the file".into()
        } else {
            self.0.clone()
        };
        Fault {
            path,
            reason: reason.into(),
            mend: mend.into(),
        }
    }
}

/// Collects faults instead of stopping at the first.
#[derive(Debug, Default)]
pub(super) struct Faults(pub(super) Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, place: &Place, reason: impl Into<String>, mend: impl Into<String>) {
        self.0.push(place.fault(reason, mend));
    }
}
