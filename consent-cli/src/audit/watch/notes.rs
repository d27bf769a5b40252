//! Notes taken while a tab lives: raw events, put together only when a phase has ended, because events of different
//! kinds arrive in no order.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use consent_core::config::Lifetime;
use serde::Deserialize;

use super::SetCookie;
use crate::audit::seen::{Cause, Initiator, Phase, Request, Shelf};

/// A request that is open for longer is not waited for.
const LONG: Duration = Duration::from_secs(4);

/// What a frame's script was seen to write, as `hook.js` tells it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Hooked {
    pub(super) kind: String,
    pub(super) what: String,
    pub(super) frame: String,
    pub(super) url: Option<String>,
    pub(super) line: Option<u64>,
}

/// A write, by whomever.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    pub(crate) page: String,
    pub(crate) shelf: Shelf,
    pub(crate) name: String,
    /// A cookie's domain where it names one, else the host.
    pub(crate) domain: String,
    pub(crate) path: Option<String>,
    pub(crate) http_only: bool,
    pub(crate) secure: bool,
    /// Nothing when it is removed.
    pub(crate) lifetime: Option<Lifetime>,
    pub(crate) initiator: Initiator,
    pub(crate) at: u64,
}

/// Cookies of one answer, by its request; which of its answers, where it was sent on.
#[derive(Clone, Debug)]
struct Answer {
    request: String,
    lines: Vec<String>,
    page: String,
    at: u64,
}

/// Notes of one visitor's tab.
#[derive(Debug)]
pub(crate) struct Notes {
    phase: Phase,
    page: String,
    began: Instant,
    on_new_page: bool,
    /// Addresses of every request, by its id, in the order in which it was sent on.
    addresses: BTreeMap<String, Vec<String>>,
    answered: BTreeMap<String, usize>,
    under_way: BTreeMap<String, Instant>,
    ended: BTreeSet<String>,
    answers: Vec<Answer>,
    /// The request of the page itself.
    pub(crate) document: Option<String>,
    pub(crate) documents: u64,
    pub(crate) views: Vec<u64>,
    pub(crate) requests: Vec<Request>,
    writes: Vec<Write>,
    pub(crate) events: u64,
}

impl Notes {
    pub(super) fn new() -> Self {
        Self {
            phase: Phase::Before,
            page: String::new(),
            began: Instant::now(),
            on_new_page: false,
            addresses: BTreeMap::new(),
            answered: BTreeMap::new(),
            under_way: BTreeMap::new(),
            ended: BTreeSet::new(),
            answers: Vec::new(),
            document: None,
            documents: 0,
            views: Vec::new(),
            requests: Vec::new(),
            writes: Vec::new(),
            events: 0,
        }
    }

    /// Forgets what was noted, and begins a phase.
    pub(crate) fn begin(&mut self, phase: Phase, page: &str) {
        self.phase = phase;
        page.clone_into(&mut self.page);
        self.began = Instant::now();
        self.on_new_page = false;
        self.answers.clear();
        self.views.clear();
        self.requests.clear();
        self.writes.clear();
        self.documents = 0;
    }

    /// Goes on to another page of the site.
    pub(crate) fn turn_to(&mut self, page: &str) {
        page.clone_into(&mut self.page);
        self.under_way.clear();
    }

    /// Milliseconds since the phase began.
    pub(crate) fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Requests that have not ended; what has been open for long is meant to stay so, or its end was not told.
    pub(crate) fn under_way(&self) -> usize {
        let open = self.under_way.iter().filter(|(id, _)| !self.ended.contains(*id));
        open.filter(|(_, began)| began.elapsed() < LONG).count()
    }

    pub(super) fn asks(&mut self, id: &str, mut request: Request, is_page: bool) {
        self.addresses
            .entry(id.to_owned())
            .or_default()
            .push(request.url.clone());
        if is_page {
            self.document = Some(id.to_owned());
            if request.initiator.kind != Cause::Redirect {
                self.documents += 1;
                self.on_new_page = true;
                self.under_way.clear();
                self.views.push(self.now());
            }
        }
        // These stay open as long as the page.
        if !matches!(
            request.resource.as_str(),
            "eventsource" | "websocket" | "media" | "ping"
        ) {
            self.under_way.insert(id.to_owned(), Instant::now());
        }
        request.phase = self.phase;
        request.page.clone_from(&self.page);
        request.at = self.now();
        request.on_new_page = self.on_new_page;
        self.requests.push(request);
    }

    pub(super) fn ends(&mut self, id: &str) {
        self.ended.insert(id.to_owned());
    }

    pub(super) fn answers(&mut self, id: &str, lines: Vec<String>) {
        let (page, at) = (self.page.clone(), self.now());
        self.answers.push(Answer {
            request: id.to_owned(),
            lines,
            page,
            at,
        });
    }

    pub(super) fn hears(&mut self, hooked: Hooked, now: i64) {
        let initiator = Initiator {
            kind: if hooked.url.is_some() {
                Cause::Script
            } else {
                Cause::Unknown
            },
            url: hooked.url,
            line: hooked.line,
            element: None,
        };
        let host = host_of(&hooked.frame);
        let write = match hooked.kind.as_str() {
            "cookie" => SetCookie::read(&hooked.what, now),
            "store" => stored_by_object(&hooked.what, now),
            _ => None,
        };
        let write = match (write, hooked.kind.as_str()) {
            (Some(cookie), _) => self.cookie(cookie, host, initiator),
            (None, "local") => self.key(Shelf::Local, hooked.what, host, initiator),
            (None, "session") => self.key(Shelf::Session, hooked.what, host, initiator),
            (None, "indexed") => self.key(Shelf::Indexed, hooked.what, host, initiator),
            _ => return,
        };
        self.writes.push(write);
    }

