//! A text to the values of a TC string.
//!
//! ```text
//! string    = core *( "." segment )            ; the segments in any order, none of them twice
//! core      = fixed fields (layout::CORE) VendorConsent:set VendorLegitimateInterest:set restrictions padding
//! segment   = "001" set padding | "010" set padding | "011" publisher padding
//! publisher = fixed fields (layout::PUBLISHER) bit{NumCustomPurposes} bit{NumCustomPurposes}
//! restrictions = NumPubRestrictions:12 ( PurposeId:6 RestrictionType:2 ranges ){NumPubRestrictions}
//! padding   = *"0"                              ; to 8 bits by the specification, to 24 by its own library
//! ```

use super::error::DecodeError;
use super::fixed::{end, ends, low8, low16, moment, read_fields, set_of};
use super::layout::{CORE, Field, Segment, width};
use super::model::{Core, TcString};
use super::restrictions::{RestrictionKind, Restrictions};
use super::segments;
use super::vendors::{read_ranges, read_set};
use crate::strings::bits::{BitReader, BitText, LONGEST_TEXT, Letters, TextError};

impl TcString {
    /// Reads a TC string of TCF 2.0 to 2.3, every segment and set of it.
    ///
    /// That it can be read does not mean that it holds: see [`findings`](TcString::findings).
    ///
    /// # Errors
    /// [`DecodeError`] names the segment, the field and the bit. A string of TCF 1 has an error of its own.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::tcf::{DecodeError, TcString};
    ///
    /// let tc = TcString::decode("CQSbk4AQSbk4ANwAAAENAwCgAAAAAAAAAAYgACPAAAAA.IDKQA4AAgAKAGQAygAAA.YAAAAAAAAAAA")?;
    /// assert_eq!((tc.core.cmp_id, tc.core.policy_version), (880, 2));
    /// assert!(tc.core.vendor_consents.contains(4) && !tc.core.vendor_consents.contains(404));
    /// assert!(tc.disclosed_vendors.is_some_and(|vendors| vendors.contains(404)));
    ///
    /// assert_eq!(TcString::decode("BOxgOqAOxgOqAAAABBENC2-AAAAtHAA"), Err(DecodeError::Version1));
    /// # Ok::<(), DecodeError>(())
    /// ```
    pub fn decode(text: &str) -> Result<Self, DecodeError> {
        if text.len() > LONGEST_TEXT {
            return Err(DecodeError::TooLong);
        }
        check_version(text)?;
        let mut tc = Self::default();
        let mut start = 0usize;
        for (index, piece) in text.split('.').enumerate() {
            let bits = BitText::read(piece).map_err(|error| match error {
                TextError::Character { at } => DecodeError::Character {
                    segment: index,
                    at: start.saturating_add(at),
                },
                TextError::TooLong => DecodeError::TooLong,
            })?;
            start = start.saturating_add(piece.len()).saturating_add(1);
            if index == 0 {
                tc.core = read_core(bits.reader())?;
            } else {
                segments::read(&mut tc, bits.reader(), index)?;
            }
        }
        Ok(tc)
    }
}

/// Looks at the first character: it is the version.
pub(super) fn check_version(text: &str) -> Result<(), DecodeError> {
    let first = text.bytes().next().ok_or(DecodeError::Empty)?;
    match crate::base64url::sextet(first) {
        Some(2) => Ok(()),
        Some(1) => Err(DecodeError::Version1),
        Some(found) => Err(DecodeError::Version { found }),
        None => Err(DecodeError::Character { segment: 0, at: 0 }),
    }
}

fn read_core(mut reader: BitReader<'_>) -> Result<Core, DecodeError> {
    let segment = Segment::Core;
    let [
        _version,
        created,
        last_updated,
        cmp_id,
        cmp_version,
        consent_screen,
        consent_language,
        vendor_list_version,
        policy_version,
        is_service_specific,
        use_non_standard_texts,
        special_features,
        purposes_consent,
        purposes_legitimate_interest,
        purpose_one_treatment,
        publisher_country,
    ] = read_fields(&mut reader, segment, &CORE)?;
    let vendor_consents = read_set(&mut reader, segment, Field::VendorConsent)?;
    let vendor_legitimate_interests = read_set(&mut reader, segment, Field::VendorLegitimateInterest)?;
    let restrictions = read_restrictions(&mut reader)?;
    end(&reader, segment, Field::PubRestrictions)?;
    Ok(Core {
        created: moment(created),
        last_updated: moment(last_updated),
        cmp_id: low16(cmp_id),
        cmp_version: low16(cmp_version),
        consent_screen: low8(consent_screen),
        consent_language: Letters::from_bits(low16(consent_language)),
        vendor_list_version: low16(vendor_list_version),
        policy_version: low8(policy_version),
        is_service_specific: is_service_specific == 1,
        use_non_standard_texts: use_non_standard_texts == 1,
        special_feature_opt_ins: set_of(special_features, Field::SpecialFeatureOptIns),
        purposes_consent: set_of(purposes_consent, Field::PurposesConsent),
        purposes_legitimate_interest: set_of(purposes_legitimate_interest, Field::PurposesLiTransparency),
        purpose_one_treatment: purpose_one_treatment == 1,
        publisher_country: Letters::from_bits(low16(publisher_country)),
        vendor_consents,
        vendor_legitimate_interests,
        restrictions,
    })
}

fn read_restrictions(reader: &mut BitReader<'_>) -> Result<Restrictions, DecodeError> {
    let (segment, field) = (Segment::Core, Field::PubRestrictions);
    let mut restrictions = Restrictions::new();
    if reader.remaining() < width::COUNT && reader.only_padding_left() {
        return Err(DecodeError::RestrictionsMissing {
            bit: reader.position(),
        });
    }
    let number =
        |reader: &mut BitReader<'_>, width| reader.number(width).map_err(|past| ends(past, segment, field));
    let count = number(reader, width::COUNT)?;
    if count > 0 {
        // What is left of the text bounds how many there can be.
        let entries = reader.remaining() / (width::PURPOSE + width::KIND + width::COUNT);
        let entries = usize::try_from(count).map_or(entries, |count| count.min(entries));
        restrictions.reserve(entries, reader.remaining() / width::ONLY);
    }
    for _ in 0..count {
        let purpose = low8(number(reader, width::PURPOSE)?);
        let kind = RestrictionKind::from_bits(low8(number(reader, width::KIND)?));
        read_ranges(reader, segment, field, u16::MAX, |range| {
            restrictions.push_range(range);
        })?;
        restrictions.close(purpose, kind);
    }
    Ok(restrictions)
}
