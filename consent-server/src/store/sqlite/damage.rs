//! Where a damaged page of a file belongs: to which table, and to which records.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use consent_core::receipt::RecordId;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use super::super::StoreError;
use super::seal::PAGE;

/// A page that is not as it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedPage {
    /// Its number, from 1.
    pub page: u32,
    /// The table or index that it belongs to, as far as that can be told.
    pub part: Option<String>,
    /// The records that have something on it, as (site, id). One of them is damaged, or the space beside them.
    pub records: Vec<(String, RecordId)>,
}

impl fmt::Display for DamagedPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let begins = u64::from(self.page - 1) * PAGE;
        write!(f, "page {} (bytes {begins} to {})", self.page, begins + PAGE - 1)?;
        if let Some(part) = &self.part {
            write!(f, " of {part}")?;
        }
        for (at, (site, id)) in self.records.iter().enumerate() {
            f.write_str(if at == 0 { ", with " } else { " and " })?;
            write!(f, "record {id} of {site}")?;
        }
        Ok(())
    }
}

/// Opens a file that nobody writes to, exactly as it is, without a trace.
pub(super) fn open_unchanged(path: &Path) -> rusqlite::Result<Connection> {
    let mut name = String::from("file:");
    for letter in path.to_string_lossy().chars() {
        match letter {
            '%' => name.push_str("%25"),
            '?' => name.push_str("%3f"),
            '#' => name.push_str("%23"),
            other => name.push(other),
        }
    }
    name.push_str("?immutable=1");
    Connection::open_with_flags(
        name,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    )
}

/// Finds out what stands on damaged pages. The file is damaged, so that every answer may be missing.
pub(super) fn locate(path: &Path, pages: &[u32]) -> Vec<DamagedPage> {
    let Ok(database) = open_unchanged(path) else {
        let unknown = |page| DamagedPage {
            page,
            part: None,
            records: Vec::new(),
        };
        return pages.iter().copied().map(unknown).collect();
    };
    let map = Map::draw(&database);
    let locate = |&page| {
        let rows = map
            .leaf(page)
            .map_or_else(Vec::new, |(leaf, cell)| rows_on(path, leaf, cell));
        DamagedPage {
            page,
            part: map.parts.get(&page).map(|(part, _)| part.clone()),
            records: rows
                .into_iter()
                .filter_map(|row| record(&database, row))
                .collect(),
        }
    };
    pages.iter().map(locate).collect()
}

/// Says what is damaged, and what to do.
pub(super) fn found(path: &Path, pages: &[u32]) -> StoreError {
    let mut said: Vec<_> = locate(path, pages.get(..MOST_SAID).unwrap_or(pages))
        .iter()
        .map(ToString::to_string)
        .collect();
    if pages.len() > MOST_SAID {
        said.push(format!("{} more", pages.len() - MOST_SAID));
    }
    StoreError::Corrupt(format!(
        "{} has changed since it was closed: {}; bring back a snapshot",
        path.display(),
        said.join("; ")
    ))
}

/// Which page belongs to what.
struct Map {
    /// The part and, within it, the path from its root as `dbstat` writes it.
    parts: HashMap<u32, (String, String)>,
    /// Pages of the records by their path.
    paths: HashMap<String, u32>,
}

impl Map {
    /// Each part by itself: one that is broken hides no other.
    fn draw(database: &Connection) -> Self {
        let mut map = Self {
            parts: HashMap::new(),
            paths: HashMap::new(),
        };
        let parts = super::rows(
            database,
            "SELECT name FROM sqlite_schema WHERE rootpage > 0",
            [],
            |row| row.get(0),
        );
        let mut parts: Vec<String> = parts.unwrap_or_default();
        parts.push("sqlite_schema".into());
        for part in parts {
            let Ok(mut pages) = database.prepare("SELECT pageno, path FROM dbstat WHERE name = ?1") else {
                continue;
            };
            let pages = pages.query_map([&part], |row| {
                Ok((row.get::<_, u32>(0)?, row.get::<_, String>(1)?))
            });
            for (page, place) in pages.into_iter().flatten().map_while(Result::ok) {
                if part == RECORDS {
                    map.paths.insert(place.clone(), page);
                }
                map.parts.insert(page, (part.clone(), place));
            }
        }
        map
    }

    /// The leaf of the records' tree that a page is or hangs on, and on which of its cells.
    fn leaf(&self, page: u32) -> Option<(u32, Option<usize>)> {
        let (part, place) = self.parts.get(&page)?;
        if part != RECORDS {
            return None;
        }
        // "/1c2/003+000001": the second overflow page of the fourth cell of the leaf "/1c2/".
        let Some((cell, _)) = place.split_once('+') else {
            return Some((page, None));
        };
        let (leaf, cell) = cell.rsplit_once('/')?;
        let leaf = self.paths.get(&format!("{leaf}/"))?;
        Some((*leaf, usize::from_str_radix(cell, 16).ok()))
    }
}

/// Row numbers on a leaf page of a table, of one cell or of all (sqlite.org/fileformat2.html, section 1.6).
fn rows_on(path: &Path, page: u32, cell: Option<usize>) -> Vec<i64> {
    let mut bytes = vec![0; PAGE as usize];
    let read = File::open(path).and_then(|mut file| {
        file.seek(SeekFrom::Start(u64::from(page - 1) * PAGE))?;
        file.read_exact(&mut bytes)
    });
    if read.is_err() || bytes[0] != LEAF {
        return Vec::new();
    }
    let cells = usize::from(u16::from_be_bytes([bytes[3], bytes[4]]));
    let row = |pointer: &[u8]| {
        let at = usize::from(u16::from_be_bytes([pointer[0], pointer[1]]));
        let (_, after_length) = varint(bytes.get(at..)?)?;
        varint(bytes.get(at + after_length..)?).map(|(row, _)| row)
    };
    let pointers = bytes[8..].chunks_exact(2).take(cells).enumerate();
    pointers
        .filter(|(at, _)| cell.is_none_or(|cell| cell == *at))
        .filter_map(|(_, pointer)| row(pointer))
        .collect()
}

/// A number of 1 to 9 bytes, and how many they were.
fn varint(bytes: &[u8]) -> Option<(i64, usize)> {
    let mut number = 0i64;
    for (byte, length) in bytes.iter().zip(1..=8) {
        number = number << 7 | i64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, length));
        }
    }
    bytes.get(8).map(|last| (number << 8 | i64::from(*last), 9))
}

fn record(database: &Connection, row: i64) -> Option<(String, RecordId)> {
    let sql = "SELECT site, id FROM records WHERE place = ?1 AND id IS NOT NULL";
    let found = database.query_row(sql, [row], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, [u8; 16]>(1)?))
    });
    let (site, id) = found.optional().ok()??;
    Some((site, RecordId::from_bytes(id)?))
}

const RECORDS: &str = "records";

/// What the leaf page of a table begins with.
const LEAF: u8 = 0x0d;

/// More pages than this are counted in a message.
const MOST_SAID: usize = 8;
