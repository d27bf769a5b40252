//! Erasing takes the content and leaves the proofs.

use std::sync::Arc;

use consent_core::receipt::merkle::verify_inclusion;
use consent_core::receipt::{Commitment, Hash, Salt};
use consent_server::store::{Appended, Conflict, EntryRow, Sealed, Store, StoreError, tree};

use super::batches::as_kept;
use super::samples::{DAY, OTHER, SITE, START, Sample, fill, publication, settled, tombstone};

pub(crate) async fn erasing_leaves_the_place_and_takes_the_content(store: Arc<dyn Store>) {
    let batch = fill(&store, SITE, 0, 10).await;
    let erased = [batch[3].id, batch[4].id];
    let stone = tombstone(SITE, DAY, &erased);
    let unknown = *Sample::new(SITE, 50, 0).id.as_bytes();
    let answer = store
        .erase(SITE, &[erased[0], unknown, erased[1]], stone.clone())
        .await
        .unwrap();
    assert!(matches!(answer, Appended::New { .. }));
    settled(&store, SITE, 11).await;

    for id in erased {
        assert_eq!(store.record(SITE, id).await.unwrap(), None);
    }
    assert_eq!(
        store.seq_of(SITE, erased[0]).await.unwrap(),
        Some(3),
        "the place stays"
    );
    assert_eq!(
        store
            .subject(SITE, batch[3].subject.as_ref().unwrap())
            .await
            .unwrap(),
        []
    );
    let logged = store.entries(SITE, 0, 20).await.unwrap();
    for (entry, seq) in logged.iter().zip(0..) {
        assert_eq!(entry.entry.seq, seq);
        assert_eq!(entry.kept.is_none(), seq == 3 || seq == 4, "entry {seq}");
    }
    assert_eq!(logged[3].entry.commitment, batch[3].commitment);
    assert_eq!(
        logged[10].kept,
        Some(as_kept(&stone, Some(10))),
        "and the log says so"
    );
    let ended = store.ended(SITE, START + 9999 * DAY, 100).await.unwrap();
    assert_eq!(ended.len(), 8, "what is erased has not to be erased again");

    // Once more: the ids are passed over.
    store
        .erase(SITE, &erased, tombstone(SITE, 2 * DAY, &erased))
        .await
        .unwrap();
    settled(&store, SITE, 12).await;
}

pub(crate) async fn an_erased_id_does_not_come_back(store: Arc<dyn Store>) {
    let batch = fill(&store, SITE, 0, 2).await;
    store
        .erase(SITE, &[batch[0].id], tombstone(SITE, DAY, &[batch[0].id]))
        .await
        .unwrap();
    let fresh = Sample::new(SITE, 9, 0).sealed();
    let answer = store.append(SITE, vec![fresh.clone(), batch[0].clone()]).await;
    assert!(
        matches!(
            answer,
            Err(StoreError::Conflict {
                index: 1,
                conflict: Conflict::Erased
            })
        ),
        "{answer:?}"
    );
    assert_eq!(store.record(SITE, fresh.id).await.unwrap(), None);
    assert_eq!(store.record(SITE, batch[0].id).await.unwrap(), None);
    settled(&store, SITE, 3).await;
}

pub(crate) async fn a_refused_tombstone_erases_nothing(store: Arc<dyn Store>) {
    let batch = fill(&store, SITE, 0, 2).await;
    let stone = Sealed {
        id: batch[1].id,
        ..tombstone(SITE, DAY, &[batch[0].id])
    };
    let answer = store.erase(SITE, &[batch[0].id], stone).await;
    assert!(
        matches!(
            answer,
            Err(StoreError::Conflict {
                index: 0,
                conflict: Conflict::SameId
            })
        ),
        "{answer:?}"
    );
    assert_eq!(
        store.record(SITE, batch[0].id).await.unwrap(),
        Some(as_kept(&batch[0], Some(0)))
    );
    assert_eq!(store.size(SITE).await.unwrap(), 2);
}

