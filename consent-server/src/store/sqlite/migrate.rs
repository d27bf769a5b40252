//! Brings a database file to the form this program knows.
//!
//! Numbered steps and SQLite's own `user_version`: the step count is in the file's header, and a step is
//! committed together with its number. (`rusqlite_migration` does the same, for another version of `rusqlite`
//! than ours, and two copies of SQLite cannot be linked into one program.)

use rusqlite::{Connection, TransactionBehavior};

use super::super::StoreError;

/// The steps in order. A step that has been released is never edited.
const STEPS: [&str; 1] = [include_str!("migrations/0001_log.sql")];

/// "CSNT", as the first step writes it.
const OURS: i32 = 0x4353_4E54;

/// Runs the steps that the file lacks, each in its own transaction.
pub(super) fn migrate(database: &mut Connection) -> Result<(), StoreError> {
    let (mine, there) = expect_ours(database)?;
    for (step, number) in STEPS.iter().zip(1..=mine).skip(there as usize) {
        let transaction = database.transaction_with_behavior(TransactionBehavior::Exclusive)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Tells how many steps there are and how many the file has, unless it is somebody else's or too new.
pub(super) fn expect_ours(database: &Connection) -> Result<(u32, u32), StoreError> {
    let mine = STEPS.len() as u32;
    let there: u32 = database.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let whose: i32 = database.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: u32 = database.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let fresh = (whose, there, tables) == (0, 0, 0);
    let ours = whose == OURS && there > 0;
    if !fresh && !ours {
        return Err(StoreError::Corrupt(
            "the file is not a database of this server; name another path".into(),
        ));
    }
    if there > mine {
        return Err(StoreError::Corrupt(format!(
            "the file has form {there} and this program knows forms up to {mine}; run the newer program"
        )));
    }
    Ok((mine, there))
}
