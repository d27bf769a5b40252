//! Values to JSON.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::Sections;
use crate::strings::gpp::string::Section;

impl Serialize for Sections<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for section in &self.0 {
            let id = section.id();
            match id.name() {
                Some(name) => map.serialize_entry(name, section)?,
                None => map.serialize_entry(&id.get(), section)?,
            }
        }
        map.end()
    }
}

impl Serialize for Section<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::TcfEuV2(tc) => tc.serialize(serializer),
            Self::TcfCaV1(ca) => ca.serialize(serializer),
            Self::UsPrivacy(us) => us.serialize(serializer),
            Self::Us(section) => section.serialize(serializer),
            Self::Opaque(_, text) => serializer.serialize_str(text),
        }
    }
}
