//! The segments after the core, told apart by their first three bits.

use super::error::DecodeError;
use super::fixed::{end, ends, low8, read_fields, set_of};
use super::layout::{Field, PUBLISHER, Segment};
use super::model::{PublisherTc, TcString};
use super::vendors::read_set;
use crate::strings::bits::BitReader;
use crate::strings::{IdSet, SmallSet};

/// Reads the segment that stands at a place, and puts it where it belongs.
pub(super) fn read(tc: &mut TcString, reader: BitReader<'_>, index: usize) -> Result<(), DecodeError> {
    if reader.remaining() == 0 {
        return Err(DecodeError::EmptySegment { segment: index });
    }
    let number = low8(reader.peek(Field::SegmentType.width()));
    let segment = Segment::of_type(number).ok_or(DecodeError::UnknownSegment {
        segment: index,
        found: number,
    })?;
    let repeated = match segment {
        Segment::Core => true,
        Segment::DisclosedVendors => tc
            .disclosed_vendors
            .replace(read_vendors(reader, segment)?)
            .is_some(),
        Segment::AllowedVendors => tc
            .allowed_vendors
            .replace(read_vendors(reader, segment)?)
            .is_some(),
        Segment::PublisherTc => tc.publisher.replace(read_publisher(reader)?).is_some(),
    };
    match repeated {
        true => Err(DecodeError::Repeated(segment)),
        false => Ok(()),
    }
}

fn read_vendors(mut reader: BitReader<'_>, segment: Segment) -> Result<IdSet, DecodeError> {
    let [_type] = read_fields(&mut reader, segment, &[Field::SegmentType])?;
    let set = read_set(&mut reader, segment, Field::Vendors)?;
    end(&reader, segment, Field::Vendors)?;
    Ok(set)
}

fn read_publisher(mut reader: BitReader<'_>) -> Result<PublisherTc, DecodeError> {
    let segment = Segment::PublisherTc;
    let [_type, consent, legitimate_interest, count] = read_fields(&mut reader, segment, &PUBLISHER)?;
    let mut custom = |field| {
        let bits = usize::from(low8(count));
        let mut words = reader.words(bits).map_err(|past| ends(past, segment, field))?;
        Ok(SmallSet::from_field(words.next().unwrap_or_default(), 64))
    };
    let custom_purposes_consent = custom(Field::CustomPurposesConsent)?;
    let custom_purposes_legitimate_interest = custom(Field::CustomPurposesLiTransparency)?;
    end(&reader, segment, Field::CustomPurposesLiTransparency)?;
    Ok(PublisherTc {
        purposes_consent: set_of(consent, Field::PubPurposesConsent),
        purposes_legitimate_interest: set_of(legitimate_interest, Field::PubPurposesLiTransparency),
        custom_purposes: low8(count),
        custom_purposes_consent,
        custom_purposes_legitimate_interest,
    })
}
