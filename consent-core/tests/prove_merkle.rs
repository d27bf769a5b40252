//! The tree agrees with another implementation of RFC 9162, and its proofs prove nothing else.
#![cfg(feature = "prove")]

use std::sync::LazyLock;

use consent_core::receipt::Hash;
use consent_core::receipt::merkle::{
    Frontier, ProofPlan, Subtree, consistency_plan, inclusion_plan, root_plan, verify_consistency,
    verify_inclusion,
};
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

const LARGEST: u64 = 4096;

fn leaf(seq: u64) -> Vec<u8> {
    Sha256::digest(seq.to_be_bytes()).to_vec()
}

/// The same leaves in both trees; of ours every root, and what was complete at the strides.
struct Trees {
    leaves: Vec<Hash>,
    /// Roots of complete subtrees, by level and index.
    complete: Vec<Vec<Hash>>,
    roots: Vec<Hash>,
    strides: Vec<(Subtree, Hash)>,
    /// Trees of the other implementation by size: at it, up to 300; beyond, only the largest is kept.
    other: Vec<MemoryBackedTree<Sha256, Vec<u8>>>,
}

static TREES: LazyLock<Trees> = LazyLock::new(|| {
    let (mut tree, mut other) = (Frontier::new(), MemoryBackedTree::new());
    let mut all = Trees {
        leaves: vec![],
        complete: vec![],
        roots: vec![tree.root()],
        strides: vec![],
        other: vec![other.clone()],
    };
    for seq in 0..LARGEST {
        let hash = Hash::of_leaf(&leaf(seq));
        all.leaves.push(hash);
        all.strides.extend(tree.push(hash));
        all.roots.push(tree.root());
        other.push(leaf(seq));
        if seq < 300 {
            all.other.push(other.clone());
        }
    }
    let mut level = all.leaves.clone();
    while !level.is_empty() {
        let above = level
            .chunks_exact(2)
            .map(|pair| Hash::of_node(&pair[0], &pair[1]))
            .collect();
        all.complete.push(std::mem::replace(&mut level, above));
    }
    all
});

fn at<T>(list: &[T], index: u64) -> &T {
    &list[usize::try_from(index).expect("small")]
}

/// The proof of a plan, made of any complete subtree's root.
fn proof(plan: &ProofPlan) -> Vec<Hash> {
    plan.build(|subtree| {
        let level = TREES.complete.get(usize::try_from(subtree.level).expect("small"));
        level
            .and_then(|level| level.get(usize::try_from(subtree.index).ok()?))
            .copied()
            .ok_or(subtree)
    })
    .expect("every subtree is there")
}

/// The same proof, made as a store makes it: of leaves and of every eighth level.
fn proof_of_stored(plan: &ProofPlan) -> Vec<Hash> {
    plan.build(|subtree| {
        let stored = subtree.stored();
        let level = u32::from(stored.level) * 8;
        let hashes: Option<Vec<Hash>> = (stored.from..stored.from + stored.count)
            .map(|index| match level {
                0 => TREES.leaves.get(usize::try_from(index).ok()?).copied(),
                level => {
                    let node = Subtree { level, index };
                    TREES
                        .strides
                        .iter()
                        .find(|(subtree, _)| *subtree == node)
                        .map(|(_, hash)| *hash)
                }
            })
            .collect();
        Subtree::root_of(&hashes.ok_or("not stored")?).ok_or("not complete")
    })
    .expect("every hash is stored")
}

