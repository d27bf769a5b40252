//! Sections of the United States: a number for each answer, a list where a field has several.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::{Error as _, IgnoredAny};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::strings::gpp::section_id::SectionId;
use crate::strings::gpp::us::{UsField, UsLayout, UsSection};

impl Serialize for UsSection {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Version", &self.version())?;
        for (field, count) in self.layout().fields() {
            let mut answers = self.answers(field);
            match count {
                1 => map.serialize_entry(field.name(), &answers.next())?,
                _ => map.serialize_entry(field.name(), &answers.collect::<Vec<_>>())?,
            }
        }
        map.serialize_entry("Gpc", &self.gpc)?;
        map.end()
    }
}

/// A value of any field.
#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Number(u64),
    List(Vec<u64>),
    Word(bool),
    Nothing(()),
    Other(IgnoredAny),
}

impl Said {
    fn len(&self) -> usize {
        match self {
            Self::List(list) => list.len(),
            _ => 1,
        }
    }
}

/// Reads the values of a section; every answer must be given.
pub(super) fn read<'de, D: Deserializer<'de>>(
    section: SectionId,
    deserializer: D,
) -> Result<UsSection, D::Error> {
    let mut said: BTreeMap<String, Said> = BTreeMap::deserialize(deserializer)?;
    let layout = layout_of(section, &said).ok_or_else(|| D::Error::custom("not of the United States"))?;
    let mut read = UsSection::new(layout);
    read = match said.remove("Version") {
        None => read,
        Some(Said::Number(version @ 0..=63)) => read.with_version(low8(version)),
        Some(_) => return Err(D::Error::custom("Version: a number from 0 to 63")),
    };
    read.gpc = match said.remove("Gpc") {
        None | Some(Said::Nothing(())) => None,
        Some(Said::Word(gpc)) => Some(gpc),
        Some(_) => return Err(D::Error::custom("Gpc: true, false or null")),
    };
    for (field, count) in layout.fields() {
        let answers = match (said.remove(field.name()), count) {
            (Some(Said::Number(answer)), 1) => Vec::from([answer]),
            (Some(Said::List(answers)), 2..) if answers.len() == count => answers,
            (None, _) => return Err(D::Error::custom(format!("{field} is missing"))),
            (Some(_), _) => return Err(wrong(field, count)),
        };
        for (number, answer) in answers.into_iter().enumerate() {
            if answer > 3 || !read.set(field, number, low8(answer)) {
                return Err(wrong(field, count));
            }
        }
    }
    match said.into_keys().next() {
        None => Ok(read),
        Some(name) => Err(D::Error::custom(format!("the section has no field “{name}”"))),
    }
}

/// The layout that has as many answers as were given; else the newest, which then says what is missing.
fn layout_of(section: SectionId, said: &BTreeMap<String, Said>) -> Option<&'static UsLayout> {
    let fits = |layout: &&'static UsLayout| {
        layout.section() == section
            && layout
                .fields()
                .all(|(field, count)| said.get(field.name()).is_some_and(|said| said.len() == count))
    };
    UsLayout::all().find(fits).or_else(|| UsLayout::newest(section))
}

fn wrong<E: serde::de::Error>(field: UsField, count: usize) -> E {
    E::custom(match count {
        1 => format!("{field}: a number from 0 to 3"),
        count => format!("{field}: a list of {count} numbers from 0 to 3"),
    })
}

fn low8(value: u64) -> u8 {
    let [.., low] = value.to_be_bytes();
    low
}
