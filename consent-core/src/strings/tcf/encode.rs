//! The values of a TC string to its text, each value in its one shortest form.

use alloc::string::String;

use super::error::EncodeError;
use super::layout::{CORE, Field, PUBLISHER, Segment, width};
use super::model::{Core, PublisherTc, TcString};
use super::vendors::{write_count, write_ranges, write_set};
use crate::strings::bits::BitWriter;
use crate::strings::{IdSet, SmallSet};

/// The version that is written.
const VERSION: u64 = 2;

impl TcString {
    /// Writes the string: core, disclosed vendors, allowed vendors, publisher; each filled to whole bytes.
    ///
    /// A set of vendors is written as bits or as ranges, whichever is shorter. Values that break a rule are written
    /// all the same, so that what was read can be written again: [`findings`](TcString::findings) has the rules.
    ///
    /// # Errors
    /// [`EncodeError`] for a value that is wider than its field.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::bits::{Deciseconds, Letters};
    /// use consent_core::strings::tcf::{Core, TcString};
    /// use consent_core::time::Timestamp;
    ///
    /// let today = Deciseconds::midnight(Timestamp::from_secs(1_790_000_000));
    /// let tc = TcString {
    ///     core: Core {
    ///         created: today,
    ///         last_updated: today,
    ///         cmp_id: 880,
    ///         consent_language: Letters::parse("SV").ok_or("two letters")?,
    ///         publisher_country: Letters::parse("SE").ok_or("two letters")?,
    ///         vendor_list_version: 175,
    ///         policy_version: 5,
    ///         is_service_specific: true,
    ///         purposes_consent: [1, 7].into_iter().collect(),
    ///         vendor_consents: [10, 755].into_iter().collect(),
    ///         ..Core::default()
    ///     },
    ///     disclosed_vendors: Some([10, 20, 755].into_iter().collect()),
    ///     ..TcString::default()
    /// };
    /// let text = tc.encode()?;
    /// assert_eq!(TcString::decode(&text)?, tc);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn encode(&self) -> Result<String, EncodeError> {
        let mut text = finish(write_core(&self.core)?);
        let vendors = [
            (Segment::DisclosedVendors, &self.disclosed_vendors),
            (Segment::AllowedVendors, &self.allowed_vendors),
        ];
        for (segment, set) in vendors {
            if let Some(set) = set {
                text.push('.');
                text.push_str(&finish(write_vendors(segment, set)));
            }
        }
        if let Some(publisher) = &self.publisher {
            text.push('.');
            text.push_str(&finish(write_publisher(publisher)?));
        }
        Ok(text)
    }
}

fn finish(mut writer: BitWriter) -> String {
    writer.pad_to(8);
    writer.into_text()
}

fn write_core(core: &Core) -> Result<BitWriter, EncodeError> {
    let segment = Segment::Core;
    let set = |set: SmallSet, field: Field| fit(set, field.width(), segment, field);
    let values = [
        VERSION,
        core.created.get(),
        core.last_updated.get(),
        core.cmp_id.into(),
        core.cmp_version.into(),
        core.consent_screen.into(),
        core.consent_language.bits().into(),
        core.vendor_list_version.into(),
        core.policy_version.into(),
        core.is_service_specific.into(),
        core.use_non_standard_texts.into(),
        set(core.special_feature_opt_ins, Field::SpecialFeatureOptIns)?,
        set(core.purposes_consent, Field::PurposesConsent)?,
        set(core.purposes_legitimate_interest, Field::PurposesLiTransparency)?,
        core.purpose_one_treatment.into(),
        core.publisher_country.bits().into(),
    ];
    let mut writer = BitWriter::new();
    write_fields(&mut writer, segment, &CORE, values)?;
    write_set(&mut writer, &core.vendor_consents);
    write_set(&mut writer, &core.vendor_legitimate_interests);
    let field = Field::PubRestrictions;
    write_count(&mut writer, core.restrictions.len(), segment, field)?;
    for restriction in core.restrictions.iter() {
        let most = most(width::PURPOSE);
        if u64::from(restriction.purpose) > most {
            return Err(EncodeError { segment, field, most });
        }
        writer.number(restriction.purpose, width::PURPOSE);
        writer.number(restriction.kind.bits(), width::KIND);
        write_ranges(&mut writer, restriction.vendors, segment, field)?;
    }
    Ok(writer)
}

fn write_vendors(segment: Segment, set: &IdSet) -> BitWriter {
    let mut writer = BitWriter::new();
    writer.number(segment.number(), Field::SegmentType.width());
    write_set(&mut writer, set);
    writer
}

fn write_publisher(publisher: &PublisherTc) -> Result<BitWriter, EncodeError> {
    let segment = Segment::PublisherTc;
    let set = |set: SmallSet, width, field: Field| fit(set, width, segment, field);
    let (consent, interest) = (Field::PubPurposesConsent, Field::PubPurposesLiTransparency);
    let values = [
        segment.number().into(),
        set(publisher.purposes_consent, consent.width(), consent)?,
        set(publisher.purposes_legitimate_interest, interest.width(), interest)?,
        publisher.custom_purposes.into(),
    ];
    let mut writer = BitWriter::new();
    write_fields(&mut writer, segment, &PUBLISHER, values)?;
    let count = usize::from(publisher.custom_purposes);
    for (numbers, field) in [
        (publisher.custom_purposes_consent, Field::CustomPurposesConsent),
        (
            publisher.custom_purposes_legitimate_interest,
            Field::CustomPurposesLiTransparency,
        ),
    ] {
        set(numbers, count, field)?;
        writer.words([numbers.field(64).unwrap_or_default()], count);
    }
    Ok(writer)
}

fn write_fields<const N: usize>(
    writer: &mut BitWriter,
    segment: Segment,
    fields: &[Field; N],
    values: [u64; N],
) -> Result<(), EncodeError> {
    for (field, value) in fields.iter().zip(values) {
        let most = most(field.width());
        if value > most {
            let field = *field;
            return Err(EncodeError { segment, field, most });
        }
        writer.number(value, field.width());
    }
    Ok(())
}

/// The bit field of a set; the largest number that fits is its width.
fn fit(set: SmallSet, width: usize, segment: Segment, field: Field) -> Result<u64, EncodeError> {
    let most = u64::try_from(width).unwrap_or_default();
    set.field(width).ok_or(EncodeError { segment, field, most })
}

/// The largest number of so many bits.
const fn most(width: usize) -> u64 {
    !(u64::MAX << width)
}
