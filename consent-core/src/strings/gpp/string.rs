//! The whole string: its header, and each section by its number.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::canada::TcfCa;
use super::error::{GppError, SectionError, WriteError};
use super::header;
use super::section_id::SectionId;
use super::us::UsSection;
use crate::base64url;
use crate::strings::bits::{LONGEST_TEXT, TextError};
use crate::strings::tcf::TcString;
use crate::strings::us_privacy::UsPrivacy;

/// A GPP string of which the header is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gpp<'a> {
    sections: Vec<(SectionId, &'a str)>,
}

/// What a section says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Section<'a> {
    /// TCF Europe: the same text as a TC string alone.
    TcfEuV2(Box<TcString>),
    /// TCF Canada.
    TcfCaV1(Box<TcfCa>),
    /// The US Privacy string.
    UsPrivacy(UsPrivacy),
    /// The national approach or a state of the United States.
    Us(UsSection),
    /// A section that is not read: its [`standing`](SectionId::standing) says why.
    Opaque(SectionId, Cow<'a, str>),
}

impl<'a> Gpp<'a> {
    /// Reads the header and finds where the sections are.
    ///
    /// # Errors
    /// [`GppError`] for a header that cannot be read, or that lists another number of sections than there are.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::gpp::{Gpp, Section, SectionId, UsField};
    ///
    /// let gpp = Gpp::parse("DBACNY~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN")?;
    /// assert!(gpp.ids().eq([SectionId::TCF_EU_V2, SectionId::US_PRIVACY]));
    /// assert_eq!(gpp.text(SectionId::US_PRIVACY), Some("1YNN"));
    ///
    /// let gpp = Gpp::parse("DBABBg~BVVVVVVY.YA")?;
    /// let Some(Ok(Section::Us(california))) = gpp.section(SectionId::new(8)) else {
    ///     panic!("a section of California");
    /// };
    /// assert_eq!(california.answer(UsField::SaleOptOut), Some(1));
    /// assert_eq!(california.gpc, Some(true));
    /// # Ok::<(), consent_core::strings::gpp::GppError>(())
    /// ```
    pub fn parse(text: &'a str) -> Result<Self, GppError> {
        if text.len() > LONGEST_TEXT {
            return Err(GppError::Text(TextError::TooLong));
        }
        let mut parts = text.split('~');
        let header = parts.next().unwrap_or_default();
        let ids = header::read(header, parts.clone().count())?;
        Ok(Self {
            sections: ids.into_iter().zip(parts).collect(),
        })
    }

    /// Returns the numbers of the sections, in their order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = SectionId> {
        self.sections.iter().map(|(id, _)| *id)
    }

    /// Returns the text of a section.
    #[must_use]
    pub fn text(&self, id: SectionId) -> Option<&'a str> {
        let found = self.sections.iter().find(|(other, _)| *other == id);
        found.map(|(_, text)| *text)
    }

    /// Reads one section; nothing when it is not there.
    #[must_use]
    pub fn section(&self, id: SectionId) -> Option<Result<Section<'a>, SectionError>> {
        self.text(id).map(|text| Section::read(id, text))
    }

    /// Reads every section, in their order.
    pub fn sections(&self) -> impl ExactSizeIterator<Item = (SectionId, Result<Section<'a>, SectionError>)> {
        self.sections
            .iter()
            .map(|(id, text)| (*id, Section::read(*id, text)))
    }
}

impl<'a> Section<'a> {
    /// Reads the text of a section.
    ///
    /// # Errors
    /// [`SectionError`] when the section is one that is read here, and the text is none of it.
    pub fn read(id: SectionId, text: &'a str) -> Result<Self, SectionError> {
        match id {
            SectionId::TCF_EU_V2 => TcString::decode(text)
                .map(|tc| Self::TcfEuV2(Box::new(tc)))
                .map_err(|error| SectionError::TcfEu(Box::new(error))),
            SectionId::TCF_CA_V1 => TcfCa::decode(text)
                .map(|ca| Self::TcfCaV1(Box::new(ca)))
                .map_err(SectionError::Bits),
            SectionId::US_PRIVACY => UsPrivacy::parse(text)
                .map(Self::UsPrivacy)
                .map_err(SectionError::UsPrivacy),
            _ => match UsSection::decode(id, text) {
                Some(section) => section.map(Self::Us).map_err(SectionError::Bits),
                None => Ok(Self::Opaque(id, Cow::Borrowed(text))),
            },
        }
    }

    /// Returns the number of the section.
    #[must_use]
    pub const fn id(&self) -> SectionId {
        match self {
            Self::TcfEuV2(_) => SectionId::TCF_EU_V2,
            Self::TcfCaV1(_) => SectionId::TCF_CA_V1,
            Self::UsPrivacy(_) => SectionId::US_PRIVACY,
            Self::Us(section) => section.id(),
            Self::Opaque(id, _) => *id,
        }
    }

    /// Writes the text of the section.
    ///
    /// # Errors
    /// [`WriteError`] for a value that does not fit into its field.
    pub fn encode(&self) -> Result<Cow<'_, str>, WriteError> {
        Ok(match self {
            Self::TcfEuV2(tc) => Cow::Owned(tc.encode().map_err(WriteError::TcfEu)?),
            Self::TcfCaV1(ca) => Cow::Owned(ca.encode()?),
            Self::UsPrivacy(us) => Cow::Owned(us.encode()),
            Self::Us(section) => Cow::Owned(section.encode()),
            Self::Opaque(id, text) => {
                let is_text = |byte: u8| byte == b'.' || base64url::is_text(&[byte]);
                if text.is_empty() || !text.bytes().all(is_text) {
                    return Err(WriteError::Opaque(*id));
                }
                Cow::Borrowed(text.as_ref())
            }
        })
    }
}

/// Writes a GPP string of these sections, which need not be in order.
///
/// # Errors
/// [`WriteError`] for a section that is there twice or has no number, or a value that does not fit into its field.
///
/// # Example
/// ```
/// use consent_core::strings::gpp::{Section, UsField, UsLayout, UsSection, SectionId, write};
///
/// let layout = UsLayout::newest(SectionId::US_NATIONAL).ok_or("no layout")?;
/// let mut national = UsSection::new(layout);
/// assert!(national.set(UsField::SaleOptOutNotice, 0, 1));
/// assert!(national.set(UsField::SaleOptOut, 0, 1));
/// national.gpc = Some(true);
/// assert_eq!(write(&[Section::Us(national)])?, "DBABLA~CEAQAAAAAAAA.YA");
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
pub fn write(sections: &[Section<'_>]) -> Result<String, WriteError> {
    let mut sections: Vec<&Section<'_>> = sections.iter().collect();
    sections.sort_by_key(|section| section.id());
    for (one, next) in sections.iter().zip(sections.iter().skip(1)) {
        if one.id() == next.id() {
            return Err(WriteError::Repeated(one.id()));
        }
    }
    if sections.first().is_some_and(|section| section.id().get() == 0) {
        return Err(WriteError::Zero);
    }
    let mut text = header::write(sections.iter().map(|section| section.id()));
    for section in sections {
        text.push('~');
        text.push_str(&section.encode()?);
    }
    Ok(text)
}

/// The same for sections of the United States alone, each once and in order of their numbers: nothing of them can fail
/// to fit, and a page that has only them carries no other section's code.
pub(in crate::strings) fn write_us(sections: &[UsSection]) -> String {
    let mut text = header::write(sections.iter().map(UsSection::id));
    for section in sections {
        text.push('~');
        text.push_str(&section.encode());
    }
    text
}
