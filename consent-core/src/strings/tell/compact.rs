//! The terms as the page's module reads them: short lines, so that reading them costs little code.
//!
//! ```text
//! terms    = tcf LF sections LF us LF sold *( LF vendor )
//! tcf      = "" / cmp-id SP cmp-version SP country SP list      ; the country as two letters
//! sections = numbers between spaces
//! us       = "u" / ""
//! sold     = names between spaces
//! vendor   = id SP service SP set SP set SP set                 ; purposes, legitimate interest, special features
//! set      = a bit field of 24 bits as a number                 ; every number is in base 36
//! ```

use alloc::string::String;
use alloc::vec::Vec;

use super::terms::{TcfTerms, Terms, Vendor};
use crate::base36;
use crate::pieces::pieces;
use crate::strings::SmallSet;
use crate::strings::bits::Letters;
use crate::strings::gpp::{SectionId, UsLayout};

/// How many bits a set has.
const SET: usize = 24;

/// The largest number of twelve bits.
const TWELVE_BITS: u16 = 0xfff;

impl Terms {
    /// Writes the compact form.
    #[must_use]
    pub fn to_compact(&self) -> String {
        let mut text = String::new();
        if let Some(tcf) = &self.tcf {
            base36::push(&mut text, tcf.cmp_id.into());
            text.push(' ');
            base36::push(&mut text, tcf.cmp_version.into());
            text.push(' ');
            text.extend(tcf.publisher_country.characters());
            text.push(' ');
            base36::push(&mut text, tcf.vendor_list_version.into());
        }
        text.push('\n');
        for (index, layout) in self.sections.iter().enumerate() {
            if index > 0 {
                text.push(' ');
            }
            base36::push(&mut text, layout.section().get().into());
        }
        text.push_str(if self.us_privacy { "\nu\n" } else { "\n\n" });
        text.push_str(&self.sold.join(" "));
        for vendor in &self.vendors {
            text.push('\n');
            base36::push(&mut text, vendor.id.into());
            text.push(' ');
            text.push_str(&vendor.service);
            for set in [
                vendor.purposes,
                vendor.legitimate_interest,
                vendor.special_features,
            ] {
                text.push(' ');
                base36::push(&mut text, set.field(SET).unwrap_or_default());
            }
        }
        text
    }

    /// Reads the compact form; nothing when a line is missing or wrong.
    #[must_use]
    pub fn from_compact(text: &str) -> Option<Self> {
        let mut lines = pieces(text, b'\n');
        let tcf = match lines.next()? {
            "" => None,
            line => Some(tcf(line)?),
        };
        let mut sections = Vec::new();
        for number in words(lines.next()?) {
            sections.push(UsLayout::newest(SectionId::new(small(number)?))?);
        }
        let us_privacy = lines.next()? == "u";
        let sold = words(lines.next()?).map(String::from).collect();
        let mut vendors = Vec::new();
        for line in lines {
            vendors.push(vendor(line)?);
        }
        Some(Self {
            tcf,
            sections,
            us_privacy,
            sold,
            vendors,
        })
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    pieces(line, b' ').filter(|word| !word.is_empty())
}

fn small(text: &str) -> Option<u16> {
    u16::try_from(base36::decode(text)?).ok()
}

fn twelve_bits(text: &str, least: u16) -> Option<u16> {
    small(text).filter(|number| *number >= least && *number <= TWELVE_BITS)
}

fn tcf(line: &str) -> Option<TcfTerms> {
    let mut words = pieces(line, b' ');
    Some(TcfTerms {
        cmp_id: twelve_bits(words.next()?, 2)?,
        cmp_version: twelve_bits(words.next()?, 0)?,
        publisher_country: Letters::parse(words.next()?)?,
        vendor_list_version: twelve_bits(words.next()?, 1)?,
    })
}

fn vendor(line: &str) -> Option<Vendor> {
    let mut words = pieces(line, b' ');
    let id = small(words.next()?).filter(|id| *id > 0)?;
    let service = words.next()?.into();
    let mut set = || {
        let field = base36::decode(words.next()?)?;
        (field >> SET == 0).then(|| SmallSet::from_field(field, SET))
    };
    Some(Vendor {
        id,
        service,
        purposes: set()?,
        legitimate_interest: set()?,
        special_features: set()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "oh 1 SE 4v\n7 8\nu\nadvertisement ad-network\nkz ad-network 7hp1c 2t4w 4zsow\nl0 other 0 0 0";

    #[test]
    fn reads_what_it_wrote() {
        let terms = Terms::from_compact(TEXT).unwrap();
        assert_eq!(terms.to_compact(), TEXT);
        assert_eq!(terms.sections.len(), 2);
        assert_eq!(terms.vendors[0].id, 755);
        let empty = Terms::default();
        assert_eq!(Terms::from_compact(&empty.to_compact()), Some(empty));
    }

    #[test]
    fn what_does_not_fit_a_field_is_refused() {
        for (sound, broken) in [
            ("oh 1 SE", "1 1 SE"),
            ("oh 1 SE", "oh 35t SE"),
            ("SE 4v", "S1 4v"),
            ("SE 4v", "SE 0"),
            ("\n7 8", "\n7 2"),
            ("\n7 8", "\n7 o"),
            ("\nkz ", "\n0 "),
            ("\nkz ", "\n1ekg "),
            (" 4zsow\n", " 9zlds\n"),
            ("other 0 0 0", "other 0 0"),
        ] {
            assert!(TEXT.contains(sound));
            assert_eq!(
                Terms::from_compact(&TEXT.replacen(sound, broken, 1)),
                None,
                "{broken}"
            );
        }
    }
}
