//! Whose answers a site takes over, which it had before: another consent system, and what its purposes are called here.

use alloc::string::String;
use alloc::vec::Vec;

use crate::strings::import::System;

/// A consent system that the site used before. A visitor who has answered it is not asked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The system.
    pub from: System,
    /// What the site called its main cookie, or key of storage, if not as usual.
    pub name: Option<String>,
    /// Whether the site attests that it ran as opt-in: nothing was granted before the visitor acted.
    pub opt_in: bool,
    /// The revision of its texts that counts; any if there is none.
    pub revision: Option<u64>,
    /// Its purposes with the category or service that each is here, beside those that go without saying.
    pub map: Vec<(String, String)>,
}
