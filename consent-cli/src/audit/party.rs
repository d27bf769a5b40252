//! Who stands behind a host: the site itself, or somebody else.

/// A host as it is called on the internet. Names under `localhost` never leave the machine (RFC 6761 section 6.3), so
/// `js.hs-scripts.com.localhost` is a stand-in for what stands before it.
pub(crate) fn real_host(host: &str) -> &str {
    let host = host.trim_start_matches('.').trim_end_matches('.');
    host.strip_suffix(".localhost").unwrap_or(host)
}

/// The part of a host that somebody has registered, by the public suffix list; the host itself where there is none,
/// such as for an address in numbers.
pub(crate) fn registrable(host: &str) -> &str {
    let host = real_host(host);
    if host.parse::<std::net::IpAddr>().is_ok() || host.starts_with('[') {
        return host;
    }
    psl::domain_str(host).unwrap_or(host)
}

/// Tells whether two hosts belong together.
pub(crate) fn is_same_site(one: &str, other: &str) -> bool {
    registrable(one).eq_ignore_ascii_case(registrable(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_belong_together_where_somebody_has_registered_them() {
        for (one, other, together) in [
            ("www.example.se", "cdn.example.se", true),
            ("example.se", ".example.se", true),
            ("example.co.uk", "other.co.uk", false),
            ("a.github.io", "b.github.io", false),
            ("ngager.localhost", "ngager.localhost", true),
            ("ngager.localhost", "js.hs-scripts.com.localhost", false),
            ("js.hs-scripts.com.localhost", "hs-scripts.com.localhost", true),
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "10.0.0.1", false),
            ("localhost", "localhost", true),
        ] {
            assert_eq!(is_same_site(one, other), together, "{one} {other}");
        }
    }
}
