//! Where a page is from, as a browser says it (RFC 6454): compared whole, never by a part.

use std::fmt;

use consent_core::config::Host;

/// A scheme, a host and perhaps a port, in the one form that browsers send.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Origin(String);

impl Origin {
    /// Reads an origin of the web; `null` is nobody's, and a path or a stray capital makes it none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let is_scheme = matches!(scheme, "https" | "http");
        let (host, port) = split_port(rest)?;
        let is_host = !host.is_empty()
            && host.bytes().all(|b| {
                b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b':' | b'[' | b']')
            });
        let is_default = matches!((scheme, port), ("https", Some(443)) | ("http", Some(80)));
        (is_scheme && is_host && !is_default).then(|| Self(text.to_owned()))
    }

    /// The origins of a domain when nothing else is said: https, with and without `www.`.
    pub(crate) fn of_domain(domain: &Host) -> [Self; 2] {
        let plain = domain.as_str().to_owned();
        let other = match plain.strip_prefix("www.") {
            Some(bare) => bare.to_owned(),
            None => format!("www.{plain}"),
        };
        [Self(format!("https://{plain}")), Self(format!("https://{other}"))]
    }

    /// The host alone: the only part of it that is recorded.
    pub(crate) fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        split_port(rest).map_or("", |(host, _)| host)
    }
}

/// Splits off a port; an IPv6 address has colons of its own within its brackets.
fn split_port(rest: &str) -> Option<(&str, Option<u16>)> {
    let after_address = rest.rfind(']').map_or(0, |at| at + 1);
    match rest.get(after_address..)?.rsplit_once(':') {
        None => Some((rest, None)),
        Some((_, port)) => {
            let host = rest.get(..rest.len() - port.len() - 1)?;
            let is_number = port.bytes().all(|b| b.is_ascii_digit()) && !port.starts_with('0');
            is_number
                .then(|| port.parse().ok())?
                .map(|port| (host, Some(port)))
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_one_form() {
        for (text, host) in [
            ("https://example.se", "example.se"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("http://[::1]:8080", "[::1]"),
            ("https://[::1]", "[::1]"),
            ("https://xn--sljexperterna-bfb.se", "xn--sljexperterna-bfb.se"),
        ] {
            assert_eq!(Origin::parse(text).expect(text).host(), host);
        }
        for text in [
            "",
            "null",
            "*",
            "example.se",
            "https://",
            "https://:80",
            "https://example.se/",
            "https://Example.se",
            "HTTPS://example.se",
            "https://example.se:443",
            "http://example.se:80",
            "https://example.se:",
            "https://example.se:080",
            "https://example.se:99999",
            "https://user@example.se",
            "https://a,https://b",
            "ftp://example.se",
        ] {
            assert_eq!(Origin::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_domain_has_two_origins() {
        let both = |domain| Origin::of_domain(&Host::parse(domain).unwrap()).map(|origin| origin.to_string());
        assert_eq!(both("a.se"), ["https://a.se", "https://www.a.se"]);
        assert_eq!(both("www.a.se"), ["https://www.a.se", "https://a.se"]);
    }
}
