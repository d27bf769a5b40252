//! Where a log is read from: a database file as it is at one moment, or a PostgreSQL that others go on using.

use std::sync::Arc;

use consent_core::receipt::{KeySet, LogName, PublicKey};
use consent_core::time::Millis;
use consent_server::Database;
use consent_server::store::{
    CheckpointRow, LoggedEntry, NoticeRow, PolicyRow, PostgresOptions, PostgresStore, PublicKeyRow,
    SqliteFile, Store, StoreError,
};

use crate::backend::Obstacle;

/// An open database, for reading.
#[derive(Debug)]
pub(crate) enum Source {
    /// A file.
    File(SqliteFile),
    /// A database that many use at once.
    Shared(Arc<dyn Store>),
}

/// One question, asked of either.
macro_rules! ask {
    ($source:expr, $question:ident($($argument:expr),*)) => {
        match $source {
            Source::File(file) => file.$question($($argument),*),
            Source::Shared(store) => store.$question($($argument),*).await,
        }
        .map_err(unreadable)
    };
}

impl Source {
    /// Opens a database.
    pub(crate) async fn open(database: &Database) -> Result<Self, Obstacle> {
        match database {
            Database::Sqlite(path) => {
                if !path.is_file() {
                    return Err(Obstacle::new(
                        format_args!("there is no database file {}", path.display()),
                        "name the file that `consent serve` records into with --data",
                    ));
                }
                SqliteFile::open(path).map(Self::File).map_err(unreadable)
            }
            Database::Postgres(url) => {
                let store = PostgresStore::connect(url, PostgresOptions::default()).await;
                Ok(Self::Shared(Arc::new(store.map_err(unreadable)?)))
            }
            Database::Open(store) => Ok(Self::Shared(Arc::clone(store))),
            _ => Err(Obstacle::new(
                "this kind of database is not known here",
                "use a newer program",
            )),
        }
    }

    /// The sites that have a log, as far as the engine tells.
    pub(crate) fn sites(&self) -> Result<Vec<String>, Obstacle> {
        match self {
            Self::File(file) => file.sites().map_err(unreadable),
            Self::Shared(_) => Ok(Vec::new()),
        }
    }

    pub(super) async fn size(&self, site: &str) -> Result<u64, Obstacle> {
        ask!(self, size(site))
    }

    pub(super) async fn entries(
        &self,
        site: &str,
        from: u64,
        limit: usize,
    ) -> Result<Vec<LoggedEntry>, Obstacle> {
        ask!(self, entries(site, from, limit))
    }

    pub(super) async fn checkpoints(
        &self,
        site: &str,
        from: u64,
        limit: usize,
    ) -> Result<Vec<CheckpointRow>, Obstacle> {
        ask!(self, checkpoints(site, from, limit))
    }

    pub(super) async fn policies(&self, site: &str) -> Result<Vec<PolicyRow>, Obstacle> {
        ask!(self, policies(site))
    }

    pub(super) async fn notices(&self, site: &str) -> Result<Vec<NoticeRow>, Obstacle> {
        ask!(self, notices(site))
    }

    /// Every public key that ever signed here; one that is none any more is left out, and missed where it is needed.
    pub(crate) async fn keys(&self) -> Result<KeySet, Obstacle> {
        let rows: Vec<PublicKeyRow> = ask!(self, public_keys())?;
        let keys = rows.into_iter().filter_map(|row| {
            let millis = Millis::from_millis;
            PublicKey::new(row.public, millis(row.not_before), row.not_after.map(millis)).ok()
        });
        Ok(KeySet::new(keys))
    }

    /// The name of a site's log, as its first checkpoint has it.
    pub(crate) async fn log(&self, site: &str) -> Result<Option<LogName>, Obstacle> {
        let first = self.checkpoints(site, 0, 1).await?;
        let name = first
            .first()
            .and_then(|row| row.note.lines().next().map(str::to_owned));
        Ok(name.and_then(|name| LogName::parse(&name)))
    }

    /// Lets others go on alone.
    pub(crate) async fn close(self) {
        if let Self::Shared(store) = self {
            store.close().await;
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn unreadable(error: StoreError) -> Obstacle {
    let mend = match &error {
        StoreError::Corrupt(_) => "see what `consent log verify` finds in it",
        _ => "check the database, and that this user may read it",
    };
    Obstacle::new(format_args!("the log cannot be read: {error}"), mend)
}
