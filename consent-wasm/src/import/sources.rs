//! Whose answers a site takes over, as short lines.
//!
//! ```text
//! sources = source *( LF source )
//! source  = system TAB opt-in TAB revision TAB name *( LF TAB theirs TAB ours )
//! opt-in  = "1" attested / ""
//! revision = in base 36, or empty for any
//! name    = of its main cookie or key of storage, or empty for the usual one
//! ```
//! No name has a control character in it.

use alloc::string::String;
use alloc::vec::Vec;

use consent_core::base36;
use consent_core::pieces::{cut, pieces};
use consent_core::strings::import::{Mapping, System};

/// The systems in the order in which they are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources<'a>(Vec<Source<'a>>);

/// One system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    /// Which.
    pub system: System,
    /// What its main cookie or key of storage is called, if not as usual.
    pub name: Option<&'a str>,
    /// Whether the site attests that it ran as opt-in.
    pub opt_in: bool,
    /// The revision that counts, if not any.
    pub revision: Option<u64>,
    /// Their names and ours.
    pub map: Vec<(&'a str, &'a str)>,
}

impl Source<'_> {
    /// Returns what is needed to translate a record of it.
    #[must_use]
    pub fn mapping(&self) -> Mapping<'_> {
        Mapping {
            system: self.system,
            name: self.name,
            opt_in: self.opt_in,
            revision: self.revision,
            map: &self.map,
        }
    }
}

impl<'a> Sources<'a> {
    /// Returns the sources in order.
    pub fn iter(&self) -> impl Iterator<Item = &Source<'a>> {
        self.0.iter()
    }

    /// Reads the compact form; nothing when a line is not what it should be.
    #[must_use]
    pub fn from_compact(text: &'a str) -> Option<Self> {
        let mut sources: Vec<Source<'a>> = Vec::new();
        for line in pieces(text, b'\n') {
            let (first, rest) = cut(line, b'\t')?;
            let (second, rest) = cut(rest, b'\t').unwrap_or((rest, ""));
            if first.is_empty() {
                sources.last_mut()?.map.push((second, rest));
                continue;
            }
            let (revision, name) = cut(rest, b'\t')?;
            sources.push(Source {
                system: System::from_name(first)?,
                name: (!name.is_empty()).then_some(name),
                opt_in: second == "1",
                revision: if revision.is_empty() {
                    None
                } else {
                    Some(base36::decode(revision)?)
                },
                map: Vec::new(),
            });
        }
        Some(Self(sources))
    }
}

impl<'a> FromIterator<Source<'a>> for Sources<'a> {
    fn from_iter<I: IntoIterator<Item = Source<'a>>>(sources: I) -> Self {
        Self(sources.into_iter().collect())
    }
}

impl Sources<'_> {
    /// Writes the compact form.
    #[must_use]
    pub fn to_compact(&self) -> String {
        let mut text = String::new();
        for source in &self.0 {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(source.system.name());
            text.push_str(if source.opt_in { "\t1\t" } else { "\t\t" });
            if let Some(revision) = source.revision {
                base36::push(&mut text, revision);
            }
            text.push('\t');
            text.push_str(source.name.unwrap_or_default());
            for (theirs, ours) in &source.map {
                for part in ["\n\t", theirs, "\t", ours] {
                    text.push_str(part);
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn what_is_written_is_read_back() {
        let klaro = Source {
            system: System::Klaro,
            name: Some("klaro2"),
            opt_in: true,
            revision: None,
            map: vec![("matomo", "analytics"), ("you tube", "youtube")],
        };
        let cookiebot = Source {
            system: System::Cookiebot,
            name: None,
            opt_in: false,
            revision: Some(71),
            map: Vec::new(),
        };
        let sources: Sources<'_> = [klaro, cookiebot].into_iter().collect();
        let text = sources.to_compact();
        assert_eq!(
            text,
            "klaro\t1\t\tklaro2\n\tmatomo\tanalytics\n\tyou tube\tyoutube\ncookiebot\t\t1z\t"
        );
        assert_eq!(Sources::from_compact(&text), Some(sources));
    }

    #[test]
    fn what_is_not_a_source_is_none() {
        for text in [
            "",
            "klaro",
            "other\t\t\t",
            "\tmatomo\tanalytics",
            "klaro\t1\tA\t",
            "klaro\t1",
        ] {
            assert_eq!(Sources::from_compact(text), None, "{text:?}");
        }
    }
}
