//! A set of vendor ids as one bit each: at most 8 KiB, however it was written.

use alloc::vec::Vec;
use core::fmt;

/// A set of ids from 1 to 65,535. The id 0 is nobody's: it is never in it.
#[derive(Clone, Default)]
pub struct IdSet {
    /// Id `n` is bit `n - 1`, the highest bit first, as in a bit field: so a field is copied by whole words.
    words: Vec<u64>,
}

impl IdSet {
    /// Makes an empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self { words: Vec::new() }
    }

    /// Makes an empty set that will not grow until an id above `largest` is put in.
    #[must_use]
    pub fn with_room_for(largest: u16) -> Self {
        Self {
            words: Vec::with_capacity(usize::from(largest).div_ceil(64)),
        }
    }

    /// Takes the words of a bit field, the first bit of which is the id 1; bits beyond 65,535 are left out.
    pub fn from_words(words: impl Iterator<Item = u64>) -> Self {
        let mut words: Vec<u64> = words.take(WORDS).collect();
        if let Some(last) = words.get_mut(WORDS.saturating_sub(1)) {
            *last &= !1;
        }
        Self { words }
    }

    /// Returns the set as the words of a bit field.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Tells whether an id is in the set.
    #[must_use]
    #[inline]
    pub fn contains(&self, id: u16) -> bool {
        let Some(place) = id.checked_sub(1) else {
            return false;
        };
        let word = self
            .words
            .get(usize::from(place / 64))
            .copied()
            .unwrap_or_default();
        word & (HIGHEST >> (place % 64)) != 0
    }

    /// Puts an id in.
    pub fn insert(&mut self, id: u16) {
        self.insert_range(id, id);
    }

    /// Puts in every id from the first to the last; a range that ends before it begins is empty.
    pub fn insert_range(&mut self, first: u16, last: u16) {
        let Some(end) = last.checked_sub(1) else {
            return;
        };
        let start = first.saturating_sub(1);
        if start > end {
            return;
        }
        let (from, to) = (usize::from(start / 64), usize::from(end / 64));
        if self.words.len() <= to {
            self.words.resize(to.saturating_add(1), 0);
        }
        let head = u64::MAX >> (start % 64);
        let tail = !(u64::MAX >> (end % 64) >> 1);
        match self.words.get_mut(from..=to) {
            Some([only]) => *only |= head & tail,
            Some([begin, within @ .., finish]) => {
                *begin |= head;
                within.fill(u64::MAX);
                *finish |= tail;
            }
            _ => {}
        }
    }

    /// Takes an id out.
    pub fn remove(&mut self, id: u16) {
        if let Some(place) = id.checked_sub(1)
            && let Some(word) = self.words.get_mut(usize::from(place / 64))
        {
            *word &= !(HIGHEST >> (place % 64));
        }
    }

    /// Puts in every id of another set.
    pub fn extend_from(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// Tells whether any id is in both.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.words
            .iter()
            .zip(&other.words)
            .any(|(word, other)| word & other != 0)
    }

    /// Returns how many ids are in this one only.
    #[must_use]
    pub fn count_without(&self, other: &Self) -> usize {
        let others = other.words.iter().copied().chain(core::iter::repeat(0));
        count(self.words.iter().zip(others).map(|(word, other)| word & !other))
    }

    /// Returns how many ids there are.
    #[must_use]
    pub fn len(&self) -> usize {
        count(self.words.iter().copied())
    }

    /// Tells whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Returns the largest id, or 0 for an empty set.
    #[must_use]
    pub fn largest(&self) -> u16 {
        let last = self.words.iter().enumerate().rfind(|(_, word)| **word != 0);
        last.map_or(0, |(index, word)| {
            let past = 64u32.saturating_sub(word.trailing_zeros());
            id(index, past)
        })
    }

    /// Returns the ids, smallest first.
    pub fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut left = *word;
            core::iter::from_fn(move || {
                let zeros = left.leading_zeros();
                left &= !HIGHEST.checked_shr(zeros)?;
                Some(id(index, zeros.saturating_add(1)))
            })
        })
    }

    /// Returns the runs of ids as first and last, smallest first; no two of them touch.
    pub fn ranges(&self) -> impl Iterator<Item = (u16, u16)> + '_ {
        let mut past = 0;
        core::iter::from_fn(move || {
            let start = self.next(past, true)?;
            past = self.next(start, false)?;
            let first = u16::try_from(start.saturating_add(1)).ok()?;
            Some((first, u16::try_from(past).ok()?))
        })
    }

    /// Returns how many runs of ids there are, and how many of them are of one id only.
    #[must_use]
    pub fn count_ranges(&self) -> (usize, usize) {
        let (mut runs, mut alone, mut before) = (0usize, 0usize, 0);
        let mut words = self.words.iter().copied().peekable();
        while let Some(word) = words.next() {
            let after = words.peek().map_or(0, |next| next >> 63);
            let starts = word & !(word >> 1 | before << 63);
            let ends = word & !(word << 1 | after);
            runs = runs.saturating_add(count([starts].into_iter()));
            alone = alone.saturating_add(count([starts & ends].into_iter()));
            before = word & 1;
        }
        (runs, alone)
    }

    /// The first bit from a place on that is set, or is not; beyond the last word none is.
    fn next(&self, from: usize, set: bool) -> Option<usize> {
        let mut mask = u64::MAX >> (from % 64);
        for (index, word) in self.words.iter().enumerate().skip(from / 64) {
            let word = if set { *word } else { !word } & mask;
            if word != 0 {
                let bit = usize::try_from(word.leading_zeros()).unwrap_or_default();
                return Some(index.saturating_mul(64).saturating_add(bit));
            }
            mask = u64::MAX;
        }
        (!set).then(|| self.words.len().saturating_mul(64))
    }
}

