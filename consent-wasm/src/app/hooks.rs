//! Hooks over `window.consent`: rendered anew with every decision, and told of each.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::js_sys::Function;
use yew::prelude::*;

use super::api::{self, Api, State};
use super::consent::Consent;

/// Where the visitor stands: the component is rendered anew once that is known, and with every decision.
#[hook]
pub fn use_consent() -> Consent {
    let consent = use_state(Consent::default);
    let seen = consent.setter();
    use_effect_with((), move |()| follow("ready", move |now| seen.set(now)));
    let seen = consent.setter();
    use_effect_with((), move |()| follow("change", move |now| seen.set(now)));
    (*consent).clone()
}

/// Calls back with every decision from now on: a yes, a no, a choice, a withdrawal.
#[hook]
pub fn use_decision(on_decide: Callback<Consent>) {
    // A callback is another one with every rendering. Listening goes on meanwhile, so that no decision is missed.
    let latest = use_mut_ref(Callback::noop);
    latest.replace(on_decide);
    use_effect_with((), move |()| {
        follow("change", move |now| {
            let on_decide = latest.borrow().clone();
            on_decide.emit(now);
        })
    });
}

/// What has been subscribed to, kept as long as the component is there.
#[derive(Default)]
enum Following {
    /// The script has not come yet.
    #[default]
    Waiting,
    /// Each event comes to the closure; calling the function ends that.
    Heard(Function, Closure<dyn Fn(State)>),
    /// The component is gone.
    Over,
}

/// Tells each event of the name until what is returned is called.
fn follow(event: &'static str, told: impl Fn(Consent) + 'static) -> impl FnOnce() + 'static {
    let following = Rc::new(RefCell::new(Following::default()));
    let follows = Rc::clone(&following);
    api::when_there(move |api: Api| {
        if matches!(*follows.borrow(), Following::Over) {
            return;
        }
        let known = api.clone();
        let listener = Closure::<dyn Fn(State)>::new(move |state| told(Consent::new(known.clone(), state)));
        let stop = api.on(event, &listener);
        *follows.borrow_mut() = Following::Heard(stop, listener);
    });
    move || {
        if let Following::Heard(stop, _listener) = following.replace(Following::Over) {
            // It only takes a listener away.
            let _ = stop.call0(&JsValue::NULL);
        }
    }
}
