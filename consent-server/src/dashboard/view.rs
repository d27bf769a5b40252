//! What the page shows besides the counts.

use std::collections::BTreeMap;

use super::{Range, Tongue};
use crate::stats::{Counts, Day, Every};

/// What the page shows besides the counts.
#[derive(Clone, Debug)]
#[expect(clippy::exhaustive_structs, reason = "whoever shows a page says all of it")]
pub struct View {
    /// The reader's language.
    pub tongue: Tongue,
    /// The site's key.
    pub site: String,
    /// All sites that the reader may see.
    pub sites: Vec<String>,
    /// The days that the counts are of.
    pub range: Range,
    /// The steps that were chosen; nothing for those that are read best.
    pub chosen: Option<Every>,
    /// What was counted in the range before, if there was one.
    pub before: Option<Counts>,
    /// Names of categories for people, by their name in the policy.
    pub categories: BTreeMap<String, String>,
    /// The site's policies, the oldest first.
    pub policies: Vec<PolicyMark>,
    /// Whether a decision was ever recorded, in this range or not.
    pub recorded: bool,
    /// Where the log stands.
    pub log: LogStatus,
    /// The address at which the reader reaches this server, without a path.
    pub address: String,
    /// Server time, ms since 1970.
    pub now: u64,
}

/// A policy, and since when it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "whoever shows a page says all of it")]
pub struct PolicyMark {
    /// Its fingerprint.
    pub fingerprint: String,
    /// The version that its site gave it.
    pub version: Option<String>,
    /// The day on which it became known.
    pub known_on: Day,
}

/// Where a site's log stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "whoever shows a page says all of it")]
pub struct LogStatus {
    /// Entries in it.
    pub size: u64,
    /// Entries that wait for their place.
    pub waiting: u64,
    /// The newest signed head.
    pub head: Option<SignedHead>,
    /// The key that signs now.
    pub kid: Option<String>,
}

/// A signed head of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "whoever shows a page says all of it")]
pub struct SignedHead {
    /// Entries that it covers.
    pub size: u64,
    /// When it was signed, ms since 1970.
    pub at: u64,
}

impl View {
    /// The day on which the page is shown.
    pub(super) fn today(&self) -> Day {
        Day::of_millis(self.now)
    }

    /// A category's name for people.
    pub(super) fn category<'a>(&'a self, id: &'a str) -> &'a str {
        self.categories.get(id).map_or(id, String::as_str)
    }

    /// A category's place among all, which gives its colour: the built-in ones have the same on every site.
    pub(super) fn place(&self, id: &str) -> usize {
        const BUILT_IN: [&str; 3] = ["advertisement", "analytics", "functionality"];
        let own = self
            .categories
            .keys()
            .filter(|id| !BUILT_IN.contains(&id.as_str()) && *id != "necessary");
        let built_in = BUILT_IN.iter().position(|known| *known == id);
        built_in.unwrap_or_else(|| BUILT_IN.len() + own.take_while(|own| *own != id).count())
    }

    /// What a policy is called: its version, which people gave it, and the fingerprint, which tells two apart.
    pub(super) fn policy(&self, fingerprint: &str) -> String {
        let mark = self.policies.iter().find(|mark| mark.fingerprint == fingerprint);
        match mark.and_then(|mark| mark.version.as_deref()) {
            Some(version) => format!("{version} · {fingerprint}"),
            None => fingerprint.to_owned(),
        }
    }
}
