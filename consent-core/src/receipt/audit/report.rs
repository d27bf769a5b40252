//! The outcome of an audit.

use alloc::vec::Vec;

use super::super::LogName;
use super::{Finding, Problem};

/// The most findings that are kept; more are counted only.
pub(super) const MOST_FINDINGS: usize = 1_000;

/// What an audit of a whole dump came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Which log it is; nothing if the dump does not say.
    pub log: Option<LogName>,
    /// How many entries were read.
    pub entries: u64,
    /// Of how many the content is erased.
    pub erased: u64,
    /// How many checkpoints were read.
    pub checkpoints: u64,
    /// How many entries the newest checkpoint covers that holds.
    pub covered: u64,
    /// What was found: in the order of the lines, then about the dump as a whole. The first thousand.
    pub findings: Vec<Finding>,
    /// How many faults there are in all.
    pub faults: u64,
}

impl Report {
    /// Tells whether every entry is proved, or erased and accounted for.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.faults == 0
    }

    pub(super) fn add(&mut self, finding: Finding) {
        if finding.problem.is_fault() {
            self.faults = self.faults.saturating_add(1);
        }
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }

    pub(super) fn add_about_all(&mut self, problem: Problem) {
        self.add(Finding {
            line: 0,
            seq: None,
            id: None,
            problem,
        });
    }
}
