//! What the browser shows: the form, the text with its faults, and the notice in a frame of its own.
//!
//! *Takes* nothing but what is typed. *Gives* a `consent.json` to download or to copy; nothing is sent or stored.
//! *Never* keeps the config anywhere but in its text: the form reads it from there and changes it there.

mod controllers;
mod desk;
mod draft;
mod faults;
mod field;
mod focus;
mod frame;
mod languages;
mod look;
mod regions;
mod rehearsed;
mod save;
mod select;
mod services;
mod site;
mod visitors;
mod wanted;

use wasm_bindgen::prelude::*;
use web_sys::Element;

/// Fills the page with the configurator.
#[wasm_bindgen]
pub fn configure(host: Element) {
    yew::Renderer::<desk::Desk>::with_root(host).render();
}

/// Fills the page in the frame with what the page around it wants to be shown.
#[wasm_bindgen]
pub fn rehearse(host: Element) {
    yew::Renderer::<rehearsed::Rehearsed>::with_root(host).render();
}
