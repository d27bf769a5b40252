//! The server's side of the command as it is run: real programs, real HTTP on loopback, real database files.

mod audit;
mod encode;
mod lines;
mod log;
mod rewritten;
mod run;
mod serve;
mod server;
mod site;
mod strings;
mod verify;
mod visitor;
