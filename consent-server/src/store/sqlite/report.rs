//! What the deep check of a database file came to.

use consent_core::receipt::audit::Report;

use super::damage::DamagedPage;

/// What the deep check of a database file came to.
#[derive(Debug)]
pub struct FileReport {
    /// What the page seal says.
    pub pages: Pages,
    /// What SQLite's own check found.
    pub structure: Vec<String>,
    /// What was found in each site's log.
    pub sites: Vec<SiteReport>,
}

/// What the page seal of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pages {
    /// There is none: the file is in use, or was not closed.
    Unsealed,
    /// Every byte is as it was when the file was closed.
    Whole,
    /// These pages are not.
    Damaged(Vec<DamagedPage>),
    /// The seal cannot be compared at all, for this reason.
    Unreadable(String),
}

/// What the deep check of one site's log came to.
#[derive(Debug)]
pub struct SiteReport {
    /// Which site.
    pub site: String,
    /// The audit, as of an exported dump. Its lines are those that the dump would have.
    pub audit: Report,
    /// What contradicts the log beside it: nodes, columns, checkpoints.
    pub faults: Vec<String>,
}

impl FileReport {
    /// Tells whether nothing was found.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        matches!(self.pages, Pages::Unsealed | Pages::Whole)
            && self.structure.is_empty()
            && self
                .sites
                .iter()
                .all(|site| site.audit.is_sound() && site.faults.is_empty())
    }
}
