//! Proofs from stored hashes, checked by the core with nothing but the proof and the roots.

use std::sync::Arc;

use consent_core::receipt::merkle::{Frontier, verify_consistency, verify_inclusion};
use consent_core::receipt::{Commitment, Hash, RecordId, leaf_hash};
use consent_server::store::{Store, StoreError, tree};

use super::samples::{OTHER, SITE, fill};

/// Leaf hashes of what was sealed, and the roots of all trees over their beginnings.
fn grown(leaves: &[Hash]) -> Vec<Hash> {
    let mut frontier = Frontier::new();
    let mut roots = vec![frontier.root()];
    for leaf in leaves {
        frontier.push(*leaf);
        roots.push(frontier.root());
    }
    roots
}

async fn filled(store: &Arc<dyn Store>, count: u64) -> (Vec<Hash>, Vec<Hash>) {
    fill(store, OTHER, 0, 3).await;
    let sealed = fill(store, SITE, 0, count).await;
    let leaves: Vec<_> = sealed
        .iter()
        .map(|sealed| {
            leaf_hash(
                &RecordId::from_bytes(sealed.id).unwrap(),
                &Commitment::from_bytes(sealed.commitment),
            )
        })
        .collect();
    let roots = grown(&leaves);
    (leaves, roots)
}

pub(crate) async fn every_entry_is_proved_in_trees_of_several_sizes(store: Arc<dyn Store>) {
    let (leaves, roots) = filled(&store, 600).await;
    for size in [1, 2, 3, 7, 255, 256, 257, 511, 512, 513, 600] {
        let root = tree::root(&*store, SITE, size).await.unwrap();
        assert_eq!(root, roots[size as usize], "the root at {size}");
        assert_eq!(tree::frontier(&*store, SITE, size).await.unwrap().root(), root);
        for seq in (0..size).filter(|seq| size < 20 || seq % 7 == 0 || *seq + 2 > size) {
            let proof = tree::inclusion(&*store, SITE, seq, size).await.unwrap().unwrap();
            verify_inclusion(&leaves[seq as usize], seq, size, &proof, &root).unwrap();
        }
    }
    let root = tree::root(&*store, SITE, 600).await.unwrap();
    for (leaf, seq) in leaves.iter().zip(0..) {
        let proof = tree::inclusion(&*store, SITE, seq, 600).await.unwrap().unwrap();
        verify_inclusion(leaf, seq, 600, &proof, &root).unwrap();
    }
}

pub(crate) async fn every_tree_is_proved_to_have_grown_out_of_every_earlier_one(store: Arc<dyn Store>) {
    let (_, roots) = filled(&store, 520).await;
    let sizes = [0, 1, 2, 5, 128, 255, 256, 257, 300, 511, 512, 513, 520];
    for old in sizes {
        for new in sizes {
            let proof = tree::consistency(&*store, SITE, old, new).await.unwrap();
            let Some(proof) = proof else {
                assert!(old > new);
                continue;
            };
            verify_consistency(old, new, &roots[old as usize], &roots[new as usize], &proof).unwrap();
        }
    }
}

pub(crate) async fn nodes_are_the_roots_of_their_leaves(store: Arc<dyn Store>) {
    let (leaves, _) = filled(&store, 600).await;
    let nodes = store.nodes(SITE, 1, 0, 100).await.unwrap();
    assert_eq!(nodes.len(), 2);
    for (node, index) in nodes.iter().zip(0..) {
        assert_eq!((node.level, node.index), (1, index));
        let from = index as usize * 256;
        assert_eq!(
            Some(node.root()),
            grown(&leaves[from..from + 256]).last().copied()
        );
    }
    assert_eq!(store.nodes(SITE, 1, 1, 100).await.unwrap(), nodes[1..]);
    assert_eq!(store.nodes(SITE, 1, 0, 1).await.unwrap(), nodes[..1]);
    assert_eq!(store.nodes(SITE, 2, 0, 100).await.unwrap(), []);
    assert_eq!(store.nodes(OTHER, 1, 0, 100).await.unwrap(), []);
}

pub(crate) async fn proofs_beyond_the_log_are_refused(store: Arc<dyn Store>) {
    filled(&store, 10).await;
    assert_eq!(tree::inclusion(&*store, SITE, 10, 10).await.unwrap(), None);
    assert_eq!(tree::consistency(&*store, SITE, 10, 9).await.unwrap(), None);
    assert_eq!(tree::root(&*store, SITE, 0).await.unwrap(), Hash::of_nothing());
    for beyond in [11, 256, 100_000] {
        let refused = tree::root(&*store, SITE, beyond).await;
        assert!(matches!(refused, Err(StoreError::Corrupt(_))), "{refused:?}");
        assert!(tree::inclusion(&*store, SITE, 0, beyond).await.is_err());
        assert!(tree::consistency(&*store, SITE, 3, beyond).await.is_err());
    }
}
