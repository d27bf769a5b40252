//! What a browser keeps, found by exact names and within bounds.

use alloc::vec::Vec;

use super::{ForeignRecord, NoDecision};
use crate::carry::cookie_pairs;

/// What the browser keeps.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stored<'a> {
    /// As `document.cookie` or a `Cookie` header has them.
    pub cookies: &'a str,
    /// Keys and values of local storage, then of session storage; only those that a system may use are looked at.
    pub local: &'a [(&'a str, &'a str)],
}

/// The longest value that is read, in bytes. A browser takes no cookie beyond 4 KiB.
pub(super) const LONGEST: usize = 8192;

/// The most cookies of one family.
const MOST: usize = 512;

impl<'a> Stored<'a> {
    /// The value of a cookie. Two of its name that differ mean that somebody else writes under it.
    pub(super) fn cookie(&self, name: &str) -> Result<Option<&'a str>, NoDecision> {
        only(cookie_pairs(self.cookies), name)
    }

    /// The value of a key of storage, local or session.
    pub(super) fn key(&self, key: &str) -> Result<Option<&'a str>, NoDecision> {
        only(self.local.iter().copied(), key)
    }

    /// The cookies whose names begin so, by the rest of their names.
    pub(super) fn family(&self, beginning: &str) -> Result<Vec<(&'a str, &'a str)>, NoDecision> {
        let mut family: Vec<(&str, &str)> = Vec::new();
        for (name, value) in cookie_pairs(self.cookies) {
            let Some(rest) = name.strip_prefix(beginning) else {
                continue;
            };
            match family.iter().find(|(known, _)| *known == rest) {
                Some((_, known)) if *known != value => return Err(NoDecision::Contradiction),
                Some(_) => {}
                None if family.len() == MOST => return Err(TOO_MANY),
                None => family.push((rest, value)),
            }
        }
        Ok(family)
    }

    /// The record of a system that keeps it in a cookie, or in storage under the first of these keys that is there.
    pub(super) fn either(
        &self,
        cookie: &str,
        keys: &[&str],
        parse: fn(&str) -> Result<ForeignRecord, NoDecision>,
    ) -> Result<ForeignRecord, NoDecision> {
        let mut kept = None;
        for key in keys {
            if kept.is_none() {
                kept = self.key(key)?;
            }
        }
        match (self.cookie(cookie)?, kept) {
            (None, None) => Err(NoDecision::Absent),
            (Some(text), None) | (None, Some(text)) => parse(text),
            (Some(text), Some(copy)) => {
                let record = parse(text)?;
                match parse(copy) {
                    Ok(copy) if !copy.answers_as(&record) => Err(NoDecision::Contradiction),
                    _ => Ok(record),
                }
            }
        }
    }
}

const TOO_MANY: NoDecision = NoDecision::NotARecord {
    what: "more than 512 cookies",
    at: 0,
};

/// The one value under exactly this name.
fn only<'a>(
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
    name: &str,
) -> Result<Option<&'a str>, NoDecision> {
    let mut found = None;
    for (_, value) in pairs.filter(|(known, _)| *known == name) {
        if found.is_some_and(|found| found != value) {
            return Err(NoDecision::Contradiction);
        }
        if value.len() > LONGEST {
            return Err(NoDecision::NotARecord {
                what: "a value longer than 8 KiB",
                at: LONGEST,
            });
        }
        found = Some(value);
    }
    Ok(found)
}
