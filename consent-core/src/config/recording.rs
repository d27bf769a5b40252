//! Where a site's decisions are recorded: a server, and the site's key on it.

use alloc::format;
use alloc::string::String;

use serde::Serialize;

use super::Host;

/// Where decisions are recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recording {
    server: String,
    site: String,
}

impl Recording {
    /// Puts together what has been read.
    pub(super) const fn new(server: String, site: String) -> Self {
        Self { server, site }
    }

    /// Returns what stands before `/v1/events`: an address or a path, without a slash at its end.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Returns the site's key on the server.
    #[must_use]
    pub fn site(&self) -> &str {
        &self.site
    }

    /// Returns the origin that pages must be allowed to connect to; nothing when it is the site's own.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        let (scheme, rest) = self.server.split_once("://")?;
        let authority = rest.split('/').next()?;
        let length = scheme.len().saturating_add(3).saturating_add(authority.len());
        self.server.get(..length)
    }

    /// Reads a server's address: https, a path on the site, or http on the machine itself, where there is nobody to
    /// listen in. Hosts come out in the form that browsers send.
    pub(super) fn parse_server(text: &str) -> Option<String> {
        let is_plain = text.len() <= 500
            && text
                .bytes()
                .all(|byte| byte >= 0x80 || byte.is_ascii_alphanumeric() || b"-._~/:[]".contains(&byte));
        let (scheme, rest) = match text.split_once("://") {
            Some(parts) => parts,
            None => ("", text),
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let path = path.trim_end_matches('/');
        let is_folder = !path.contains("//") && path.is_ascii() && !path.contains(':');
        if !is_plain || !is_folder {
            return None;
        }
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
            None => (authority, None),
        };
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        match scheme {
            "" if authority.is_empty() && !path.is_empty() => Some(path.into()),
            "https" => Host::parse(host).map(|host| format!("https://{}{port}{path}", host.as_str())),
            "http" if is_loopback(host) => Some(format!("http://{host}{port}{path}")),
            _ => None,
        }
    }

    /// Tells whether a text can be a site's key: it is a label of a host name.
    pub(super) fn is_site(text: &str) -> bool {
        (1..=63).contains(&text.len())
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            && !text.starts_with('-')
            && !text.ends_with('-')
    }

    /// Returns the key that a site has when it names none.
    pub(super) fn site_of(domain: &Host) -> Option<&str> {
        let name = domain.as_str();
        name.strip_prefix("www.").unwrap_or(name).split('.').next()
    }
}

/// A name that browsers take to this machine and trust (Secure Contexts, section 3.1).
fn is_loopback(host: &str) -> bool {
    host == "127.0.0.1"
        || host == "localhost"
        || host.strip_suffix(".localhost").is_some_and(|name| {
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_https_a_path_or_this_machine() {
        for (text, server, origin) in [
            (
                "https://consent.example.se",
                "https://consent.example.se",
                Some("https://consent.example.se"),
            ),
            (
                "https://köpexperterna.se:8443/api/",
                "https://xn--kpexperterna-4ib.se:8443/api",
                Some("https://xn--kpexperterna-4ib.se:8443"),
            ),
            ("/consent-api", "/consent-api", None),
            ("/a/b/", "/a/b", None),
            (
                "http://localhost:8090/",
                "http://localhost:8090",
                Some("http://localhost:8090"),
            ),
            (
                "http://record.localhost:1/x",
                "http://record.localhost:1/x",
                Some("http://record.localhost:1"),
            ),
            ("http://127.0.0.1", "http://127.0.0.1", Some("http://127.0.0.1")),
        ] {
            let read = Recording::parse_server(text).unwrap_or_else(|| panic!("{text}"));
            let recording = Recording::new(read, "a".into());
            assert_eq!(recording.server(), server, "{text}");
            assert_eq!(recording.origin(), origin, "{text}");
        }
    }

    #[test]
    fn no_other_address_is_a_server() {
        for text in [
            "",
            "/",
            "//evil.example",
            "/a//b",
            "/a:b",
            "/a?b",
            "/a#b",
            "/\\evil.example",
            "consent.example.se",
            "http://example.se",
            "http://127.0.0.1.example.se",
            "http://evil.localhost.se",
            "https://",
            "https://user@example.se",
            "https://example.se:99999",
            "https://example.se/?a",
            "https://example.se/ a",
            "https://example.se/;script-src",
            "javascript:alert(1)",
            "ftp://example.se",
        ] {
            assert_eq!(Recording::parse_server(text), None, "{text}");
        }
    }

    #[test]
    fn a_site_is_called_by_its_domain_unless_it_says_otherwise() {
        for (domain, site) in [
            ("ngager.com", "ngager"),
            ("www.cag.se", "cag"),
            ("köpexperterna.se", "xn--kpexperterna-4ib"),
            ("www.se", "se"),
        ] {
            let domain = Host::parse(domain).unwrap();
            let found = Recording::site_of(&domain).unwrap();
            assert_eq!(found, site);
            assert!(Recording::is_site(found));
        }
        for site in ["", "-a", "a-", "A", "a.b", "å", "a/b"] {
            assert!(!Recording::is_site(site), "{site}");
        }
        assert!(!Recording::is_site(&"a".repeat(64)) && Recording::is_site(&"a".repeat(63)));
    }
}
