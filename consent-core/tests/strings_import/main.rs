//! Records of other consent systems: every vector, damage and hostility, and what comes over of them.

#![cfg(feature = "strings")]

mod any;
mod hostile;
mod laws;
mod translated;
mod vectors;
