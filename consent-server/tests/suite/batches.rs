//! A batch is kept whole or not at all, once, and durable when the answer comes.

use std::sync::Arc;

use consent_core::decision::Act;
use consent_server::store::{Appended, Conflict, Kept, Sealed, Store, StoreError};

use super::samples::{OTHER, SITE, Sample, decisions, fill, publication, settled};

/// The same fields of what went in, as they come out.
pub(crate) fn as_kept(sealed: &Sealed, seq: Option<u64>) -> Kept {
    Kept {
        id: sealed.id,
        body: sealed.body.clone(),
        salt: sealed.salt,
        signature: sealed.signature,
        kid: sealed.kid.clone(),
        seq,
    }
}

/// The record, leaving out whether it has a place already.
fn known(appended: &Appended) -> Option<Kept> {
    match appended {
        Appended::Known(kept) => Some(Kept {
            seq: None,
            ..(**kept).clone()
        }),
        Appended::New { .. } => None,
    }
}

fn is_conflict(answer: &Result<Vec<Appended>, StoreError>, at: usize, how: Conflict) -> bool {
    matches!(answer, Err(StoreError::Conflict { index, conflict }) if (*index, *conflict) == (at, how))
}

pub(crate) async fn a_batch_is_kept_with_its_places_and_comes_back_as_it_went_in(store: Arc<dyn Store>) {
    let batch = fill(&store, SITE, 0, 20).await;
    for (sealed, seq) in batch.iter().zip(0..) {
        assert_eq!(
            store.record(SITE, sealed.id).await.unwrap(),
            Some(as_kept(sealed, Some(seq)))
        );
        assert_eq!(store.seq_of(SITE, sealed.id).await.unwrap(), Some(seq));
    }
    assert_eq!(store.size(SITE).await.unwrap(), 20);
    let unknown = Sample::new(SITE, 99, 0);
    assert_eq!(store.record(SITE, *unknown.id.as_bytes()).await.unwrap(), None);
    assert_eq!(store.seq_of(SITE, *unknown.id.as_bytes()).await.unwrap(), None);
}

pub(crate) async fn the_same_again_answers_as_the_first_time(store: Arc<dyn Store>) {
    let batch = fill(&store, SITE, 0, 3).await;
    // Sealed anew, with another salt and at another time, as the server does for a retry.
    let again: Vec<_> = batch
        .iter()
        .map(|sealed| Sealed {
            salt: [9; 32],
            commitment: [9; 32],
            signature: [9; 64],
            ..sealed.clone()
        })
        .collect();
    let appended = store.append(SITE, again).await.unwrap();
    for (one, sealed) in appended.iter().zip(&batch) {
        assert_eq!(known(one), Some(as_kept(sealed, None)));
    }
    assert_eq!(store.size(SITE).await.unwrap(), 3);
}

pub(crate) async fn the_same_id_with_other_content_is_a_conflict_and_nothing_of_the_batch_is_kept(
    store: Arc<dyn Store>,
) {
    let batch = fill(&store, SITE, 0, 2).await;
    let mut mixed = decisions(SITE, 10, 3);
    mixed[2].id = batch[1].id;
    assert!(is_conflict(
        &store.append(SITE, mixed.clone()).await,
        2,
        Conflict::SameId
    ));
    for sealed in &mixed[..2] {
        assert_eq!(store.record(SITE, sealed.id).await.unwrap(), None);
        assert_eq!(store.seq_of(SITE, sealed.id).await.unwrap(), None);
    }
    assert_eq!(
        store.record(SITE, batch[1].id).await.unwrap(),
        Some(as_kept(&batch[1], Some(1)))
    );

    // What was taken back can be recorded afterwards.
    mixed.truncate(2);
    let appended = store.append(SITE, mixed).await.unwrap();
    assert!(appended.iter().all(|one| matches!(one, Appended::New { .. })));
    settled(&store, SITE, 4).await;
}

pub(crate) async fn a_decision_under_another_id_is_a_replay_and_nothing_of_the_batch_is_kept(
    store: Arc<dyn Store>,
) {
    fill(&store, SITE, 0, 2).await;
    let replayed = Sample::new(SITE, 1, 1000);
    let fresh = Sample::new(SITE, 5, 5000);
    let answer = store.append(SITE, vec![fresh.sealed(), replayed.sealed()]).await;
    assert!(is_conflict(&answer, 1, Conflict::Replayed));
    assert_eq!(store.record(SITE, *fresh.id.as_bytes()).await.unwrap(), None);
    assert_eq!(store.record(SITE, *replayed.id.as_bytes()).await.unwrap(), None);
    assert_eq!(store.size(SITE).await.unwrap(), 2);

    // Another act of the same subject is another decision.
    let changed = Sample {
        act: Act::Withdrawn,
        ..replayed
    };
    assert!(store.append(SITE, vec![changed.sealed()]).await.is_ok());
}

