//! Sets of vendors, which have been written in three ways.
//!
//! ```text
//! present   = MaxVendorId:16 ( "0" bit{MaxVendorId} | "1" fibonacci ranges )
//! former    = MaxVendorId:16 ( "0" bit{MaxVendorId} | "1" Count:12 ( "0" Id:16 | "1" First:16 Last:16 ){Count} )
//! flagged   = "0" Length:16 bit{Length} | "1" fibonacci ranges
//! ```
//!
//! The specification's “OptimizedRange” is the flagged one (Consent String Specification, section encoding). Nobody is
//! known to have written it. IAB Tech Lab's own libraries wrote the former way until June 2026 and the present one
//! since (iabgpp-es, pull request 107), and both are the same wherever bits are the shorter. So the present one is
//! written, and all three are read.

use alloc::vec::Vec;

use crate::strings::IdSet;
use crate::strings::bits::{BitReader, BitWriter, PastEnd};
use crate::strings::gpp::error::Fault;
use crate::strings::gpp::fibonacci::{self, MOST_RANGES};
use crate::strings::tcf::VendorRange;

/// How sets of vendors are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SetCoding {
    /// The largest id first, ranges in Fibonacci's code: what is written today.
    #[default]
    Present,
    /// The largest id first, ranges in numbers of 16 bits: what was written before.
    Former,
    /// A flag first, as the specification has it.
    Flagged,
}

impl SetCoding {
    /// Every way, in the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::Present, Self::Former, Self::Flagged];
}

/// How many bits an id has.
const VENDOR: usize = 16;

/// How many bits a count has.
const COUNT: usize = 12;

/// A set that was read, and whether what stands before it agrees with it.
pub(super) struct Read {
    pub(super) ranges: Vec<VendorRange>,
    /// The largest id is the one that was announced: a text read in the wrong way hardly ever agrees.
    pub(super) agrees: bool,
}

/// Reads a set in one way.
pub(super) fn read(reader: &mut BitReader<'_>, coding: SetCoding) -> Result<Read, Fault> {
    let ends = |PastEnd { at }| Fault::EndsAt { bit: at };
    let (announced, is_range) = match coding {
        SetCoding::Flagged => (None, reader.flag().map_err(ends)?),
        _ => {
            let max = reader.small(VENDOR).map_err(ends)?;
            (Some(max), reader.flag().map_err(ends)?)
        }
    };
    let ranges = match (is_range, coding) {
        (false, _) => {
            let length = match announced {
                Some(max) => max,
                None => reader.small(VENDOR).map_err(ends)?,
            };
            let words = reader.words(usize::from(length)).map_err(ends)?;
            let set = IdSet::from_words(words);
            set.ranges()
                .filter_map(|(first, last)| VendorRange::new(first, last))
                .collect()
        }
        (true, SetCoding::Former) => former_ranges(reader)?,
        (true, _) => fibonacci_ranges(reader)?,
    };
    let largest = ranges.last().map_or(0, |range| range.last());
    Ok(Read {
        agrees: announced.is_none_or(|announced| announced == largest),
        ranges,
    })
}

/// Reads ranges of numbers in Fibonacci's code, which only grow.
fn fibonacci_ranges(reader: &mut BitReader<'_>) -> Result<Vec<VendorRange>, Fault> {
    let mut ranges: Vec<VendorRange> = Vec::new();
    fibonacci::read_ranges(reader, |first, last| ranges.extend(VendorRange::new(first, last)))
        .map_err(Fault::Fibonacci)?;
    Ok(merged(ranges))
}

/// Reads ranges of numbers of 16 bits, in any order.
pub(super) fn former_ranges(reader: &mut BitReader<'_>) -> Result<Vec<VendorRange>, Fault> {
    let ends = |PastEnd { at }| Fault::EndsAt { bit: at };
    let count = reader.number(COUNT).map_err(ends)?;
    let mut ranges = Vec::new();
    for _ in 0..count {
        let bit = reader.position();
        let is_range = reader.flag().map_err(ends)?;
        let first = reader.small(VENDOR).map_err(ends)?;
        let last = if is_range {
            reader.small(VENDOR).map_err(ends)?
        } else {
            first
        };
        ranges.push(VendorRange::new(first, last).ok_or(Fault::Range { bit })?);
    }
    ranges.sort_unstable();
    Ok(merged(ranges))
}

/// Joins ranges that overlap or touch, so that one set is one list.
pub(super) fn merged(sorted: Vec<VendorRange>) -> Vec<VendorRange> {
    let mut joined: Vec<VendorRange> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match joined.last_mut() {
            Some(before) if range.first() <= before.last().saturating_add(1) => {
                let last = before.last().max(range.last());
                *before = VendorRange::new(before.first(), last).unwrap_or(*before);
            }
            _ => joined.push(range),
        }
    }
    joined
}

