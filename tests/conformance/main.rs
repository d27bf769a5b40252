//! What is not the core, held to it: the loader, and the module for backends in JavaScript, say what it says, for
//! thousands of cases.

mod generated;

mod backend;
mod gate;
mod strings;
