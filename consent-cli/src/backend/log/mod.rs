//! Whole logs: written out as a dump, and audited from a dump or from the database itself.
//!
//! *Takes* a dump, a database, the auditor's own keys, and checkpoints that were seen earlier.
//! *Gives* an [`Audited`]: for each log what was found, with the place and the id of each damaged record.
//! *Never* changes what it reads, and never stops at the first fault.

mod audited;
pub(crate) use audited::{Audited, Damage, Keyed};

mod auditor;
pub(crate) use auditor::Auditor;

mod export;
pub(crate) use export::{Exported, export};

mod file;

mod lines;

mod progress;
pub(crate) use progress::Progress;

mod source;
pub(crate) use source::Source;

#[cfg(test)]
mod sample;
