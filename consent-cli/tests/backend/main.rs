//! The server's side of the command as it is run: real programs, real HTTP on loopback, real database files.

mod audit;
mod log;
mod rewritten;
mod run;
mod serve;
mod server;
mod site;
mod verify;
mod visitor;
