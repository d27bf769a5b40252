//! Whose a cookie or a script is, by what a browser or a policy shows of it.
//!
//! *Takes* the name of a cookie or storage key with what else is known, or the address of a script, frame or pixel.
//! *Gives* the service it belongs to, or every one that it may belong to.
//! *Never* guesses: what two services store under one name is told apart by its domain or by what else is on the
//! site, or it stays ambiguous.

mod address;
mod candidate;
mod name;

pub use candidate::Under;
pub use name::Identified;
