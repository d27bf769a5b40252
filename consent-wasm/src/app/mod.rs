//! For a yew app on a page with Consent's tag: where the visitor stands, as a hook and a component.
//!
//! *Takes* `window.consent`, whenever it comes: the page's own tag fetches it, and it asks, decides and enforces.
//! *Gives* a [`Consent`] that renders a component anew with every decision, and [`Granted`] for what waits for a yes.
//! *Never* decides, stores or shows a notice of its own; as long as nothing is known, nothing is granted.
//!
//! # Example
//! ```no_run
//! use consent_wasm::app::{Granted, use_consent, use_decision};
//! use yew::prelude::*;
//!
//! #[component]
//! fn Film() -> Html {
//!     let consent = use_consent();
//!     use_decision(Callback::from(|consent: consent_wasm::app::Consent| {
//!         if consent.allows("analytics") { /* begin to measure */ }
//!     }));
//!     let onclick = move |_| consent.set("youtube", true);
//!     html! {
//!         <Granted to="youtube" otherwise={html! { <button {onclick}>{ "Show films" }</button> }}>
//!             <iframe src="/film.html" title="Our film" />
//!         </Granted>
//!     }
//! }
//! ```

mod api;

mod consent;
pub use consent::{Consent, Standing};

mod granted;
pub use granted::{Granted, GrantedProps};

mod hooks;
pub use hooks::{use_consent, use_decision};
