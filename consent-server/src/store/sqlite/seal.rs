//! The page seal: what every page of a closed file was, so that one flipped byte anywhere in it is found.
//!
//! SQLite itself would not notice most of them. The seal lies beside the file (`<file>.seal`) from a clean close, or
//! from a snapshot, until the next opening. It is against rot, not against people: whoever can write the file can
//! write the seal, and what they cannot write is the signed log.
//!
//! Its form: a line `consent-seal-v1 <bytes of a page> <bytes of the file>`, 8 bytes of SHA-256 a page, and the
//! SHA-256 of all that.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::super::StoreError;
use super::beside;
use super::lock::private;

/// The bytes of a page: of the database, and of the seal.
pub(super) const PAGE: u64 = 4096;

const FIRST_WORD: &str = "consent-seal-v1";
const DIGEST: usize = 8;

/// What a sealed file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sealed {
    /// There is no seal.
    No,
    /// Every byte is as it was.
    Whole,
    /// These pages are not, from 1 as SQLite counts them.
    Broken(Vec<u32>),
}

/// Seals a closed file. The seal is on the disk when this returns.
pub(super) fn put(database: &Path) -> Result<(), StoreError> {
    if fs::metadata(log_beside(database)).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::Engine(
            format!(
                "another program has {} open, so that it is not closed yet",
                database.display()
            )
            .into(),
        ));
    }
    let written = || -> io::Result<()> {
        let mut seal = format!("{FIRST_WORD} {PAGE} {}\n", fs::metadata(database)?.len()).into_bytes();
        for digest in digests(database)? {
            seal.extend_from_slice(&digest);
        }
        let all = Sha256::digest(&seal);
        seal.extend_from_slice(&all);

        let (path, draft) = (beside(database, "seal"), beside(database, "seal-draft"));
        let mut file = private(File::options().create(true).truncate(true).write(true)).open(&draft)?;
        file.write_all(&seal)?;
        file.sync_all()?;
        fs::rename(&draft, &path)?;
        sync_folder(database)
    };
    written().map_err(|fault| failed(database, "written", &fault))
}

/// Compares a file with its seal.
pub(super) fn check(database: &Path) -> Result<Sealed, StoreError> {
    let path = beside(database, "seal");
    let seal = match fs::read(&path) {
        Ok(seal) => seal,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(Sealed::No),
        Err(fault) => return Err(failed(database, "read", &fault)),
    };
    let Some((length, sealed)) = parse(&seal) else {
        return Err(StoreError::Corrupt(format!(
            "the seal {} is damaged itself; if the database is trusted, remove the seal and start again",
            path.display()
        )));
    };
    let there = fs::metadata(database)
        .map_err(|fault| failed(database, "compared", &fault))?
        .len();
    if there != length {
        return Err(StoreError::Corrupt(format!(
            "{} has {there} bytes and was sealed with {length}: bring back a snapshot",
            database.display()
        )));
    }
    if fs::metadata(log_beside(database)).is_ok_and(|wal| wal.len() > 0) {
        return Err(StoreError::Corrupt(format!(
            "another program has written to {} since it was closed (there is a write-ahead log)",
            database.display()
        )));
    }
    let found = digests(database).map_err(|fault| failed(database, "compared", &fault))?;
    let broken: Vec<_> = (1u32..)
        .zip(found.iter().zip(sealed.chunks_exact(DIGEST)))
        .filter(|(_, (found, sealed))| found.as_slice() != *sealed)
        .map(|(page, _)| page)
        .collect();
    Ok(if broken.is_empty() {
        Sealed::Whole
    } else {
        Sealed::Broken(broken)
    })
}

/// Takes the seal away, for good, before the file is written to: one that is out of date would cry wolf.
pub(super) fn take(database: &Path) -> Result<(), StoreError> {
    match fs::remove_file(beside(database, "seal")) {
        Ok(()) => sync_folder(database).map_err(|fault| failed(database, "removed", &fault)),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(fault) => Err(failed(database, "removed", &fault)),
    }
}

/// The file's length when it was sealed, and its pages' digests.
fn parse(seal: &[u8]) -> Option<(u64, &[u8])> {
    let (said, all) = seal.split_last_chunk::<32>()?;
    if Sha256::digest(said).as_slice() != all {
        return None;
    }
    let end = said.iter().position(|byte| *byte == b'\n')?;
    let (line, digests) = said.split_at(end);
    let mut words = std::str::from_utf8(line).ok()?.split(' ');
    let (word, page, length) = (words.next()?, words.next()?, words.next()?.parse::<u64>().ok()?);
    let digests = digests.get(1..)?;
    let fits = digests.len() as u64 == length.div_ceil(PAGE) * DIGEST as u64;
    (word == FIRST_WORD && page == PAGE.to_string() && fits).then_some((length, digests))
}

fn digests(database: &Path) -> io::Result<Vec<[u8; DIGEST]>> {
    let mut file = BufReader::with_capacity(1 << 20, File::open(database)?);
    let mut digests = Vec::new();
    let mut page = Vec::with_capacity(PAGE as usize);
    while file.by_ref().take(PAGE).read_to_end(&mut page)? > 0 {
        let mut digest = [0; DIGEST];
        digest.copy_from_slice(&Sha256::digest(&page)[..DIGEST]);
        digests.push(digest);
        page.clear();
    }
    Ok(digests)
}

/// Makes what was done to the names in a folder last.
pub(super) fn sync_folder(database: &Path) -> io::Result<()> {
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Where SQLite puts what is not in the file yet.
pub(super) fn log_beside(database: &Path) -> std::path::PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn failed(database: &Path, what: &str, fault: &io::Error) -> StoreError {
    StoreError::Engine(format!("the seal of {} could not be {what}: {fault}", database.display()).into())
}