    pub(super) fn stores(&mut self, is_local: bool, key: &str, origin: &str) {
        let shelf = if is_local { Shelf::Local } else { Shelf::Session };
        let host = host_of(origin);
        let is_known = self
            .writes
            .iter()
            .any(|write| write.shelf == shelf && write.name == key && write.domain == host);
        if !is_known {
            let write = self.key(shelf, key.to_owned(), host, Initiator::default());
            self.writes.push(write);
        }
    }

    fn key(&self, shelf: Shelf, name: String, domain: String, initiator: Initiator) -> Write {
        Write {
            page: self.page.clone(),
            shelf,
            name,
            domain,
            path: None,
            http_only: false,
            secure: false,
            lifetime: Some(if shelf == Shelf::Session {
                Lifetime::Session
            } else {
                Lifetime::Persistent
            }),
            initiator,
            at: self.now(),
        }
    }

    fn cookie(&self, cookie: SetCookie, host: String, initiator: Initiator) -> Write {
        Write {
            page: self.page.clone(),
            shelf: Shelf::Cookie,
            name: cookie.name,
            domain: cookie.domain.unwrap_or(host),
            path: cookie.path,
            http_only: cookie.http_only,
            secure: cookie.secure,
            lifetime: cookie.lifetime,
            initiator,
            at: self.now(),
        }
    }

    /// Everything that was written since the phase began, with the cookies of answers put to their requests.
    pub(crate) fn writes(&mut self, now: i64) -> Vec<Write> {
        let mut writes = self.writes.clone();
        for answer in std::mem::take(&mut self.answers) {
            let place = self.answered.entry(answer.request.clone()).or_default();
            let addresses = self.addresses.get(&answer.request);
            let address = addresses
                .and_then(|all| all.get(*place).or_else(|| all.last()))
                .cloned();
            *place += 1;
            let Some(address) = address else { continue };
            for line in &answer.lines {
                let Some(cookie) = SetCookie::read(line, now) else {
                    continue;
                };
                let initiator = Initiator {
                    kind: Cause::Response,
                    url: Some(address.clone()),
                    ..Initiator::default()
                };
                let write = self.cookie(cookie, host_of(&address), initiator);
                writes.push(Write {
                    page: answer.page.clone(),
                    at: answer.at,
                    ..write
                });
            }
        }
        self.writes.clone_from(&writes);
        writes
    }
}

/// What `cookieStore.set` was given (Cookie Store API, section 3.3).
fn stored_by_object(given: &str, now: i64) -> Option<SetCookie> {
    let given: serde_json::Value = serde_json::from_str(given).ok()?;
    let ends = given["expires"].as_f64();
    #[expect(clippy::cast_possible_truncation, reason = "a date in milliseconds")]
    let lifetime = match ends.map(|ends| (ends / 1000.0) as i64 - now) {
        None => Some(Lifetime::Session),
        Some(secs) => u64::try_from(secs)
            .ok()
            .filter(|secs| *secs > 0)
            .map(Lifetime::Seconds),
    };
    Some(SetCookie {
        name: given["name"].as_str()?.to_owned(),
        domain: given["domain"].as_str().map(str::to_owned),
        path: given["path"].as_str().map(str::to_owned),
        http_only: false,
        secure: true,
        lifetime,
    })
}

/// The host of an address; the text itself where it has none.
fn host_of(address: &str) -> String {
    url::Url::parse(address)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_else(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &str, kind: Cause) -> Request {
        Request {
            phase: Phase::Before,
            page: String::new(),
            url: url.to_owned(),
            method: "GET".into(),
            resource: "script".into(),
            initiator: Initiator {
                kind,
                ..Initiator::default()
            },
            at: 0,
            on_new_page: false,
        }
    }

    #[test]
    fn cookies_of_an_answer_come_from_the_address_that_gave_them() {
        let mut notes = Notes::new();
        notes.begin(Phase::Accept, "https://a.se/");
        notes.answers("7", vec!["one=1; Path=/".into()]);
        notes.asks("7", request("https://x.com/1", Cause::Element), false);
        notes.asks("7", request("https://y.com/2", Cause::Redirect), false);
        notes.answers("7", vec!["two=2; Domain=y.com; Max-Age=60".into()]);
        let writes = notes.writes(0);
        let told: Vec<_> = writes
            .iter()
            .map(|write| {
                (
                    write.name.as_str(),
                    write.domain.as_str(),
                    write.initiator.url.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("one", "x.com", Some("https://x.com/1")),
                ("two", "y.com", Some("https://y.com/2"))
            ]
        );
        assert_eq!(notes.writes(0).len(), 2, "each once");
    }

    #[test]
    fn a_key_is_noted_once_with_the_script_that_wrote_it() {
        let mut notes = Notes::new();
        let hooked = Hooked {
            kind: "local".into(),
            what: "mp_x".into(),
            frame: "https://a.se/".into(),
            url: Some("https://cdn.x.com/m.js".into()),
            line: Some(3),
        };
        notes.hears(hooked, 0);
        notes.stores(true, "mp_x", "https://a.se");
        notes.stores(true, "other", "https://a.se");
        let writes = notes.writes(0);
        assert_eq!(writes.len(), 2);
        assert_eq!(writes[0].initiator.to_string(), "script https://cdn.x.com/m.js:3");
    }
}
