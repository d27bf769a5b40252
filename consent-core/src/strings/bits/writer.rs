//! Writes numbers and runs of bits one after the other, then all of them as text.

use alloc::string::String;
use alloc::vec::Vec;

use super::text;

/// Collects bits; what is written first stands highest.
#[derive(Clone, Debug, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    /// Bits that do not yet fill a byte, in the low bits.
    held: u64,
    /// How many of them, below 8 between two writes.
    pending: usize,
}

impl BitWriter {
    /// Starts with no bits.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            bytes: Vec::new(),
            held: 0,
            pending: 0,
        }
    }

    /// Returns how many bits were written.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len().saturating_mul(8).saturating_add(self.pending)
    }

    /// Tells whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes the low `width` bits of a number, the highest first; more than 56 are cut to 56.
    pub fn number(&mut self, value: impl Into<u64>, width: usize) {
        let width = width.min(56);
        let value = value.into() & !u64::MAX.unbounded_shl(u32::try_from(width).unwrap_or(64));
        self.held = (self.held << width) | value;
        let filled = self.pending.saturating_add(width);
        self.pending = filled % 8;
        let whole = self
            .held
            .unbounded_shl(u32::try_from(64usize.saturating_sub(filled)).unwrap_or(64));
        self.bytes.extend(whole.to_be_bytes().iter().take(filled / 8));
        self.held &= !(u64::MAX << self.pending);
    }

    /// Writes one bit.
    pub fn flag(&mut self, value: bool) {
        self.number(value, 1);
    }

    /// Writes a run of bits from words of 64, the first bit highest; words that are missing count as zeros.
    pub fn words(&mut self, words: impl IntoIterator<Item = u64>, bits: usize) {
        let mut words = words.into_iter();
        let mut left = bits;
        while left > 0 {
            let word = words.next().unwrap_or_default();
            let high = left.min(32);
            let low = left.min(64).saturating_sub(high);
            self.number(word >> 64usize.saturating_sub(high), high);
            if low > 0 {
                self.number((word << 32) >> 64usize.saturating_sub(low), low);
            }
            left = left.saturating_sub(high).saturating_sub(low);
        }
    }

    /// Fills with zeros to a multiple of so many bits.
    pub fn pad_to(&mut self, multiple: usize) {
        while self.len().checked_rem(multiple).is_some_and(|rest| rest > 0) {
            self.flag(false);
        }
    }

    /// Returns the bits as text of base64url, filled with zeros to whole characters.
    #[must_use]
    pub fn into_text(mut self) -> String {
        let characters = self.len().div_ceil(6);
        self.pad_to(8);
        let mut text = text::write(&self.bytes);
        text.truncate(characters);
        text
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::super::BitText;
    use super::*;

    #[test]
    fn text_is_filled_to_whole_characters() {
        let mut bits = BitWriter::new();
        assert!(bits.is_empty());
        bits.number(3u8, 6);
        bits.number(1u8, 6);
        assert_eq!(bits.clone().into_text(), "DB");
        bits.flag(true);
        assert_eq!(bits.len(), 13);
        assert_eq!(bits.clone().into_text(), "DBg");
        bits.pad_to(24);
        assert_eq!(bits.into_text(), "DBgA");
    }

    #[test]
    fn a_number_is_cut_to_its_width() {
        let mut bits = BitWriter::new();
        bits.number(u64::MAX, 2);
        bits.number(0u8, 4);
        assert_eq!(bits.into_text(), "w");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read(numbers: Vec<(u64, u8)>, words in proptest::collection::vec(0u64.., 0..6), more in 0..70usize) {
            let numbers: Vec<(u64, usize)> = numbers.into_iter().map(|(value, width)| {
                let width = usize::from(width % 57);
                (value & !(u64::MAX << width), width)
            }).collect();
            let bits = (words.len() * 64 + more).saturating_sub(64);
            let mut writer = BitWriter::new();
            for (value, width) in &numbers {
                writer.number(*value, *width);
            }
            writer.words(words.iter().copied(), bits);
            let length = writer.len();

            let text = BitText::read(&writer.into_text()).expect("of the alphabet");
            let mut reader = text.reader();
            for (value, width) in numbers {
                proptest::prop_assert_eq!(reader.number(width), Ok(value));
            }
            let mut expected = vec![0; bits.div_ceil(64)];
            for (slot, word) in expected.iter_mut().zip(words) {
                *slot = word;
            }
            if let Some(last) = expected.last_mut() && bits % 64 > 0 {
                *last &= !(u64::MAX >> (bits % 64));
            }
            proptest::prop_assert_eq!(reader.words(bits).expect("all of them").collect::<Vec<_>>(), expected);
            proptest::prop_assert_eq!(reader.position(), length);
            proptest::prop_assert!(reader.only_padding_left());
        }
    }
}
