//! Names on the wire: of an entry, of a site on a server, and of a site's log.

use alloc::format;
use alloc::string::String;
use core::fmt;

/// The name of an entry: a UUIDv7, drawn by whoever made it, so that sending it twice records it once.
///
/// # Example
/// ```
/// use consent_core::receipt::RecordId;
/// let id = RecordId::parse("019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0b").unwrap();
/// assert_eq!(id.to_string(), "019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0b");
/// assert!(RecordId::parse("019234AB-1C2D-7E3F-8A4B-5C6D7E8F9A0B").is_none(), "one id has one text");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId([u8; 16]);

impl RecordId {
    /// Takes the bytes of a UUID, if it is of version 7.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Option<Self> {
        let version = bytes.get(6)? >> 4;
        let variant = bytes.get(8)? >> 6;
        (version == 7 && variant == 0b10).then_some(Self(bytes))
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Reads the 36 characters of a UUIDv7, in lower case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != 36 {
            return None;
        }
        let mut bytes = [0; 16];
        let mut digits = text.iter().enumerate().filter_map(|(at, byte)| match at {
            8 | 13 | 18 | 23 => (*byte != b'-').then_some(None),
            _ => Some(digit(*byte)),
        });
        for place in &mut bytes {
            let (high, low) = (digits.next()??, digits.next()??);
            *place = (high << 4) | low;
        }
        match digits.next() {
            None => Self::from_bytes(bytes),
            Some(_) => None,
        }
    }
}

/// What a digit of base 16 stands for, in lower case.
const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => byte.checked_sub(b'0'),
        b'a'..=b'f' => byte.checked_sub(b'a' - 10),
        _ => None,
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, byte) in self.0.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordId({self})")
    }
}

text_in_json!(RecordId, "an id: a UUIDv7 of 36 characters in lower case");

/// The short name of a site on a server, such as `ngager`: whose records these are, and whose log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteKey(String);

impl SiteKey {
    /// Reads a key: 1 to 63 of `a-z`, `0-9` and `-`, neither first nor last a `-`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let is_key = (1..=63).contains(&bytes.len())
            && bytes
                .iter()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            && bytes.first() != Some(&b'-')
            && bytes.last() != Some(&b'-');
        is_key.then(|| Self(text.into()))
    }

    /// Returns the key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SiteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_in_json!(SiteKey, "a site: 1 to 63 of a-z, 0-9 and -");

/// The name of a site's log, `<server>/<site>`: the origin of its checkpoints.
///
/// # Example
/// ```
/// use consent_core::receipt::{LogName, SiteKey};
/// let site = SiteKey::parse("ngager").unwrap();
/// let log = LogName::new("consent.example.se", &site).unwrap();
/// assert_eq!(log.as_str(), "consent.example.se/ngager");
/// assert_eq!(log.site(), "ngager");
/// assert!(LogName::new("two words", &site).is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogName(String);

impl LogName {
    /// Names the log of a site on a server. The server's name has no space, no `+` and no control character.
    #[must_use]
    pub fn new(server: &str, site: &SiteKey) -> Option<Self> {
        Self::parse(&format!("{server}/{site}"))
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // What a signed note allows in the name of a key.
        let is_plain = |letter: char| !letter.is_whitespace() && !letter.is_control() && letter != '+';
        let (server, site) = text.rsplit_once('/')?;
        let is_name = text.len() <= 320 && !server.is_empty() && text.chars().all(is_plain);
        (is_name && SiteKey::parse(site).is_some()).then(|| Self(text.into()))
    }

    /// Returns the name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the key of the site whose log it is.
    #[must_use]
    pub fn site(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(_, site)| site)
    }
}

impl fmt::Display for LogName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_in_json!(
    LogName,
    "a log: the server's name, “/” and the site's key, without spaces or “+”"
);

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn an_id_has_one_text_and_only_that_is_read() {
        let text = "019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0b";
        let id = RecordId::parse(text).unwrap();
        assert_eq!(RecordId::from_bytes(*id.as_bytes()), Some(id));
        assert_eq!(id.to_string(), text);
        for wrong in [
            "",
            "019234ab1c2d7e3f8a4b5c6d7e8f9a0b",
            "019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0",
            "019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0bb",
            "019234ab-1c2d-7e3f-8a4b-5c6d7e8f9A0b",
            "019234ab-1c2d-7e3f-8a4b-5c6d7e8f9a0g",
            "019234abx1c2d-7e3f-8a4b-5c6d7e8f9a0b",
            "019234a-b1c2d-7e3f-8a4b-5c6d7e8f9a0b",
            "019234ab-1c2d-4e3f-8a4b-5c6d7e8f9a0b",
            "019234ab-1c2d-7e3f-ca4b-5c6d7e8f9a0b",
        ] {
            assert_eq!(RecordId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn keys_and_logs_are_plain() {
        for site in ["ngager", "3d", "a-b", "x"] {
            assert!(SiteKey::parse(site).is_some(), "{site}");
        }
        for site in ["", "-a", "a-", "A", "a.b", "a/b", "å", &"a".repeat(64)] {
            assert!(SiteKey::parse(site).is_none(), "{site}");
        }
        for log in ["", "a", "/a", "a/", "a b/c", "a+b/c", "a/C", "a\n/c", "a\u{a0}/c"] {
            assert!(LogName::parse(log).is_none(), "{log}");
        }
        assert_eq!(LogName::parse("a/b/c").unwrap().site(), "c");
    }
}
