//! What is not the core, held to it: the loader, and the module for backends in JavaScript, say what it says, for
//! thousands of cases; the configurator shows what a build ships; and the core held to what others wrote, the libraries
//! of IAB Tech Lab.

mod generated;

mod backend;
mod configurator;
mod foreign;
mod gate;
mod strings;
