//! The cookies of a visitor, those hidden from scripts too.

use std::fmt;

use chromiumoxide::cdp::browser_protocol::network::{Cookie as Kept, CookieParam};

/// One cookie as the browser keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cookie {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// The host it is for; with a dot in front for all hosts below it too.
    pub domain: String,
    /// The path it is for.
    pub path: String,
    /// When it ends, in seconds since 1970; nothing for a session cookie.
    pub ends: Option<f64>,
    /// Whether scripts cannot see it.
    pub http_only: bool,
}

impl From<Kept> for Cookie {
    fn from(kept: Kept) -> Self {
        Self {
            name: kept.name,
            value: kept.value,
            domain: kept.domain,
            path: kept.path,
            ends: (!kept.session).then_some(kept.expires),
            http_only: kept.http_only,
        }
    }
}

/// All cookies of a visitor at one moment.
#[derive(Clone, Debug)]
pub struct Jar(pub(crate) Vec<Cookie>);

impl Jar {
    /// Every cookie of that name on that site.
    #[must_use]
    pub fn all(&self, site: &str, name: &str) -> Vec<&Cookie> {
        self.of(site).filter(|cookie| cookie.name == name).collect()
    }

    /// The one cookie of that name on that site.
    ///
    /// # Panics
    /// When there is none, or there are several.
    #[must_use]
    pub fn only(&self, site: &str, name: &str) -> &Cookie {
        match self.all(site, name).as_slice() {
            [cookie] => cookie,
            [] => panic!("{site} has no cookie {name}; it has: {self}"),
            several => panic!("{site} has {name} {} times: {several:?}", several.len()),
        }
    }

    /// The names of a site's own cookies, in order, each once.
    #[must_use]
    pub fn names(&self, site: &str) -> Vec<&str> {
        let mut names: Vec<&str> = self.of(site).map(|cookie| cookie.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The hosts of third parties that have a cookie, in order, each once.
    #[must_use]
    pub fn third_parties(&self, site: &str) -> Vec<&str> {
        let host = host_of(site);
        let mut hosts: Vec<&str> = self
            .0
            .iter()
            .map(|cookie| cookie.domain.trim_start_matches('.'))
            .filter(|domain| !is_on(domain, &host))
            .collect();
        hosts.sort_unstable();
        hosts.dedup();
        hosts
    }

    fn of(&self, site: &str) -> impl Iterator<Item = &Cookie> {
        let host = host_of(site);
        self.0
            .iter()
            .filter(move |cookie| is_on(cookie.domain.trim_start_matches('.'), &host))
    }
}

fn host_of(site: &str) -> String {
    format!("{site}.localhost")
}

/// Whether a cookie's domain is the site's, or below it.
fn is_on(domain: &str, host: &str) -> bool {
    domain == host
        || domain
            .strip_suffix(host)
            .is_some_and(|below| below.ends_with('.'))
}

impl fmt::Display for Jar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for cookie in &self.0 {
            write!(
                f,
                "{}={} ({}{}); ",
                cookie.name, cookie.value, cookie.domain, cookie.path
            )?;
        }
        Ok(())
    }
}

/// A cookie to put into a visitor's jar, in any form a site could have set it.
///
/// `domain`: nothing for the host alone, else every host below it too.
#[must_use]
pub fn planted(name: &str, value: &str, page: &str, domain: Option<&str>, path: &str) -> CookieParam {
    let mut cookie = CookieParam::new(name, value);
    cookie.url = Some(page.to_owned());
    // Only with the dot does the browser take it for more than the host.
    cookie.domain = domain.map(|domain| format!(".{domain}"));
    cookie.path = Some(path.to_owned());
    cookie
}
