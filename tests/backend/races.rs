//! The same thing said to two nodes at once: the database's constraints decide, and both nodes say the same.

use std::sync::Arc;
use std::time::Duration;

use consent_server::store::{Appended, Conflict, PostgresOptions, Sealed, Store, StoreError};
use consent_tests::postgres::Postgres;
use futures::future::join_all;

use crate::suite::samples::{SITE, Sample, decisions, settled, tombstone};
use crate::{node, node_with};

async fn two_nodes() -> [Arc<dyn Store>; 2] {
    let url = Postgres::shared().database().await;
    [node(&url).await, node(&url).await]
}

/// The same event as another node would seal it.
fn resealed(sealed: &Sealed, by: u8) -> Sealed {
    Sealed {
        salt: [by; 32],
        commitment: [by; 32],
        signature: [by; 64],
        ..sealed.clone()
    }
}

async fn at_once(
    nodes: &[Arc<dyn Store>; 2],
    batches: Vec<Vec<Sealed>>,
) -> Vec<Result<Vec<Appended>, StoreError>> {
    let appends = batches
        .into_iter()
        .zip(nodes.iter().cycle())
        .map(|(batch, node)| {
            let node = Arc::clone(node);
            tokio::spawn(async move { node.append(SITE, batch).await })
        });
    let answers = join_all(appends).await;
    answers
        .into_iter()
        .map(|answer| answer.expect("no panic"))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_duplicates_on_two_nodes_make_one_row_and_one_receipt() {
    let nodes = two_nodes().await;
    let batch = decisions(SITE, 0, 5);
    let sealed = |by| batch.iter().map(|entry| resealed(entry, by)).collect();
    let answers = at_once(&nodes, (0..100).map(sealed).collect()).await;
    settled(&nodes[0], SITE, 5).await;

    let mut new = 0;
    for answer in answers {
        for (appended, entry) in answer.unwrap().into_iter().zip(&batch) {
            let kept = nodes[1].record(SITE, entry.id).await.unwrap().unwrap();
            match appended {
                Appended::New { .. } => new += 1,
                Appended::Known(known) => {
                    assert_eq!(
                        (known.salt, known.signature),
                        (kept.salt, kept.signature),
                        "one receipt"
                    );
                }
            }
        }
    }
    assert_eq!(new, 5);
    assert_eq!(nodes[1].size(SITE).await.unwrap(), 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_ids_for_one_decision_one_wins() {
    let nodes = two_nodes().await;
    for round in 0..30 {
        let one = Sample::new(SITE, round, round * 1000);
        let other = Sample {
            id: Sample::new(SITE, round, round * 1000).id,
            ..one.clone()
        };
        // In a batch with others, of which nothing may stay when it loses.
        let with =
            |sample: &Sample, beside: u64| [decisions(SITE, beside, 2), vec![sample.sealed()]].concat();
        let batches = vec![with(&one, 1_000 + round * 10), with(&other, 2_000 + round * 10)];
        let sent = batches.clone();
        let answers = at_once(&nodes, batches).await;
        let won: Vec<bool> = answers.iter().map(Result::is_ok).collect();
        assert_eq!(won.iter().filter(|won| **won).count(), 1, "{answers:?}");
        for ((answer, batch), won) in answers.iter().zip(&sent).zip(won) {
            assert!(
                won || matches!(
                    answer,
                    Err(StoreError::Conflict {
                        index: 2,
                        conflict: Conflict::Replayed
                    })
                ),
                "{answer:?}"
            );
            for entry in batch {
                assert_eq!(nodes[0].record(SITE, entry.id).await.unwrap().is_some(), won);
            }
        }
    }
    settled(&nodes[0], SITE, 90).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_erased_while_it_is_sent_again_is_known_or_erased_and_once_in_the_log() {
    let nodes = two_nodes().await;
    for round in 0..40 {
        let batch = decisions(SITE, round * 10, 3);
        let ids: Vec<_> = batch.iter().map(|entry| entry.id).collect();
        nodes[0].append(SITE, batch.clone()).await.unwrap();
        // Now with a place, now still without.
        if round % 2 == 0 {
            settled(&nodes[0], SITE, round * 4 + 3).await;
        }
        let again = at_once(&nodes, vec![batch.clone(), batch]);
        let stone = tombstone(SITE, round, &ids);
        let (again, erased) = tokio::join!(again, nodes[1].erase(SITE, &ids, stone));
        erased.unwrap();
        for answer in again {
            match answer {
                Ok(told) => assert!(
                    told.iter().all(|one| matches!(one, Appended::Known(_))),
                    "{told:?}"
                ),
                Err(StoreError::Conflict {
                    conflict: Conflict::Erased,
                    ..
                }) => {}
                Err(fault) => panic!("{fault:?}"),
            }
        }
        for id in ids {
            assert_eq!(nodes[0].record(SITE, id).await.unwrap(), None);
        }
        settled(&nodes[0], SITE, (round + 1) * 4).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_closed_node_has_finished_and_leads_no_more() {
    let url = Postgres::shared().database().await;
    // So long that nobody takes over by waiting.
    let options = PostgresOptions {
        lease: Duration::from_secs(3600),
        ..PostgresOptions::default()
    };
    let leader = node_with(&url, options.clone()).await;
    for round in 0..5 {
        leader.append(SITE, decisions(SITE, round * 10, 3)).await.unwrap();
    }
    leader.close().await;
    let other = node_with(&url, options).await;
    assert_eq!(
        other.size(SITE).await.unwrap(),
        15,
        "what was taken has its place"
    );
    other.append(SITE, decisions(SITE, 100, 1)).await.unwrap();
    settled(&other, SITE, 16).await;
}
