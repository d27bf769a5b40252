//! What is erased is in no byte on the disk: not in the file, not in its unused space, not in the write-ahead log.

use std::sync::Arc;
use std::time::Duration;

use consent_core::decision::Act;
use consent_core::receipt::{Hash, RecordId};
use consent_server::store::{Sealed, SqliteStore, Store};
use rusqlite::Connection;

use super::super::suite::samples::{DAY, SITE, Sample, fill, settled, tombstone};
use super::{Disk, open};

/// What must not be found of a record: each of these leads to a person or opens a commitment.
fn traces(sealed: &Sealed) -> Vec<(&'static str, Vec<u8>)> {
    let id = RecordId::from_bytes(sealed.id).unwrap();
    let mut traces = vec![
        // The tombstone names the id as well, but not like this.
        ("body", format!("\"id\":\"{id}\"").into_bytes()),
        (
            "body's end",
            sealed.body.as_bytes()[sealed.body.len() - 60..].to_vec(),
        ),
        ("salt", sealed.salt.to_vec()),
        ("signature", sealed.signature.to_vec()),
        ("event", sealed.event.to_vec()),
    ];
    if let (Some(subject), Some(string)) = (&sealed.subject, &sealed.string) {
        traces.push(("subject", subject.as_bytes().to_vec()));
        traces.push(("string", string.as_bytes().to_vec()));
    }
    traces
}

fn found(disk: &Disk, sealed: &Sealed) -> Vec<&'static str> {
    let traces = traces(sealed).into_iter();
    traces
        .filter(|(_, trace)| disk.has(trace))
        .map(|(what, _)| what)
        .collect()
}

async fn erase(store: &SqliteStore, erased: &[&Sealed]) {
    let ids: Vec<_> = erased.iter().map(|sealed| sealed.id).collect();
    store.erase(SITE, &ids, tombstone(SITE, DAY, &ids)).await.unwrap();
}

/// Numbers in an order that looks like none.
fn shuffled(count: usize) -> Vec<usize> {
    let mut numbers: Vec<_> = (0..count).collect();
    numbers.sort_by_key(|number| *Hash::of_bytes(&number.to_be_bytes()).as_bytes());
    numbers
}

#[tokio::test]
async fn nothing_of_an_erased_record_is_left_when_the_answer_comes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = open(&path).await;
    let shared: Arc<dyn Store> = store.clone();
    let kept = fill(&shared, SITE, 0, 400).await;
    assert_eq!(
        found(&Disk::of(&path), &kept[100]).len(),
        7,
        "all of it is there to be erased"
    );

    // One by one and together, here and there, so that pages empty, shrink and are filled again.
    let order = shuffled(400);
    for (round, some) in order[..240].chunks(12).enumerate() {
        let some: Vec<_> = some.iter().map(|at| &kept[*at]).collect();
        erase(&store, &some).await;
        let disk = Disk::of(&path);
        for sealed in &some {
            assert_eq!(found(&disk, sealed), [""; 0]);
        }
        fill(&shared, SITE, 10_000 + round as u64 * 100, 12).await;
    }
    // And still nothing, after all that writing.
    let disk = Disk::of(&path);
    for at in &order[..240] {
        assert_eq!(found(&disk, &kept[*at]), [""; 0], "entry {at}");
    }
    for at in &order[240..] {
        assert_eq!(
            store.record(SITE, kept[*at].id).await.unwrap().unwrap().body,
            kept[*at].body
        );
    }
    store.close().await;
    open(&path).await;
}

#[tokio::test]
async fn long_records_leave_nothing_either() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = open(&path).await;
    let long = |n: u64| {
        let sealed = Sample::new(SITE, n, n * 1000).sealed();
        let words: String = (0..600).map(|word| format!("word-{n}-{word} ")).collect();
        Sealed {
            body: words,
            ..sealed
        }
    };
    let kept: Vec<_> = (0..20).map(long).collect();
    store.append(SITE, kept.clone()).await.unwrap();
    for at in shuffled(20) {
        erase(&store, &[&kept[at]]).await;
        let disk = Disk::of(&path);
        assert!(!disk.has(format!("word-{at}-").as_bytes()), "entry {at}");
        assert_eq!(found(&disk, &kept[at]), [""; 0]);
    }
}

#[tokio::test]
async fn links_and_refused_batches_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = open(&path).await;
    let shared: Arc<dyn Store> = store.clone();
    let kept = fill(&shared, SITE, 0, 200).await;
    for sealed in &kept {
        let subject = sealed.subject.as_ref().unwrap();
        store
            .put_link(SITE, subject, &Hash::of_bytes(subject.as_bytes()).to_string())
            .await
            .unwrap();
    }
    for at in shuffled(200).into_iter().take(60) {
        erase(&store, &[&kept[at]]).await;
        assert_eq!(found(&Disk::of(&path), &kept[at]), [""; 0], "entry {at}");
    }

    // What was refused was never recorded, and goes with the next erasure.
    let refused = Sample {
        act: Act::AcceptAll,
        ..Sample::new(SITE, 777_777, 0)
    }
    .sealed();
    let clash = Sealed {
        id: kept[1].id,
        ..Sample::new(SITE, 888, 0).sealed()
    };
    assert!(store.append(SITE, vec![refused.clone(), clash]).await.is_err());
    erase(&store, &[&kept[1]]).await;
    assert_eq!(found(&Disk::of(&path), &refused), [""; 0]);
}

#[tokio::test]
async fn whoever_reads_meanwhile_delays_the_answer_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = open(&path).await;
    let shared: Arc<dyn Store> = store.clone();
    let kept = fill(&shared, SITE, 0, 50).await;

    // Another program reads an older state of the file.
    let reader = Connection::open(&path).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM records")
        .unwrap();
    let erasing = tokio::spawn({
        let (store, sealed) = (Arc::clone(&store), kept[3].clone());
        async move { erase(&store, &[&sealed]).await }
    });
    settled(&shared, SITE, 51).await;
    assert_eq!(
        store.record(SITE, kept[3].id).await.unwrap(),
        None,
        "it is erased already"
    );
    fill(&shared, SITE, 100, 20).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!erasing.is_finished(), "and it is still in the write-ahead log");
    drop(reader);
    erasing.await.unwrap();
    assert_eq!(found(&Disk::of(&path), &kept[3]), [""; 0]);
}
