//! A site's own backend: what it learns of a visitor's decision, and what of its answers reaches the visitor.

mod again;
mod ending;
mod extractor;
mod laws;
mod listener;
mod site;
mod withholding;
