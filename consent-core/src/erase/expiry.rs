//! Every form in which a cookie of one name may exist, as the assignments that end it.

use alloc::string::String;
use alloc::vec::Vec;

use crate::pieces::cut;

/// Returns the `document.cookie` assignments (equally: `Set-Cookie` values) that end a cookie wherever a
/// script or server of this host could have put it.
///
/// A cookie is removed only by the same domain and path it was set with (RFC 6265 section 5.3), and a
/// partitioned one only by `Partitioned` (CHIPS). So: without a domain and with each domain down from the
/// host, for every step of the path, and on secure pages plain and partitioned. Names with `__Host-` exist
/// in one form only.
#[must_use]
pub fn expiring_assignments(name: &str, host: &str, path: &str, secure: bool) -> Vec<String> {
    let host_only = name.starts_with("__Host-");
    let forms: &[&str] = if secure || host_only || name.starts_with("__Secure-") {
        &["; Secure; Partitioned", "; Secure"]
    } else {
        &[""]
    };
    let path = if host_only { "/" } else { path };
    // An address has no domains above it.
    let is_address = host
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b':' | b'[' | b']'));
    let mut assignments = Vec::new();
    for end in 1..=path.len() {
        let Some(step) = path.get(..end) else { continue };
        if !is_step(step, path.as_bytes().get(end)) {
            continue;
        }
        // No domain, then the host and each name above it that has a dot.
        let mut domain = "";
        let mut above = if host_only || is_address { "" } else { host };
        loop {
            for form in forms {
                let mut text = String::from(name);
                text.push_str("=; Max-Age=0; Path=");
                text.push_str(step);
                if !domain.is_empty() {
                    text.push_str("; Domain=");
                    text.push_str(domain);
                }
                text.push_str(form);
                assignments.push(text);
            }
            let Some((_, next)) = cut(above, b'.') else { break };
            (domain, above) = (above, next);
        }
    }
    assignments
}

/// Tells whether a path can end here, before or after a slash. A semicolon would end the attribute.
fn is_step(step: &str, next: Option<&u8>) -> bool {
    let ends = step.as_bytes().last() == Some(&b'/') || matches!(next, None | Some(b'/'));
    ends && !step.bytes().any(|byte| byte == b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_every_domain_and_path() {
        let forms = expiring_assignments("_ga", "www.example.se", "/shop/item", false);
        for expected in [
            "_ga=; Max-Age=0; Path=/",
            "_ga=; Max-Age=0; Path=/; Domain=www.example.se",
            "_ga=; Max-Age=0; Path=/; Domain=example.se",
            "_ga=; Max-Age=0; Path=/shop; Domain=example.se",
            "_ga=; Max-Age=0; Path=/shop/",
            "_ga=; Max-Age=0; Path=/shop/item",
        ] {
            assert!(forms.iter().any(|form| form == expected), "{expected}");
        }
        assert!(!forms.iter().any(|form| form.ends_with("Domain=se")));
    }

    #[test]
    fn secure_pages_end_partitioned_cookies_too() {
        let forms = expiring_assignments("x", "example.se", "/", true);
        assert!(forms.contains(&"x=; Max-Age=0; Path=/; Secure; Partitioned".into()));
        assert!(forms.contains(&"x=; Max-Age=0; Path=/; Domain=example.se; Secure".into()));
    }

    #[test]
    fn prefixed_names_keep_their_conditions() {
        assert_eq!(
            expiring_assignments("__Host-a", "www.example.se", "/x", true).len(),
            2
        );
        assert!(
            expiring_assignments("__Secure-a", "example.se", "/", false)
                .iter()
                .all(|f| f.contains("; Secure"))
        );
    }

    #[test]
    fn an_address_has_no_domains() {
        assert_eq!(
            expiring_assignments("x", "127.0.0.1", "/", false),
            ["x=; Max-Age=0; Path=/"]
        );
    }
}
