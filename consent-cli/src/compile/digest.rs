//! Digests of built files: in their names, for `integrity` attributes, and for a content security policy.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use consent_core::base64url;
use sha2::{Digest, Sha256, Sha384};

use super::Files;

/// Returns the eight characters by which a file's name tells its content.
pub(crate) fn for_name(content: &[u8]) -> String {
    let mut name = String::with_capacity(8);
    for byte in Sha256::digest(content).iter().take(4) {
        // Writing to a text cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// Returns the value of an `integrity` attribute (Subresource Integrity, W3C).
pub(crate) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(content)))
}

/// The same with SHA-256, for the loader, which every page view pays for.
pub(crate) fn short_integrity(content: &[u8]) -> String {
    format!("sha256-{}", base64(&Sha256::digest(content)))
}

/// Returns the integrity of every file, by name.
pub(crate) fn of_all(files: &Files) -> BTreeMap<&str, String> {
    files
        .iter()
        .map(|(name, content)| (name, integrity(content)))
        .collect()
}

/// Returns the source that lets exactly this inline script run (CSP level 3, section 2.3.1).
pub(crate) fn policy_source(script: &str) -> String {
    format!("'{}'", short_integrity(script.as_bytes()))
}

/// Base64 with padding (RFC 4648 section 4), as both standards write it.
fn base64(bytes: &[u8]) -> String {
    let mut text = base64url::encode(bytes).replace('-', "+").replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_other_tools() {
        // printf abc | sha256sum; printf abc | openssl dgst -sha384 -binary | base64
        assert_eq!(for_name(b"abc"), "ba7816bf");
        assert_eq!(
            policy_source("abc"),
            "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"
        );
        assert_eq!(
            integrity(b"abc"),
            "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
        );
    }
}
