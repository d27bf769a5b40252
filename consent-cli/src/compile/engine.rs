//! What is the site's own in the engine's script.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::calls::Calls;
use super::tree::Node;

/// What is the site's own in the engine.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    /// The policy in its compact form.
    pub(crate) policy: String,
    /// The second layer's skeleton.
    pub(crate) second_layer: Node,
    /// Its style.
    pub(crate) style: String,
    /// Where the banner is: its script, its module, and its notice.
    pub(crate) banner: [String; 3],
    /// Why a visitor is asked again, by where the visitor stands.
    pub(crate) reasons: BTreeMap<&'static str, &'a str>,
    /// What is said to screen readers: that the choice is saved.
    pub(crate) saved: &'a str,
    /// Where the record's script is, and its integrity.
    pub(crate) recorder: (String, String),
    /// The digest of the notice; empty where decisions are not recorded.
    pub(crate) notice: String,
    /// What other tools are told when something is taken back.
    pub(crate) withdrawal: Calls,
    /// Whether the page is loaded again after a withdrawal.
    pub(crate) reload: u8,
}

impl Serialize for Site<'_> {
    /// A list, in the order in which the engine's script reads it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            policy,
            second_layer,
            style,
            banner,
            reasons,
            saved,
            recorder,
            notice,
            withdrawal,
            reload,
        } = self;
        (
            policy,
            second_layer,
            style,
            banner,
            reasons,
            saved,
            recorder,
            notice,
            withdrawal,
            reload,
        )
            .serialize(serializer)
    }
}
