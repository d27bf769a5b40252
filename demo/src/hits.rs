//! How often each site's visitors made their browser ask which third party.

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::http::{HeaderMap, header};

/// Requests per service.
pub(crate) type Counts = BTreeMap<String, u64>;

/// Requests per asking site and service.
#[derive(Debug, Default)]
pub(crate) struct Hits(Mutex<BTreeMap<String, Counts>>);

impl Hits {
    /// Counts one request that a page of `site` caused.
    pub(crate) fn count(&self, site: &str, service: &str) {
        let mut all = self.lock();
        *all.entry(site.to_owned())
            .or_default()
            .entry(service.to_owned())
            .or_default() += 1;
    }

    /// What the pages of `site` have caused so far.
    pub(crate) fn of(&self, site: &str) -> Counts {
        self.lock().get(site).cloned().unwrap_or_default()
    }

    /// Starts again at nothing for `site`.
    pub(crate) fn reset(&self, site: &str) {
        self.lock().remove(site);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Counts>> {
        // A count is whole or not there: a panic elsewhere cannot have left half of one behind.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The name of the site whose page sent this request: from `Origin`, else from `Referer`, else `unknown`.
pub(crate) fn asking_site(headers: &HeaderMap) -> String {
    [header::ORIGIN, header::REFERER]
        .iter()
        .filter_map(|name| headers.get(name)?.to_str().ok())
        .filter_map(|address| address.split_once("://"))
        .map(|(_, rest)| rest.split(['/', ':']).next().unwrap_or_default())
        .find_map(|host| host.strip_suffix(".localhost"))
        .unwrap_or("unknown")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_asking_site_comes_from_origin_before_referer() {
        let mut headers = HeaderMap::new();
        assert_eq!(asking_site(&headers), "unknown");
        headers.insert(
            header::REFERER,
            "http://cag.localhost:8080/en/".parse().expect("a header value"),
        );
        assert_eq!(asking_site(&headers), "cag");
        headers.insert(
            header::ORIGIN,
            "http://ngager.localhost:8080".parse().expect("a header value"),
        );
        assert_eq!(asking_site(&headers), "ngager");
        headers.insert(header::ORIGIN, "null".parse().expect("a header value"));
        assert_eq!(asking_site(&headers), "cag");
    }

    #[test]
    fn counts_are_kept_apart_by_site() {
        let hits = Hits::default();
        hits.count("ngager", "hubspot");
        hits.count("ngager", "hubspot");
        hits.count("cag", "matomo");
        assert_eq!(hits.of("ngager")["hubspot"], 2);
        hits.reset("ngager");
        assert!(hits.of("ngager").is_empty());
        assert_eq!(hits.of("cag")["matomo"], 1);
    }
}
