//! The values of a section of TCF Canada to its text.

use alloc::string::String;

use super::model::{TcfCa, TcfCaPublisher};
use super::vendors;
use crate::strings::bits::{BitWriter, Deciseconds};
use crate::strings::gpp::error::WriteError;
use crate::strings::gpp::header::into_text;
use crate::strings::gpp::section_id::SectionId;
use crate::strings::{IdSet, SmallSet};

impl TcfCa {
    /// Writes the section: core, publisher, disclosed vendors, each filled to whole bytes.
    ///
    /// # Errors
    /// [`WriteError::TooWide`] for a value that is wider than its field.
    pub fn encode(&self) -> Result<String, WriteError> {
        let mut text = into_text(self.core()?);
        if let Some(publisher) = &self.publisher {
            text.push('.');
            text.push_str(&into_text(publisher.subsection()?));
        }
        if let Some(disclosed) = &self.disclosed_vendors {
            let mut writer = BitWriter::new();
            writer.number(1u8, 3);
            vendors::write(&mut writer, disclosed);
            text.push('.');
            text.push_str(&into_text(writer));
        }
        Ok(text)
    }

    fn core(&self) -> Result<BitWriter, WriteError> {
        let mut writer = BitWriter::new();
        writer.number(1u8, 6);
        writer.number(self.created.get(), Deciseconds::WIDTH);
        writer.number(self.last_updated.get(), Deciseconds::WIDTH);
        number(&mut writer, self.cmp_id, 12, "CmpId")?;
        number(&mut writer, self.cmp_version, 12, "CmpVersion")?;
        number(&mut writer, self.consent_screen, 6, "ConsentScreen")?;
        writer.number(self.consent_language.bits(), 12);
        number(&mut writer, self.vendor_list_version, 12, "VendorListVersion")?;
        number(&mut writer, self.policy_version, 6, "TcfPolicyVersion")?;
        writer.flag(self.use_non_standard_stacks);
        let sets = [
            (
                self.special_feature_express_consent,
                12,
                "SpecialFeatureExpressConsent",
            ),
            (self.purposes_express_consent, 24, "PurposesExpressConsent"),
            (self.purposes_implied_consent, 24, "PurposesImpliedConsent"),
        ];
        for (set, width, field) in sets {
            small_set(&mut writer, set, width, field)?;
        }
        vendors::write(&mut writer, &self.vendor_express_consent);
        vendors::write(&mut writer, &self.vendor_implied_consent);
        if let Some(restrictions) = &self.restrictions {
            const FIELD: &str = "PubRestrictions";
            let count = u64::try_from(restrictions.len()).unwrap_or(u64::MAX);
            number(&mut writer, count, 12, FIELD)?;
            for restriction in restrictions.iter() {
                number(&mut writer, restriction.purpose, 6, FIELD)?;
                writer.number(restriction.kind.bits(), 2);
                let mut set = IdSet::new();
                for range in restriction.vendors {
                    set.insert_range(range.first(), range.last());
                }
                vendors::write(&mut writer, &set);
            }
        }
        Ok(writer)
    }
}

impl TcfCaPublisher {
    fn subsection(&self) -> Result<BitWriter, WriteError> {
        let mut writer = BitWriter::new();
        writer.number(3u8, 3);
        small_set(
            &mut writer,
            self.purposes_express_consent,
            24,
            "PubPurposesExpressConsent",
        )?;
        small_set(
            &mut writer,
            self.purposes_implied_consent,
            24,
            "PubPurposesImpliedConsent",
        )?;
        number(&mut writer, self.custom_purposes, 6, "NumCustomPurposes")?;
        let width = usize::from(self.custom_purposes);
        let custom = [
            (
                self.custom_purposes_express_consent,
                "CustomPurposesExpressConsent",
            ),
            (
                self.custom_purposes_implied_consent,
                "CustomPurposesImpliedConsent",
            ),
        ];
        for (set, field) in custom {
            small_set(&mut writer, set, width, field)?;
        }
        Ok(writer)
    }
}

fn number(
    writer: &mut BitWriter,
    value: impl Into<u64>,
    width: usize,
    field: &'static str,
) -> Result<(), WriteError> {
    let (value, most) = (value.into(), !(u64::MAX << width));
    if value > most {
        return Err(too_wide(field, most));
    }
    writer.number(value, width);
    Ok(())
}

fn small_set(
    writer: &mut BitWriter,
    set: SmallSet,
    width: usize,
    field: &'static str,
) -> Result<(), WriteError> {
    let most = u64::try_from(width).unwrap_or_default();
    set.field(width).ok_or_else(|| too_wide(field, most))?;
    writer.words([set.field(64).unwrap_or_default()], width);
    Ok(())
}

const fn too_wide(field: &'static str, most: u64) -> WriteError {
    WriteError::TooWide {
        section: SectionId::TCF_CA_V1,
        field,
        most,
    }
}
