//! Reads numbers straight from the characters of a text: for one look-up that is not worth decoding it all.

use super::{PastEnd, text};

/// Reads bits of a text by their place; a character outside the alphabet counts as its end.
#[derive(Clone, Copy, Debug)]
pub struct TextScan<'a> {
    characters: &'a [u8],
}

impl<'a> TextScan<'a> {
    /// Takes a text, of which nothing is looked at yet.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self {
            characters: text.as_bytes(),
        }
    }

    /// Returns how many bits there are, six a character.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.characters.len().saturating_mul(6)
    }

    /// Tells whether there are no bits.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// Reads a number of up to 48 bits that begins at a place.
    ///
    /// # Errors
    /// [`PastEnd`] when fewer bits follow, or one of them is of no character; wider numbers count as that, too.
    #[inline]
    pub fn number(&self, at: usize, width: usize) -> Result<u64, PastEnd> {
        let (first, shift) = (at / 6, at % 6);
        let bits = shift.saturating_add(width);
        let count = bits.div_ceil(6);
        let end = first.saturating_add(count);
        let Some(characters) = self.characters.get(first..end).filter(|_| width <= 48) else {
            return Err(PastEnd { at });
        };
        let (mut word, mut seen) = (0u64, 0);
        for character in characters {
            let sextet = text::sextet(*character);
            seen |= sextet;
            word = (word << 6) | u64::from(sextet & 0x3f);
        }
        if seen > 0x3f {
            return Err(PastEnd { at });
        }
        let spare = count.saturating_mul(6).saturating_sub(bits);
        Ok((word >> spare) & !(u64::MAX << width))
    }
}

#[cfg(test)]
mod tests {
    use super::super::BitText;
    use super::*;

    proptest::proptest! {
        #[test]
        fn reads_what_a_reader_reads(text in "[A-Za-z0-9_-]{0,30}", at in 0..200usize, width in 0..=48usize) {
            let bits = BitText::read(&text).expect("of the alphabet");
            let mut reader = bits.reader();
            let expected = reader.skip(at).and_then(|()| reader.number(width));
            let scanned = TextScan::new(&text).number(at, width);
            proptest::prop_assert_eq!(scanned.ok(), expected.ok());
        }
    }

    #[test]
    fn a_foreign_character_is_the_end() {
        assert_eq!(TextScan::new("A.A").number(0, 6), Ok(0));
        assert_eq!(TextScan::new("A.A").number(0, 7), Err(PastEnd { at: 0 }));
    }
}
