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
    if name.starts_with("__Host-") {
        return alloc::vec![
            [name, "=; Max-Age=0; Path=/; Secure; Partitioned"].concat(),
            [name, "=; Max-Age=0; Path=/; Secure"].concat(),
        ];
    }
    let secure_only = name.starts_with("__Secure-");
    let mut assignments = Vec::new();
    for path in paths(path) {
        for domain in domains(host) {
            let forms: &[&str] =
                if secure || secure_only { &["; Secure; Partitioned", "; Secure"] } else { &[""] };
            for form in forms {
                assignments.push([name, "=; Max-Age=0; Path=", &path, domain.0, domain.1, form].concat());
            }
        }
    }
    assignments
}

/// No domain, then the host and each name above it that has a dot; none for an address.
fn domains(host: &str) -> Vec<(&str, &str)> {
    let mut domains = alloc::vec![("", "")];
    let is_address = host.contains(':') || host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let mut rest = if is_address { "" } else { host };
    while rest.contains('.') {
        domains.push(("; Domain=", rest));
        rest = rest.split_once('.').map_or("", |(_, above)| above);
    }
    domains
}

/// `/`, then each step of the path with and without its closing slash.
fn paths(path: &str) -> Vec<String> {
    let mut paths = alloc::vec![String::from("/")];
    let mut step = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty() && !segment.contains(';')) {
        step.push('/');
        step.push_str(segment);
        paths.push(step.clone());
        paths.push([&step, "/"].concat());
    }
    paths
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
