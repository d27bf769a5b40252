//! The five documents that the demo's sites come from: for each, what it must be possible to keep.

mod asurgent;
mod cag;
mod netdialog;
mod ngager;
mod nordic_experts;
