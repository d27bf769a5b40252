//! Whose a script, frame or pixel is, by its address.

use alloc::string::String;
use alloc::vec::Vec;

use crate::catalogue::{Catalogue, Record};
use crate::config::glob_covers;

impl Catalogue {
    /// Returns the services that an address belongs to, the closest first; retired ones too, so that what is left of
    /// them is found.
    ///
    /// The address is `host/path`, with or without `https:` and `//` before it. Several services share a script, so
    /// that the first is what the address says most about, not the only one that may run.
    ///
    /// # Example
    /// ```
    /// # use consent_core::catalogue::Catalogue;
    /// let catalogue = Catalogue::built_in();
    /// let of = |url| catalogue.of_url(url).iter().map(|record| record.id.to_string()).collect::<Vec<_>>();
    /// assert_eq!(of("https://www.googletagmanager.com/gtag/js?id=G-1"), ["google-analytics"]);
    /// assert_eq!(of("//www.googletagmanager.com/gtag/js?id=AW-1"), ["google-ads", "google-analytics"]);
    /// assert!(of("https://example.se/js/app.js").is_empty());
    /// ```
    #[must_use]
    pub fn of_url(&self, url: &str) -> Vec<&Record> {
        let (host, path) = host_and_path(url);
        let mut found: Vec<(usize, &Record)> = self
            .iter()
            .filter_map(|record| {
                let fits = record.hosts.iter().filter(|glob| is_covered(glob, &host, path));
                let closest = fits
                    .map(|glob| glob.bytes().filter(|byte| *byte != b'*').count())
                    .max()?;
                Some((closest, record))
            })
            .collect();
        found.sort_by(|(one, first), (other, second)| other.cmp(one).then_with(|| first.id.cmp(&second.id)));
        found.into_iter().map(|(_, record)| record).collect()
    }
}

/// The host in small letters, without user and port, and what follows the slash, without fragment.
fn host_and_path(url: &str) -> (String, &str) {
    let url = url.trim();
    let rest = url
        .split_once("://")
        .filter(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .map_or(url, |(_, rest)| rest);
    let rest = rest.trim_start_matches('/');
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    (host.to_ascii_lowercase(), path.strip_prefix('/').unwrap_or(path))
}

/// Host and path each by their own part of the glob, so that no `*` reaches from one into the other.
fn is_covered(glob: &str, host: &str, path: &str) -> bool {
    let (host_glob, path_glob) = glob.split_once('/').unwrap_or((glob, "*"));
    glob_covers(host_glob, host) && glob_covers(path_glob, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        for (url, host, path) in [
            ("https://WWW.Example.se/A/b?c=d#e", "www.example.se", "A/b?c=d"),
            ("//example.se:8443/a", "example.se", "a"),
            ("example.se", "example.se", ""),
            ("http://user:word@example.se?x=1", "example.se", "?x=1"),
            (
                "example.se/?u=https://other.se/x",
                "example.se",
                "?u=https://other.se/x",
            ),
            ("", "", ""),
        ] {
            assert_eq!(host_and_path(url), (host.into(), path), "{url}");
        }
    }

    #[test]
    fn no_star_reaches_from_the_host_into_the_path() {
        assert!(is_covered("*.hotjar.com/*", "static.hotjar.com", "c/hotjar-1.js"));
        assert!(!is_covered("*.hotjar.com/*", "example.se", "x.hotjar.com/y"));
        assert!(!is_covered("plausible.io/js/*", "plausible.io", "blog"));
    }
}
