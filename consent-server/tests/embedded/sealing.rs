//! The seal and the deep check: whatever is flipped in a closed file is found, and the record is named.

use std::fs;
use std::path::{Path, PathBuf};

use consent_core::receipt::{KeySet, RecordId};
use consent_server::store::{FileReport, Pages, SqliteOptions, SqliteStore, Store, StoreError, verify_file};
use rusqlite::Connection;

use super::super::suite::samples::SITE;
use super::{Disk, beside, latin, lived_in, open};

/// A closed file with its seal.
async fn sealed_file(folder: &Path) -> PathBuf {
    let path = folder.join("consent.db");
    lived_in(&path).await.close().await;
    path
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 0x20;
    fs::write(path, bytes).unwrap();
}

/// The records that a report names, in whatever way.
fn named(report: &FileReport) -> Vec<RecordId> {
    let mut ids: Vec<_> = report
        .sites
        .iter()
        .flat_map(|site| &site.audit.findings)
        .filter_map(|finding| finding.id)
        .collect();
    if let Pages::Damaged(pages) = &report.pages {
        ids.extend(pages.iter().flat_map(|page| &page.records).map(|(_, id)| *id));
    }
    ids
}

/// Where a byte string stands in a file that was read as letters of Latin-1.
fn find(letters: &str, sought: &[u8]) -> usize {
    let at = letters.find(&latin(sought)).unwrap();
    letters[..at].chars().count()
}

#[tokio::test]
async fn a_whole_file_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = sealed_file(folder.path()).await;
    let before = fs::read(&path).unwrap();
    let report = verify_file(&path, None).unwrap();
    assert!(report.is_sound(), "{report:#?}");
    assert_eq!(report.pages, Pages::Whole);
    assert_eq!(report.sites.len(), 1);
    let site = &report.sites[0];
    assert_eq!(
        (site.audit.entries, site.audit.erased, site.audit.covered),
        (303, 1, 303)
    );
    assert_eq!(site.audit.checkpoints, 2);
    assert_eq!(fs::read(&path).unwrap(), before, "looking changes nothing");
    assert!(!beside(&path, "-shm").exists() && !beside(&path, "-wal").exists());

    // Against other keys than its own nothing in it is proved.
    assert!(!verify_file(&path, Some(&KeySet::new([]))).unwrap().is_sound());

    // While it is open there is no seal, and the log is sound all the same.
    let store = open(&path).await;
    let report = verify_file(&path, None).unwrap();
    assert_eq!(report.pages, Pages::Unsealed);
    assert!(report.is_sound(), "{report:#?}");
    drop(store);
    assert!(verify_file(&folder.path().join("nowhere.db"), None).is_err());
}

#[tokio::test]
async fn one_flipped_byte_anywhere_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = sealed_file(folder.path()).await;
    let whole = fs::read(&path).unwrap();
    let flips = 600;
    for flip_at in (0..flips)
        .map(|n| n * whole.len() / flips + n % 97)
        .chain([0, whole.len() - 1])
    {
        let mut bytes = whole.clone();
        bytes[flip_at] ^= 1 << (flip_at % 8);
        fs::write(&path, bytes).unwrap();
        let page = u32::try_from(flip_at / 4096).unwrap() + 1;
        let opened = SqliteStore::open(&path, SqliteOptions::default()).await;
        let Err(StoreError::Corrupt(how)) = opened else {
            panic!("byte {flip_at} was not found: {opened:?}")
        };
        assert!(how.contains(&format!("page {page} ")), "byte {flip_at}: {how}");
    }
    // The seal stays until the file is whole again.
    fs::write(&path, &whole).unwrap();
    open(&path).await;
}

