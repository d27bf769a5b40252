//! The text of a section of TCF Canada to its values.

use super::model::{TcfCa, TcfCaPublisher};
use super::vendors::{self, SetCoding};
use crate::strings::bits::{BitReader, BitText, Deciseconds, Letters, PastEnd};
use crate::strings::gpp::error::{BitsError, Fault};
use crate::strings::tcf::{RestrictionKind, Restrictions, VendorRange};
use crate::strings::{IdSet, SmallSet};

/// The version that is read.
const VERSION: u64 = 1;

/// How many bits the number of restrictions has.
const COUNT: usize = 12;

impl TcfCa {
    /// Reads the text of a section.
    ///
    /// The sets of vendors are read in the first of the ways of [`SetCoding`] that reads the subsection to its end and
    /// agrees with the largest id that stands before each set; else in the first that reads it at all.
    ///
    /// # Errors
    /// [`BitsError`] with the subsection, the field and the bit at which reading stopped.
    pub fn decode(text: &str) -> Result<Self, BitsError> {
        let mut subsections = text.split('.').enumerate();
        let (_, core) = subsections.next().unwrap_or_default();
        let mut section = in_some_way(core, 0, read_core)?;
        for (place, subsection) in subsections {
            let bits = bits_of(subsection, place)?;
            let fault = |fault| BitsError {
                subsection: place,
                field: "SubsectionType",
                fault,
            };
            let kind = Fields::new(bits.reader(), place).number(3, "SubsectionType")?;
            match kind {
                1 if section.disclosed_vendors.is_none() => {
                    let (set, coding) = in_some_way(subsection, place, read_disclosed)?;
                    section.disclosed_vendors = Some(set);
                    section.coding = section.coding.max(coding);
                }
                3 if section.publisher.is_none() => {
                    section.publisher = Some(read_publisher(bits.reader(), place)?);
                }
                1 | 3 => return Err(fault(Fault::Repeated)),
                other => return Err(fault(Fault::Type { found: low8(other) })),
            }
        }
        Ok(section)
    }
}

/// Reads a subsection in the first way that agrees with itself, else in the first that reads it.
fn in_some_way<T>(
    text: &str,
    place: usize,
    read: impl Fn(BitReader<'_>, usize, SetCoding) -> Result<(T, bool), BitsError>,
) -> Result<T, BitsError> {
    let bits = bits_of(text, place)?;
    let mut second_best = Err(None);
    for coding in SetCoding::ALL {
        match read(bits.reader(), place, coding) {
            Ok((read, true)) => return Ok(read),
            Ok((read, false)) if second_best.is_err() => second_best = Ok(read),
            Err(error) if matches!(second_best, Err(None)) => second_best = Err(Some(error)),
            _ => {}
        }
    }
    second_best.map_err(|error| {
        error.unwrap_or(BitsError {
            subsection: place,
            field: "Version",
            fault: Fault::EndsAt { bit: 0 },
        })
    })
}

fn read_core(reader: BitReader<'_>, place: usize, coding: SetCoding) -> Result<(TcfCa, bool), BitsError> {
    let mut fields = Fields::new(reader, place);
    let version = fields.number(6, "Version")?;
    if version != VERSION {
        let found = low8(version);
        return Err(fields.fault("Version", Fault::Version { found }));
    }
    let mut section = TcfCa {
        created: fields.moment("Created")?,
        last_updated: fields.moment("LastUpdated")?,
        cmp_id: low16(fields.number(12, "CmpId")?),
        cmp_version: low16(fields.number(12, "CmpVersion")?),
        consent_screen: low8(fields.number(6, "ConsentScreen")?),
        consent_language: Letters::from_bits(low16(fields.number(12, "ConsentLanguage")?)),
        vendor_list_version: low16(fields.number(12, "VendorListVersion")?),
        policy_version: low8(fields.number(6, "TcfPolicyVersion")?),
        use_non_standard_stacks: fields.number(1, "UseNonStandardStacks")? == 1,
        special_feature_express_consent: fields.set(12, "SpecialFeatureExpressConsent")?,
        purposes_express_consent: fields.set(24, "PurposesExpressConsent")?,
        purposes_implied_consent: fields.set(24, "PurposesImpliedConsent")?,
        coding,
        ..TcfCa::default()
    };
    section.vendor_express_consent = fields.vendors("VendorExpressConsent", coding)?;
    section.vendor_implied_consent = fields.vendors("VendorImpliedConsent", coding)?;
    section.restrictions = fields.restrictions(coding)?;
    fields.end("PubRestrictions")?;
    Ok((section, fields.agrees))
}

fn read_disclosed(
    reader: BitReader<'_>,
    place: usize,
    coding: SetCoding,
) -> Result<((IdSet, SetCoding), bool), BitsError> {
    let mut fields = Fields::new(reader, place);
    fields.number(3, "SubsectionType")?;
    let set = fields.vendors("DisclosedVendors", coding)?;
    fields.end("DisclosedVendors")?;
    Ok(((set, coding), fields.agrees))
}

fn read_publisher(reader: BitReader<'_>, place: usize) -> Result<TcfCaPublisher, BitsError> {
    let mut fields = Fields::new(reader, place);
    fields.number(3, "SubsectionType")?;
    let purposes_express_consent = fields.set(24, "PubPurposesExpressConsent")?;
    let purposes_implied_consent = fields.set(24, "PubPurposesImpliedConsent")?;
    let custom_purposes = low8(fields.number(6, "NumCustomPurposes")?);
    let publisher = TcfCaPublisher {
        purposes_express_consent,
        purposes_implied_consent,
        custom_purposes,
        custom_purposes_express_consent: fields.wide_set(custom_purposes, "CustomPurposesExpressConsent")?,
        custom_purposes_implied_consent: fields.wide_set(custom_purposes, "CustomPurposesImpliedConsent")?,
    };
    fields.end("CustomPurposesImpliedConsent")?;
    Ok(publisher)
}

/// Reads field after field; an error names the one that it happened in.
struct Fields<'a> {
    reader: BitReader<'a>,
    place: usize,
    agrees: bool,
}

