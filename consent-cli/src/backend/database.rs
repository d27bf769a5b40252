//! Which database a command works on: a file, or the address of a PostgreSQL.

use std::env;
use std::path::PathBuf;

use clap::Args;
use consent_server::Database;

use super::Obstacle;

/// The file when nothing else is said.
const DEFAULT: &str = "consent.db";

/// Where records are kept, as the command line says.
#[derive(Clone, Debug, Default, Args)]
#[group(multiple = false)]
pub(crate) struct Place {
    /// The database file [default: consent.db]
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// The address of a PostgreSQL instead, such as postgres://consent@db.example.se/consent
    /// [env: DATABASE_URL]
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

impl Place {
    /// What the arguments say counts before the environment, so that a command does what it reads like.
    pub(crate) fn database(&self) -> Result<Database, Obstacle> {
        self.or(env::var("DATABASE_URL").ok().filter(|url| !url.is_empty()))
    }

    fn or(&self, by_environment: Option<String>) -> Result<Database, Obstacle> {
        if let Some(file) = &self.data {
            return Ok(Database::Sqlite(file.clone()));
        }
        match self.database_url.clone().or(by_environment) {
            None => Ok(Database::Sqlite(DEFAULT.into())),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Ok(Database::Postgres(url))
            }
            // The address may have a password in it, so it is not repeated.
            Some(_) => Err(Obstacle::new(
                "the address of the database is not one of a PostgreSQL",
                "give it as postgres://user@host/database, or name a file with --data",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(data: Option<&str>, url: Option<&str>) -> Place {
        Place {
            data: data.map(PathBuf::from),
            database_url: url.map(str::to_owned),
        }
    }

    #[test]
    fn an_argument_counts_before_the_environment() {
        let environment = || Some("postgres://by-environment/x".to_owned());
        let of = |place: Place, environment| match place.or(environment).unwrap() {
            Database::Sqlite(file) => file.display().to_string(),
            Database::Postgres(url) => url,
            other => panic!("{other:?}"),
        };
        assert_eq!(of(place(None, None), None), "consent.db");
        assert_eq!(of(place(Some("a.db"), None), environment()), "a.db");
        assert_eq!(
            of(place(None, Some("postgresql://a/b")), environment()),
            "postgresql://a/b"
        );
        assert_eq!(
            of(place(None, None), environment()),
            "postgres://by-environment/x"
        );
    }

    #[test]
    fn another_address_is_refused_without_being_repeated() {
        let fault = place(None, Some("mysql://me:sesame@db"))
            .or(None)
            .unwrap_err()
            .to_string();
        assert!(
            fault.contains("postgres://user@host/database") && !fault.contains("sesame"),
            "{fault}"
        );
    }
}
