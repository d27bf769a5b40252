//! The style sheet, and the content security policy that lets it in and nothing else.

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};

/// The one style sheet of all pages.
pub(super) const SHEET: &str = include_str!("dashboard.css");

static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = base64(&Sha256::digest(SHEET));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    )
});

/// The `Content-Security-Policy` of all pages: one style sheet by its hash, forms to this server, no script,
/// no picture, no frame.
#[must_use]
pub fn security_policy() -> &'static str {
    &POLICY
}

/// Base64 with padding (RFC 4648, section 4), as the header wants it.
fn base64(bytes: &[u8]) -> String {
    let plain = consent_core::base64url::encode(bytes);
    let padding = "=".repeat((4 - plain.len() % 4) % 4);
    plain.replace('-', "+").replace('_', "/") + &padding
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sheet_is_let_in() {
        let policy = security_policy();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
        for way in ["unsafe", "script-src", "http", "*", "data:"] {
            assert!(!policy.contains(way), "{way} in {policy}");
        }
        // RFC 4648, section 10.
        assert_eq!(base64(b"fo"), "Zm8=");
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn the_sheet_reaches_nowhere_and_cannot_end_its_element() {
        for way in ["url(", "@import", "http", "</", "expression"] {
            assert!(!SHEET.contains(way), "{way}");
        }
    }
}
