//! Erasing records, with the entry that says so in the same transaction.

use deadpool_postgres::Pool;
use tokio_postgres::IsolationLevel;

use super::super::{Appended, Sealed, StoreError};
use super::fault::Fault;
use super::lease::Enrolled;
use super::retry::again;
use super::round::{Round, write};
use super::statement::{rows, run};

/// Erases records and appends the tombstone, or does neither.
pub(super) async fn erase(
    pool: &Pool,
    enrolled: &Enrolled,
    site: &str,
    ids: &[[u8; 16]],
    tombstone: &Sealed,
) -> Result<Appended, StoreError> {
    match again(|| attempt(pool, enrolled, site, ids, tombstone)).await? {
        Round::Whole(mut answers) => {
            let told = answers.pop().flatten().and_then(|mut told| told.pop());
            told.ok_or_else(|| StoreError::Corrupt("one entry had no answer".into()))
        }
        Round::Refused(refused) => Err(match refused.first() {
            Some(&(_, index, conflict)) => StoreError::Conflict { index, conflict },
            None => StoreError::Corrupt("an entry was refused without a reason".into()),
        }),
    }
}

async fn attempt(
    pool: &Pool,
    enrolled: &Enrolled,
    site: &str,
    ids: &[[u8; 16]],
    tombstone: &Sealed,
) -> Result<Round, Fault> {
    let mut client = pool.get().await?;
    let transaction = client
        .build_transaction()
        .isolation_level(IsolationLevel::ReadCommitted)
        .start()
        .await?;
    enrolled.enroll(&transaction, site).await?;
    let ids: Vec<&[u8]> = ids.iter().map(|id| &id[..]).collect();
    let mut subjects: Vec<String> = rows(&transaction, ERASE, &[&site, &ids], |row| {
        Ok(row.try_get("subject")?)
    })
    .await?;
    subjects.sort();
    subjects.dedup();
    if !subjects.is_empty() {
        run(&transaction, UNLINK, &[&site, &subjects]).await?;
    }
    let round = write(&transaction, site, [std::slice::from_ref(tombstone)]).await?;
    if let Round::Whole(_) = round {
        transaction.commit().await?;
        enrolled.keep(site);
    } else {
        transaction.rollback().await?;
    }
    Ok(round)
}

/// Entries that are nobody's stay.
const ERASE: &str = "
    DELETE FROM records
    WHERE site = $1 AND id IN (SELECT t.id FROM unnest($2::BYTEA[]) AS t (id)) AND subject IS NOT NULL
    RETURNING subject";

const UNLINK: &str = "
    DELETE FROM links WHERE site = $1 AND subject IN (SELECT unnest($2::TEXT[])) AND NOT EXISTS (
        SELECT 1 FROM records r WHERE r.site = $1 AND r.subject = links.subject)";
