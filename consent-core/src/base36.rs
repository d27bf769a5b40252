//! Numbers as text in base 36, lower case, without leading zeros: times on the wire, and the engine's own.

use alloc::string::String;

/// The most characters: 36^8 seconds reach past the year 80000.
const LONGEST: usize = 8;

/// Writes a number.
pub fn push(text: &mut String, number: u64) {
    push_digits(text, number, 36);
}

/// Writes a number in base 10; without the formatting machinery, which would double the size of the engine.
pub(crate) fn push_decimal(text: &mut String, number: u64) {
    push_digits(text, number, 10);
}

fn push_digits(text: &mut String, number: u64, base: u64) {
    let digit = number.checked_rem(base).unwrap_or(0).to_le_bytes()[0];
    let rest = number.checked_div(base).unwrap_or(0);
    if rest > 0 {
        push_digits(text, rest, base);
    }
    // Reckoned instead of looked up: in the page's engine a table would weigh more.
    let byte = match digit {
        0..10 => digit.wrapping_add(b'0'),
        _ => digit.wrapping_add(b'a' - 10),
    };
    text.push(char::from(byte & 0x7f));
}

/// Reads the one canonical text of a number; nothing for any other text.
#[must_use]
pub fn decode(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > LONGEST || (bytes.len() > 1 && bytes.starts_with(b"0")) {
        return None;
    }
    bytes.iter().try_fold(0u64, |number, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte.checked_sub(b'0')?,
            b'a'..=b'z' => byte.checked_sub(b'a')?.checked_add(10)?,
            _ => return None,
        };
        // Eight digits are far from the end of 64 bits.
        Some(number.wrapping_mul(36).wrapping_add(digit.into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn round_trip(number in 0u64..36u64.pow(8)) {
            let mut text = String::new();
            push(&mut text, number);
            proptest::prop_assert_eq!(decode(&text), Some(number));
        }
    }

    #[test]
    fn one_number_has_one_text() {
        for text in ["", "01", "00", "A", "-1", "+1", "1 ", "zzzzzzzzz"] {
            assert_eq!(decode(text), None, "{text}");
        }
        assert_eq!(decode("0"), Some(0));
    }
}
