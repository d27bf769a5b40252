//! Checkpoints, policies, notices, keys and links.

use std::sync::Arc;

use consent_core::receipt::{Checkpoint, Hash};
use consent_server::store::{
    ApiKey, CheckpointRow, NoticeRow, PolicyRow, PublicKeyRow, Store, StoreError, tree,
};

use super::samples::{OTHER, SITE, START, fill, log_of, seal};

/// A real checkpoint of what is kept.
pub(crate) async fn checkpoint(store: &Arc<dyn Store>, site: &str, size: u64) -> CheckpointRow {
    let root = tree::root(&**store, site, size).await.unwrap();
    let note = Checkpoint {
        log: log_of(site),
        size,
        root,
    }
    .sign(&[&seal()]);
    CheckpointRow {
        size,
        at: START + size,
        note,
    }
}

/// The public half of the samples' key.
pub(crate) fn public_key() -> PublicKeyRow {
    let seal = seal();
    PublicKeyRow {
        kid: seal.kid().to_string(),
        public: seal.public(),
        not_before: START,
        not_after: None,
    }
}

pub(crate) async fn checkpoints_are_kept_in_order(store: Arc<dyn Store>) {
    assert_eq!(store.checkpoint(SITE).await.unwrap(), None);
    fill(&store, SITE, 0, 12).await;
    let mut rows = Vec::new();
    for size in [0, 3, 8, 12] {
        let row = checkpoint(&store, SITE, size).await;
        store.put_checkpoint(SITE, row.clone()).await.unwrap();
        rows.push(row);
    }
    assert_eq!(store.checkpoint(SITE).await.unwrap().as_ref(), rows.last());
    assert_eq!(store.checkpoints(SITE, 0, 100).await.unwrap(), rows);
    assert_eq!(store.checkpoints(SITE, 4, 1).await.unwrap(), rows[2..3]);
    assert_eq!(store.checkpoint(OTHER).await.unwrap(), None);
    assert_eq!(store.checkpoints(OTHER, 0, 100).await.unwrap(), []);

    // Another node was quicker: the first stays.
    let later = CheckpointRow {
        at: START + 99,
        ..rows[1].clone()
    };
    store.put_checkpoint(SITE, later).await.unwrap();
    assert_eq!(store.checkpoints(SITE, 3, 1).await.unwrap(), rows[1..2]);

    // The same size with another root is a fork, and nobody may sign one.
    let root = Hash::of_bytes(b"another history");
    let note = Checkpoint {
        log: log_of(SITE),
        size: 8,
        root,
    }
    .sign(&[&seal()]);
    let forked = store
        .put_checkpoint(
            SITE,
            CheckpointRow {
                size: 8,
                at: START,
                note,
            },
        )
        .await;
    assert!(matches!(forked, Err(StoreError::Corrupt(_))), "{forked:?}");
    assert_eq!(store.checkpoints(SITE, 8, 1).await.unwrap(), rows[2..3]);
}

pub(crate) async fn policies_and_notices_are_kept_once(store: Arc<dyn Store>) {
    let policy = |json: &str, known_at| PolicyRow {
        fingerprint: "9fcv1_pk".into(),
        json: json.into(),
        known_at,
    };
    assert!(store.put_policy(SITE, policy("{\"a\":1}", 5)).await.unwrap());
    assert!(
        !store.put_policy(SITE, policy("{\"a\":1}", 6)).await.unwrap(),
        "the same text"
    );
    assert!(
        store.put_policy(SITE, policy("{\"a\":2}", 7)).await.unwrap(),
        "other words under one fingerprint"
    );
    assert!(store.put_policy(OTHER, policy("{\"a\":1}", 8)).await.unwrap());
    assert_eq!(
        store.policies(SITE).await.unwrap(),
        [policy("{\"a\":1}", 5), policy("{\"a\":2}", 7)]
    );
    assert_eq!(store.policies(OTHER).await.unwrap(), [policy("{\"a\":1}", 8)]);

    let notice = |digest: &str, known_at| NoticeRow {
        digest: digest.into(),
        language: "sv".into(),
        json: format!("{{\"{digest}\":1}}"),
        known_at,
    };
    assert!(store.put_notice(SITE, notice("one", 5)).await.unwrap());
    assert!(!store.put_notice(SITE, notice("one", 6)).await.unwrap());
    assert!(store.put_notice(SITE, notice("two", 7)).await.unwrap());
    assert_eq!(store.notice(SITE, "one").await.unwrap(), Some(notice("one", 5)));
    assert_eq!(store.notice(SITE, "three").await.unwrap(), None);
    assert_eq!(store.notice(OTHER, "one").await.unwrap(), None);
    assert_eq!(
        store.notices(SITE).await.unwrap(),
        [notice("one", 5), notice("two", 7)]
    );
    assert_eq!(store.notices(OTHER).await.unwrap(), []);
}

