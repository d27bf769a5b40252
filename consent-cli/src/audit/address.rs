//! The pages that are to be visited, put together by site: one visitor takes its choice along to all pages of a site.

use url::Url;

use crate::Obstacle;

/// Pages of one origin, in the order in which they were named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    /// Scheme, host and port, without a slash at the end.
    pub(crate) origin: String,
    /// Addresses of pages; never empty.
    pub(crate) pages: Vec<Url>,
}

impl Site {
    /// The host alone.
    pub(crate) fn host(&self) -> &str {
        self.pages.first().and_then(Url::host_str).unwrap_or_default()
    }
}

/// Reads addresses and puts them together by site, each page once.
///
/// # Errors
/// When a text is not an address of a web page.
pub(crate) fn sites(addresses: &[String]) -> Result<Vec<Site>, Obstacle> {
    let mut sites: Vec<Site> = Vec::new();
    for address in addresses {
        let page = page(address)?;
        let origin = page.origin().ascii_serialization();
        match sites.iter_mut().find(|site| site.origin == origin) {
            Some(site) if site.pages.contains(&page) => {}
            Some(site) => site.pages.push(page),
            None => sites.push(Site {
                origin,
                pages: vec![page],
            }),
        }
    }
    Ok(sites)
}

fn page(address: &str) -> Result<Url, Obstacle> {
    // What people type: a host without a scheme is one on the web.
    let whole = if address.contains("://") {
        address.to_owned()
    } else {
        format!("https://{address}")
    };
    let mend = "name a page as a browser shows it, such as https://example.se/";
    match Url::parse(&whole) {
        Ok(mut url) if matches!(url.scheme(), "http" | "https") && url.host_str().is_some() => {
            url.set_fragment(None);
            Ok(url)
        }
        Ok(url) => Err(Obstacle::new(
            format_args!("“{address}” is no web page: {}: cannot be visited", url.scheme()),
            mend,
        )),
        Err(error) => Err(Obstacle::new(
            format_args!("“{address}” is no address: {error}"),
            mend,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(addresses: &[&str]) -> Result<Vec<Site>, Obstacle> {
        sites(
            &addresses
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn pages_of_one_origin_are_one_site() {
        let sites = of(&[
            "https://a.se/",
            "https://a.se/om#top",
            "a.se/om",
            "http://a.se/",
            "http://a.localhost:8080",
        ])
        .unwrap();
        let told: Vec<_> = sites
            .iter()
            .map(|site| (site.origin.as_str(), site.pages.len()))
            .collect();
        assert_eq!(
            told,
            [
                ("https://a.se", 2),
                ("http://a.se", 1),
                ("http://a.localhost:8080", 1)
            ]
        );
        assert_eq!(sites[2].host(), "a.localhost");
    }

    #[test]
    fn what_is_no_page_is_refused_with_a_way_to_mend_it() {
        for text in ["file:///etc/passwd", "javascript://x", "https://", "ht tp://x"] {
            let refused = of(&[text]).unwrap_err().to_string();
            assert!(refused.contains("https://example.se/"), "{text}: {refused}");
        }
    }
}