impl<'a> Fields<'a> {
    const fn new(reader: BitReader<'a>, place: usize) -> Self {
        Self {
            reader,
            place,
            agrees: true,
        }
    }

    const fn fault(&self, field: &'static str, fault: Fault) -> BitsError {
        BitsError {
            subsection: self.place,
            field,
            fault,
        }
    }

    fn number(&mut self, width: usize, field: &'static str) -> Result<u64, BitsError> {
        self.reader
            .number(width)
            .map_err(|PastEnd { at }| self.fault(field, Fault::EndsAt { bit: at }))
    }

    fn moment(&mut self, field: &'static str) -> Result<Deciseconds, BitsError> {
        let tenths = self.number(Deciseconds::WIDTH, field)?;
        Ok(Deciseconds::new(tenths).unwrap_or_default())
    }

    fn set(&mut self, width: usize, field: &'static str) -> Result<SmallSet, BitsError> {
        Ok(SmallSet::from_field(self.number(width, field)?, width))
    }

    /// A set of up to 63 numbers, more than one number holds.
    fn wide_set(&mut self, count: u8, field: &'static str) -> Result<SmallSet, BitsError> {
        let width = usize::from(count);
        let mut words = self
            .reader
            .words(width)
            .map_err(|PastEnd { at }| self.fault(field, Fault::EndsAt { bit: at }))?;
        Ok(SmallSet::from_field(words.next().unwrap_or_default(), 64))
    }

    fn ranges(
        &mut self,
        field: &'static str,
        coding: SetCoding,
    ) -> Result<alloc::vec::Vec<VendorRange>, BitsError> {
        let read = vendors::read(&mut self.reader, coding).map_err(|fault| self.fault(field, fault))?;
        self.agrees &= read.agrees;
        Ok(read.ranges)
    }

    fn vendors(&mut self, field: &'static str, coding: SetCoding) -> Result<IdSet, BitsError> {
        let ranges = self.ranges(field, coding)?;
        Ok(vendors::set_of(&ranges))
    }

    /// What the publisher forbids; older sections end before it.
    fn restrictions(&mut self, coding: SetCoding) -> Result<Option<Restrictions>, BitsError> {
        const FIELD: &str = "PubRestrictions";
        if self.reader.remaining() < COUNT && self.reader.only_padding_left() {
            return Ok(None);
        }
        let count = self.number(COUNT, FIELD)?;
        let mut restrictions = Restrictions::new();
        for _ in 0..count {
            let purpose = low8(self.number(6, FIELD)?);
            let kind = RestrictionKind::from_bits(low8(self.number(2, FIELD)?));
            let ranges = match coding {
                // Without the largest id in front: as TCF Europe has it.
                SetCoding::Former => {
                    vendors::former_ranges(&mut self.reader).map_err(|fault| self.fault(FIELD, fault))?
                }
                _ => self.ranges(FIELD, coding)?,
            };
            restrictions.push(purpose, kind, ranges);
        }
        Ok(Some(restrictions))
    }

    fn end(&self, field: &'static str) -> Result<(), BitsError> {
        if self.reader.only_padding_left() {
            return Ok(());
        }
        let bit = self.reader.position();
        Err(self.fault(field, Fault::NotPadding { bit }))
    }
}

fn bits_of(text: &str, place: usize) -> Result<BitText, BitsError> {
    BitText::read(text).map_err(|error| BitsError {
        subsection: place,
        field: "the text",
        fault: Fault::Text(error),
    })
}

// What was read has no more bits than its field, and no field has more than its type.

fn low16(value: u64) -> u16 {
    let [.., high, low] = value.to_be_bytes();
    u16::from_be_bytes([high, low])
}

fn low8(value: u64) -> u8 {
    let [.., low] = value.to_be_bytes();
    low
}
