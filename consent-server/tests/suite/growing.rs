//! The log grows without gaps, each site's by itself, and can be asked for what it has.

use std::collections::BTreeSet;
use std::sync::Arc;

use consent_core::decision::Act;
use consent_server::store::{Appended, Sealed, Store, Tally};

use super::batches::as_kept;
use super::samples::{DAY, OTHER, SITE, START, Sample, decisions, fill, settled};

pub(crate) async fn places_are_gapless_under_parallel_writers(store: Arc<dyn Store>) {
    let writers = (0..8u64).map(|writer| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            let mut seqs = Vec::new();
            for round in 0..10 {
                let batch = decisions(SITE, writer * 10_000 + round * 100, 1 + (writer + round) % 20);
                let ids: Vec<_> = batch.iter().map(|sealed| sealed.id).collect();
                for (appended, id) in store.append(SITE, batch).await.unwrap().into_iter().zip(ids) {
                    let Appended::New { seq } = appended else {
                        panic!("it is new")
                    };
                    seqs.push((id, seq));
                }
            }
            seqs
        })
    });
    let promised: Vec<_> = futures::future::join_all(writers)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .collect();
    settled(&store, SITE, promised.len() as u64).await;
    let logged = store.leaves(SITE, 0, 10_000).await.unwrap();
    assert_eq!(logged.len(), promised.len());
    assert!(
        logged.iter().zip(0..).all(|(entry, seq)| entry.seq == seq),
        "without gaps"
    );
    assert_eq!(
        logged.iter().map(|entry| entry.id).collect::<BTreeSet<_>>().len(),
        logged.len(),
        "each id once"
    );
    for (id, seq) in promised {
        let now = store.seq_of(SITE, id).await.unwrap();
        assert!(now.is_some(), "every answer is in the log");
        assert!(seq.is_none() || seq == now, "a place that was told stays");
    }
}

pub(crate) async fn sites_do_not_mix(store: Arc<dyn Store>) {
    // The same ids and subjects in both.
    let here: Vec<_> = (0..5).map(|n| Sample::new(SITE, n, n * 1000)).collect();
    let there: Vec<_> = here
        .iter()
        .map(|sample| Sample {
            site: OTHER,
            ..sample.clone()
        })
        .collect();
    store
        .append(SITE, here.iter().map(Sample::sealed).collect())
        .await
        .unwrap();
    settled(&store, SITE, 5).await;
    assert_eq!(store.size(OTHER).await.unwrap(), 0);
    assert_eq!(store.record(OTHER, *here[0].id.as_bytes()).await.unwrap(), None);
    assert_eq!(store.subject(OTHER, &here[0].subject()).await.unwrap(), []);
    assert_eq!(store.entries(OTHER, 0, 10).await.unwrap(), []);
    assert_eq!(store.tallies(OTHER, 0, u32::MAX >> 1).await.unwrap(), []);
    assert_eq!(
        store.ended(OTHER, START + 9999 * DAY, 10).await.unwrap(),
        [[0; 16]; 0]
    );

    let appended = store
        .append(OTHER, there[3..].iter().map(Sample::sealed).collect())
        .await
        .unwrap();
    assert!(
        appended.iter().all(|one| matches!(one, Appended::New { .. })),
        "another site's ids are its own"
    );
    settled(&store, OTHER, 2).await;
    assert_eq!(
        store.seq_of(OTHER, *there[3].id.as_bytes()).await.unwrap(),
        Some(0)
    );
    assert_eq!(
        store.seq_of(SITE, *there[3].id.as_bytes()).await.unwrap(),
        Some(3)
    );
    let kept = store.record(OTHER, *there[4].id.as_bytes()).await.unwrap();
    assert_eq!(kept, Some(as_kept(&there[4].sealed(), Some(1))));
    assert_eq!(store.tallies(OTHER, 0, u32::MAX >> 1).await.unwrap()[0].count, 2);
}

pub(crate) async fn entries_are_paged(store: Arc<dyn Store>) {
    let batch = fill(&store, SITE, 0, 30).await;
    let page = store.entries(SITE, 10, 7).await.unwrap();
    assert_eq!(page.len(), 7);
    for (logged, seq) in page.iter().zip(10..) {
        let sealed = &batch[seq as usize];
        assert_eq!((logged.entry.seq, logged.entry.id), (seq, sealed.id));
        assert_eq!(logged.entry.commitment, sealed.commitment);
        assert_eq!(logged.kept, Some(as_kept(sealed, Some(seq))));
    }
    assert_eq!(store.leaves(SITE, 25, 100).await.unwrap().len(), 5);
    assert_eq!(store.entries(SITE, 30, 100).await.unwrap(), []);
    assert_eq!(store.leaves(SITE, 0, 0).await.unwrap(), []);
}

