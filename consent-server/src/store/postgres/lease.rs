//! Who leads a site's log: a row for each site, with a fence that grows whenever the lead changes hands.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use deadpool_postgres::{Client, Transaction};

use super::columns::number;
use super::fault::Fault;
use super::statement::{first, rows, run};

/// Sites that are known to have a row.
#[derive(Debug, Default)]
pub(super) struct Enrolled(Mutex<HashSet<String>>);

impl Enrolled {
    /// Gives the site a row, if that has not happened yet. Nobody leads a new one.
    pub(super) async fn enroll(&self, transaction: &Transaction<'_>, site: &str) -> Result<(), Fault> {
        let known = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(site);
        if !known {
            run(transaction, ENROLL, &[&site]).await?;
        }
        Ok(())
    }

    /// Remembers that the row is there, once that is durable.
    pub(super) fn keep(&self, site: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.contains(site) {
            known.insert(site.to_owned());
        }
    }
}

/// A site that has entries without a place, and could be led.
#[derive(Debug)]
pub(super) struct Due {
    pub(super) site: String,
    /// Whether this node may try: it leads, or nobody does.
    pub(super) ours: bool,
    pub(super) waiting: usize,
}

/// Every site with entries without a place.
pub(super) async fn due(client: &Client, holder: &str) -> Result<Vec<Due>, Fault> {
    let mut due = rows(client, DUE, &[&holder], |row| {
        Ok(Due {
            site: row.try_get("site")?,
            ours: row.try_get("ours")?,
            waiting: usize::try_from(number(row, "waiting")?).unwrap_or(usize::MAX),
        })
    })
    .await?;
    due.retain(|site| site.waiting > 0);
    Ok(due)
}

/// Every site that has a row.
pub(super) async fn sites(client: &Client) -> Result<Vec<String>, Fault> {
    rows(client, "SELECT site FROM leases ORDER BY site", &[], |row| {
        Ok(row.try_get("site")?)
    })
    .await
}

/// Takes or keeps the lead for this transaction and a while after it. Nothing when another leads.
///
/// The row is locked until the transaction ends, so that nobody can take over in between. The fence tells whether
/// somebody did before: it is `remembered` still, or what was remembered no longer holds. A node that was paused for
/// longer than its lease finds either out, however late it wakes up. All times are the database's.
pub(super) async fn lead(
    transaction: &Transaction<'_>,
    site: &str,
    holder: &str,
    remembered: Option<i64>,
    lease: Duration,
) -> Result<Option<i64>, Fault> {
    let lease = lease.as_secs_f64();
    first(transaction, LEAD, &[&site, &holder, &remembered, &lease], |row| {
        Ok(row.try_get("fence")?)
    })
    .await
}

/// Gives up every lead, so that others need not wait for it to lapse.
pub(super) async fn resign(client: &Client, holder: &str) -> Result<(), Fault> {
    run(client, RESIGN, &[&holder]).await?;
    Ok(())
}

const ENROLL: &str = "
    INSERT INTO leases (site, holder, fence, until) VALUES ($1, '', 0, clock_timestamp())
    ON CONFLICT DO NOTHING";

const DUE: &str = "
    SELECT l.site, l.holder = $1 OR l.until < clock_timestamp() AS ours,
           (SELECT count(*) FROM inbox i WHERE i.site = l.site) AS waiting
    FROM leases l";

const LEAD: &str = "
    UPDATE leases
    SET holder = $2,
        fence = CASE WHEN holder = $2 AND fence = $3 THEN fence ELSE fence + 1 END,
        until = clock_timestamp() + $4 * INTERVAL '1 second'
    WHERE site = $1 AND (holder = $2 OR until < clock_timestamp())
    RETURNING fence";

const RESIGN: &str = "UPDATE leases SET until = clock_timestamp() WHERE holder = $1";
