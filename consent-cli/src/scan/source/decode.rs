//! Bytes become text, in whatever encoding old pages have.

use encoding_rs::{Encoding, WINDOWS_1252};

/// How far into a page its own word for its encoding may stand (HTML standard, “prescan”).
const PRESCAN: usize = 1024;

/// Decodes: by a byte order mark; as UTF-8 where it is that; as the server or the page says; and as Windows-1252, which
/// every text is.
pub(super) fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let start = bytes.get(..PRESCAN.min(bytes.len())).unwrap_or_default();
    let start: String = start.iter().map(|byte| char::from(*byte)).collect();
    let said = content_type.and_then(charset).or_else(|| charset(&start));
    said.unwrap_or(WINDOWS_1252).decode(bytes).0.into_owned()
}

/// What stands after `charset=`.
fn charset(text: &str) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let (_, after) = lower.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_:.".contains(letter)));
    Encoding::for_label(label.get(..end.unwrap_or(label.len()))?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_read() {
        assert_eq!(decode("kakor åäö".as_bytes(), None), "kakor åäö");
        assert_eq!(decode(b"\xef\xbb\xbfkaka", None), "kaka");
        assert_eq!(decode(b"p\xe5", None), "på");
        assert_eq!(decode(b"\xff\xfek\0a\0", None), "ka");
        assert_eq!(
            decode(b"<meta charset='iso-8859-5'>\xbf", None),
            "<meta charset='iso-8859-5'>П"
        );
        assert_eq!(decode(b"\xbf\xff", Some("text/html; charset=ISO-8859-5")), "Пџ");
    }
}
