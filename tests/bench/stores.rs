//! The store by itself: what it makes durable when nothing else is to be done.

use std::sync::Arc;
use std::time::{Duration, Instant};

use consent_core::receipt::{Batch, Entry, Facts, LogName, Salt, Seal, SiteKey};
use consent_server::store::{
    PostgresOptions, PostgresStore, Sealed, SqliteOptions, SqliteStore, Store, StoreError, Tally,
};
use consent_tests::serving::{Chance, Data, Events, Place};
use tokio::task::JoinSet;

/// How many write at the same time; each waits for its batch to be durable before the next.
const WRITERS: usize = 64;
/// Batches that each has ready.
const BATCHES: usize = 30;

/// Opens a fresh store like the one that was measured, and writes into it alone.
pub(crate) async fn alone(place: &Place, data: &Data) -> Result<String, String> {
    let store: Arc<dyn Store> = match data {
        Data::Sqlite => {
            let opened = SqliteStore::open(place.file("alone.db"), SqliteOptions::default()).await;
            Arc::new(opened.map_err(broken)?)
        }
        Data::Postgres(url) => {
            let opened = PostgresStore::connect(url, PostgresOptions::default()).await;
            Arc::new(opened.map_err(broken)?)
        }
    };
    let ready: Vec<Vec<Vec<Sealed>>> = prepared(place)?;
    let began = Instant::now();
    let mut writers = JoinSet::new();
    for batches in ready {
        let store = Arc::clone(&store);
        writers.spawn(async move {
            let mut records = 0_u64;
            for batch in batches {
                records += batch.len() as u64;
                store.append(SITE, batch).await?;
            }
            Ok::<u64, StoreError>(records)
        });
    }
    let mut records = 0;
    while let Some(writer) = writers.join_next().await {
        records += writer.map_err(|error| error.to_string())?.map_err(broken)?;
    }
    let took = began.elapsed();
    store.close().await;
    Ok(format!(
        "  the store alone, {WRITERS} writers of batches of {}: {:.0} records/s, {:.1} µs each",
        Batch::MOST_EVENTS,
        records as f64 / took.as_secs_f64(),
        micros(took) / records.max(1) as f64
    ))
}

/// A site that nobody else writes for.
const SITE: &str = "alone";

/// Records that are sealed already, for each writer.
fn prepared(place: &Place) -> Result<Vec<Vec<Vec<Sealed>>>, String> {
    let site = SiteKey::parse(SITE).ok_or("a site")?;
    let log = LogName::new("here", &site).ok_or("a log")?;
    let seal = Seal::from_secret([7; 32]);
    let mut events = Events::of(place, Chance::new(2));
    let mut batch = || {
        let prepared = events.batch(Batch::MOST_EVENTS);
        let batch = Batch::parse(&prepared.body).map_err(|error| error.to_string())?;
        let rows = batch.events.into_iter().map(|event| {
            let facts = Facts {
                site: &site,
                host: Some("ngager.com"),
                controllers: &["Ngager".to_owned()],
                notice_known: true,
                received_at: event.said().made_at,
                gap: false,
                clock_stepped: false,
            };
            let digest = event.digest(&site);
            let record = event
                .record(place.policy(), &facts)
                .map_err(|error| error.to_string())?;
            let tally = Tally {
                day: 20_000,
                policy: record.policy.to_string(),
                language: record.language.clone(),
                act: record.act.word().into(),
                regime: "opt-in".into(),
                grants: String::new(),
            };
            let (subject, string) = (record.subject.to_string(), record.string.clone());
            let (received_at, ends) = (
                record.received_at.as_millis(),
                record.expires_at.as_secs() * 1_000,
            );
            let salt = Salt::from_bytes(*digest.as_bytes());
            let sealed = seal.seal(Entry::Consent(record), salt, &log);
            Ok(Sealed {
                id: *sealed.entry.id().as_bytes(),
                event: *digest.as_bytes(),
                subject: Some(subject),
                string: Some(string),
                salt: *salt.as_bytes(),
                commitment: *sealed.commitment.as_bytes(),
                signature: *sealed.signature.as_bytes(),
                kid: sealed.kid.to_string(),
                body: sealed.body,
                received_at,
                expires_at: Some(ends),
                tally: Some(tally),
            })
        });
        rows.collect::<Result<Vec<Sealed>, String>>()
    };
    let mut writer = || (0..BATCHES).map(|_| batch()).collect::<Result<Vec<_>, _>>();
    (0..WRITERS).map(|_| writer()).collect()
}

fn broken(error: impl std::fmt::Display) -> String {
    format!("the store alone: {error}")
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
