//! Sets of vendors and ranges of them, read and written.
//!
//! ```text
//! set    = MaxVendorId:16 ( "0" bit{MaxVendorId} | "1" ranges )      ; the first bit is vendor 1
//! ranges = NumEntries:12 range{NumEntries}
//! range  = "0" OnlyVendorId:16 | "1" StartVendorId:16 EndVendorId:16
//! ```

use super::error::{DecodeError, EncodeError, Place, RangeFault};
use super::layout::{Field, Segment, width};
use super::restrictions::VendorRange;
use crate::strings::IdSet;
use crate::strings::bits::{BitReader, BitWriter};

/// Reads a set of vendors.
pub(super) fn read_set(
    reader: &mut BitReader<'_>,
    segment: Segment,
    field: Field,
) -> Result<IdSet, DecodeError> {
    let ends = |past: crate::strings::bits::PastEnd| {
        DecodeError::EndsWithin(Place {
            segment,
            field,
            bit: past.at,
        })
    };
    let max = reader.small(width::VENDOR).map_err(ends)?;
    if !reader.flag().map_err(ends)? {
        let words = reader.words(usize::from(max)).map_err(ends)?;
        return Ok(IdSet::from_words(words));
    }
    let mut set = IdSet::with_room_for(max);
    read_ranges(reader, segment, field, max, |range| {
        set.insert_range(range.first(), range.last());
    })?;
    Ok(set)
}

/// Reads ranges of vendors, none of them above `max`.
#[inline]
pub(super) fn read_ranges(
    reader: &mut BitReader<'_>,
    segment: Segment,
    field: Field,
    max: u16,
    mut each: impl FnMut(VendorRange),
) -> Result<(), DecodeError> {
    let place = |bit| Place { segment, field, bit };
    let entries = reader
        .number(width::COUNT)
        .map_err(|past| DecodeError::EndsWithin(place(past.at)))?;
    for _ in 0..entries {
        let at = reader.position();
        let [_, _, _, is_range, first_high, first_low, last_high, last_low] =
            reader.peek(width::RANGE).to_be_bytes();
        let first = u16::from_be_bytes([first_high, first_low]);
        // Reckoned rather than branched on: nothing foretells which of the two comes next.
        let mask = 0u16.wrapping_sub(is_range.into());
        let last = (u16::from_be_bytes([last_high, last_low]) & mask) | (first & !mask);
        let bits = width::ONLY.saturating_add(usize::from(is_range) << 4);
        reader
            .skip(bits)
            .map_err(|past| DecodeError::EndsWithin(place(past.at)))?;
        match VendorRange::new(first, last) {
            Some(range) if last <= max => each(range),
            range => {
                let fault = match range {
                    Some(_) => RangeFault::AboveMax,
                    None if first == 0 => RangeFault::Zero,
                    None => RangeFault::Reversed,
                };
                return Err(DecodeError::Range {
                    place: place(at),
                    fault,
                });
            }
        }
    }
    Ok(())
}

/// Writes a set of vendors in the shorter of the two ways, as bits when both are as long.
pub(super) fn write_set(writer: &mut BitWriter, set: &IdSet) {
    let max = set.largest();
    let (runs, alone) = set.count_ranges();
    // No more of them than fit before the bits would be shorter; so their number never outgrows its own width, either.
    let more = runs
        .saturating_sub(alone)
        .saturating_mul(width::RANGE - width::ONLY);
    let bits = runs
        .saturating_mul(width::ONLY)
        .saturating_add(more)
        .saturating_add(width::COUNT);
    writer.number(max, width::VENDOR);
    if bits < usize::from(max) {
        writer.flag(true);
        writer.number(u64::try_from(runs).unwrap_or_default(), width::COUNT);
        for (first, last) in set.ranges() {
            write_range(writer, first, last);
        }
    } else {
        writer.flag(false);
        writer.words(set.words().iter().copied(), usize::from(max));
    }
}

/// Writes ranges of vendors.
pub(super) fn write_ranges(
    writer: &mut BitWriter,
    ranges: &[VendorRange],
    segment: Segment,
    field: Field,
) -> Result<(), EncodeError> {
    write_count(writer, ranges.len(), segment, field)?;
    for range in ranges {
        write_range(writer, range.first(), range.last());
    }
    Ok(())
}

/// Writes how many there are.
pub(super) fn write_count(
    writer: &mut BitWriter,
    count: usize,
    segment: Segment,
    field: Field,
) -> Result<(), EncodeError> {
    let most = (1 << width::COUNT) - 1;
    match u64::try_from(count) {
        Ok(count) if count <= most => {
            writer.number(count, width::COUNT);
            Ok(())
        }
        _ => Err(EncodeError { segment, field, most }),
    }
}

fn write_range(writer: &mut BitWriter, first: u16, last: u16) {
    if first == last {
        writer.number(first, width::ONLY);
    } else {
        let range =
            (1u64 << width::VENDOR << width::VENDOR) | (u64::from(first) << width::VENDOR) | u64::from(last);
        writer.number(range, width::RANGE);
    }
}
