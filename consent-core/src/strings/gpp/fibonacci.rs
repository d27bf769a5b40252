//! Numbers as sums of Fibonacci numbers, ended by two ones, and ranges of ids by the distance from the last.
//!
//! ```text
//! number = the bits of 1, 2, 3, 5, 8, … from the smallest on, then "1"     ; no two ones before the end
//! ranges = Count:12 range{Count}
//! range  = "0" Distance:number | "1" Distance:number More:number           ; from the last id seen, at first from 0
//! ```

use core::fmt;

use crate::strings::bits::{BitReader, BitWriter, PastEnd};

/// Why bits are no number, or no ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FibonacciError {
    /// The bits end first.
    PastEnd(PastEnd),
    /// The number, or the id that it leads to, is above 65,535.
    TooLarge {
        /// The bit at which it begins.
        at: usize,
    },
}

impl FibonacciError {
    /// Returns the bit at which reading stopped.
    #[must_use]
    pub const fn bit(self) -> usize {
        match self {
            Self::PastEnd(PastEnd { at }) | Self::TooLarge { at } => at,
        }
    }
}

impl fmt::Display for FibonacciError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PastEnd(past) => past.fmt(f),
            Self::TooLarge { at } => write!(f, "the Fibonacci number at bit {at} leads above 65535"),
        }
    }
}

impl core::error::Error for FibonacciError {}

impl From<PastEnd> for FibonacciError {
    fn from(past: PastEnd) -> Self {
        Self::PastEnd(past)
    }
}

/// Every Fibonacci number that fits into 16 bits, 1 only once.
const NUMBERS: [u16; 23] = [
    1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181, 6765, 10946, 17711, 28657,
    46368,
];

/// How many bits the number of ranges has.
const COUNT: usize = 12;

/// The most ranges that can be written.
pub(super) const MOST_RANGES: usize = (1 << COUNT) - 1;

/// Reads one number, which is never 0.
pub(super) fn read_number(reader: &mut BitReader<'_>) -> Result<u16, FibonacciError> {
    let at = reader.position();
    let mut sum = 0u16;
    let mut last = false;
    for number in NUMBERS {
        match (reader.flag()?, last) {
            (true, true) => return Ok(sum),
            (true, false) => {
                sum = sum.checked_add(number).ok_or(FibonacciError::TooLarge { at })?;
                last = true;
            }
            (false, _) => last = false,
        }
    }
    // Only the end may follow the largest.
    if last && reader.flag()? {
        return Ok(sum);
    }
    Err(FibonacciError::TooLarge { at })
}

/// Reads ranges: ids only grow, so each range lies behind the one before.
pub(super) fn read_ranges(
    reader: &mut BitReader<'_>,
    mut each: impl FnMut(u16, u16),
) -> Result<(), FibonacciError> {
    let count = reader.number(COUNT)?;
    let mut seen = 0u16;
    let further = |reader: &mut BitReader<'_>, seen: u16| {
        let at = reader.position();
        seen.checked_add(read_number(reader)?)
            .ok_or(FibonacciError::TooLarge { at })
    };
    for _ in 0..count {
        let is_group = reader.flag()?;
        let first = further(reader, seen)?;
        seen = if is_group { further(reader, first)? } else { first };
        each(first, seen);
    }
    Ok(())
}

/// Writes a number; 0, which has no code, is left out.
pub(super) fn write_number(writer: &mut BitWriter, number: u16) {
    let (mut rest, mut code, mut width) = (number, 0u64, 0usize);
    for (index, part) in NUMBERS.into_iter().enumerate().rev() {
        if let Some(left) = rest.checked_sub(part) {
            rest = left;
            code |= 1 << index;
            width = width.max(index.saturating_add(1));
        }
    }
    if width > 0 {
        // The smallest comes first, and the end last.
        let from_the_smallest = code.reverse_bits() >> 64usize.saturating_sub(width);
        writer.number((from_the_smallest << 1) | 1, width.saturating_add(1));
    }
}