pub(crate) async fn a_hundred_parallel_duplicates_make_one_row_and_one_signature(store: Arc<dyn Store>) {
    let sealed = Sample::new(SITE, 1, 0).sealed();
    let answers = futures::future::join_all((0..100u8).map(|attempt| {
        let store = Arc::clone(&store);
        // Each attempt is sealed by itself.
        let attempted = Sealed {
            signature: [attempt; 64],
            ..sealed.clone()
        };
        tokio::spawn(async move {
            (
                attempt,
                store.append(SITE, vec![attempted]).await.unwrap().remove(0),
            )
        })
    }))
    .await;
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    let new: Vec<_> = answers
        .iter()
        .filter(|(_, one)| matches!(one, Appended::New { .. }))
        .collect();
    assert_eq!(new.len(), 1, "one is new");
    let first = Sealed {
        signature: [new[0].0; 64],
        ..sealed.clone()
    };
    let known: Vec<_> = answers.iter().filter_map(|(_, one)| known(one)).collect();
    assert_eq!(known.len(), 99);
    assert!(
        known.iter().all(|kept| *kept == as_kept(&first, None)),
        "all others are told of that one"
    );
    settled(&store, SITE, 1).await;
    assert_eq!(
        store.subject(SITE, &sealed.subject.unwrap()).await.unwrap().len(),
        1
    );
}

pub(crate) async fn a_bad_batch_spoils_no_other_of_its_time(store: Arc<dyn Store>) {
    let kept = fill(&store, SITE, 0, 1).await.remove(0);
    let answers = futures::future::join_all((1..=60u64).map(|n| {
        let (store, kept) = (Arc::clone(&store), kept.id);
        tokio::spawn(async move {
            let mut batch = decisions(SITE, n * 100, 4);
            if n % 3 == 0 {
                batch[3].id = kept;
            }
            (n, store.append(SITE, batch).await)
        })
    }))
    .await;
    for answer in answers {
        let (n, answer) = answer.unwrap();
        if n % 3 == 0 {
            assert!(is_conflict(&answer, 3, Conflict::SameId));
        } else {
            assert_eq!(answer.unwrap().len(), 4);
        }
    }
    settled(&store, SITE, 1 + 40 * 4).await;
    let logged = store.leaves(SITE, 0, 1000).await.unwrap();
    assert!(
        logged.iter().zip(0..).all(|(entry, seq)| entry.seq == seq),
        "without gaps"
    );
}

pub(crate) async fn an_id_twice_in_one_batch_is_one_entry(store: Arc<dyn Store>) {
    let sealed = Sample::new(SITE, 1, 0).sealed();
    let appended = store
        .append(SITE, vec![sealed.clone(), sealed.clone()])
        .await
        .unwrap();
    assert!(matches!(appended[0], Appended::New { .. }));
    assert_eq!(known(&appended[1]), Some(as_kept(&sealed, None)));
    settled(&store, SITE, 1).await;

    let mut other = Sample::new(SITE, 2, 0).sealed();
    other.id = sealed.id;
    let fresh = Sample::new(SITE, 3, 0).sealed();
    let twice = Sealed {
        id: fresh.id,
        ..Sample::new(SITE, 4, 0).sealed()
    };
    assert!(is_conflict(
        &store.append(SITE, vec![fresh, twice]).await,
        1,
        Conflict::SameId
    ));
    assert!(is_conflict(
        &store.append(SITE, vec![other]).await,
        0,
        Conflict::SameId
    ));
    assert_eq!(store.size(SITE).await.unwrap(), 1);
}

pub(crate) async fn entries_that_are_nobodys_are_kept_too(store: Arc<dyn Store>) {
    let (one, two) = (publication(SITE, 0), publication(SITE, 1));
    store.append(SITE, vec![one.clone(), two.clone()]).await.unwrap();
    settled(&store, SITE, 2).await;
    assert_eq!(
        store.record(SITE, two.id).await.unwrap(),
        Some(as_kept(&two, Some(1)))
    );
    assert_eq!(
        known(&store.append(SITE, vec![one.clone()]).await.unwrap()[0]),
        Some(as_kept(&one, None))
    );
    // In another site it is another entry.
    assert!(matches!(
        store.append(OTHER, vec![one]).await.unwrap()[0],
        Appended::New { .. }
    ));
}

pub(crate) async fn a_batch_of_nothing_is_nothing(store: Arc<dyn Store>) {
    assert_eq!(store.append(SITE, Vec::new()).await.unwrap(), []);
    assert_eq!(store.size(SITE).await.unwrap(), 0);
    assert_eq!(store.leaves(SITE, 0, 10).await.unwrap(), []);
    assert_eq!(store.waiting(), 0);
}