pub(crate) async fn a_subjects_history_is_in_order(store: Arc<dyn Store>) {
    let history: Vec<_> = (0..5)
        .map(|n| Sample {
            act: Act::ALL[n as usize],
            ..Sample::new(SITE, 7, n * DAY)
        })
        .collect();
    fill(&store, SITE, 100, 10).await;
    for sample in &history {
        store.append(SITE, vec![sample.sealed()]).await.unwrap();
    }
    settled(&store, SITE, 15).await;
    let found = store.subject(SITE, &history[0].subject()).await.unwrap();
    let expected: Vec<_> = history
        .iter()
        .zip(10..)
        .map(|(sample, seq)| as_kept(&sample.sealed(), Some(seq)))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(
        store
            .subject(SITE, &Sample::new(SITE, 8, 0).subject())
            .await
            .unwrap(),
        []
    );
}

pub(crate) async fn what_has_ended_is_found_the_oldest_first(store: Arc<dyn Store>) {
    let expires = |sample: Sample, day: u64| Sample {
        expires_at: Some(START + day * DAY),
        ..sample
    };
    let short = expires(Sample::new(SITE, 1, 0), 10);
    let long = expires(Sample::new(SITE, 2, DAY), 400);
    let replaced = expires(Sample::new(SITE, 3, 2 * DAY), 400);
    let replacing = Sample {
        act: Act::Withdrawn,
        ..expires(Sample::new(SITE, 3, 20 * DAY), 400)
    };
    for sample in [&short, &long, &replaced, &replacing] {
        store.append(SITE, vec![sample.sealed()]).await.unwrap();
    }
    store
        .append(SITE, vec![super::samples::publication(SITE, 21 * DAY)])
        .await
        .unwrap();
    settled(&store, SITE, 5).await;

    let ended = async |day: u64, limit| store.ended(SITE, START + day * DAY, limit).await.unwrap();
    let id = |sample: &Sample| *sample.id.as_bytes();
    assert_eq!(ended(10, 10).await, [[0; 16]; 0], "it ends on that very day");
    assert_eq!(ended(11, 10).await, [id(&short)]);
    assert_eq!(ended(20, 10).await, [id(&short)], "superseded on that very day");
    assert_eq!(ended(21, 10).await, [id(&short), id(&replaced)]);
    assert_eq!(
        ended(500, 10).await,
        [id(&short), id(&long), id(&replaced), id(&replacing)]
    );
    assert_eq!(ended(500, 3).await, [id(&short), id(&long), id(&replaced)]);
}

/// Counts of a tally's words, as (day, act, count).
async fn counts(store: &Arc<dyn Store>, from: u32, to: u32) -> Vec<(u32, String, u64)> {
    let mut counts: Vec<_> = store
        .tallies(SITE, from, to)
        .await
        .unwrap()
        .into_iter()
        .map(|counted| (counted.tally.day, counted.tally.act, counted.count))
        .collect();
    counts.sort();
    counts
}

pub(crate) async fn decisions_are_counted(store: Arc<dyn Store>) {
    let on = |n: u64, day: u32, act: &str| {
        let sealed = Sample::new(SITE, n, n * 1000).sealed();
        let tally = Tally {
            day,
            act: act.into(),
            ..sealed.tally.clone().unwrap()
        };
        Sealed {
            tally: Some(tally),
            ..sealed
        }
    };
    let first = vec![
        on(1, 10, "accept-all"),
        on(2, 10, "reject-all"),
        on(3, 10, "accept-all"),
    ];
    store.append(SITE, first).await.unwrap();
    store
        .append(SITE, vec![on(4, 10, "accept-all"), on(5, 11, "accept-all")])
        .await
        .unwrap();
    store
        .append(
            SITE,
            vec![Sealed {
                tally: None,
                ..on(6, 11, "")
            }],
        )
        .await
        .unwrap();
    settled(&store, SITE, 6).await;
    let all = [
        (10, "accept-all".into(), 3),
        (10, "reject-all".into(), 1),
        (11, "accept-all".into(), 1),
    ];
    assert_eq!(counts(&store, 10, 11).await, all);
    assert_eq!(counts(&store, 0, 10).await, all[..2]);
    assert_eq!(counts(&store, 11, 99).await, all[2..]);
    assert_eq!(counts(&store, 12, 99).await, []);
}

pub(crate) async fn a_duplicate_is_not_counted_twice(store: Arc<dyn Store>) {
    let batch = fill(&store, SITE, 0, 2).await;
    store.append(SITE, batch.clone()).await.unwrap();
    let mut refused = decisions(SITE, 10, 2);
    refused[1].id = batch[0].id;
    assert!(store.append(SITE, refused).await.is_err());
    store.append(SITE, decisions(SITE, 20, 1)).await.unwrap();
    settled(&store, SITE, 3).await;
    let counted = store.tallies(SITE, 0, u32::MAX >> 1).await.unwrap();
    assert_eq!(counted.iter().map(|counted| counted.count).sum::<u64>(), 3);
    assert_eq!(counted[0].tally, batch[0].tally.clone().unwrap());
}
