//! The examples and the commands of `docs/backend.md`, run as a reader runs them, against a real server.

mod documents;
mod http;
mod node;
mod program;
mod python;
mod recording;
