//! What the page sees, one value a line, as the loader sends it.
//!
//! ```text
//! 0  verb           "o" at the start of a page view, else the letter of an act (WIRE.md)
//! 1  now            seconds since 1970
//! 2  new id         22 characters for a first decision; empty with "o"
//! 3  host
//! 4  path
//! 5  flags          any of "h" https, "s" secure context, "g" Global Privacy Control
//! 6  mirror         the copy in local storage, or empty
//! 7  local keys     between tabs; none has a control character, since no rule can cover one that has
//! 8  session keys   likewise
//! 9  wish           granted categories, and "+service" / "-service" for single answers
//! 10 cookies        document.cookie
//! ```

use alloc::vec::Vec;

use consent_core::carry::{cookie_names, Stored};
use consent_core::config::{number, Policy};
use consent_core::decision::{Act, ConsentId, Grants, Signal};
use consent_core::erase::Present;
use consent_core::time::Timestamp;
use consent_core::visit::Visit;

/// One request of the loader, read.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// What the page sees.
    pub visit: Visit<'a>,
    /// What the visitor did, with the id of a first decision; nothing at the start of a page view.
    pub act: Option<(Act, ConsentId)>,
    /// The path of the page.
    pub path: &'a str,
    /// Whether cookies of every kind can exist here.
    pub secure_context: bool,
    wish: &'a str,
}

impl<'a> Request<'a> {
    /// Reads a request; nothing when a line is missing or not what it should be.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut lines = text.split('\n');
        let verb = lines.next()?;
        let now = Timestamp::from_secs(number(lines.next()?)?);
        let id = lines.next()?;
        let act = match verb {
            "o" => None,
            letter => Some((Act::from_letter(letter)?, ConsentId::parse(id)?)),
        };
        let (host, path, flags, mirror) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let (local, session, wish, cookies) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let present = Present {
            cookies: cookie_names(cookies).collect(),
            local: keys(local),
            session: keys(session),
        };
        let visit = Visit {
            now,
            host,
            https: flags.contains('h'),
            stored: Stored { cookies, mirror },
            present,
            signal: Signal { gpc: flags.contains('g') },
        };
        Some(Self { visit, act, path, secure_context: flags.contains('s'), wish })
    }

    /// Reads the wish as grants of this policy. Words that name nothing grant nothing.
    #[must_use]
    pub fn wish(&self, policy: &Policy) -> Grants {
        let words = || self.wish.split(' ');
        let grants = words().filter_map(|word| policy.category(word)).fold(Grants::none(), Grants::with_category);
        words()
            .filter_map(|word| {
                let granted = word.starts_with('+');
                let index = policy.service(word.strip_prefix(['+', '-'])?)?;
                (grants.allows_service(policy, index) != granted).then_some(index)
            })
            .fold(grants, |grants, index| grants.with_exception(policy, index))
    }
}

fn keys(line: &str) -> Vec<&str> {
    line.split('\t').filter(|key| !key.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_is_not_whole_is_none() {
        assert!(Request::parse("").is_none());
        assert!(Request::parse("o\n1\n\nhost\n/\n\n\n\n\n").is_none());
        assert!(Request::parse("x\n1\n\nhost\n/\n\n\n\n\n\n").is_none());
        assert!(Request::parse("a\n1\nshort\nhost\n/\n\n\n\n\n\n").is_none());
        assert!(Request::parse("o\n1\n\nhost\n/\n\n\n\n\n\na=1; b=2").is_some());
    }
}
