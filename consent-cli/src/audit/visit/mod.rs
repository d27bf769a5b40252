//! Visits of one site: several visitors, each with a browser of their own, go through the phases side by side.
//!
//! *Takes* a site's pages and a browser.
//! *Gives* an [`Observation`](super::seen::Observation): everything that was seen, phase by phase.
//! *Never* judges it.

mod elements;

mod pace;
pub(crate) use pace::{Pace, Tick};

mod phases;

mod site;
pub(crate) use site::visit;