/// The highest bit of a word.
const HIGHEST: u64 = 1 << 63;

/// How many words 65,535 bits fill.
const WORDS: usize = 1024;

/// How many bits are set.
fn count(words: impl Iterator<Item = u64>) -> usize {
    words.fold(0, |count, word| {
        count.saturating_add(usize::try_from(word.count_ones()).unwrap_or(64))
    })
}

/// The id that is bit `bit`, from 1, of a word.
fn id(index: usize, bit: u32) -> u16 {
    let word = u16::try_from(index).unwrap_or(u16::MAX).saturating_mul(64);
    word.saturating_add(u16::try_from(bit).unwrap_or(u16::MAX))
}

impl PartialEq for IdSet {
    fn eq(&self, other: &Self) -> bool {
        let (short, long) = if self.words.len() < other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        let (same, rest) = long.split_at_checked(short.len()).unwrap_or((long, &[]));
        same == short.as_slice() && rest.iter().all(|word| *word == 0)
    }
}

impl Eq for IdSet {}

impl fmt::Debug for IdSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl FromIterator<u16> for IdSet {
    fn from_iter<T: IntoIterator<Item = u16>>(ids: T) -> Self {
        let mut set = Self::new();
        set.extend(ids);
        set
    }
}

impl Extend<u16> for IdSet {
    fn extend<T: IntoIterator<Item = u16>>(&mut self, ids: T) {
        for id in ids {
            self.insert(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_last_ids_fit_and_zero_is_nobodys() {
        let mut set = IdSet::new();
        set.insert_range(0, u16::MAX);
        assert_eq!(
            (set.len(), set.largest(), set.words().len()),
            (65_535, u16::MAX, WORDS)
        );
        assert!(!set.contains(0));
        assert!(set.contains(1) && set.contains(u16::MAX));
        set.remove(0);
        set.remove(u16::MAX);
        assert_eq!(set.ranges().collect::<Vec<_>>(), [(1, 65_534)]);
        assert!(IdSet::from_iter([0]).is_empty());
        assert_eq!(IdSet::from_words([u64::MAX; 2000].into_iter()).len(), 65_535);
    }

    #[test]
    fn room_is_no_difference() {
        let mut set = IdSet::from_iter([700]);
        set.remove(700);
        assert_eq!(set, IdSet::new());
        assert_ne!(set, IdSet::from_iter([1]));
    }

    proptest::proptest! {
        #[test]
        fn sets_meet_as_sets_do(
            first in proptest::collection::btree_set(1u16..300, 0..20),
            second in proptest::collection::btree_set(1u16..300, 0..20),
        ) {
            let (a, b): (IdSet, IdSet) = (first.iter().copied().collect(), second.iter().copied().collect());
            proptest::prop_assert_eq!(a.intersects(&b), !first.is_disjoint(&second));
            proptest::prop_assert_eq!(a.count_without(&b), first.difference(&second).count());
            let mut both = a;
            both.extend_from(&b);
            proptest::prop_assert!(both.iter().eq(first.union(&second).copied()));
        }

        #[test]
        fn behaves_as_a_set(
            ranges in proptest::collection::vec((0u16..300, 0u16..300), 0..6),
            out in proptest::collection::vec(0u16..300, 0..20),
        ) {
            let (mut set, mut model) = (IdSet::new(), BTreeSet::new());
            for (first, last) in ranges {
                set.insert_range(first, last);
                model.extend((first.max(1)..=last).filter(|_| first <= last));
            }
            for id in out {
                set.remove(id);
                model.remove(&id);
            }
            proptest::prop_assert!(set.iter().eq(model.iter().copied()));
            proptest::prop_assert_eq!(set.len(), model.len());
            let alone = set.ranges().filter(|(first, last)| first == last).count();
            proptest::prop_assert_eq!(set.count_ranges(), (set.ranges().count(), alone));
            proptest::prop_assert!(set.ranges().flat_map(|(first, last)| first..=last).eq(set.iter()));
            proptest::prop_assert!(set.ranges().is_sorted_by(|left, right| left.1 + 1 < right.0));
            proptest::prop_assert_eq!(set.largest(), model.last().copied().unwrap_or(0));
            proptest::prop_assert!((0..400).all(|id| set.contains(id) == model.contains(&id)));
            let mut again = IdSet::new();
            for (first, last) in set.ranges() {
                again.insert_range(first, last);
            }
            proptest::prop_assert_eq!(&again, &set);
            proptest::prop_assert_eq!(IdSet::from_words(set.words().iter().copied()), set);
        }
    }
}
