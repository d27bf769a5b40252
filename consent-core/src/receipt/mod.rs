//! Stage 6, prove: a decision as a record, sealed by whoever keeps it; and stage 7, verify: the same, checked by anybody.
//!
//! *Takes* what a page reported, a policy, a key and the hashes of a log.
//! *Gives* a [`ConsentRecord`], a [`Receipt`] for it, the log's [`Checkpoint`]s and proofs, and, of these and nothing
//! else, a [`VerifiedReceipt`] or a whole [`audit`] of a log.
//! *Never* believes: whatever is read here was written by somebody who may gain from it.
//!
//! WIRE.md beside this crate's manifest has every byte that is hashed or signed.

#[macro_use]
mod text;

mod id;
pub use id::{LogName, RecordId, SiteKey};

mod words;
pub use words::{Flag, Reason, RegimeBecause, Source};

mod granted;

mod imported;
pub use imported::Imported;

mod record;
pub use record::{ConsentRecord, Contradiction};

mod entry;
pub use entry::{Entry, EntryError, Publication, Tombstone, Version};

mod bytes;
pub use bytes::{Commitment, Hash, Salt, Signature};

mod commitment;
pub use commitment::leaf_hash;

mod seal;
pub use seal::{MERGE_DELAY, Seal, Sealed};

mod keys;
pub use keys::{KeyError, KeySet, Kid, PublicKey};

pub mod merkle;

mod note;

mod checkpoint;
pub use checkpoint::{Checkpoint, CheckpointError, VerifiedCheckpoint};

#[allow(clippy::module_inception, reason = "a receipt is what this stage is about")]
mod receipt;
pub use receipt::{Algorithm, Inclusion, Receipt, ReceiptShapeError};

mod verify;
pub use verify::{ReceiptError, VerifiedReceipt};

mod event;
pub use event::{Event, EventDraft, EventError, Facts};

mod batch;
pub use batch::{Batch, BatchError, BatchFault};

mod moment;

mod iso27560;
pub use iso27560::iso27560;

mod dump;
pub use dump::{Dump, DumpedContent};

pub mod audit;