pub(crate) async fn only_records_of_somebody_are_erased(store: Arc<dyn Store>) {
    let published = publication(SITE, 0);
    store.append(SITE, vec![published.clone()]).await.unwrap();
    settled(&store, SITE, 1).await;
    let here = fill(&store, SITE, 1, 1).await.remove(0);
    let there = Sample {
        site: OTHER,
        ..Sample::new(SITE, 1, 1000)
    };
    let there = Sealed {
        id: here.id,
        ..there.sealed()
    };
    store.append(OTHER, vec![there.clone()]).await.unwrap();
    let ids = [published.id, here.id];
    store.erase(SITE, &ids, tombstone(SITE, DAY, &ids)).await.unwrap();
    settled(&store, SITE, 3).await;
    settled(&store, OTHER, 1).await;
    assert_eq!(
        store.record(SITE, published.id).await.unwrap(),
        Some(as_kept(&published, Some(0)))
    );
    assert_eq!(store.record(SITE, here.id).await.unwrap(), None);
    assert_eq!(
        store.record(OTHER, there.id).await.unwrap(),
        Some(as_kept(&there, Some(0)))
    );
}

pub(crate) async fn a_subject_without_records_keeps_no_link(store: Arc<dyn Store>) {
    let (one, two) = (Sample::new(SITE, 1, 0), Sample::new(SITE, 1, 5000));
    let other = Sample::new(SITE, 2, 0);
    store
        .append(SITE, vec![one.sealed(), two.sealed(), other.sealed()])
        .await
        .unwrap();
    for subject in [one.subject(), other.subject()] {
        store.put_link(SITE, &subject, "account").await.unwrap();
    }
    store.put_link(OTHER, &one.subject(), "account").await.unwrap();
    settled(&store, SITE, 3).await;
    let erase = async |sample: &Sample, after| {
        let ids = [*sample.id.as_bytes()];
        store
            .erase(SITE, &ids, tombstone(SITE, after, &ids))
            .await
            .unwrap();
    };
    erase(&one, DAY).await;
    assert_eq!(
        store.linked(SITE, "account").await.unwrap().len(),
        2,
        "one record is left"
    );
    erase(&two, 2 * DAY).await;
    assert_eq!(store.linked(SITE, "account").await.unwrap(), [other.subject()]);
    assert_eq!(
        store.linked(OTHER, "account").await.unwrap(),
        [one.subject()],
        "another site's link is its own"
    );
}

pub(crate) async fn what_was_counted_stays_counted(store: Arc<dyn Store>) {
    let batch = fill(&store, SITE, 0, 4).await;
    let before = store.tallies(SITE, 0, u32::MAX >> 1).await.unwrap();
    let ids: Vec<_> = batch.iter().map(|sealed| sealed.id).collect();
    store.erase(SITE, &ids, tombstone(SITE, DAY, &ids)).await.unwrap();
    settled(&store, SITE, 5).await;
    assert_eq!(store.tallies(SITE, 0, u32::MAX >> 1).await.unwrap(), before);
}

pub(crate) async fn after_erasure_every_other_proof_holds_and_guessing_fails(store: Arc<dyn Store>) {
    let batch = fill(&store, SITE, 0, 300).await;
    let erased = batch[123].id;
    store
        .erase(SITE, &[erased], tombstone(SITE, DAY, &[erased]))
        .await
        .unwrap();
    settled(&store, SITE, 301).await;

    let root = tree::root(&*store, SITE, 301).await.unwrap();
    for logged in store.entries(SITE, 0, 301).await.unwrap() {
        let EntryRow { seq, commitment, .. } = logged.entry;
        let proof = tree::inclusion(&*store, SITE, seq, 301).await.unwrap().unwrap();
        verify_inclusion(&logged.entry.leaf(), seq, 301, &proof, &root).unwrap();
        if let Some(kept) = logged.kept {
            assert_eq!(
                *Commitment::of(&Salt::from_bytes(kept.salt), &kept.body).as_bytes(),
                commitment
            );
        }
    }

    // Whoever knows everything but the salt, even the very body, cannot tell that this was it.
    let leaf = store.leaves(SITE, 123, 1).await.unwrap()[0];
    let guesses = [[0; 32], *Hash::of_bytes(&erased).as_bytes(), batch[124].salt];
    for salt in guesses {
        assert_ne!(
            *Commitment::of(&Salt::from_bytes(salt), &batch[123].body).as_bytes(),
            leaf.commitment
        );
    }
    let with_the_salt = Commitment::of(&Salt::from_bytes(batch[123].salt), &batch[123].body);
    assert_eq!(
        *with_the_salt.as_bytes(),
        leaf.commitment,
        "the salt was all that was missing"
    );
    let remaining = store.entries(SITE, 0, 301).await.unwrap();
    assert!(
        remaining
            .iter()
            .filter_map(|logged| logged.kept.as_ref())
            .all(|kept| kept.salt != batch[123].salt)
    );
}
