//! Base64url without padding (RFC 4648 section 5): six bits a character, canonical forms only.

use alloc::string::String;
use alloc::vec::Vec;

/// Returns the character for the low six bits of `sextet`.
#[must_use]
pub fn character(sextet: u8) -> char {
    // Reckoned instead of looked up: in the page's engine a table would weigh more. No sum leaves ASCII.
    let sextet = sextet & 0x3f;
    let byte = match sextet {
        0..26 => sextet.wrapping_add(b'A'),
        26..52 => sextet.wrapping_add(b'a' - 26),
        52..62 => sextet.wrapping_sub(52 - b'0'),
        62 => b'-',
        _ => b'_',
    };
    char::from(byte & 0x7f)
}

/// Returns the six bits that `byte` stands for, or nothing for a byte outside the alphabet.
#[must_use]
pub const fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => byte.checked_sub(b'A'),
        b'a'..=b'z' => match byte.checked_sub(b'a') {
            Some(low) => low.checked_add(26),
            None => None,
        },
        b'0'..=b'9' => match byte.checked_sub(b'0') {
            Some(low) => low.checked_add(52),
            None => None,
        },
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

/// Tells whether every byte is of the alphabet.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| sextet(*byte).is_some())
}

/// Appends bytes of the alphabet as text.
pub(crate) fn push(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        text.push(char::from(*byte & 0x7f));
    }
}

/// Encodes bytes; the last character's unused bits are zero.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut held, mut bits) = (0u16, 0u8);
    for &byte in bytes {
        held = (held << 8) | u16::from(byte);
        bits = bits.saturating_add(8);
        while bits >= 6 {
            bits = bits.saturating_sub(6);
            text.push(character((held >> bits).to_le_bytes()[0]));
            held &= !(u16::MAX << bits);
        }
    }
    if bits > 0 {
        text.push(character((held << 6u8.saturating_sub(bits)).to_le_bytes()[0]));
    }
    text
}

/// Decodes the one canonical text of some bytes; anything else is nothing.
///
/// A text with padding, a foreign character, a length no bytes have, or unused bits that are not zero is
/// refused: one value has one text.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0u16, 0u8);
    for byte in text.bytes() {
        held = (held << 6) | u16::from(sextet(byte)?);
        bits = bits.saturating_add(6);
        if bits >= 8 {
            bits = bits.saturating_sub(8);
            bytes.push((held >> bits).to_le_bytes()[0]);
            held &= !(u16::MAX << bits);
        }
    }
    (bits < 6 && held == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_texts() {
        assert_eq!(encode(b""), "");
        assert_eq!(encode(b"f"), "Zg");
        assert_eq!(encode(b"fo"), "Zm8");
        assert_eq!(encode(b"foo"), "Zm9v");
        assert_eq!(encode(&[0xff, 0xef, 0xbe]), "_---");
    }

    #[test]
    fn refuses_what_is_not_canonical() {
        for text in ["Z", "Zh", "Zg=", "Zg==", "Z g", "Zm9", "Zm+v", "å"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn round_trip(bytes: Vec<u8>) {
            proptest::prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn one_value_has_one_text(text in "[A-Za-z0-9_-]{0,12}") {
            if let Some(bytes) = decode(&text) {
                proptest::prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}
