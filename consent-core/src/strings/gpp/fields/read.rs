//! JSON to values: what does not fit is refused by the name of its section and field.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Sections;
use crate::strings::gpp::section_id::{SectionId, Standing};
use crate::strings::gpp::string::Section;
use crate::strings::gpp::us::UsLayout;

impl<'de> Deserialize<'de> for Sections<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfSections)
    }
}

struct OfSections;

impl<'de> Visitor<'de> for OfSections {
    type Value = Sections<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sections by their names, such as {\"usnat\": {…}}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut sections: Vec<Section<'static>> = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let id = id_of(&key).ok_or_else(|| {
                A::Error::custom(format!(
                    "“{key}” is no section: give its name, such as usnat, or its number"
                ))
            })?;
            if sections.iter().any(|section| section.id() == id) {
                return Err(A::Error::custom(format!("{key}: the section stands there twice")));
            }
            let section = map
                .next_value_seed(OfSection(id))
                .map_err(|error| A::Error::custom(format!("{key}: {error}")))?;
            sections.push(section);
        }
        Ok(Sections(sections))
    }
}

fn id_of(key: &str) -> Option<SectionId> {
    let number = || key.parse().ok().filter(|number| *number > 0);
    SectionId::by_name(key).or_else(|| number().map(SectionId::new))
}

/// Reads the values of one section.
struct OfSection(SectionId);

impl<'de> DeserializeSeed<'de> for OfSection {
    type Value = Section<'static>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let Self(id) = self;
        if id.standing() != Standing::Settled {
            let text = String::deserialize(deserializer)?;
            return Ok(Section::Opaque(id, Cow::Owned(text)));
        }
        if UsLayout::newest(id).is_some() {
            return super::united_states::read(id, deserializer).map(Section::Us);
        }
        match id {
            SectionId::TCF_EU_V2 => Box::deserialize(deserializer).map(Section::TcfEuV2),
            SectionId::TCF_CA_V1 => Box::deserialize(deserializer).map(Section::TcfCaV1),
            SectionId::US_PRIVACY => Deserialize::deserialize(deserializer).map(Section::UsPrivacy),
            _ => Err(D::Error::custom("the section cannot be written")),
        }
    }
}
