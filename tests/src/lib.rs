//! The words in which a visitor's journeys are written: a real browser, five sites, and what a visitor does there;
//! the real database under the server's tests, and the libraries of others that ours is held against.
//!
//! Whatever goes wrong in here is a failing test, so it ends in a panic that says what was expected.

mod answers;
mod axe;
mod browser;
mod choices;
mod cookies;
mod dashboard;
mod gallery;
mod hands;
mod journey;
mod keys;
mod look;
mod pixels;
mod record;
mod said;
mod seen;
mod sheet;
mod site;
mod slow;
mod spoken;
mod tab;
mod visitor;
mod wait;

/// Consent strings of any age.
pub mod strings;

/// A real PostgreSQL.
pub mod postgres;

/// What is taken from npm.
pub mod packages;

/// The libraries of IAB Tech Lab that ours is held against.
pub mod peers;

/// The server as a program of its own.
pub mod serving;

pub use answers::{Answer, HeldBack, TurnedAway};
pub use axe::Barrier;
pub use choices::*;
pub use cookies::{Cookie, Jar, planted};
pub use dashboard::Drawn;
pub use gallery::{FOCUSABLE, Gallery};
pub use hands::Pressed;
pub use journey::{Stage, journey, journey_after};
pub use keys::Key;
pub use look::Look;
pub use pixels::{Colour, Pixels, contrast};
pub use said::said;
pub use seen::{Line, Seen};
pub use sheet::{Sheet, pictures};
pub use site::{SITES, Sites, config_file, left_behind, policy};
pub use spoken::Spoken;
pub use tab::Tab;
pub use visitor::Visitor;
pub use wait::{until, within};
