//! Stage 6, prove: an event that came in becomes a sealed entry of its site's log; and entries become receipts again.
//!
//! *Takes* events that are sound by themselves, and what the server knows beside them.
//! *Gives* receipts, once everything in them is durable.
//! *Never* records a part of a batch, and never anything about the person that the event does not say.

mod ingest;
pub(crate) use ingest::{Recorded, ingest, kind_of};

mod sealing;

mod publish;
pub(crate) use publish::publish;

mod erasing;
pub(crate) use erasing::{MOST_AT_ONCE, erase};

mod receipts;
pub(crate) use receipts::{Proofs, receipt_of};

pub(crate) mod counts;

mod plain;
pub(crate) use plain::in_plain_words;
