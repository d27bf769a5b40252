//! What a tab does while it is visited: requests, and everything that is written, each with what made it happen.
//!
//! *Takes* the events of the browser's network layer and of its stores, and the notes of a small script that runs in
//! every frame before the page's own and says which script wrote a cookie or a key.
//! *Gives* [`Notes`]: what was begun and written since a phase began, without any value.
//! *Never* changes what a page may do, nor what it gets.

mod cookie_date;

mod initiator;

mod ledger;
pub(crate) use ledger::Ledger;

mod notes;

mod set_cookie;
use set_cookie::SetCookie;

mod tab;
pub(crate) use tab::{Watch, seconds_now};
