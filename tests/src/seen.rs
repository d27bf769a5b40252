//! What a tab has been seen to do: the requests it sent, what it said on the console.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chromiumoxide::Page;
use chromiumoxide::cdp::IntoEventKind;
use chromiumoxide::cdp::browser_protocol::log::{EnableParams, EventEntryAdded, LogEntryLevel};
use chromiumoxide::cdp::browser_protocol::network::{
    EventLoadingFailed, EventLoadingFinished, EventRequestWillBeSent, ResourceType,
};
use chromiumoxide::cdp::browser_protocol::page::FrameId;
use chromiumoxide::cdp::js_protocol::runtime::{
    ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown, RemoteObject,
};
use futures::StreamExt as _;

/// One line of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `error`, `warning`, `log`, or `exception` for one that nobody caught.
    pub level: &'static str,
    /// What it says.
    pub text: String,
}

#[derive(Debug, Default)]
struct Notes {
    requests: Vec<String>,
    lines: Vec<Line>,
    /// Events of different kinds come independently: an end may be noted before its beginning.
    begun: BTreeMap<String, (String, String)>,
    ended: BTreeSet<String>,
    /// The loader of the page's document. What another document asked for is not waited for: a page that is left
    /// does not tell how its requests end, and a frame tells it elsewhere.
    document: String,
    events: u64,
}

/// Notes taken while a tab lives.
#[derive(Clone, Debug, Default)]
pub struct Seen(Arc<Mutex<Notes>>);

impl Seen {
    /// Takes notes of this page from now on.
    pub(crate) async fn follow(page: &Page) -> Self {
        let seen = Self::default();
        // The browser calls the page's main frame by the name of the tab.
        let main: FrameId = page.target_id().inner().clone().into();
        seen.on(page, move |notes, event: &EventRequestWillBeSent| {
            notes.requests.push(event.request.url.clone());
            let loader = event.loader_id.inner().clone();
            if event.r#type != Some(ResourceType::Document) {
                let id = event.request_id.inner().clone();
                notes.begun.insert(id, (loader, event.request.url.clone()));
            } else if event.frame_id.as_ref() == Some(&main) {
                notes.document = loader;
            }
        })
        .await;
        seen.on(page, |notes, event: &EventLoadingFinished| {
            notes.ended.insert(event.request_id.inner().clone());
        })
        .await;
        seen.on(page, |notes, event: &EventLoadingFailed| {
            notes.ended.insert(event.request_id.inner().clone());
        })
        .await;
        seen.on(page, |notes, event: &EventConsoleApiCalled| {
            let level = match event.r#type {
                ConsoleApiCalledType::Error => "error",
                ConsoleApiCalledType::Warning => "warning",
                _ => "log",
            };
            let words: Vec<String> = event.args.iter().map(word).collect();
            notes.lines.push(Line {
                level,
                text: words.join(" "),
            });
        })
        .await;
        seen.on(page, |notes, event: &EventExceptionThrown| {
            let details = &event.exception_details;
            let thrown = details.exception.as_ref().map(word).unwrap_or_default();
            notes.lines.push(Line {
                level: "exception",
                text: format!("{} {thrown}", details.text),
            });
        })
        .await;
        seen.on(page, |notes, event: &EventEntryAdded| {
            let entry = &event.entry;
            let level = match entry.level {
                LogEntryLevel::Error => "error",
                LogEntryLevel::Warning => "warning",
                _ => "log",
            };
            let about = entry.url.as_deref().unwrap_or_default();
            notes.lines.push(Line {
                level,
                text: format!("{} {about}", entry.text),
            });
        })
        .await;
        page.execute(EnableParams::default())
            .await
            .expect("the browser's own log");
        seen
    }

    async fn on<E: IntoEventKind + Unpin>(
        &self,
        page: &Page,
        note: impl Fn(&mut Notes, &E) + Send + 'static,
    ) {
        let mut events = page.event_listener::<E>().await.expect("events of the page");
        let seen = self.clone();
        tokio::spawn(async move {
            while let Some(event) = events.next().await {
                let mut notes = seen.notes();
                notes.events += 1;
                note(&mut notes, &event);
            }
        });
    }

    /// The addresses of all requests, in the order sent.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.notes().requests.clone()
    }

    /// All lines of the console.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        self.notes().lines.clone()
    }

    /// Those of the console's lines that are faults nobody has caught.
    #[must_use]
    pub fn exceptions(&self) -> Vec<Line> {
        let mut lines = self.lines();
        lines.retain(|line| line.level == "exception");
        lines
    }

    /// What is under way.
    pub(crate) fn under_way(&self) -> Vec<String> {
        let notes = self.notes();
        let of_this_page = notes
            .begun
            .iter()
            .filter(|(_, (loader, _))| *loader == notes.document);
        of_this_page
            .filter(|(id, _)| !notes.ended.contains(*id))
            .map(|(_, (_, url))| url.clone())
            .collect()
    }

    /// How much has happened: when that stands still and nothing is under way, all is quiet.
    pub(crate) fn events(&self) -> u64 {
        self.notes().events
    }

    /// Forgets what was seen so far.
    pub fn forget(&self) {
        let mut notes = self.notes();
        notes.requests.clear();
        notes.lines.clear();
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An argument of a console call as one would read it.
fn word(object: &RemoteObject) -> String {
    match (&object.value, &object.description) {
        (Some(serde_json::Value::String(text)), _) | (_, Some(text)) => text.clone(),
        (Some(value), None) => value.to_string(),
        (None, None) => String::new(),
    }
}
