//! What the page sees, one value a line, as the loader sends it.
//!
//! ```text
//! 0  verb           "o" at the start of a page view, else the letter of an act (WIRE.md)
//! 1  now            seconds since 1970 in base 36
//! 2  new id         22 characters for a first decision; empty with "o" where nothing may be decided, as on a server
//! 3  host
//! 4  path
//! 5  flags          protocol, whether the context is secure, and Global Privacy Control: "https:truetrue"
//! 6  mirror         the copy in local storage, or empty
//! 7  local keys     between tabs; none has a control character, since no rule can cover one that has
//! 8  session keys   likewise
//! 9  wish           what changes: "+name" granted, "-name" not, of categories and services, between spaces
//! 10 cookies        document.cookie
//! ```

use consent_core::base36;
use consent_core::carry::Stored;
use consent_core::config::Policy;
use consent_core::decision::{Act, ConsentId, Grants, Signal};
use consent_core::pieces::{cut, pieces};
use consent_core::time::Timestamp;
use consent_core::visit::Visit;

/// One request of the loader, read.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// What the page sees.
    pub visit: Visit<'a>,
    /// What the visitor did; nothing at the start of a page view.
    pub act: Option<Act>,
    /// The id of a first decision; nothing where there can be none.
    pub new_id: Option<ConsentId>,
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
        let mut lines = pieces(text, b'\n');
        let verb = lines.next()?;
        let now = Timestamp::from_secs(base36::decode(lines.next()?)?);
        let new_id = lines.next()?;
        let act = match verb {
            "o" => None,
            letter => Some(Act::from_letter(letter)?),
        };
        let new_id = match (act, new_id) {
            (None, "") => None,
            (_, id) => Some(ConsentId::parse(id)?),
        };
        let (host, path, flags, mirror) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let (local, session, wish, cookies) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
        let visit = Visit {
            now,
            host,
            https: flags.starts_with("https:"),
            stored: Stored { cookies, mirror },
            local,
            session,
            signal: Signal {
                gpc: flags.ends_with("etrue") || flags.ends_with("e1"),
            },
        };
        let (_, context) = cut(flags, b':')?;
        Some(Self {
            visit,
            act,
            new_id,
            path,
            secure_context: context.starts_with("true"),
            wish,
        })
    }

    /// Reads the wish as grants of this policy, on top of what was granted before.
    ///
    /// A category takes its services along; a service named by itself keeps its own answer. Words that name
    /// nothing grant nothing.
    #[must_use]
    pub fn wish(&self, policy: &Policy, before: Grants) -> Grants {
        let answer = |name: &str| {
            pieces(self.wish, b' ')
                .find(|word| word.get(1..) == Some(name))
                .map(|word| word.as_bytes().first() == Some(&b'+'))
        };
        let mut grants = Grants::none();
        for (index, category) in policy.categories().iter().enumerate() {
            if answer(category.id.as_str()).unwrap_or(before.allows_category(index)) {
                grants = grants.with_category(index);
            }
        }
        for (index, service) in policy.services().iter().enumerate() {
            let category = usize::from(service.category);
            let along = policy
                .categories()
                .get(category)
                .and_then(|category| answer(category.id.as_str()));
            let granted = answer(service.id.as_str())
                .or(along)
                .unwrap_or(before.allows_service(policy, index));
            if granted != grants.allows_category(category) {
                grants = grants.with_exception(policy, index);
            }
        }
        grants
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_what_the_page_says() {
        let of = |flags: &str| {
            let text = ["o\n1\nAAAAAAAAAAAAAAAAAAAAAA\nhost\n/\n", flags, "\n\n\n\n\n"].concat();
            let request = Request::parse(&text).unwrap();
            (
                request.visit.https,
                request.secure_context,
                request.visit.signal.gpc,
            )
        };
        assert_eq!(of("https:truetrue"), (true, true, true));
        assert_eq!(of("https:true1"), (true, true, true));
        assert_eq!(of("https:truefalse"), (true, true, false));
        assert_eq!(of("http:trueundefined"), (false, true, false));
        assert_eq!(of("http:falsetrue"), (false, false, true));
    }

    #[test]
    fn a_request_that_is_not_whole_is_none() {
        assert!(Request::parse("").is_none());
        assert!(Request::parse("o\n1\nAAAAAAAAAAAAAAAAAAAAAA\nhost\n/\n\n\n\n\n").is_none());
        assert!(Request::parse("o\n1\n\nhost\n/\nhttp:falseundefined\n\n\n\n\n").is_some());
        assert!(Request::parse("a\n1\n\nhost\n/\nhttp:falseundefined\n\n\n\n\n").is_none());
        assert!(Request::parse("x\n1\n\nhost\n/\n\n\n\n\n\n").is_none());
        assert!(Request::parse("a\n1\nshort\nhost\n/\n\n\n\n\n\n").is_none());
        assert!(
            Request::parse("o\n1\nAAAAAAAAAAAAAAAAAAAAAA\nhost\n/\nhttp:falseundefined\n\n\n\n\na=1; b=2")
                .is_some()
        );
    }
}
