//! Escapes and numbers as pages write them.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::NoDecision;
use crate::strings::moment;
use crate::time::Millis;

/// Resolves `%` escapes as `decodeURIComponent` does.
pub(super) fn unescaped(text: &str) -> Result<Cow<'_, str>, NoDecision> {
    if text.bytes().any(|byte| byte == b'%') {
        resolved(text, false).map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(text))
    }
}

/// Resolves the escapes of `application/x-www-form-urlencoded`: `+` is a space as well.
pub(super) fn unescaped_field(text: &str) -> Result<String, NoDecision> {
    resolved(text, true)
}

/// The text of an object: as it stands where it begins as one, its escapes resolved otherwise.
pub(super) fn object_text(text: &str) -> Result<Cow<'_, str>, NoDecision> {
    if text.as_bytes().first() == Some(&b'{') {
        Ok(Cow::Borrowed(text))
    } else {
        unescaped(text)
    }
}

fn resolved(text: &str, plus_is_space: bool) -> Result<String, NoDecision> {
    let wrong = |at| NoDecision::NotARecord {
        what: "“%” without two hexadecimal digits",
        at,
    };
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        bytes.push(match first {
            b'%' => {
                let ([high, low, tail @ ..], at) = (rest, bytes.len()) else {
                    return Err(wrong(bytes.len()));
                };
                rest = tail;
                let (Some(high), Some(low)) = (hex(*high), hex(*low)) else {
                    return Err(wrong(at));
                };
                high << 4 | low
            }
            b'+' if plus_is_space => b' ',
            byte => *byte,
        });
    }
    String::from_utf8(bytes).map_err(|error| NoDecision::NotARecord {
        what: "escapes that are no UTF-8",
        at: error.utf8_error().valid_up_to(),
    })
}

pub(super) const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit & 0x0f),
        b'a'..=b'f' | b'A'..=b'F' => Some((digit & 0x0f).saturating_add(9)),
        _ => None,
    }
}

/// A whole number in decimal digits and nothing else.
pub(super) fn whole(text: &str) -> Option<u64> {
    let mut number: u64 = 0;
    for digit in text.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number.checked_mul(10)?.checked_add(u64::from(digit & 0x0f))?;
    }
    (!text.is_empty()).then_some(number)
}

/// A moment as `Date.prototype.toISOString` writes it.
pub(super) fn iso(text: &str) -> Option<Millis> {
    let second = moment(text)?.as_secs();
    Some(Millis::from_millis(second.saturating_mul(1000)))
}

/// Puts a value where none may have been: a part that stands twice contradicts itself.
pub(super) fn once<T>(place: &mut Option<T>, value: T) -> Result<(), NoDecision> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(NoDecision::Contradiction),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved_as_browsers_do() {
        assert_eq!(unescaped("a+b").as_deref(), Ok("a+b"));
        assert_eq!(unescaped("a%2Bb%c3%A5").as_deref(), Ok("a+bå"));
        assert_eq!(unescaped_field("a+b%2B").as_deref(), Ok("a b+"));
        for (text, at) in [
            ("%", 0),
            ("a%4", 1),
            ("a%20%G0", 2),
            ("%+1", 0),
            ("ab%ff", 2),
            ("%C3", 0),
        ] {
            assert!(
                matches!(unescaped(text), Err(NoDecision::NotARecord { at: found, .. }) if found == at),
                "{text}"
            );
        }
        assert!(matches!(object_text("{%}"), Ok(text) if text == "{%}"));
    }

    #[test]
    fn numbers_have_digits_and_nothing_else() {
        assert_eq!(whole("0017"), Some(17));
        assert_eq!(whole("18446744073709551615"), Some(u64::MAX));
        for text in ["", "-1", "+1", "1.0", "18446744073709551616", "１"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
