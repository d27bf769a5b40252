//! The server as others meet it: over a real listener, on a real SQLite file.

#![cfg(feature = "server")]

mod page;
mod place;

mod auth;
mod bad_input;
mod clock;
mod corrupt;
mod cors;
mod dashboard;
mod deploy;
mod faulty;
mod history;
mod log;
mod openapi;
mod operator;
mod recording;
mod retention;
mod rotation;
mod share;
mod stopping;
mod verify;
