//! A batch of events: the body of one request, read with limits, and with the place of the first fault.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};

use super::{Event, EventDraft, EventError, SiteKey};

/// Events of one site, all of them sound by themselves.
///
/// # Example
/// ```
/// use consent_core::receipt::{Batch, BatchFault};
///
/// let body = r#"{"site":"shop","events":[{
///     "id": "019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0b",
///     "string": "1.AAAAAAAA.A.s44we8.r.AAAAAAAAAAAAAAAAAAAAAA",
///     "notice": "RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o",
///     "language": "sv", "source": "notice", "gpc": false, "count": 1, "madeAt": 1700000000000
/// }]}"#;
/// let batch = Batch::parse(body.as_bytes())?;
/// assert_eq!(batch.events[0].decided_at().as_secs(), 1_700_000_000);
///
/// let error = Batch::parse(body.replace("1.AAAAAAAA", "2.AAAAAAAA").as_bytes()).unwrap_err();
/// assert_eq!(error.index, Some(0));
/// assert!(matches!(error.fault, BatchFault::Event(_)));
/// # Ok::<(), consent_core::receipt::BatchError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Whose events they are.
    pub site: SiteKey,
    /// From 1 to 20.
    pub events: Vec<Event>,
}

impl Batch {
    /// The most events.
    pub const MOST_EVENTS: usize = 20;
    /// The most bytes.
    pub const MOST_BYTES: usize = 16 * 1024;
    /// The deepest that anything may be nested.
    pub const DEEPEST: usize = 8;

    /// Reads the body of a request.
    ///
    /// # Errors
    /// When it is too large, too deep, not JSON of that form, or an event in it is not sound; nothing of it counts then.
    pub fn parse(body: &[u8]) -> Result<Self, BatchError> {
        if body.len() > Self::MOST_BYTES {
            return Err(BatchFault::TooLarge.into());
        }
        if is_too_deep(body) {
            return Err(BatchFault::TooDeep.into());
        }
        let at = Cell::new(None);
        let mut json = serde_json::Deserializer::from_slice(body);
        let read = BatchSeed(&at)
            .deserialize(&mut json)
            .and_then(|read| json.end().map(|()| read));
        let (site, drafts) = read.map_err(|error| {
            let fault = match at.get() {
                Some(_) => BatchFault::Event(EventError::Shape(error.to_string())),
                None => BatchFault::Shape(error.to_string()),
            };
            BatchError {
                index: at.get(),
                fault,
            }
        })?;
        if !(1..=Self::MOST_EVENTS).contains(&drafts.len()) {
            return Err(BatchFault::Count.into());
        }
        let events = drafts.into_iter().enumerate().map(|(index, draft)| {
            Event::try_from(draft).map_err(|error| BatchError {
                index: Some(index),
                fault: BatchFault::Event(error),
            })
        });
        Ok(Self {
            site,
            events: events.collect::<Result<_, _>>()?,
        })
    }
}

/// Whether brackets are nested deeper than allowed; those in texts do not count.
fn is_too_deep(body: &[u8]) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0usize, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth = depth.saturating_add(1),
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > Batch::DEEPEST {
            return true;
        }
    }
    false
}

/// Reads a batch and keeps, while it is within an event, which.
struct BatchSeed<'a>(&'a Cell<Option<usize>>);

impl<'de> DeserializeSeed<'de> for BatchSeed<'_> {
    type Value = (SiteKey, Vec<EventDraft>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_struct("Batch", &["site", "events"], self)
    }
}

impl<'de> Visitor<'de> for BatchSeed<'_> {
    type Value = (SiteKey, Vec<EventDraft>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with “site” and “events”")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        use serde::de::Error as _;
        #[derive(Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Key {
            Site,
            Events,
        }
        let (mut site, mut events) = (None, None);
        while let Some(key) = map.next_key()? {
            match key {
                Key::Site if site.is_none() => site = Some(map.next_value()?),
                Key::Events if events.is_none() => events = Some(map.next_value_seed(EventsSeed(self.0))?),
                Key::Site => return Err(A::Error::duplicate_field("site")),
                Key::Events => return Err(A::Error::duplicate_field("events")),
            }
        }
        let site = site.ok_or_else(|| A::Error::missing_field("site"))?;
        Ok((site, events.ok_or_else(|| A::Error::missing_field("events"))?))
    }
}

struct EventsSeed<'a>(&'a Cell<Option<usize>>);

impl<'de> DeserializeSeed<'de> for EventsSeed<'_> {
    type Value = Vec<EventDraft>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for EventsSeed<'_> {
    type Value = Vec<EventDraft>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of events")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut events = Vec::new();
        self.0.set(Some(0));
        while let Some(event) = seq.next_element()? {
            events.push(event);
            self.0.set(Some(events.len()));
        }
        self.0.set(None);
        Ok(events)
    }
}

