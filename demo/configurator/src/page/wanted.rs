//! What the page wants the frame to show, as it is told.

use consent_core::config::Region;
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// Which part of the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What stands there by itself.
    First,
    Second,
    WayBack,
}

impl Part {
    pub(super) const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::First, "first", "As it opens"),
        (Self::Second, "second", "Second layer"),
        (Self::WayBack, "back", "Way back"),
    ];

    pub(super) fn parse(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known, _)| *known == word);
        found.map(|(part, ..)| *part)
    }

    pub(super) fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(part, ..)| *part == self);
        found.map_or("", |(_, word, _)| word)
    }
}

/// What is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The config.
    pub(super) text: String,
    /// In which language.
    pub(super) language: String,
    /// For whom.
    pub(super) visitor: Visitor,
    /// Which part.
    pub(super) part: Part,
}

/// A visitor who has not answered yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Visitor {
    /// The code of the region; empty where nobody knows it.
    pub(super) region: String,
    /// Whether the browser sends Global Privacy Control.
    pub(super) gpc: bool,
}

impl Visitor {
    pub(super) fn region(&self) -> Option<Region> {
        Region::parse(&self.region).ok()
    }
}

/// What the frame says when it can be told.
pub(super) const READY: &str = "ready";

/// What it says when everything is shown.
pub(super) const SHOWN: &str = "shown";

impl Wanted {
    pub(super) fn told(&self) -> String {
        let Visitor { region, gpc } = &self.visitor;
        json!([self.text, self.language, self.part.word(), region, gpc]).to_string()
    }

    pub(super) fn heard(told: &str) -> Option<Self> {
        let told: Value = serde_json::from_str(told).ok()?;
        Some(Self {
            text: told[0].as_str()?.to_owned(),
            language: told[1].as_str()?.to_owned(),
            part: Part::parse(told[2].as_str()?)?,
            visitor: Visitor {
                region: told[3].as_str()?.to_owned(),
                gpc: told[4].as_bool()?,
            },
        })
    }
}

/// Says something to another window of this very origin.
pub(super) fn tell(to: &Window, what: &str) {
    // One that has gone away hears nothing.
    let _ = own_origin().and_then(|origin| to.post_message(&what.into(), &origin));
}

/// Listens to windows of this very origin until what is returned is called.
pub(super) fn listen(heard: impl Fn(String) + 'static) -> impl FnOnce() {
    let origin = own_origin().ok();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if Some(event.origin()) == origin
            && let Some(words) = event.data().as_string()
        {
            heard(words);
        }
    });
    let window = web_sys::window();
    if let Some(window) = &window {
        // There is a window wherever this runs, and it takes listeners.
        let _ = window.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
    }
    move || {
        if let Some(window) = &window {
            let _ = window.remove_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
        }
    }
}

fn own_origin() -> Result<String, JsValue> {
    web_sys::window().ok_or(JsValue::NULL)?.location().origin()
}
