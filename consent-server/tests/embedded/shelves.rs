//! A log that fills several shelves of subjects: whoever looks somebody up looks on all of them.

use std::sync::Arc;

use consent_core::decision::Act;
use consent_server::store::{Sealed, Store};

use super::super::suite::samples::{DAY, SITE, START, Sample, id_at, settled, tombstone};
use super::open;

/// Thousands of entries of as many subjects, cheap: nothing but what the store looks at is right.
async fn crowd(store: &Arc<dyn Store>, first: u64, count: u64) {
    let size = store.size(SITE).await.unwrap();
    let one = Sample::new(SITE, 0, 0).sealed();
    let crowd: Vec<_> = (first..first + count)
        .map(|n| Sealed {
            id: *id_at(START + n).as_bytes(),
            subject: Some(format!("subject {n}")),
            string: Some(format!("string {n}")),
            received_at: START + n,
            expires_at: Some(START + 300 * DAY),
            ..one.clone()
        })
        .collect();
    for batch in crowd.chunks(2000) {
        store.append(SITE, batch.to_vec()).await.unwrap();
    }
    settled(store, SITE, size + count).await;
}

#[tokio::test]
async fn a_subject_is_found_on_every_shelf() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("consent.db");
    let store: Arc<dyn Store> = open(&path).await;
    let acts: Vec<_> = (0..4)
        .map(|n| Sample {
            act: Act::ALL[n],
            ..Sample::new(SITE, 7, n as u64 * 20_000)
        })
        .collect();
    // Places 0, 4095, 4096 and 9001: the first and the last of a shelf, the first of the next, and one further on.
    for (sample, after) in acts.iter().zip([4094, 0, 4904, 0]) {
        store.append(SITE, vec![sample.sealed()]).await.unwrap();
        crowd(&store, (sample.at - START) + 1, after).await;
    }
    settled(&store, SITE, 9002).await;
    let history = store.subject(SITE, &acts[0].subject()).await.unwrap();
    let places: Vec<_> = history.iter().filter_map(|kept| kept.seq).collect();
    assert_eq!(places, [0, 4095, 4096, 9001]);

    // Each ended when the next one came, whichever shelf that is on.
    let id = |n: usize| *acts[n].id.as_bytes();
    let ended = async |before| store.ended(SITE, START + before, 100).await.unwrap();
    assert_eq!(ended(20_001).await, [id(0)]);
    assert_eq!(ended(60_001).await, [id(0), id(1), id(2)]);
    assert_eq!(
        store.ended(SITE, START + 60_001, 2).await.unwrap(),
        [id(0), id(1)]
    );
    let all = store.ended(SITE, START + 400 * DAY, 20_000).await.unwrap();
    assert_eq!(all.len(), 9002);
    assert_eq!((all[0], all[9001]), (id(0), id(3)), "the oldest first");

    // The link goes with the last record, whichever shelf that was on.
    store.put_link(SITE, &acts[0].subject(), "account").await.unwrap();
    for (n, left) in [(1, 1), (3, 1), (0, 1), (2, 0)] {
        let ids = [id(n)];
        store.erase(SITE, &ids, tombstone(SITE, DAY, &ids)).await.unwrap();
        assert_eq!(
            store.linked(SITE, "account").await.unwrap().len(),
            left,
            "after act {n}"
        );
    }
    assert_eq!(store.subject(SITE, &acts[0].subject()).await.unwrap(), []);
    assert_eq!(store.subject(SITE, "subject 5").await.unwrap().len(), 1);
}
