//! What stands before every route: who may ask, from where, how much, and how large.
//!
//! *Takes* a request before anything of it is believed.
//! *Gives* it on, with what was found out about it; or a problem.
//! *Never* keeps an address: it is turned into a prefix, held in memory while it counts, and written nowhere.

pub(crate) mod keys;

pub(crate) mod caller;
pub(crate) mod cors;
pub(crate) mod gate;
pub(crate) mod json;
pub(crate) mod limits;
pub(crate) mod size;
