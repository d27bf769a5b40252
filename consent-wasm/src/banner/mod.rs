//! Stage 2 in the page: what the visitor sees and switches.
//!
//! *Takes* a [`Notice`](consent_core::notice::Notice) and the names of what is granted now.
//! *Gives* markup: rendered natively by `consent build`, or live in the page through yew.
//! *Never* decides anything, stores anything or loads anything; says yes no louder than no.
//!
//! Hooks for styles are `part` attributes, hooks for the loader `data-act` attributes and the names of the
//! checkboxes. Both ways to answer are one component, and cannot be told apart by style.

mod answer;
pub use answer::Answer;

mod button;
pub use button::Button;

mod choice;
pub use choice::{Choice, ChoiceProps};

mod heading;
pub use heading::Begins;

mod first_layer;
pub use first_layer::{FirstLayer, FirstLayerProps};

mod reopen;
pub use reopen::{Reopen, ReopenProps};

mod status;
pub use status::{Status, StatusProps};

mod second_layer;
pub use second_layer::{SecondLayer, SecondLayerProps};

mod detail;
mod layer;
pub use detail::Detail;
pub use layer::{Layer, LayerProps};

mod past;
pub use past::{Past, PastChoice, PastPress, Said};

mod past_choices;
pub use past_choices::{PastChoices, PastChoicesProps};

mod category;
mod cookies;
mod service;
mod signal;
mod switch;
mod switches;
mod words;

#[cfg(feature = "banner")]
mod shadow;
#[cfg(feature = "banner")]
mod whole;
#[cfg(feature = "banner")]
pub use whole::{Banner, BannerProps};

#[cfg(all(feature = "banner", target_arch = "wasm32"))]
mod page;
#[cfg(all(feature = "banner", target_arch = "wasm32"))]
pub use page::{mount, past};
#[cfg(all(feature = "banner", target_arch = "wasm32"))]
mod resume;
