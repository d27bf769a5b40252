//! Every form in which a cookie of one name may exist, as the assignments that end it.

use alloc::string::String;
use alloc::vec::Vec;

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
    let mut assignments = Vec::new();
    for path in steps(if host_only { "/" } else { path }) {
        for domain in domains(if host_only { "" } else { host }) {
            let attribute = if domain.is_empty() { "" } else { "; Domain=" };
            for form in forms {
                assignments.push([name, "=; Max-Age=0; Path=", path, attribute, domain, form].concat());
            }
        }
    }
    assignments
}

/// No domain, then the host and each name above it that has a dot; none for an address.
fn domains(host: &str) -> impl Iterator<Item = &str> {
    let is_address = host.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b':' | b'[' | b']'));
    let names = (0..host.len()).filter_map(move |at| {
        let starts = !is_address && (at == 0 || host.as_bytes().get(at.wrapping_sub(1)) == Some(&b'.'));
        host.get(at..).filter(|name| starts && name.bytes().any(|byte| byte == b'.'))
    });
    core::iter::once("").chain(names)
}

/// Each step of the path, from `/` on, with and without its closing slash.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    (1..=path.len()).filter_map(move |end| {
        let step = path.get(..end)?;
        let ends = step.as_bytes().last() == Some(&b'/') || matches!(path.as_bytes().get(end), None | Some(b'/'));
        // A semicolon would end the attribute.
        (ends && !step.bytes().any(|byte| byte == b';')).then_some(step)
    })
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
        assert_eq!(expiring_assignments("__Host-a", "www.example.se", "/x", true).len(), 2);
        assert!(expiring_assignments("__Secure-a", "example.se", "/", false).iter().all(|f| f.contains("; Secure")));
    }

    #[test]
    fn an_address_has_no_domains() {
        assert_eq!(expiring_assignments("x", "127.0.0.1", "/", false), ["x=; Max-Age=0; Path=/"]);
    }
}
