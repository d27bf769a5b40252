//! What an audit came to, for people and for programs.

use std::fmt;

use consent_core::receipt::audit::{Finding, Report};
use serde::Serialize;
use serde::ser::{SerializeStruct as _, Serializer};

/// Where the public keys come from that everything was held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Keyed {
    /// The auditor brought them.
    Pinned,
    /// What is audited brought them itself.
    Own,
}

/// One thing that is damaged, or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Damage {
    /// Whose log it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) site: Option<String>,
    /// The place in that log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) seq: Option<u64>,
    /// The record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    /// The line of the dump.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u64>,
    /// Whether it is a fault; else it is only worth knowing.
    #[serde(rename = "fault")]
    pub(crate) is_fault: bool,
    /// What is wrong.
    pub(crate) message: String,
}

impl Damage {
    /// A fault of the whole.
    pub(crate) fn of_all(site: Option<&str>, message: impl Into<String>) -> Self {
        Self {
            site: site.map(str::to_owned),
            seq: None,
            id: None,
            line: None,
            is_fault: true,
            message: message.into(),
        }
    }

    fn found(site: Option<&str>, finding: &Finding, has_lines: bool) -> Self {
        Self {
            site: site.map(str::to_owned),
            seq: finding.seq,
            id: finding.id.map(|id| id.to_string()),
            line: Some(finding.line).filter(|line| has_lines && *line > 0),
            is_fault: finding.problem.is_fault(),
            message: finding.problem.to_string(),
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.site.clone(),
            self.seq.map(|seq| format!("entry {seq}")),
            self.id.clone(),
            self.line.map(|line| format!("line {line}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if !parts.is_empty() {
            write!(f, "{}: ", parts.join(", "))?;
        }
        f.write_str(&self.message)
    }
}

/// One log as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Log {
    /// Its name; nothing if that cannot be read.
    pub(crate) log: Option<String>,
    pub(crate) entries: u64,
    pub(crate) erased: u64,
    pub(crate) checkpoints: u64,
    /// How many entries the newest checkpoint covers that holds.
    pub(crate) covered: u64,
}

/// Everything that was audited.
#[derive(Clone, Debug)]
pub(crate) struct Audited {
    pub(crate) keyed: Keyed,
    pub(crate) logs: Vec<Log>,
    pub(crate) damages: Vec<Damage>,
    /// Faults beyond those that are listed.
    pub(crate) unlisted: u64,
}

impl Audited {
    /// Nothing has been audited yet.
    pub(crate) const fn begin(keyed: Keyed) -> Self {
        Self {
            keyed,
            logs: Vec::new(),
            damages: Vec::new(),
            unlisted: 0,
        }
    }

    /// Takes in the audit of one log; without lines it was not read from a dump.
    pub(crate) fn add(&mut self, report: &Report, site: Option<&str>, has_lines: bool) {
        let site = site.or(report.log.as_ref().map(|log| log.site()));
        let listed = report
            .findings
            .iter()
            .filter(|finding| finding.problem.is_fault());
        let listed = u64::try_from(listed.count()).unwrap_or(u64::MAX);
        self.unlisted += report.faults.saturating_sub(listed);
        self.damages.extend(
            report
                .findings
                .iter()
                .map(|finding| Damage::found(site, finding, has_lines)),
        );
        self.logs.push(Log {
            log: report.log.as_ref().map(ToString::to_string),
            entries: report.entries,
            erased: report.erased,
            checkpoints: report.checkpoints,
            covered: report.covered,
        });
    }

    /// How many faults there are.
    pub(crate) fn faults(&self) -> u64 {
        let listed = self.damages.iter().filter(|damage| damage.is_fault);
        self.unlisted + u64::try_from(listed.count()).unwrap_or(u64::MAX)
    }

    /// Tells whether everything is proved, or erased and accounted for.
    pub(crate) fn is_sound(&self) -> bool {
        self.faults() == 0
    }
}

impl Serialize for Audited {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Audited", 5)?;
        object.serialize_field("ok", &self.is_sound())?;
        object.serialize_field("keys", &self.keyed)?;
        object.serialize_field("logs", &self.logs)?;
        object.serialize_field("faults", &self.faults())?;
        object.serialize_field("findings", &self.damages)?;
        object.end()
    }
}
