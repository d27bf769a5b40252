//! The header: which sections follow, in their order.

use alloc::string::String;
use alloc::vec::Vec;

use super::error::{GppError, HeaderError};
use super::fibonacci::{read_ranges, write_ranges};
use super::section_id::SectionId;
use crate::strings::IdSet;
use crate::strings::bits::{BitText, BitWriter};

/// The type with which every header begins: its first character is a `D`.
const TYPE: u64 = 3;

/// The version of the header.
const VERSION: u64 = 1;

/// Reads the numbers of the sections, of which there must be as many as there are texts.
///
/// A header that lists more is refused before anything is kept of it: one group of a few bits can list 65,535.
pub(super) fn read(text: &str, present: usize) -> Result<Vec<SectionId>, GppError> {
    let bits = BitText::read(text).map_err(GppError::Text)?;
    let mut reader = bits.reader();
    let cut_short = |past| GppError::Header(HeaderError::Ranges(FibonacciError::PastEnd(past)));
    let kind = reader.number(6).map_err(cut_short)?;
    if kind != TYPE {
        return Err(GppError::Header(HeaderError::Type { found: low8(kind) }));
    }
    let version = reader.number(6).map_err(cut_short)?;
    if version != VERSION {
        return Err(GppError::Header(HeaderError::Version { found: low8(version) }));
    }
    let mut ranges = Vec::new();
    let mut listed = 0usize;
    read_ranges(&mut reader, |first, last| {
        listed = listed
            .saturating_add(usize::from(last.saturating_sub(first)))
            .saturating_add(1);
        ranges.push(first..=last);
    })
    .map_err(|error| GppError::Header(HeaderError::Ranges(error)))?;
    if !reader.only_padding_left() {
        return Err(GppError::Header(HeaderError::NotPadding {
            bit: reader.position(),
        }));
    }
    if listed != present {
        return Err(GppError::Sections { listed, present });
    }
    Ok(ranges.into_iter().flatten().map(SectionId::new).collect())
}

/// Writes a header for these sections.
pub(super) fn write(ids: impl Iterator<Item = SectionId>) -> String {
    let set: IdSet = ids.map(SectionId::get).collect();
    let mut writer = BitWriter::new();
    writer.number(TYPE, 6);
    writer.number(VERSION, 6);
    let ranges: Vec<_> = set.ranges().collect();
    write_ranges(&mut writer, ranges.into_iter());
    into_text(writer)
}

/// Fills to whole bytes and writes them as text.
///
/// The specification asks for whole characters; whole bytes are that too, and any decoder of base64 reads them, which
/// refuses one character after a multiple of four. IAB Tech Lab's libraries write the same.
pub(super) fn into_text(mut writer: BitWriter) -> String {
    writer.pad_to(8);
    writer.into_text()
}

fn low8(value: u64) -> u8 {
    let [.., low] = value.to_be_bytes();
    low
}

use super::fibonacci::FibonacciError;

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u16]) -> Vec<SectionId> {
        numbers.iter().copied().map(SectionId::new).collect()
    }

    #[test]
    fn the_specifications_examples_are_read_in_both_paddings() {
        for (text, numbers) in [
            ("DBAA", &[][..]),
            ("DBABM", &[2]),
            ("DBABMA", &[2]),
            ("DBACNY", &[2, 6]),
            ("DBACNYA", &[2, 6]),
            ("DBABjw", &[5, 6]),
            ("DBABLA", &[7]),
        ] {
            assert_eq!(read(text, numbers.len()), Ok(ids(numbers)), "{text}");
        }
    }

    #[test]
    fn whole_bytes_are_written() {
        for (numbers, text) in [
            (&[][..], "DBAA"),
            (&[2], "DBABMA"),
            (&[5, 6], "DBABjw"),
            (&[6, 2], "DBACNYA"),
        ] {
            assert_eq!(write(ids(numbers).into_iter()), text);
        }
    }

    #[test]
    fn what_is_no_header_says_why() {
        let header = |error| Err(GppError::Header(error));
        for (text, present, expected) in [
            ("CBABM", 1, header(HeaderError::Type { found: 2 })),
            ("DCABM", 1, header(HeaderError::Version { found: 2 })),
            ("DBABMB", 1, header(HeaderError::NotPadding { bit: 28 })),
            (
                "DBABM",
                2,
                Err(GppError::Sections {
                    listed: 1,
                    present: 2,
                }),
            ),
        ] {
            assert_eq!(read(text, present), expected, "{text}");
        }
        for end in 0..4 {
            assert!(read(&"DBABM"[..end], 1).is_err());
        }
    }

    #[test]
    fn a_header_that_lists_everything_is_refused_before_anything_is_kept() {
        let everything = write((1..=u16::MAX).map(SectionId::new));
        assert!(everything.len() < 12, "{everything}");
        let expected = GppError::Sections {
            listed: 65_535,
            present: 1,
        };
        assert_eq!(read(&everything, 1), Err(expected));
    }
}