#[tokio::test]
async fn a_file_that_was_cut_or_lengthened_or_written_to_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = sealed_file(folder.path()).await;
    let whole = fs::read(&path).unwrap();
    let opened = async || {
        SqliteStore::open(&path, SqliteOptions::default())
            .await
            .unwrap_err()
            .to_string()
    };

    for other in [
        &whole[..whole.len() - 4096],
        &whole[..whole.len() - 1],
        &[whole.as_slice(), b"x"].concat(),
    ] {
        fs::write(&path, other).unwrap();
        assert!(
            opened().await.contains("was sealed with"),
            "{} bytes",
            other.len()
        );
        assert!(matches!(
            verify_file(&path, None).unwrap().pages,
            Pages::Unreadable(_)
        ));
    }
    fs::write(&path, &whole).unwrap();
    fs::write(beside(&path, "-wal"), "of another program").unwrap();
    assert!(opened().await.contains("another program has written"));
    fs::remove_file(beside(&path, "-wal")).unwrap();

    // Every byte of the seal counts as well.
    let seal = fs::read(beside(&path, ".seal")).unwrap();
    for at in (0..seal.len()).step_by(seal.len() / 50).chain([seal.len() - 1]) {
        flip(&beside(&path, ".seal"), at);
        assert!(
            opened().await.contains("is damaged itself"),
            "byte {at} of the seal"
        );
        fs::write(beside(&path, ".seal"), &seal).unwrap();
    }
    open(&path).await;
}

#[tokio::test]
async fn a_damaged_record_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = sealed_file(folder.path()).await;
    let store = open(&path).await;
    let records = store.entries(SITE, 0, 400).await.unwrap();
    store.close().await;
    let whole = fs::read(&path).unwrap();
    let letters = latin(&whole);
    for logged in records
        .iter()
        .filter_map(|logged| logged.kept.as_ref())
        .step_by(70)
    {
        let id = RecordId::from_bytes(logged.id).unwrap();
        let spots = [
            find(&letters, logged.body.as_bytes()) + 30,
            find(&letters, logged.body.as_bytes()) + logged.body.len() - 1,
            find(&letters, &logged.salt) + 5,
            find(&letters, &logged.signature) + 63,
        ];
        for spot in spots {
            fs::write(&path, &whole).unwrap();
            flip(&path, spot);
            let report = verify_file(&path, None).unwrap();
            assert!(!report.is_sound());
            assert!(named(&report).contains(&id), "byte {spot} of {id}: {report:#?}");
            let Pages::Damaged(pages) = &report.pages else {
                panic!("{report:#?}")
            };
            assert_eq!(pages[0].part.as_deref(), Some("records"));
            // Without the seal the log itself tells, of this record and no other.
            fs::rename(beside(&path, ".seal"), beside(&path, ".kept")).unwrap();
            let report = verify_file(&path, None).unwrap();
            fs::rename(beside(&path, ".kept"), beside(&path, ".seal")).unwrap();
            assert!(!report.is_sound());
            assert!(
                named(&report).iter().all(|named| *named == id) && !named(&report).is_empty(),
                "{report:#?}"
            );
        }
    }
}

