//! What happens to a string on its way: a character lost, doubled or turned, a part cut off, moved or said twice.

use consent_tests::serving::Chance;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The text after one to three changes; `between` stands between its parts.
pub(super) fn changed(chance: &mut Chance, text: &str, between: char) -> String {
    let mut text = text.to_owned();
    for _ in 0..chance.between(1, 3) {
        text = once(chance, text, between);
        if chance.between(0, 1) == 0 {
            break;
        }
    }
    text
}

fn place(chance: &mut Chance, length: usize) -> usize {
    let most = u64::try_from(length.saturating_sub(1)).expect("short");
    usize::try_from(chance.between(0, most)).expect("short")
}

fn once(chance: &mut Chance, text: String, between: char) -> String {
    if text.is_empty() {
        return text;
    }
    let at = place(chance, text.len());
    let letter = char::from(ALPHABET[place(chance, 64)]);
    let mut bytes = text.clone().into_bytes();
    let mut parts: Vec<&str> = text.split(between).collect();
    let (one, other) = (place(chance, parts.len()), place(chance, parts.len()));
    match chance.between(0, 11) {
        0 => text[..at].to_owned(),
        1 => format!("{}{letter}{}", &text[..at], &text[at..]),
        2 => format!("{}{}", &text[..at], &text[at + 1..]),
        3 => {
            parts.swap(one, other);
            parts.join(&between.to_string())
        }
        4 => {
            parts.insert(one, parts[other]);
            parts.join(&between.to_string())
        }
        5 => {
            parts.remove(one);
            parts.join(&between.to_string())
        }
        6 => format!("{text}{letter}"),
        // One bit: most of what is read is of one bit.
        7..=10 => {
            if let Some(sextet) = ALPHABET.iter().position(|byte| *byte == bytes[at]) {
                bytes[at] = ALPHABET[sextet ^ (1 << place(chance, 6))];
            }
            String::from_utf8(bytes).expect("ASCII")
        }
        _ => {
            bytes[at] = letter as u8;
            String::from_utf8(bytes).expect("ASCII")
        }
    }
}
