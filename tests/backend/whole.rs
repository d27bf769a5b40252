//! Whether a log is whole: every acknowledged entry once, no gap, no fork, every proof in place.

use std::collections::HashMap;
use std::sync::Arc;

use consent_core::receipt::Hash;
use consent_core::receipt::merkle::{Frontier, verify_consistency, verify_inclusion};
use consent_server::store::{NodeRow, Sealed, Store, tree};

use crate::suite::samples::settled;

/// How many entries are read at once.
const PAGE: usize = 5_000;

/// Waits until all that was acknowledged has its place, and checks the log from its first entry to its last: against
/// what was acknowledged, against itself, and against every head (size and root) that somebody saw on the way.
pub(crate) async fn whole(store: &Arc<dyn Store>, site: &str, acknowledged: &[Sealed], seen: &[(u64, Hash)]) {
    settled(store, site, acknowledged.len() as u64).await;
    let leaves = entries(store, site, acknowledged).await;
    let (roots, nodes) = grown(&leaves);
    for level in 1..=2 {
        let expected: Vec<_> = nodes.iter().filter(|node| node.level == level).copied().collect();
        let kept = store.nodes(site, level, 0, 1 << 20).await.unwrap();
        assert_eq!(kept, expected, "{site}: nodes of level {level}");
    }

    let size = leaves.len() as u64;
    let root = roots[leaves.len()];
    assert_eq!(
        tree::root(&**store, site, size).await.unwrap(),
        root,
        "{site}: the root"
    );
    for (old, old_root) in seen {
        assert_eq!(
            roots[*old as usize], *old_root,
            "{site}: a head that was seen at {old}"
        );
    }
    // A proof takes a few readings, so that some must stand for all.
    for (old, old_root) in seen.iter().step_by(1 + seen.len() / 50) {
        let proof = tree::consistency(&**store, site, *old, size)
            .await
            .unwrap()
            .unwrap();
        verify_consistency(*old, size, old_root, &root, &proof).unwrap();
    }
    for (seq, leaf) in (0..size).zip(&leaves).step_by(1 + leaves.len() / 200) {
        let proof = tree::inclusion(&**store, site, seq, size).await.unwrap().unwrap();
        verify_inclusion(leaf, seq, size, &proof, &root).unwrap();
    }

    let counted = store.tallies(site, 0, u32::MAX >> 1).await.unwrap();
    let decided = acknowledged
        .iter()
        .filter(|sealed| sealed.tally.is_some())
        .count();
    assert_eq!(
        counted.iter().map(|counted| counted.count).sum::<u64>(),
        decided as u64,
        "{site}: each is counted once"
    );
}

/// The leaves in the log's order, after comparing each entry with what was acknowledged.
async fn entries(store: &Arc<dyn Store>, site: &str, acknowledged: &[Sealed]) -> Vec<Hash> {
    let mut missing: HashMap<_, _> = acknowledged.iter().map(|sealed| (sealed.id, sealed)).collect();
    let mut leaves = Vec::new();
    loop {
        let from = leaves.len() as u64;
        let page = store.entries(site, from, PAGE).await.unwrap();
        if page.is_empty() {
            break;
        }
        for (logged, seq) in page.iter().zip(from..) {
            assert_eq!(logged.entry.seq, seq, "{site}: no gap");
            let sealed = missing.remove(&logged.entry.id);
            let sealed = sealed.unwrap_or_else(|| panic!("{site}: {seq} is there twice, or nobody sent it"));
            assert_eq!(logged.entry.commitment, sealed.commitment, "{site}: {seq}");
            let kept = logged.kept.as_ref().expect("its record");
            assert_eq!(
                (&kept.body, kept.salt),
                (&sealed.body, sealed.salt),
                "{site}: {seq}"
            );
            leaves.push(logged.entry.leaf());
        }
    }
    assert!(
        missing.is_empty(),
        "{site}: {} acknowledged entries are lost",
        missing.len()
    );
    leaves
}

/// The roots of all trees on the way, and the nodes of the last.
fn grown(leaves: &[Hash]) -> (Vec<Hash>, Vec<NodeRow>) {
    let mut frontier = Frontier::new();
    let mut roots = vec![frontier.root()];
    let mut nodes = Vec::new();
    for leaf in leaves {
        let complete = frontier.push(*leaf);
        nodes.extend(complete.into_iter().map(|(subtree, hash)| NodeRow {
            level: subtree.stored().level,
            index: subtree.stored().from,
            hash: *hash.as_bytes(),
        }));
        roots.push(frontier.root());
    }
    (roots, nodes)
}
