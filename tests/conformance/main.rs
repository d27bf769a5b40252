//! The loader held to the core: what the page's script says by itself is what the core says, for thousands of cases.

mod generated;

mod gate;
mod strings;
