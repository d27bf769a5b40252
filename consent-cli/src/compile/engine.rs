//! The engine's script with its module and the site's own policy in it: one file, one request.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::calls::Calls;
use super::paste::paste;
use super::tree::Node;

/// What every module begins with: the magic number and version 1 (WebAssembly core, section 5.5.16).
const PREAMBLE: &[u8] = b"\0asm\x01\0\0\0";

/// What is the site's own in the engine.
#[derive(Debug)]
pub(crate) struct Site<'a> {
    /// The policy in its compact form.
    pub(crate) policy: String,
    /// The second layer's skeleton.
    pub(crate) second_layer: Node,
    /// Its style.
    pub(crate) style: &'a str,
    /// Where the banner is: its script, its module, and its notice.
    pub(crate) banner: [String; 3],
    /// Why a visitor is asked again, by where the visitor stands.
    pub(crate) reasons: BTreeMap<&'static str, &'a str>,
    /// What is said to screen readers: that the choice is saved.
    pub(crate) saved: &'a str,
    /// Where the record's script is, and its integrity.
    pub(crate) recorder: (String, String),
    /// The digest of the notice; empty where decisions are not recorded.
    pub(crate) notice: String,
    /// What other tools are told when something is taken back.
    pub(crate) withdrawal: Calls,
    /// Whether the page is loaded again after a withdrawal.
    pub(crate) reload: u8,
}

impl Serialize for Site<'_> {
    /// A list, in the order in which the engine's script reads it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            policy,
            second_layer,
            style,
            banner,
            reasons,
            saved,
            recorder,
            notice,
            withdrawal,
            reload,
        } = self;
        (
            policy,
            second_layer,
            style,
            banner,
            reasons,
            saved,
            recorder,
            notice,
            withdrawal,
            reload,
        )
            .serialize(serializer)
    }
}

/// Pastes the module and what is the site's own into the engine's script.
///
/// # Errors
/// When `module` is not a WebAssembly module, or the script has no place for one of them.
pub(crate) fn with_site(script: &str, module: &[u8], site: &Site<'_>) -> Result<String, EngineError> {
    if !module.starts_with(PREAMBLE) {
        return Err(EngineError::NotAModule);
    }
    let site = serde_json::to_string(site).map_err(|_| EngineError::Site)?;
    paste(script, &[("__WASM__", &literal(module)), ("__SITE__", &site)]).map_err(EngineError::NoPlace)
}

/// What every byte is turned over with, so that the commonest, zero, is an ordinary character, and what is one byte in
/// the module stays one in the file. The script turns it back. Of all such numbers this one compresses best.
const TURNED: u8 = 63;

/// Writes bytes as a text of JavaScript, one character a byte. What a text cannot hold as it is stands 256
/// higher, since the page takes each character modulo 256 anyway: the file is compressed on its way, and escapes
/// compress worse than bytes.
fn literal(bytes: &[u8]) -> String {
    let character = |byte: &u8| match byte ^ TURNED {
        byte @ (0 | b'\n' | b'\r' | b'"' | b'\\') => {
            char::from_u32(256 + u32::from(byte)).unwrap_or_default()
        }
        byte => char::from(byte),
    };
    let mut literal = String::from("\"");
    literal.extend(bytes.iter().map(character));
    literal.push('"');
    literal
}

/// Why a script cannot carry the engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineError {
    /// The module does not begin as modules do.
    NotAModule,
    /// What is the site's own cannot be written as JSON.
    Site,
    /// There is no place for a value.
    NoPlace(&'static str),
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAModule => f.write_str("the engine in this command is not a WebAssembly module"),
            Self::Site => f.write_str("the site's policy and second layer cannot be written as JSON"),
            Self::NoPlace(place) => write!(f, "the engine's script in this command has no {place}"),
        }
    }
}

impl std::error::Error for EngineError {}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use consent_core::config::{Policy, PolicyParts};
    use consent_core::tell::Moment;

    /// Reads a text of JavaScript back as bytes, as the engine's script does.
    pub(crate) fn bytes(literal: &str) -> Vec<u8> {
        let text = literal
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .unwrap();
        text.chars()
            .map(|character| u32::from(character).to_le_bytes()[0] ^ TURNED)
            .collect()
    }

    #[test]
    fn every_byte_can_be_read_back() {
        let all: Vec<u8> = (0..=255).collect();
        let literal = literal(&all);
        assert_eq!(bytes(&literal), all);
        assert_eq!(literal.matches('"').count(), 2);
        assert!(!literal.contains(['\0', '\n', '\r', '\\', '\u{2028}', '\u{2029}']));
    }

    #[test]
    fn something_else_is_refused() {
        let policy = Policy::new(PolicyParts::default()).unwrap();
        let site = Site {
            policy: String::new(),
            second_layer: Node::Text(String::new()),
            style: "",
            banner: Default::default(),
            reasons: BTreeMap::new(),
            saved: "",
            recorder: Default::default(),
            notice: String::new(),
            withdrawal: Calls::at(Moment::Withdrawn, &[], &policy),
            reload: 0,
        };
        let with = |script, module: &[u8]| with_site(script, module, &site);
        assert_eq!(with("__WASM__ __SITE__", b"<html>"), Err(EngineError::NotAModule));
        assert_eq!(with("__WASM__", PREAMBLE), Err(EngineError::NoPlace("__SITE__")));
        assert_eq!(with("__SITE__", PREAMBLE), Err(EngineError::NoPlace("__WASM__")));
    }
}
