//! `consent log verify`: an auditor's look at a whole log, with nothing but its dump or its database.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufReader, Read as _, Seek as _};
use std::path::PathBuf;

use clap::Args;

use super::super::{Report, print};
use crate::Refusal;
use crate::backend::log::{Audited, Auditor, Keyed, Progress};
use crate::backend::{Obstacle, block_on};

/// What every database file of SQLite begins with (sqlite.org/fileformat2.html, section 1.3).
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Checks a whole log offline: every record, every promise, every checkpoint
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent log verify dump.ndjson --keys keys.json
  consent log verify consent.db --keys keys.json --checkpoint last-month.txt
  consent log export --site ngager | consent log verify -

Keys are what the server had at /.well-known/consent-keys when you fetched them yourself. Without them the log's own
keys are used, which proves that it holds together, and nothing against whoever could rewrite all of it.

Exit codes: 0 sound, 1 damaged, 2 wrong use or a file that cannot be read.")]
pub(super) struct Verify {
    /// A dump, a database file, or - for a dump on standard input
    #[arg(value_name = "LOG")]
    log: PathBuf,
    /// Public keys that the log must be signed with
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// A checkpoint of the log that was kept earlier: the log must have grown out of it; repeat it
    #[arg(long = "checkpoint", value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
}

impl Verify {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let auditor = Auditor::new(self.keys.as_deref(), &self.checkpoints)?;
        let audited = if self.log.as_os_str() == "-" {
            auditor.dump(io::stdin().lock(), &Progress::begin(None, "bytes"))?
        } else {
            let mend = "name a dump that `consent log export` wrote, or a database file";
            let unreadable = |error| Obstacle::unreadable(&self.log, &error, mend);
            let mut file = File::open(&self.log).map_err(unreadable)?;
            let length = file.metadata().map_err(unreadable)?.len();
            if Self::is_database(&mut file).map_err(unreadable)? {
                block_on(auditor.file(&self.log))??
            } else {
                auditor.dump(BufReader::new(file), &Progress::begin(Some(length), "verifying"))?
            }
        };
        Ok(Report {
            text: if self.json {
                let said = serde_json::to_string_pretty(&audited);
                said.map_err(|error| Obstacle::said(&error))?
            } else {
                as_text(&audited)
            },
            is_good: audited.is_sound(),
        })
    }
}

impl Verify {
    /// Tells a database from a dump by its first bytes, also when one of these is damaged.
    fn is_database(file: &mut File) -> io::Result<bool> {
        let mut first = Vec::new();
        file.take(SQLITE.len() as u64).read_to_end(&mut first)?;
        file.rewind()?;
        let alike = first
            .iter()
            .zip(SQLITE)
            .filter(|(one, other)| **one == **other)
            .count();
        Ok(alike + 2 >= SQLITE.len())
    }
}

fn as_text(audited: &Audited) -> String {
    let mut text = String::new();
    for log in &audited.logs {
        let _ = writeln!(
            text,
            "{}: {} entries, {} erased, {} checkpoints; the newest that holds covers {}",
            print::place(log.log.as_deref().unwrap_or("a log without a name")),
            log.entries,
            log.erased,
            log.checkpoints,
            log.covered
        );
    }
    for damage in &audited.damages {
        let mark = if damage.is_fault {
            print::bad("fault:")
        } else {
            "note:".into()
        };
        let _ = writeln!(text, "  {mark} {damage}");
    }
    if audited.unlisted > 0 {
        let _ = writeln!(text, "  and {} faults more", audited.unlisted);
    }
    if audited.keyed == Keyed::Own {
        let _ = writeln!(
            text,
            "  note: held against the keys in it; nothing outside vouches for them (see --keys)"
        );
    }
    let verdict = match audited.faults() {
        0 => print::good("sound"),
        1 => print::bad("damaged: 1 fault"),
        many => print::bad(&format!("damaged: {many} faults")),
    };
    text + &verdict
}
