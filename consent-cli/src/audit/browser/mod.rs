//! A browser of one's own: found by name, started with an empty profile, gone when the work ends.
//!
//! *Takes* a program of Chromium's family.
//! *Gives* visitors, each with cookies and storage of their own, and tabs that can be looked at and touched.
//! *Never* uses the profile of whoever runs it, nor leaves one behind.

mod chromium;
pub(crate) use chromium::{BrowserOptions, Chromium};

mod find;

pub mod headless;

mod launch;

mod tab;
pub(crate) use tab::Tab;

mod visitor;
pub(crate) use visitor::Visitor;

use crate::Obstacle;

/// What the browser could not do; rare, and mostly its end.
pub(crate) fn broken(error: impl std::fmt::Display) -> Obstacle {
    Obstacle::new(
        format_args!("the browser did not do what it was asked: {error}"),
        "try again; if it happens again, name another browser with --browser",
    )
}
