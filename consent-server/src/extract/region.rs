//! Where a visitor is, by a header that only the site's own proxy or edge can have written.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};
use consent_core::config::Region;

/// The header in which a site's own proxy or edge says where a visitor is, and from whom it is believed.
///
/// Content delivery networks name it differently. The proxy must overwrite what a visitor sends under that name.
///
/// # Example
/// ```
/// use axum::http::{HeaderMap, HeaderName};
/// use consent_server::extract::RegionHeader;
///
/// let proxy = [10, 0, 0, 1].into();
/// let header = RegionHeader::new(HeaderName::from_static("x-visitor-region"), vec![proxy]);
/// let mut headers = HeaderMap::new();
/// headers.insert("x-visitor-region", "US-CA".parse().unwrap());
/// let told = header.region(proxy, &headers);
/// assert_eq!(told.map(String::from).as_deref(), Some("US-CA"));
/// // The same from anybody else says nothing, and then opt-in holds.
/// assert_eq!(header.region([192, 0, 2, 7].into(), &headers), None);
/// ```
#[derive(Clone, Debug)]
pub struct RegionHeader {
    name: HeaderName,
    trusted: Vec<IpAddr>,
}

impl RegionHeader {
    /// Believes `name` from these addresses, and from nobody else.
    #[must_use]
    pub const fn new(name: HeaderName, trusted: Vec<IpAddr>) -> Self {
        Self { name, trusted }
    }

    /// Returns where the visitor is; nothing where the peer is not trusted, where the header is not there once, or says
    /// no region. What follows from nothing is opt-in.
    #[must_use]
    pub fn region(&self, peer: IpAddr, headers: &HeaderMap) -> Option<Region> {
        let mut told = headers.get_all(&self.name).iter();
        let (only, None) = (told.next()?, told.next()) else {
            return None;
        };
        let is_trusted = self.trusted.contains(&peer.to_canonical());
        is_trusted
            .then(|| Region::parse(only.to_str().ok()?).ok())
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(peer: &str, values: &[&str]) -> Option<String> {
        let name = HeaderName::from_static("x-visitor-region");
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(&name, value.parse().unwrap());
        }
        let header = RegionHeader::new(name, vec!["10.0.0.1".parse().unwrap()]);
        header.region(peer.parse().unwrap(), &headers).map(String::from)
    }

    #[test]
    fn law_07_only_the_sites_own_proxy_is_believed() {
        assert_eq!(told("10.0.0.1", &["us-ca"]).as_deref(), Some("US-CA"));
        assert_eq!(told("::ffff:10.0.0.1", &["US"]).as_deref(), Some("US"));
        for peer in ["10.0.0.2", "127.0.0.1", "::1"] {
            assert_eq!(told(peer, &["US-CA"]), None, "{peer}");
        }
    }

    #[test]
    fn law_06_what_is_not_one_region_is_none() {
        for values in [
            &[][..],
            &[""],
            &["US-CA", "US-CA"],
            &["US-CA, SE"],
            &["California"],
            &["XX-"],
        ] {
            assert_eq!(told("10.0.0.1", values), None, "{values:?}");
        }
    }
}