/// Writes ranges that grow and do not touch.
pub(super) fn write_ranges(writer: &mut BitWriter, ranges: impl ExactSizeIterator<Item = (u16, u16)>) {
    writer.number(u64::try_from(ranges.len()).unwrap_or_default(), COUNT);
    let mut seen = 0u16;
    for (first, last) in ranges {
        writer.flag(first != last);
        write_number(writer, first.saturating_sub(seen));
        if first != last {
            write_number(writer, last.saturating_sub(first));
        }
        seen = last;
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::strings::bits::BitText;

    /// Bits as they stand in the specification's examples.
    fn bits(text: &str) -> BitWriter {
        let mut writer = BitWriter::new();
        for bit in text.bytes().filter(|bit| matches!(bit, b'0' | b'1')) {
            writer.flag(bit == b'1');
        }
        writer
    }

    fn read(bits: BitWriter) -> Result<Vec<(u16, u16)>, FibonacciError> {
        let text = BitText::read(&bits.into_text()).expect("of the alphabet");
        let mut ranges = Vec::new();
        read_ranges(&mut text.reader(), |first, last| ranges.push((first, last)))?;
        Ok(ranges)
    }

    #[test]
    fn numbers_have_the_codes_of_the_specification() {
        for (number, code) in [
            (1, "11"),
            (2, "011"),
            (3, "0011"),
            (4, "1011"),
            (5, "00011"),
            (6, "10011"),
            (7, "01011"),
        ] {
            let mut writer = BitWriter::new();
            write_number(&mut writer, number);
            assert_eq!(writer.len(), code.len(), "{number}");
            assert_eq!(writer.into_text(), bits(code).into_text(), "{number}");
        }
    }

    #[test]
    fn every_number_comes_back() {
        for number in 1..=u16::MAX {
            let mut writer = BitWriter::new();
            write_number(&mut writer, number);
            let length = writer.len();
            let text = BitText::read(&writer.into_text()).expect("of the alphabet");
            let mut reader = text.reader();
            assert_eq!(read_number(&mut reader), Ok(number));
            assert_eq!(reader.position(), length);
        }
    }

    #[test]
    fn ranges_are_those_of_the_specifications_example() {
        assert_eq!(
            read(bits("000000000010 0 0011 1 011 0011")),
            Ok([(3, 3), (5, 8)].to_vec())
        );
        let mut writer = BitWriter::new();
        write_ranges(&mut writer, [(3, 3), (5, 8)].into_iter());
        assert_eq!(
            writer.into_text(),
            bits("000000000010 0 0011 1 011 0011").into_text()
        );
    }

    #[test]
    fn nothing_leads_above_the_last_id() {
        let mut largest = BitWriter::new();
        write_ranges(&mut largest, [(1, u16::MAX)].into_iter());
        assert_eq!(read(largest.clone()), Ok([(1, u16::MAX)].to_vec()));
        // The same once more, 65,535 further on.
        let mut above = bits("000000000010 1 11");
        write_number(&mut above, u16::MAX - 1);
        above.flag(false);
        let at = above.len();
        write_number(&mut above, 1);
        assert_eq!(read(above), Err(FibonacciError::TooLarge { at }));
        // 46368 + 28657 is no code at all: two ones end a number.
        let endless = bits(&["000000000001 0 ", &"0".repeat(40)].concat());
        assert_eq!(read(endless), Err(FibonacciError::TooLarge { at: 13 }));
        // 46368 and 17711 and 6765: more than 65,535.
        let sum = bits("000000000001 0 000000000000000000 1 0 1 0 1 1");
        assert_eq!(read(sum), Err(FibonacciError::TooLarge { at: 13 }));
    }

    #[test]
    fn what_is_cut_short_is_told() {
        assert_eq!(
            read(bits("000000000010 0 0011 1 0000")),
            Err(FibonacciError::PastEnd(PastEnd { at: 24 }))
        );
    }

    proptest::proptest! {
        #[test]
        fn any_ranges_come_back(ids in proptest::collection::btree_set(1u16.., 0..200)) {
            let set: crate::strings::IdSet = ids.iter().copied().collect();
            let ranges: Vec<(u16, u16)> = set.ranges().collect();
            let mut writer = BitWriter::new();
            write_ranges(&mut writer, ranges.iter().copied());
            proptest::prop_assert_eq!(read(writer), Ok(ranges));
        }
    }
}
