//! What a client was promised: the receipts themselves, in a file, because they are many.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use consent_core::receipt::RecordId;
use consent_tests::serving::{Answer, Prepared};
use hyper::StatusCode;
use serde_json::Value;

/// What one client, or all of them, were promised.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// Files with a receipt a line.
    pub(crate) files: Vec<PathBuf>,
    /// Every event that was ever sent, acknowledged or not.
    pub(crate) sent: u64,
    pub(crate) acknowledged: u64,
    /// Events that were sent again after a kill.
    pub(crate) retried: u64,
    /// Of those, events that had been recorded before it.
    pub(crate) duplicates: u64,
    /// Records whose erasure was acknowledged.
    pub(crate) erased: BTreeSet<RecordId>,
    writer: Option<BufWriter<File>>,
}

impl Ledger {
    pub(crate) fn in_file(file: PathBuf) -> Self {
        let writer = File::create(&file).expect("a file for receipts");
        Self {
            files: vec![file],
            writer: Some(BufWriter::new(writer)),
            ..Self::default()
        }
    }

    pub(crate) fn sent(&mut self, events: usize, is_again: bool) {
        if is_again {
            self.retried += events as u64;
        } else {
            self.sent += events as u64;
        }
    }

    /// Writes down the receipts of an answer. True when all of it had been recorded before.
    pub(crate) fn acknowledged(&mut self, answer: &Answer, prepared: &Prepared) -> Result<bool, String> {
        let said = || String::from_utf8_lossy(&answer.body).into_owned();
        if !matches!(answer.status, StatusCode::OK | StatusCode::CREATED) {
            return Err(format!("a sound batch was refused: {} {}", answer.status, said()));
        }
        let body: Value =
            serde_json::from_slice(&answer.body).map_err(|error| format!("{error}: {}", said()))?;
        let receipts = body["receipts"].as_array().map(Vec::as_slice).unwrap_or_default();
        let ids = receipts
            .iter()
            .map(|receipt| receipt["record"]["id"].as_str().and_then(RecordId::parse));
        if !ids.eq(prepared.ids.iter().map(|id| Some(*id))) {
            return Err(format!("the receipts are not those of the events: {}", said()));
        }
        if let Some(writer) = &mut self.writer {
            for receipt in receipts {
                writeln!(writer, "{receipt}").map_err(|error| format!("receipts cannot be kept: {error}"))?;
            }
        }
        self.acknowledged += receipts.len() as u64;
        Ok(answer.status == StatusCode::OK)
    }

    /// Puts another client's to these.
    pub(crate) fn add(&mut self, mut other: Self) {
        if let Some(mut writer) = other.writer.take() {
            writer.flush().expect("room for receipts");
        }
        self.files.append(&mut other.files);
        self.sent += other.sent;
        self.acknowledged += other.acknowledged;
        self.retried += other.retried;
        self.duplicates += other.duplicates;
        self.erased.append(&mut other.erased);
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} events acknowledged, {} retried after a kill, {} of these answered as duplicates; {} records erased",
            self.acknowledged,
            self.retried,
            self.duplicates,
            self.erased.len()
        )
    }
}