/// Makes a set of ranges.
pub(super) fn set_of(ranges: &[VendorRange]) -> IdSet {
    let mut set = IdSet::with_room_for(ranges.last().map_or(0, |range| range.last()));
    for range in ranges {
        set.insert_range(range.first(), range.last());
    }
    set
}

/// Writes a set in the present way, as ranges unless bits are shorter.
pub(super) fn write(writer: &mut BitWriter, set: &IdSet) {
    let max = set.largest();
    writer.number(max, VENDOR);
    // Enough to see that bits are shorter: every range has at least three.
    let ranges: Vec<_> = set.ranges().take(MOST_RANGES.saturating_add(1)).collect();
    let mut as_ranges = BitWriter::new();
    fibonacci::write_ranges(&mut as_ranges, ranges.iter().copied());
    if ranges.len() <= MOST_RANGES && as_ranges.len() <= usize::from(max) {
        writer.flag(true);
        fibonacci::write_ranges(writer, ranges.into_iter());
    } else {
        writer.flag(false);
        writer.words(set.words().iter().copied(), usize::from(max));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::bits::BitText;

    fn read_all(writer: BitWriter, coding: SetCoding) -> Result<(IdSet, bool), Fault> {
        let text = BitText::read(&writer.into_text()).expect("of the alphabet");
        let mut reader = text.reader();
        let read = read(&mut reader, coding)?;
        assert!(reader.only_padding_left());
        Ok((set_of(&read.ranges), read.agrees))
    }

    #[test]
    fn the_three_ways_say_the_same() {
        let set: IdSet = [3, 5, 6, 7, 8].into_iter().collect();
        let mut present = BitWriter::new();
        write(&mut present, &set);
        assert_eq!(read_all(present, SetCoding::Present), Ok((set.clone(), true)));

        let mut former = BitWriter::new();
        former.number(8u8, 16);
        former.flag(true);
        former.number(2u8, 12);
        // Out of order, as nothing forbids.
        former.flag(true);
        former.number(5u8, 16);
        former.number(8u8, 16);
        former.flag(false);
        former.number(3u8, 16);
        assert_eq!(read_all(former, SetCoding::Former), Ok((set.clone(), true)));

        let mut flagged = BitWriter::new();
        flagged.flag(true);
        fibonacci::write_ranges(&mut flagged, [(3, 3), (5, 8)].into_iter());
        assert_eq!(read_all(flagged, SetCoding::Flagged), Ok((set.clone(), true)));
        let mut flagged = BitWriter::new();
        flagged.flag(false);
        flagged.number(8u8, 16);
        flagged.words(set.words().iter().copied(), 8);
        assert_eq!(read_all(flagged, SetCoding::Flagged), Ok((set, true)));
    }

    #[test]
    fn a_set_that_does_not_reach_what_was_announced_does_not_agree() {
        let mut writer = BitWriter::new();
        writer.number(9u8, 16);
        writer.flag(false);
        writer.number(0b1_0000_0000_u16, 9);
        let read = read_all(writer, SetCoding::Present);
        assert_eq!(read, Ok(([1].into_iter().collect(), false)));
    }

    #[test]
    fn ranges_that_touch_or_overlap_are_one() {
        let range = |first, last| VendorRange::new(first, last).expect("a range");
        let all = [(1, 2), (2, 5), (3, 4), (6, 6), (8, 9), (65_535, 65_535)];
        let merged = merged(all.map(|(first, last)| range(first, last)).to_vec());
        assert_eq!(merged, [range(1, 6), range(8, 9), range(65_535, 65_535)]);
    }

    #[test]
    fn a_range_of_no_vendor_is_refused() {
        let mut writer = BitWriter::new();
        writer.number(0u8, 16);
        writer.flag(true);
        writer.number(1u8, 12);
        writer.flag(false);
        writer.number(0u8, 16);
        assert_eq!(read_all(writer, SetCoding::Former), Err(Fault::Range { bit: 29 }));
    }

    proptest::proptest! {
        #[test]
        fn any_set_comes_back_in_no_more_bits_than_it_must(ids in proptest::collection::btree_set(1u16.., 0..300)) {
            let set: IdSet = ids.into_iter().collect();
            let mut writer = BitWriter::new();
            write(&mut writer, &set);
            proptest::prop_assert!(writer.len() <= 17 + usize::from(set.largest()));
            proptest::prop_assert_eq!(read_all(writer, SetCoding::Present), Ok((set, true)));
        }
    }
}
