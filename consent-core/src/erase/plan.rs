//! Which of the names that are present must go, judged by the rule that fits each best.

use alloc::vec::Vec;

use super::{Erasure, erasure_of};
use crate::carry::{HUBSPOT_COOKIE, cookie_names};
use crate::config::{CookieRule, Policy, Storage};
use crate::decision::Grants;
use crate::pieces::pieces;

/// The names of what is stored, as a shell finds them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Present<'a> {
    /// A `Cookie` header or `document.cookie`. Cookies that are hidden from scripts are in the first only.
    pub cookies: &'a str,
    /// Keys of `localStorage`, between tabs. No rule can cover a key with a control character in it.
    pub local: &'a str,
    /// Keys of `sessionStorage`, between tabs.
    pub session: &'a str,
}

/// What must go, by where it is stored, each name once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "a plan does nothing until a shell carries it out"]
pub struct ErasePlan<'a> {
    /// Cookies.
    pub cookies: Vec<&'a str>,
    /// Keys of `localStorage`.
    pub local: Vec<&'a str>,
    /// Keys of `sessionStorage`.
    pub session: Vec<&'a str>,
}

impl<'a> ErasePlan<'a> {
    /// Finds what services without a grant have left.
    ///
    /// A name goes when the rule that fits it most closely belongs to a service that is not granted. If
    /// several services declare it equally closely, one of them with a grant keeps it. Our own cookies stay.
    pub fn new(policy: &Policy, grants: &Grants, present: &Present<'a>) -> Self {
        Self::find(policy, grants, present, false)
    }

    /// The same when our own cookies are about to be written: what stands under their names goes first. In
    /// another form, for another domain or path, it would stay beside the new one, and two that disagree are
    /// no decision.
    pub fn before_writing(policy: &Policy, grants: &Grants, present: &Present<'a>) -> Self {
        Self::find(policy, grants, present, true)
    }

    fn find(policy: &Policy, grants: &Grants, present: &Present<'a>, ours: bool) -> Self {
        let of = |names: &mut dyn Iterator<Item = &'a str>, storage| {
            let mut going = Vec::new();
            for name in names {
                if must_go(name, storage, policy, grants, ours) && !going.contains(&name) {
                    going.push(name);
                }
            }
            going
        };
        Self {
            cookies: of(&mut cookie_names(present.cookies), Storage::Cookie),
            local: of(&mut pieces(present.local, b'\t'), Storage::Local),
            session: of(&mut pieces(present.session, b'\t'), Storage::Session),
        }
    }

    /// Tells whether there is nothing to erase.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cookies.is_empty() && self.local.is_empty() && self.session.is_empty()
    }
}

fn must_go(name: &str, storage: Storage, policy: &Policy, grants: &Grants, ours: bool) -> bool {
    if name == policy.cookie() || (policy.records_for_hubspot() && name == HUBSPOT_COOKIE) {
        return ours && storage == Storage::Cookie;
    }
    let mut closest = 0;
    let mut granted = true;
    for (index, service) in policy.services().iter().enumerate() {
        let fits = |rule: &&CookieRule| {
            rule.storage == storage && erasure_of(rule) != Erasure::ByNobody && rule.name.covers(name)
        };
        let Some(closeness) = service
            .cookies
            .iter()
            .filter(fits)
            .map(|rule| rule.name.closeness())
            .max()
        else {
            continue;
        };
        let allowed = grants.allows_service(policy, index);
        if closeness > closest {
            closest = closeness;
            granted = allowed;
        } else if closeness == closest {
            granted |= allowed;
        }
    }
    closest > 0 && !granted
}