fn concatenated(proof: &[Hash]) -> Vec<u8> {
    proof.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

fn other_root(size: u64) -> RootHash<Sha256> {
    RootHash::new((*at(&TREES.roots, size).as_bytes()).into(), size)
}

#[test]
fn every_root_is_that_of_another_implementation() {
    for (size, other) in TREES.other.iter().enumerate() {
        assert_eq!(
            TREES.roots[size].as_bytes(),
            other.root().as_bytes().as_slice(),
            "{size}"
        );
    }
}

#[test]
fn every_proof_up_to_300_is_that_of_another_implementation() {
    for size in 1..=300 {
        let other = at(&TREES.other, size);
        for seq in 0..size {
            let proof = proof(&inclusion_plan(seq, size).expect("a place in the tree"));
            let theirs = other.prove_inclusion(usize::try_from(seq).expect("small"));
            assert_eq!(concatenated(&proof), theirs.as_bytes(), "{seq} in {size}");
            verify_inclusion(at(&TREES.leaves, seq), seq, size, &proof, at(&TREES.roots, size))
                .expect("holds");
        }
        // Of an empty tree and of the same tree nothing is to be proved, and the other implementation says nothing.
        for old in 1..size {
            let proof = proof(&consistency_plan(old, size).expect("grown"));
            let theirs = other.prove_consistency(usize::try_from(size - old).expect("small"));
            assert_eq!(concatenated(&proof), theirs.as_bytes(), "{old} to {size}");
            verify_consistency(old, size, at(&TREES.roots, old), at(&TREES.roots, size), &proof)
                .expect("holds");
        }
    }
}

#[test]
fn a_tree_taken_up_again_goes_on_as_it_would_have() {
    let mut tree = Frontier::new();
    for size in 0..=600 {
        let again = Frontier::restore(tree.size(), tree.peaks().to_vec()).expect("as many as it has");
        assert_eq!(again, tree);
        assert_eq!(again.root(), *at(&TREES.roots, size));
        let one_more = [tree.peaks(), &[again.root()]].concat();
        assert!(Frontier::restore(tree.size(), one_more).is_err());
        tree.push(*at(&TREES.leaves, size));
    }
}

#[test]
fn every_complete_subtree_of_a_stride_is_told_once() {
    let levels: Vec<u32> = TREES.strides.iter().map(|(subtree, _)| subtree.level).collect();
    assert_eq!(levels, [8; 16], "4096 leaves are sixteen times 256");
    for (index, (subtree, hash)) in TREES.strides.iter().enumerate() {
        assert_eq!(subtree.index, index as u64);
        let run = &TREES.leaves[index * 256..(index + 1) * 256];
        assert_eq!(Subtree::root_of(run), Some(*hash));
    }
}

#[test]
fn there_is_no_proof_of_what_is_not_there() {
    assert!(inclusion_plan(0, 0).is_none() && inclusion_plan(7, 7).is_none());
    assert!(consistency_plan(8, 7).is_none());
    assert!(inclusion_plan(u64::MAX, u64::MAX).is_none());
    let largest = inclusion_plan(0, u64::MAX).expect("the first leaf of the largest tree");
    assert_eq!(largest.len(), 64);
    assert!(Subtree::root_of(&[]).is_none() && Subtree::root_of(&TREES.leaves[..3]).is_none());
}

#[test]
fn of_nothing_and_of_itself_a_tree_has_grown_without_proof() {
    let (empty, some) = (*at(&TREES.roots, 0), *at(&TREES.roots, 5));
    verify_consistency(0, 5, &empty, &some, &[]).expect("everything grows out of nothing");
    verify_consistency(5, 5, &some, &some, &[]).expect("it is the same");
    assert!(verify_consistency(0, 5, &some, &some, &[]).is_err());
    assert!(verify_consistency(5, 5, &some, &empty, &[]).is_err());
    assert!(verify_consistency(5, 5, &some, &some, &[some]).is_err());
    assert!(verify_consistency(6, 5, &some, &some, &[]).is_err());
}

/// A size, and something smaller.
fn smaller_and_size() -> impl Strategy<Value = (u64, u64)> {
    (1..=LARGEST).prop_flat_map(|size| (0..size, Just(size)))
}

proptest! {
    #[test]
    fn any_leaf_is_proved_to_the_other_implementation((seq, size) in smaller_and_size()) {
        let plan = inclusion_plan(seq, size).expect("a place in the tree");
        let proof = proof(&plan);
        prop_assert_eq!(&proof_of_stored(&plan), &proof);
        let theirs = InclusionProof::<Sha256>::from_bytes(concatenated(&proof));
        prop_assert!(other_root(size).verify_inclusion(&leaf(seq), seq, &theirs).is_ok());
        prop_assert_eq!(proof_of_stored(&root_plan(size)), vec![*at(&TREES.roots, size)]);
    }

    #[test]
    fn any_growth_is_proved_to_the_other_implementation((old, size) in smaller_and_size()) {
        prop_assume!(old > 0);
        let plan = consistency_plan(old, size).expect("grown");
        let proof = proof(&plan);
        prop_assert_eq!(&proof_of_stored(&plan), &proof);
        let theirs = ConsistencyProof::<Sha256>::try_from_bytes(concatenated(&proof)).expect("whole hashes");
        prop_assert!(other_root(size).verify_consistency(&other_root(old), &theirs).is_ok());
        verify_consistency(old, size, at(&TREES.roots, old), at(&TREES.roots, size), &proof).expect("holds");
    }

    #[test]
    fn a_proof_proves_one_leaf_at_one_place((seq, size) in smaller_and_size(), other in 0..LARGEST, bit in 0usize..256) {
        let root = at(&TREES.roots, size);
        let proof = proof(&inclusion_plan(seq, size).expect("a place in the tree"));
        if other != seq {
            prop_assert!(verify_inclusion(at(&TREES.leaves, other), seq, size, &proof, root).is_err());
            prop_assert!(verify_inclusion(at(&TREES.leaves, seq), other, size, &proof, root).is_err());
        }
        if other != size {
            prop_assert!(verify_inclusion(at(&TREES.leaves, seq), seq, size, &proof, at(&TREES.roots, other)).is_err());
        }
        for index in 0..proof.len() {
            let mut changed = proof.clone();
            let mut bytes = *changed[index].as_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            changed[index] = Hash::from_bytes(bytes);
            prop_assert!(verify_inclusion(at(&TREES.leaves, seq), seq, size, &changed, root).is_err());
            changed.remove(index);
            prop_assert!(verify_inclusion(at(&TREES.leaves, seq), seq, size, &changed, root).is_err());
        }
        let longer = [proof.as_slice(), &[*root]].concat();
        prop_assert!(verify_inclusion(at(&TREES.leaves, seq), seq, size, &longer, root).is_err());
    }

    #[test]
    fn a_proof_of_growth_proves_one_growth((old, size) in smaller_and_size(), other in 1..=LARGEST, bit in 0usize..256) {
        prop_assume!(old > 0);
        let (from, to) = (at(&TREES.roots, old), at(&TREES.roots, size));
        let proof = proof(&consistency_plan(old, size).expect("grown"));
        if other != old {
            prop_assert!(verify_consistency(old, size, at(&TREES.roots, other), to, &proof).is_err());
        }
        if other != size {
            prop_assert!(verify_consistency(old, size, from, at(&TREES.roots, other), &proof).is_err());
        }
        for index in 0..proof.len() {
            let mut changed = proof.clone();
            let mut bytes = *changed[index].as_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            changed[index] = Hash::from_bytes(bytes);
            prop_assert!(verify_consistency(old, size, from, to, &changed).is_err());
            changed.remove(index);
            prop_assert!(verify_consistency(old, size, from, to, &changed).is_err());
        }
        let longer = [proof.as_slice(), &[*to]].concat();
        prop_assert!(verify_consistency(old, size, from, to, &longer).is_err());
    }

    #[test]
    fn any_numbers_and_hashes_end_in_an_answer(numbers: [u64; 3], hashes in prop::collection::vec(any::<[u8; 32]>(), 0..70)) {
        let [seq, size, old] = numbers;
        let hashes: Vec<Hash> = hashes.into_iter().map(Hash::from_bytes).collect();
        let root = Hash::of_nothing();
        prop_assert!(verify_inclusion(&root, seq, size, &hashes, &root).is_err());
        prop_assert!(old == 0 || old == size || verify_consistency(old, size, &root, &root, &hashes).is_err());
        let plan = inclusion_plan(seq, size);
        prop_assert_eq!(plan.is_some(), seq < size);
        for subtree in plan.iter().chain(&consistency_plan(old, size)).flat_map(ProofPlan::subtrees) {
            prop_assert!(subtree.leaves().is_some_and(|(_, end)| end <= size));
        }
    }
}
