//! Text of base64url to bits and back: six bits a character, with a limit on the length.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use super::BitReader;
use crate::base64url;

/// The longest text that is read, in characters; nobody sends half as much in a header or an address.
pub const LONGEST_TEXT: usize = 64 * 1024;

/// Why a text has no bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextError {
    /// A character is not of the base64url alphabet.
    Character {
        /// Its place, from 0, in bytes.
        at: usize,
    },
    /// There are more than [`LONGEST_TEXT`] characters.
    TooLong,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { at } => write!(
                f,
                "character {at} is not of the base64url alphabet (A-Z, a-z, 0-9, - and _)"
            ),
            Self::TooLong => write!(f, "longer than {LONGEST_TEXT} characters"),
        }
    }
}

impl core::error::Error for TextError {}

/// The bits of a text, six a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitText {
    /// The bits, then at least [`SPARE`] bytes of zeros, so that a reader may load whole words.
    bytes: Vec<u8>,
    /// How many bits there are.
    bits: usize,
}

/// How many bytes of zeros follow the bits.
const SPARE: usize = 8;

impl BitText {
    /// Reads a text of base64url.
    ///
    /// `=` at the end is passed over: the specifications forbid it, and strings with it are about. A text need not be
    /// of whole bytes: the formats pad to six bits, to eight or to twenty-four.
    ///
    /// # Errors
    /// [`TextError`] for a character outside the alphabet, and for a text that is too long.
    pub fn read(text: &str) -> Result<Self, TextError> {
        let text = text.trim_end_matches('=').as_bytes();
        if text.len() > LONGEST_TEXT {
            return Err(TextError::TooLong);
        }
        let (quads, rest) = text.as_chunks::<4>();
        let whole = quads.len().saturating_mul(3);
        let mut bytes = vec![0; whole.saturating_add(3 + SPARE)];
        // Six bits a character; what is no character sets the bits above them, and is looked for only then.
        let mut seen = 0;
        let (triples, _) = bytes.as_chunks_mut::<3>();
        for (quad, triple) in quads.iter().zip(triples) {
            let word = quad.map(sextet).into_iter().fold(0u32, |word, it| {
                seen |= it;
                (word << 6) | u32::from(it)
            });
            let [_, first, second, third] = word.to_be_bytes();
            *triple = [first, second, third];
        }
        let mut last = [0; 4];
        for (slot, byte) in last.iter_mut().zip(rest) {
            *slot = sextet(*byte);
            seen |= *slot;
        }
        let word = last
            .into_iter()
            .fold(0u32, |word, it| (word << 6) | u32::from(it));
        for (slot, byte) in bytes
            .iter_mut()
            .skip(whole)
            .zip(word.to_be_bytes().into_iter().skip(1))
        {
            *slot = byte;
        }
        if seen > 0x3f {
            let at = text
                .iter()
                .position(|byte| sextet(*byte) > 0x3f)
                .unwrap_or_default();
            return Err(TextError::Character { at });
        }
        Ok(Self {
            bytes,
            bits: text.len().saturating_mul(6),
        })
    }

    /// Returns a reader that stands at the first bit.
    #[must_use]
    pub fn reader(&self) -> BitReader<'_> {
        BitReader::new(&self.bytes, self.bits)
    }
}

/// Returns the six bits of a character, or `0xff`.
pub(super) fn sextet(byte: u8) -> u8 {
    SEXTETS.get(usize::from(byte)).copied().unwrap_or(NONE)
}

/// Writes bytes as text, six bits a character; the last character's unused bits are zero.
pub(super) fn write(bytes: &[u8]) -> String {
    let mut text = Vec::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    let (triples, rest) = bytes.as_chunks::<3>();
    for [first, second, third] in triples {
        let word = u32::from_be_bytes([0, *first, *second, *third]);
        text.extend_from_slice(&[word >> 18, word >> 12, word >> 6, word].map(character));
    }
    let word = match *rest {
        [first] => u32::from_be_bytes([0, first, 0, 0]),
        [first, second] => u32::from_be_bytes([0, first, second, 0]),
        _ => 0,
    };
    let characters = [word >> 18, word >> 12, word >> 6].map(character);
    let used = if rest.is_empty() {
        0
    } else {
        rest.len().saturating_add(1)
    };
    text.extend(characters.into_iter().take(used));
    // Every byte is ASCII.
    String::from_utf8(text).unwrap_or_default()
}

/// Returns the character of the low six bits.
fn character(word: u32) -> u8 {
    let [.., low] = word.to_be_bytes();
    ALPHABET.get(usize::from(low & 0x3f)).copied().unwrap_or(b'A')
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const NONE: u8 = 0xff;

static SEXTETS: [u8; 256] = sextets();

const fn sextets() -> [u8; 256] {
    let mut table = [NONE; 256];
    let mut rest: &mut [u8] = &mut table;
    let mut byte = 0u8;
    while let Some((slot, others)) = rest.split_first_mut() {
        if let Some(sextet) = base64url::sextet(byte) {
            *slot = sextet;
        }
        byte = byte.wrapping_add(1);
        rest = others;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_length_is_read_six_bits_a_character() {
        for length in 0..12 {
            let text = &"_-9aZA_-9aZA"[..length];
            let bits = BitText::read(text).expect("of the alphabet");
            let mut reader = bits.reader();
            for byte in text.bytes() {
                let expected = base64url::sextet(byte).map(u64::from).expect("of the alphabet");
                assert_eq!(reader.number(6), Ok(expected), "{text}");
            }
            assert_eq!(reader.remaining(), 0);
        }
    }

    #[test]
    fn padding_at_the_end_is_passed_over_and_nowhere_else() {
        assert_eq!(BitText::read("Zm8="), BitText::read("Zm8"));
        assert_eq!(BitText::read("Z=m8"), Err(TextError::Character { at: 1 }));
        assert_eq!(BitText::read("Zm9vZ/"), Err(TextError::Character { at: 5 }));
        assert_eq!(BitText::read("Zm9vå"), Err(TextError::Character { at: 4 }));
    }

    #[test]
    fn too_much_is_refused_before_it_is_read() {
        assert!(BitText::read(&"A".repeat(LONGEST_TEXT)).is_ok());
        assert_eq!(
            BitText::read(&"A".repeat(LONGEST_TEXT + 1)),
            Err(TextError::TooLong)
        );
    }

    proptest::proptest! {
        #[test]
        fn bytes_come_back(bytes: Vec<u8>) {
            let text = write(&bytes);
            proptest::prop_assert_eq!(&text, &base64url::encode(&bytes));
            let bits = BitText::read(&text).expect("of the alphabet");
            proptest::prop_assert!(bits.bytes.starts_with(&bytes));
        }
    }
}
