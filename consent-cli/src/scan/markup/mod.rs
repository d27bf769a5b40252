//! What the HTML of a page would load, and how its elements are marked.
//!
//! *Takes* HTML, as a server sends it.
//! *Gives* the lines of its text, and every [`Tag`] that loads something known, or is marked as held.
//! *Never* builds or runs the page: the standard's tokenizer is enough, and it has line numbers.

mod element;
mod flow;
mod held;
mod loads;
mod page;
mod tag;

pub(crate) use page::Page;
pub(crate) use tag::{Load, Tag, Way};
