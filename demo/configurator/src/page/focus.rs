//! Who writes keeps the focus: a dialog that opens in the frame by itself takes it, and has to give it back.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, FocusOptions, HtmlElement};
use yew::platform::spawn_local;

/// The element that has the focus while the frame is at work.
#[derive(Debug, Default)]
pub(super) struct Focus(Rc<RefCell<Option<HtmlElement>>>);

impl Focus {
    /// Remembers who has the focus. Whoever is in the frame on purpose stays there.
    pub(super) fn keep(&self) {
        let active = active().filter(|active| !is_frame(active));
        self.0.replace(active.and_then(|active| active.dyn_into().ok()));
    }

    /// Gives it back if the frame has it, and forgets it.
    pub(super) fn give_back(&self) {
        refocus(self.0.take().as_ref());
    }

    /// Gives it back as soon as it is taken, before the next key; until what is returned is called.
    pub(super) fn guard(&self) -> impl FnOnce() + use<> {
        let kept = Rc::clone(&self.0);
        let left = Closure::<dyn Fn()>::new(move || {
            let kept = kept.borrow().clone();
            // Where the focus goes is known only when the event is over.
            spawn_local(async move { refocus(kept.as_ref()) });
        });
        let document = document();
        if let Some(document) = &document {
            // A document takes listeners for every event.
            let _ = document.add_event_listener_with_callback("focusout", left.as_ref().unchecked_ref());
        }
        move || {
            if let Some(document) = &document {
                let _ =
                    document.remove_event_listener_with_callback("focusout", left.as_ref().unchecked_ref());
            }
        }
    }
}

fn refocus(kept: Option<&HtmlElement>) {
    if let Some(kept) = kept
        && active().is_some_and(|active| is_frame(&active))
    {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        // An element that has gone meanwhile cannot have it.
        let _ = kept.focus_with_options(&still);
    }
}

fn is_frame(element: &Element) -> bool {
    element.local_name() == "iframe"
}

fn active() -> Option<Element> {
    document()?.active_element()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
