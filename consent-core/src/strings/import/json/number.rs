//! Numbers of JSON: `[ "-" ] digits [ "." digits ] [ ( "e" / "E" ) [ sign ] digits ]`, no zero in front.

/// Tells whether a word is a number.
pub(super) fn is_number(word: &str) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = word.as_bytes();
    if let [b'-', tail @ ..] = rest {
        rest = tail;
    }
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.first() == Some(&b'0')) {
        return false;
    }
    rest = rest.get(whole..).unwrap_or_default();
    if let [b'.', tail @ ..] = rest {
        let fraction = digits(tail);
        if fraction == 0 {
            return false;
        }
        rest = tail.get(fraction..).unwrap_or_default();
    }
    if let [b'e' | b'E', tail @ ..] = rest {
        rest = match tail {
            [b'+' | b'-', tail @ ..] => tail,
            tail => tail,
        };
        let exponent = digits(rest);
        if exponent == 0 {
            return false;
        }
        rest = rest.get(exponent..).unwrap_or_default();
    }
    rest.is_empty()
}
