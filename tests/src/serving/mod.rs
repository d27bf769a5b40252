//! The server as a program of its own: started, spoken to over loopback, killed; and what pages would send to it.
//!
//! Shared by `cargo xtask faults server` and `cargo xtask bench server`.

mod chance;
pub use chance::Chance;

mod events;
pub use events::{Events, Prepared};

mod http;
pub use http::{Answer, Connection};

mod program;
pub use program::{Data, ORIGIN, Place, Server, as_command};