pub(crate) async fn keys_are_kept_and_revoked(store: Arc<dyn Store>) {
    let key = |name: &str, hash, made_at| ApiKey {
        name: name.into(),
        hash: [hash; 32],
        site: (hash == 2).then(|| SITE.into()),
        scopes: "read stats".into(),
        made_at,
        revoked_at: None,
    };
    let (first, second) = (key("first", 1, 10), key("second", 2, 20));
    store.put_api_key(first.clone()).await.unwrap();
    store.put_api_key(second.clone()).await.unwrap();
    assert_eq!(store.api_keys().await.unwrap(), [first.clone(), second.clone()]);
    store
        .put_api_key(first.clone())
        .await
        .expect("the same again changes nothing");
    let taken = store.put_api_key(key("first", 3, 30)).await;
    assert!(matches!(taken, Err(StoreError::Conflict { .. })), "{taken:?}");
    let taken = store.put_api_key(key("third", 1, 30)).await;
    assert!(matches!(taken, Err(StoreError::Conflict { .. })), "{taken:?}");

    assert!(store.revoke_api_key("first", 40).await.unwrap());
    assert!(
        store.revoke_api_key("first", 50).await.unwrap(),
        "revoked stays revoked"
    );
    assert!(!store.revoke_api_key("nobody", 40).await.unwrap());
    let revoked = ApiKey {
        revoked_at: Some(40),
        ..first.clone()
    };
    assert_eq!(store.api_keys().await.unwrap(), [revoked.clone(), second.clone()]);
    store.put_api_key(first).await.unwrap();
    assert_eq!(
        store.api_keys().await.unwrap(),
        [revoked, second],
        "and does not come back"
    );
}

pub(crate) async fn a_public_key_stops_signing_once(store: Arc<dyn Store>) {
    let old = public_key();
    let new = PublicKeyRow {
        kid: "new".into(),
        public: [5; 32],
        not_before: START + 100,
        not_after: None,
    };
    store.put_public_key(old.clone()).await.unwrap();
    store.put_public_key(old.clone()).await.unwrap();
    store.put_public_key(new.clone()).await.unwrap();
    let ended = |at| PublicKeyRow {
        not_after: Some(at),
        ..old.clone()
    };
    store.put_public_key(ended(START + 100)).await.unwrap();
    assert_eq!(
        store.public_keys().await.unwrap(),
        [ended(START + 100), new.clone()]
    );
    store.put_public_key(ended(START + 200)).await.unwrap();
    store.put_public_key(old.clone()).await.unwrap();
    assert_eq!(store.public_keys().await.unwrap(), [ended(START + 100), new]);
}

pub(crate) async fn links_lead_from_account_to_subjects(store: Arc<dyn Store>) {
    for (site, subject, account) in [
        (SITE, "a", "one"),
        (SITE, "b", "one"),
        (SITE, "a", "one"),
        (SITE, "a", "two"),
        (OTHER, "c", "one"),
    ] {
        store.put_link(site, subject, account).await.unwrap();
    }
    let linked = async |site, account| {
        let mut subjects = store.linked(site, account).await.unwrap();
        subjects.sort();
        subjects
    };
    assert_eq!(linked(SITE, "one").await, ["a", "b"]);
    assert_eq!(linked(SITE, "two").await, ["a"]);
    assert_eq!(linked(OTHER, "one").await, ["c"]);
    assert_eq!(linked(OTHER, "two").await, [""; 0]);
}

pub(crate) async fn the_engine_answers_until_it_is_closed(store: Arc<dyn Store>) {
    store.ping().await.unwrap();
    let batch = fill(&store, SITE, 0, 1).await;
    assert_eq!(store.waiting(), 0);
    store.close().await;
    store.close().await;
    assert!(matches!(store.append(SITE, batch).await, Err(StoreError::Closed)));
    assert!(store.ping().await.is_err());
}
