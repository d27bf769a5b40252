//! A set of up to 64 numbers in one word: purposes, special features and what else a format counts from 1.

use core::fmt;

/// A set of numbers from 1 to 64.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct SmallSet {
    /// The number `n` is bit `n - 1`, the highest bit first, as in a bit field.
    word: u64,
}

impl SmallSet {
    /// Makes an empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self { word: 0 }
    }

    /// Takes a bit field of so many bits, the first of which is the number 1.
    #[must_use]
    pub const fn from_field(field: u64, width: usize) -> Self {
        match width {
            0 => Self::new(),
            1..=64 => Self {
                word: field << 64usize.saturating_sub(width),
            },
            _ => Self { word: field },
        }
    }

    /// Returns the set as a bit field of so many bits; a number that does not fit in it means nothing.
    #[must_use]
    pub const fn field(self, width: usize) -> Option<u64> {
        match width {
            0 if self.word == 0 => Some(0),
            1..=64 if self.largest() as usize <= width => Some(self.word >> 64usize.saturating_sub(width)),
            _ => None,
        }
    }

    /// Tells whether a number is in the set.
    #[must_use]
    pub const fn contains(self, number: u8) -> bool {
        self.word & bit(number) != 0
    }

    /// Puts a number in; 0 and what is above 64 are left out.
    pub const fn insert(&mut self, number: u8) {
        self.word |= bit(number);
    }

    /// Returns the numbers that are in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            word: self.word & other.word,
        }
    }

    /// Returns the numbers that are in this one only.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            word: self.word & !other.word,
        }
    }

    /// Tells whether it is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.word == 0
    }

    /// Returns the largest number, or 0 for an empty set.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "at most 64")]
    pub const fn largest(self) -> u8 {
        64u32.saturating_sub(self.word.trailing_zeros()) as u8
    }

    /// Returns the smallest number.
    fn smallest(self) -> Option<u8> {
        let zeros = u8::try_from(self.word.leading_zeros()).ok()?;
        (zeros < 64).then(|| zeros.saturating_add(1))
    }

    /// Returns the numbers, smallest first.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        let mut left = self;
        core::iter::from_fn(move || {
            let number = left.smallest()?;
            left.word &= !bit(number);
            Some(number)
        })
    }
}

/// The bit of a number, or none.
const fn bit(number: u8) -> u64 {
    match number {
        1..=64 => (1 << 63) >> number.saturating_sub(1),
        _ => 0,
    }
}

impl fmt::Debug for SmallSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl FromIterator<u8> for SmallSet {
    fn from_iter<T: IntoIterator<Item = u8>>(numbers: T) -> Self {
        let mut set = Self::new();
        for number in numbers {
            set.insert(number);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_counts_from_its_first_bit() {
        let set = SmallSet::from_field(0b1000_0000_0001, 12);
        assert!(set.iter().eq([1, 12]));
        assert_eq!(set.field(12), Some(0b1000_0000_0001));
        assert_eq!(set.field(24), Some(0b1000_0000_0001 << 12));
        assert_eq!(set.field(11), None, "12 does not fit");
        assert_eq!(SmallSet::new().field(0), Some(0));
        assert_eq!(set.field(0), None);
    }

    #[test]
    fn only_one_to_sixty_four_are_in_it() {
        let set = SmallSet::from_iter([0, 1, 64, 65, 255]);
        assert!(set.iter().eq([1, 64]));
        assert_eq!((set.largest(), SmallSet::new().largest()), (64, 0));
        assert!(!set.contains(0) && !set.contains(65));
        assert!(set.without(SmallSet::from_iter([1])).iter().eq([64]));
        assert!(set.and(SmallSet::from_iter([1])).iter().eq([1]));
    }
}
