//! Host names as browsers compare them: lower case, in their ASCII form.

use alloc::string::String;

use serde::{Deserialize, Serialize};

/// A declared domain such as `example.se`, kept in the ASCII form that browsers send.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Host(String);

impl Host {
    /// Reads a domain; letters outside ASCII become their `xn--` form (UTS 46).
    ///
    /// Returns nothing for an empty name, a name with a port, a path or a wildcard, or one that no browser
    /// would accept.
    ///
    /// # Example
    /// ```
    /// # use consent_core::config::Host;
    /// assert_eq!(Host::parse("köpexperterna.se").unwrap().as_str(), "xn--kpexperterna-4ib.se");
    /// assert_eq!(Host::parse("https://example.se"), None);
    /// ```
    #[cfg(feature = "declare")]
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let ascii = idna::domain_to_ascii_strict(text).ok()?;
        let well_formed = ascii.len() <= 253
            && ascii.contains('.')
            && ascii.split('.').all(|label| {
                (1..=63).contains(&label.len())
                    && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                    && !label.starts_with('-')
                    && !label.ends_with('-')
            });
        well_formed.then_some(Self(ascii))
    }

    /// Takes a name that is in the ASCII form already, as a compiled policy holds it.
    pub(super) const fn from_ascii(name: String) -> Self {
        Self(name)
    }

    /// Returns the ASCII form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the form that people read: `köpexperterna.se`.
    #[cfg(feature = "declare")]
    #[must_use]
    pub fn to_unicode(&self) -> String {
        idna::domain_to_unicode(&self.0).0
    }

    /// Tells whether `host` is this domain or lies below it.
    #[must_use]
    pub fn covers(&self, host: &str) -> bool {
        is_within(host, &self.0)
    }
}

/// Tells whether `host` is `domain` or a name below it (RFC 6265 section 5.1.3).
#[must_use]
pub fn is_within(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_covers_itself_and_what_lies_below() {
        assert!(is_within("www.example.se", "example.se"));
        assert!(is_within("example.se", "example.se"));
        assert!(!is_within("badexample.se", "example.se"));
        assert!(!is_within("se", "example.se"));
    }

    #[cfg(feature = "declare")]
    #[test]
    fn names_with_swedish_letters_are_accepted() {
        assert_eq!(
            Host::parse("säljexperterna.se").unwrap().as_str(),
            "xn--sljexperterna-bfb.se"
        );
        for text in [
            "",
            "localhost",
            "a b.se",
            "example.se:80",
            "*.example.se",
            "-a.se",
            "a..se",
        ] {
            assert_eq!(Host::parse(text), None, "{text}");
        }
    }
}
