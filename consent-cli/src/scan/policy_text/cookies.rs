//! The cookies that documents name, each once: by its entry, or else where it is first spoken of.

use std::collections::{HashMap, HashSet};

use consent_core::catalogue::{Catalogue, CookieRecord, Identified, Record};
use consent_core::config::{Lifetime, ServiceId, Storage};

use super::Read;
use super::columns::speak_of_cookies;
use super::entry::{Entry, entries};
use super::known_names::{KnownNames, Likeness, bare, identify};
use super::lifetime::{self, Said};
use super::line::Line;
use super::words::{sentences, words};
use crate::scan::NamedCookie;

/// A cookie with what the rules need to know of it.
#[derive(Clone, Debug)]
pub(crate) struct Cookie<'c> {
    pub(crate) named: NamedCookie,
    /// What its entry says.
    pub(crate) entry: Option<Entry>,
    /// How long it lives, as the document says.
    pub(crate) said: Option<Said>,
    /// Everything that it may be.
    pub(crate) candidates: Vec<(&'c Record, &'c CookieRecord)>,
    /// The one that it is, if that is certain.
    pub(crate) known: Option<(&'c Record, &'c CookieRecord)>,
    /// Whether it is only spoken of where another one is declared.
    pub(crate) is_aside: bool,
}

/// A name where it is spoken of.
struct Mention {
    name: String,
    number: u32,
    said: Option<Said>,
    /// The line, by its place.
    at: usize,
}

/// Collects the cookies of all documents.
pub(crate) fn cookies<'c>(
    documents: &[Read],
    catalogue: &'c Catalogue,
    found: &[ServiceId],
) -> Vec<Cookie<'c>> {
    let known = KnownNames::of(catalogue);
    let mut cookies: Vec<Cookie<'c>> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for read in documents {
        let entries = entries(read, &known);
        let own: HashSet<usize> = entries.iter().flat_map(|entry| entry.lines.clone()).collect();
        let mentions = mentions(read, &known);
        for entry in entries {
            // The first entry that says something counts; a name alone in an overview is not yet one.
            let place = seen.get(&entry.name).copied();
            let said = entry.lifetime;
            let cookie = cookie(
                catalogue,
                found,
                read,
                &entry.name,
                entry.number,
                said,
                Some(entry.clone()),
                false,
            );
            match place.and_then(|place| cookies.get_mut(place)) {
                None => {
                    seen.insert(entry.name.clone(), cookies.len());
                    cookies.push(cookie);
                }
                Some(before) => {
                    let is_empty = before
                        .entry
                        .as_ref()
                        .is_none_or(|entry| entry.lifetime.is_none() && !entry.has_purpose);
                    if is_empty {
                        *before = cookie;
                    }
                }
            }
        }
        for mention in mentions {
            if seen.contains_key(&mention.name) {
                continue;
            }
            let aside = own.contains(&mention.at);
            let said = mention.said.filter(|_| !aside);
            seen.insert(mention.name.clone(), cookies.len());
            cookies.push(cookie(
                catalogue,
                found,
                read,
                &mention.name,
                mention.number,
                said,
                None,
                aside,
            ));
        }
    }
    cookies
}

#[allow(clippy::too_many_arguments)] // What is known of one cookie, put together in one place.
fn cookie<'c>(
    catalogue: &'c Catalogue,
    found: &[ServiceId],
    read: &Read,
    name: &str,
    line: u32,
    said: Option<Said>,
    entry: Option<Entry>,
    is_aside: bool,
) -> Cookie<'c> {
    let identified = identify(catalogue, name, found);
    let candidates: Vec<_> = identified.candidates().collect();
    let known = match &identified {
        Identified::Known(record, cookie) => Some((*record, *cookie)),
        Identified::Ambiguous(_) | Identified::Unknown => None,
    };
    let service = known.map(|(record, _)| record).or_else(|| identified.service());
    let truth = known.and_then(|(_, cookie)| Some((cookie.lifetime?, cookie.storage)));
    Cookie {
        named: NamedCookie {
            name: name.to_owned(),
            known_as: known.map(|(_, cookie)| cookie.name.as_str().to_owned()),
            service: service.map(|record| record.id.clone()),
            candidates: match service {
                Some(_) => Vec::new(),
                None => candidates.iter().map(|(record, _)| record.id.clone()).collect(),
            },
            category: service.map(|record| record.category.to_string()),
            declared_lifetime: said.map(|said| said.to_string()),
            true_lifetime: truth.map(|(lifetime, storage)| in_words(lifetime, storage)),
            declared: entry.is_some(),
            file: read.name.clone(),
            line,
        },
        entry,
        said,
        candidates,
        known,
        is_aside,
    }
}

/// A lifetime, with what browsers make of it where they cut it.
fn in_words(lifetime: Lifetime, storage: Storage) -> String {
    let kept = lifetime.effective_as_cookie();
    if storage == Storage::Cookie && kept != lifetime {
        format!("{lifetime} (browsers keep it {kept} at most)")
    } else {
        lifetime.to_string()
    }
}

/// Every name that running text speaks of.
fn mentions(read: &Read, known: &KnownNames<'_>) -> Vec<Mention> {
    let lines = read.lines.iter().zip(&read.words).enumerate();
    lines
        .flat_map(|(at, (line, said))| of_line(at, line, said, known))
        .collect()
}

fn of_line(at: usize, line: &Line, said: &[String], known: &KnownNames<'_>) -> Vec<Mention> {
    let text = line.text();
    let about_cookies = speak_of_cookies(said);
    let mut found = Vec::new();
    for sentence in sentences(&text) {
        let parts: Vec<&str> = sentence.split_whitespace().collect();
        let mut names = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            if part.contains("://") || part.contains('@') || part.starts_with("www.") {
                continue;
            }
            let beside = [place.checked_sub(1), place.checked_add(1)];
            let beside_cookie = || {
                let mut beside = beside.iter().flatten().filter_map(|place| parts.get(*place));
                beside.any(|word| speak_of_cookies(&words(word)))
            };
            for word in part.split([',', '/', '|']) {
                let name = bare(word);
                let is_code = word.contains('`');
                let is_named = match known.likeness(&name) {
                    Likeness::Certain => true,
                    Likeness::Word => (is_code && about_cookies) || (name.len() > 2 && beside_cookie()),
                    Likeness::Shared => is_code && about_cookies,
                    Likeness::Form | Likeness::None => false,
                };
                if is_named {
                    names.push(name);
                }
            }
        }
        let lifetime = if names.len() == 1 {
            lifetime::in_text(sentence)
        } else {
            None
        };
        found.extend(names.into_iter().map(|name| Mention {
            name,
            number: line.number,
            said: lifetime,
            at,
        }));
    }
    found
}
