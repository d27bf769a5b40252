//! What holds for the repository as a whole, and what its parts promise each other.

mod bundle;
mod direction;
mod files;
mod options;
mod pages;
mod readme;
mod repository;
mod snippets;
mod stages;
mod typings;
