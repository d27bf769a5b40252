//! A script with its WebAssembly module and the site's own values in it: one file, one request.

use std::fmt;

use serde::Serialize;

use super::paste::paste;

/// What every module begins with: the magic number and version 1 (WebAssembly core, section 5.5.16).
const PREAMBLE: &[u8] = b"\0asm\x01\0\0\0";

/// Pastes the module and what is the site's own into the script of that name.
///
/// # Errors
/// When `module` is not a WebAssembly module, or the script has no place for one of them.
pub(crate) fn with_site(
    name: &'static str,
    script: &str,
    module: &[u8],
    site: &impl Serialize,
) -> Result<String, ModuleError> {
    let fault = |fault| ModuleError { name, fault };
    if !module.starts_with(PREAMBLE) {
        return Err(fault(Fault::NotAModule));
    }
    let site = serde_json::to_string(site).map_err(|_| fault(Fault::Site))?;
    paste(script, &[("__WASM__", &literal(module)), ("__SITE__", &site)])
        .map_err(|place| fault(Fault::NoPlace(place)))
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

/// Why a script cannot carry its module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModuleError {
    name: &'static str,
    fault: Fault,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The module does not begin as modules do.
    NotAModule,
    /// What is the site's own cannot be written as JSON.
    Site,
    /// There is no place for a value.
    NoPlace(&'static str),
}

impl fmt::Display for ModuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        match self.fault {
            Fault::NotAModule => write!(f, "the {name} in this command is not a WebAssembly module"),
            Fault::Site => write!(
                f,
                "what is the site's own in the {name} cannot be written as JSON"
            ),
            Fault::NoPlace(place) => write!(f, "the {name}'s script in this command has no {place}"),
        }
    }
}

impl std::error::Error for ModuleError {}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

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
        let with = |script, module: &[u8]| {
            let error = with_site("engine", script, module, &"site").unwrap_err();
            error.to_string()
        };
        assert!(with("__WASM__ __SITE__", b"<html>").contains("the engine in this command is not"));
        assert!(with("__WASM__", PREAMBLE).contains("the engine's script in this command has no __SITE__"));
        assert!(with("__SITE__", PREAMBLE).contains("__WASM__"));
    }
}
