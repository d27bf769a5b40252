//! Five real sites as small web sites, and stand-ins of the third parties that set their cookies.
//!
//! Everything listens on 127.0.0.1 and is reached by names under `localhost`: the sites on one port by
//! `<name>.localhost`, every third party on a second port by its real host with `.localhost` behind it. A
//! browser keeps their cookies apart exactly as it does on the internet, and nothing leaves the machine.

#![forbid(unsafe_code)]

mod address;
#[cfg(test)]
mod agreement;
mod asked;
#[cfg(test)]
mod asking;
mod chance;
mod compiled;
mod headers;
mod history;
mod hits;
mod pages;
mod panel;
mod parties;
mod publish;
mod recording;
mod serve;
mod set_cookie;
mod site;
mod sites;
mod stand_ins;
mod state;

pub use recording::usual_folder;
pub use serve::{Demo, Options, serve};
pub use site::{NAMES, SiteName};