/// Why a batch is refused, and for which of its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchError {
    /// Which event, from 0; nothing when it is the batch itself.
    pub index: Option<usize>,
    /// Why.
    pub fault: BatchFault,
}

/// Why a batch is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchFault {
    /// It has more than 16 KiB.
    TooLarge,
    /// It is nested deeper than eight.
    TooDeep,
    /// It is not the JSON of a batch.
    Shape(String),
    /// It has no events, or more than 20.
    Count,
    /// An event is not sound.
    Event(EventError),
}

impl From<BatchFault> for BatchError {
    fn from(fault: BatchFault) -> Self {
        Self { index: None, fault }
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(index) = self.index {
            write!(f, "events[{index}]: ")?;
        }
        match &self.fault {
            BatchFault::TooLarge => write!(
                f,
                "more than {} bytes: send fewer events at once",
                Batch::MOST_BYTES
            ),
            BatchFault::TooDeep => write!(f, "nested deeper than {}", Batch::DEEPEST),
            BatchFault::Shape(detail) => {
                write!(f, "not {{\"site\": …, \"events\": [ … ]}}: {detail}")
            }
            BatchFault::Count => write!(f, "from 1 to {} events are taken at once", Batch::MOST_EVENTS),
            BatchFault::Event(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for BatchError {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    const EVENT: &str = r#"{"id":"019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0b","string":"1.AAAAAAAA.A.s44we8.r.AAAAAAAAAAAAAAAAAAAAAA","notice":"RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o","language":"sv","source":"notice","gpc":false,"count":1,"madeAt":1700000000000}"#;

    fn refused(body: &str) -> BatchError {
        Batch::parse(body.as_bytes()).unwrap_err()
    }

    fn of(events: &[&str]) -> String {
        format!(r#"{{"site":"shop","events":[{}]}}"#, events.join(","))
    }

    #[test]
    fn a_fault_is_that_of_its_event() {
        for (from, to) in [
            ("\"count\":1", "\"count\":0"),
            ("\"count\":1", "\"count\":1,\"ip\":\"127.0.0.1\""),
            ("\"count\":1", "\"count\":1,\"count\":1"),
            ("\"sv\"", "\"s v\""),
            ("\"notice\":", "\"notise\":"),
            (".r.", ".a"),
            ("1700000000000", "17e11"),
            ("1700000000000", "\"1700000000000\""),
        ] {
            let changed = EVENT.replacen(from, to, 1);
            assert_ne!(changed, EVENT);
            let error = refused(&of(&[EVENT, EVENT, &changed, EVENT]));
            assert_eq!(error.index, Some(2), "{to}: {error}");
            assert!(matches!(error.fault, BatchFault::Event(_)), "{to}: {error}");
            assert!(error.to_string().starts_with("events[2]: "), "{error}");
        }
    }

    #[test]
    fn a_batch_has_limits() {
        assert_eq!(
            Batch::parse(of(&[EVENT; 20]).as_bytes()).unwrap().events.len(),
            20
        );
        assert_eq!(refused(&of(&[EVENT; 21])).fault, BatchFault::Count);
        assert_eq!(refused(&of(&[])).fault, BatchFault::Count);
        assert_eq!(refused(&" ".repeat(16 * 1024 + 1)).fault, BatchFault::TooLarge);
        assert_eq!(refused(&"[".repeat(9)).fault, BatchFault::TooDeep);
        assert_eq!(refused(&"[".repeat(16_000)).fault, BatchFault::TooDeep);
        assert!(matches!(refused(&"[".repeat(8)).fault, BatchFault::Shape(_)));
    }

    #[test]
    fn brackets_in_texts_are_not_depth() {
        let text = "[{[{[{[{[{".repeat(3);
        let body = format!(r#"{{"site":"\"{text}","events":[]}}"#);
        assert!(
            matches!(refused(&body).fault, BatchFault::Shape(_)),
            "{}",
            refused(&body)
        );
    }

    #[test]
    fn the_batch_itself_is_strict() {
        for body in [
            "",
            "null",
            "[]",
            "{}",
            r#"{"site":"shop"}"#,
            r#"{"events":[]}"#,
            r#"{"site":"Shop","events":[]}"#,
            r#"{"site":"shop","events":{}}"#,
            r#"{"site":"shop","site":"shop","events":[]}"#,
            r#"{"site":"shop","events":[],"more":1}"#,
            r#"{"site":"shop","events":[]} {}"#,
        ] {
            let error = refused(body);
            assert!(
                matches!(error.fault, BatchFault::Shape(_)) && error.index.is_none(),
                "{body}: {error}"
            );
        }
    }
}