#[tokio::test]
async fn rows_that_somebody_changed_are_found_without_a_seal() {
    let folder = tempfile::tempdir().unwrap();
    let path = sealed_file(folder.path()).await;
    let store = open(&path).await;
    let seventeenth = store.leaves(SITE, 16, 1).await.unwrap()[0].id;
    let seventeenth = RecordId::from_bytes(seventeenth).unwrap().to_string();
    store.close().await;
    fs::remove_file(beside(&path, ".seal")).unwrap();
    let whole = fs::read(&path).unwrap();
    let changes = [
        "UPDATE nodes SET hash = randomblob(32)",
        "DELETE FROM nodes",
        "UPDATE entries SET commitment = randomblob(32) WHERE seq = 16",
        "DELETE FROM entries WHERE seq = 16",
        "DELETE FROM records WHERE place = 17",
        "DELETE FROM records WHERE body IS NULL",
        "UPDATE records SET received_at = received_at + 1 WHERE place = 17",
        "UPDATE records SET expires_at = expires_at + 1 WHERE place = 17",
        "UPDATE records SET who = randomblob(16) WHERE place = 17",
        "UPDATE records SET what = randomblob(16) WHERE place = 17",
        "UPDATE records SET kid = 'elevenchars' WHERE place = 17",
        "UPDATE records SET seq = 5 WHERE place = 17",
        "UPDATE records SET body = NULL, salt = NULL, signature = NULL, kid = NULL WHERE place = 17",
        "UPDATE records SET body = replace(body, '\"gpc\":false', '\"gpc\":true') WHERE place = 17",
        "INSERT INTO records (site, id, body) VALUES ('ngager', randomblob(16), '{}')",
        "UPDATE checkpoints SET note = replace(note, 'ngager', 'cag') WHERE size = 280",
        "DELETE FROM checkpoints",
        "UPDATE checkpoints SET size = 400 WHERE size = 280",
        "UPDATE policies SET json = json || ' '",
        "UPDATE policies SET digest = randomblob(32)",
        "UPDATE policies SET fingerprint = 'AAAAAAAA'",
        "DELETE FROM policies",
        "UPDATE notices SET json = '{}'",
        "DELETE FROM notices",
        "UPDATE public_keys SET public = randomblob(32)",
        "DELETE FROM public_keys",
    ];
    for sql in changes {
        fs::write(&path, &whole).unwrap();
        let connection = Connection::open(&path).unwrap();
        for table in [
            "entries",
            "nodes",
            "checkpoints",
            "policies",
            "notices",
            "public_keys",
            "records",
        ] {
            connection
                .execute_batch(&format!("DROP TRIGGER {table}_stay; DROP TRIGGER {table}_hold"))
                .unwrap();
        }
        assert!(connection.execute(sql, []).unwrap() > 0, "{sql}");
        drop(connection);
        let report = verify_file(&path, None).unwrap();
        assert!(!report.is_sound(), "{sql}");
        if sql.contains("= 1") && !sql.contains("DELETE FROM entries") {
            assert!(format!("{report:?}").contains(&seventeenth), "{sql}: {report:#?}");
        }
    }
}

#[tokio::test]
async fn a_snapshot_is_whole_sealed_and_without_the_erased() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store = lived_in(&path).await;
    let copy = folder.path().join("copy of 100%?#.db");
    store.snapshot(&copy).await.unwrap();
    assert!(store.snapshot(&copy).await.is_err(), "nothing is overwritten");
    #[cfg(unix)]
    for file in [&path, &copy, &beside(&path, "-wal"), &beside(&copy, ".seal")] {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(file).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "{} is nobody else's to read", file.display());
    }
    let entries = store.entries(SITE, 0, 400).await.unwrap();
    let heads = store.checkpoints(SITE, 0, 9).await.unwrap();
    store.close().await;

    let report = verify_file(&copy, None).unwrap();
    assert!(report.is_sound(), "{report:#?}");
    assert_eq!(report.pages, Pages::Whole);
    let whole = fs::read(&copy).unwrap();
    assert!(Disk::of(&copy).has(entries[30].kept.as_ref().unwrap().body.as_bytes()));

    flip(&copy, whole.len() / 2);
    assert!(SqliteStore::open(&copy, SqliteOptions::default()).await.is_err());
    let report = verify_file(&copy, None).unwrap();
    let Pages::Damaged(pages) = &report.pages else {
        panic!("{report:#?}")
    };
    assert_eq!(pages.len(), 1);
    assert!(pages[0].part.is_some(), "{}", pages[0]);

    // It is a database like any other.
    fs::write(&copy, &whole).unwrap();
    let store = open(&copy).await;
    assert_eq!(store.entries(SITE, 0, 400).await.unwrap(), entries);
    assert_eq!(store.checkpoints(SITE, 0, 9).await.unwrap(), heads);
}
