//! Fields of fixed width, and the end of a segment, as every segment has them.

use super::error::{DecodeError, Place};
use super::layout::{Field, Segment};
use crate::strings::SmallSet;
use crate::strings::bits::{BitReader, Deciseconds, PastEnd};

/// Reads fields of fixed width.
pub(super) fn read_fields<const N: usize>(
    reader: &mut BitReader<'_>,
    segment: Segment,
    fields: &[Field; N],
) -> Result<[u64; N], DecodeError> {
    let mut values = [0; N];
    for (value, field) in values.iter_mut().zip(fields) {
        *value = reader
            .number(field.width())
            .map_err(|past| ends(past, segment, *field))?;
    }
    Ok(values)
}

/// Nothing but zeros may follow the last field.
pub(super) fn end(reader: &BitReader<'_>, segment: Segment, field: Field) -> Result<(), DecodeError> {
    if reader.only_padding_left() {
        return Ok(());
    }
    Err(DecodeError::NotPadding(Place {
        segment,
        field,
        bit: reader.position(),
    }))
}

/// Says where a segment ended too early.
pub(super) const fn ends(past: PastEnd, segment: Segment, field: Field) -> DecodeError {
    DecodeError::EndsWithin(Place {
        segment,
        field,
        bit: past.at,
    })
}

// What was read has no more bits than its field, and no field has more than its type.

pub(super) fn moment(value: u64) -> Deciseconds {
    Deciseconds::new(value).unwrap_or_default()
}

pub(super) fn low16(value: u64) -> u16 {
    let [.., high, low] = value.to_be_bytes();
    u16::from_be_bytes([high, low])
}

pub(super) fn low8(value: u64) -> u8 {
    let [.., low] = value.to_be_bytes();
    low
}

pub(super) fn set_of(value: u64, field: Field) -> SmallSet {
    SmallSet::from_field(value, field.width())
}
