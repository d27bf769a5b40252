//! The engine with a site's own policy in it: a custom section appended to a WebAssembly module.

use std::fmt;

/// What every module begins with: the magic number and version 1 (WebAssembly core, section 5.5.16).
const PREAMBLE: &[u8] = b"\0asm\x01\0\0\0";

/// Appends a section that `WebAssembly.Module.customSections` finds by name.
///
/// # Errors
/// When `module` is not a WebAssembly module, or the section would be too large for one.
pub(crate) fn with_section(module: &[u8], name: &str, payload: &[u8]) -> Result<Vec<u8>, EngineError> {
    if !module.starts_with(PREAMBLE) {
        return Err(EngineError::NotAModule);
    }
    let mut whole = module.to_vec();
    let mut section = length(name.len())?;
    section.extend_from_slice(name.as_bytes());
    section.extend_from_slice(payload);
    whole.push(0);
    whole.extend_from_slice(&length(section.len())?);
    whole.extend_from_slice(&section);
    Ok(whole)
}

/// A length as unsigned LEB128: seven bits a byte, the lowest first.
fn length(length: usize) -> Result<Vec<u8>, EngineError> {
    let mut rest = u32::try_from(length).map_err(|_| EngineError::TooLarge)?;
    let mut bytes = Vec::new();
    loop {
        let [low, ..] = rest.to_le_bytes();
        rest >>= 7;
        if rest == 0 {
            bytes.push(low & 0x7f);
            return Ok(bytes);
        }
        bytes.push(low | 0x80);
    }
}

/// Why a module cannot carry a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineError {
    /// It does not begin as modules do.
    NotAModule,
    /// A section would be over 4 GiB.
    TooLarge,
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAModule => "the engine in this command is not a WebAssembly module",
            Self::TooLarge => "a section of the engine would be larger than WebAssembly allows",
        })
    }
}

impl std::error::Error for EngineError {}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Reads the custom sections of a module back, as a browser does.
    pub(crate) fn sections(module: &[u8]) -> Vec<(String, Vec<u8>)> {
        fn number(bytes: &mut &[u8]) -> usize {
            let mut value = 0;
            for shift in (0..).step_by(7) {
                let (&byte, rest) = bytes.split_first().unwrap();
                *bytes = rest;
                value |= usize::from(byte & 0x7f) << shift;
                if byte < 0x80 {
                    break;
                }
            }
            value
        }
        let mut rest = module.strip_prefix(PREAMBLE).unwrap();
        let mut found = Vec::new();
        while let Some((&id, after)) = rest.split_first() {
            rest = after;
            let size = number(&mut rest);
            let (mut section, after) = rest.split_at(size);
            rest = after;
            if id == 0 {
                let size = number(&mut section);
                let (name, payload) = section.split_at(size);
                found.push((String::from_utf8(name.to_vec()).unwrap(), payload.to_vec()));
            }
        }
        found
    }

    #[test]
    fn what_is_appended_can_be_read_back() {
        let mut module = PREAMBLE.to_vec();
        module.extend_from_slice(&[1, 4, 1, 0x60, 0, 0]);
        let large = vec![0xab; 70_000];
        let whole = with_section(&module, "site", &large).unwrap();
        assert!(whole.starts_with(&module));
        let whole = with_section(&whole, "empty", b"").unwrap();
        assert_eq!(
            sections(&whole),
            [("site".into(), large), ("empty".into(), Vec::new())]
        );
    }

    #[test]
    fn lengths_are_written_as_the_standard_says() {
        assert_eq!(length(0), Ok(vec![0]));
        assert_eq!(length(127), Ok(vec![0x7f]));
        assert_eq!(length(128), Ok(vec![0x80, 1]));
        assert_eq!(length(624_485), Ok(vec![0xe5, 0x8e, 0x26]));
    }

    #[test]
    fn something_else_is_refused() {
        assert_eq!(with_section(b"<html>", "", b""), Err(EngineError::NotAModule));
    }
}
