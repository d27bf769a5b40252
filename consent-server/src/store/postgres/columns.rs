//! Columns in and out: numbers and fixed numbers of bytes, which the engine knows only loosely.

use tokio_postgres::Row;

use super::super::Kept;
use super::fault::Fault;

/// A number as the engine stores it. None of ours comes near the end of its range.
pub(super) fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The same for a length.
pub(super) fn length(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number that is never negative.
pub(super) fn number(row: &Row, column: &str) -> Result<u64, Fault> {
    let number: i64 = row.try_get(column)?;
    u64::try_from(number).map_err(|_| Fault::Corrupt(format!("a column {column} holds {number}")))
}

/// The same where there may be none.
pub(super) fn number_if_any(row: &Row, column: &str) -> Result<Option<u64>, Fault> {
    match row.try_get::<_, Option<i64>>(column)? {
        Some(_) => number(row, column).map(Some),
        None => Ok(None),
    }
}

/// So many bytes.
pub(super) fn bytes<const LENGTH: usize>(row: &Row, column: &str) -> Result<[u8; LENGTH], Fault> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map_err(|_| {
        let found = bytes.len();
        Fault::Corrupt(format!(
            "a column {column} holds {found} bytes instead of {LENGTH}"
        ))
    })
}

/// A record with its place, from `id, body, salt, signature, kid, seq`.
pub(super) fn kept(row: &Row) -> Result<Kept, Fault> {
    Ok(Kept {
        id: bytes(row, "id")?,
        body: row.try_get("body")?,
        salt: bytes(row, "salt")?,
        signature: bytes(row, "signature")?,
        kid: row.try_get("kid")?,
        seq: number_if_any(row, "seq")?,
    })
}
