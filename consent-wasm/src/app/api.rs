//! `window.consent`, as consent.d.ts types it, and how to wait for it.

use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Array, Function, Object, Reflect};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone, Debug, PartialEq)]
    pub(super) type Api;

    #[wasm_bindgen(method)]
    pub(super) fn state(this: &Api) -> State;
    // The promises that these return are left alone: what comes of them is told as a change.
    #[wasm_bindgen(method)]
    pub(super) fn open(this: &Api) -> JsValue;
    #[wasm_bindgen(method, js_name = acceptAll)]
    pub(super) fn accept_all(this: &Api) -> JsValue;
    #[wasm_bindgen(method, js_name = rejectAll)]
    pub(super) fn reject_all(this: &Api) -> JsValue;
    #[wasm_bindgen(method)]
    pub(super) fn withdraw(this: &Api) -> JsValue;
    #[wasm_bindgen(method)]
    pub(super) fn set(this: &Api, grants: &Object) -> JsValue;
    /// Returns what stops listening.
    #[wasm_bindgen(method)]
    pub(super) fn on(this: &Api, event: &str, listener: &Closure<dyn Fn(State)>) -> Function;

    #[derive(Clone, Debug, PartialEq)]
    pub(super) type State;

    #[wasm_bindgen(method, getter)]
    pub(super) fn status(this: &State) -> String;
    #[wasm_bindgen(method, getter)]
    pub(super) fn act(this: &State) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    pub(super) fn categories(this: &State) -> Object;
    #[wasm_bindgen(method, getter)]
    pub(super) fn services(this: &State) -> Object;

    /// A queue, or the interface itself: both take a function.
    type Queue;
    #[wasm_bindgen(method)]
    fn push(this: &Queue, listener: &JsValue);
}

/// Calls `listener` with the interface as soon as it is there: `(window.consent ||= []).push(listener)`.
pub(super) fn when_there(listener: impl FnOnce(Api) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let name = JsValue::from_str("consent");
    let mut there = Reflect::get(&window, &name).unwrap_or_default();
    if there.is_falsy() {
        there = Array::new().into();
        // The window takes any new property.
        let _ = Reflect::set(&window, &name, &there);
    }
    let listener = Closure::once_into_js(listener);
    there.unchecked_into::<Queue>().push(&listener);
}
