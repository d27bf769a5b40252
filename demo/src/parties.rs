//! The table of third parties: who is where, what it is, and which cookies it sets.

use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

use crate::set_cookie::CookieFacts;

/// One address of a third party, or (for [`Kind::Page`]) a site's own server.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Party {
    /// The service's id in the catalogue, or in a site's own configuration.
    pub(crate) service: String,
    /// The real host, `*.` in front for all below it; for a page, the site's name.
    pub(crate) host: String,
    /// The path and query it answers, with `*` for anything.
    pub(crate) path: String,
    /// What it answers with.
    pub(crate) is: Kind,
    /// The file in `stand-ins/` that says how its script behaves.
    #[serde(default)]
    pub(crate) plays: Option<String>,
    /// Pixels its script asks for: `host/path?query`.
    #[serde(default)]
    pub(crate) pings: Vec<String>,
    /// What its frame shows.
    #[serde(default)]
    pub(crate) shows: Option<String>,
    /// Cookies it sets by HTTP.
    #[serde(default)]
    pub(crate) sends: Vec<CookieFacts>,
    /// Cookies its script writes into the page.
    #[serde(default)]
    pub(crate) writes: Vec<CookieFacts>,
}

/// What a third party answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// The site's own server: cookies come with its pages.
    Page,
    /// JavaScript.
    Script,
    /// A document for an iframe.
    Frame,
    /// A picture of one transparent pixel, whatever was sent.
    Pixel,
}

impl Party {
    /// Whether this is who a request to `host` (without `.localhost`) and `path` is for.
    pub(crate) fn answers(&self, host: &str, path: &str) -> bool {
        let host_fits = match self.host.strip_prefix("*.") {
            Some(parent) => host
                .strip_suffix(parent)
                .is_some_and(|label| label.ends_with('.')),
            None => self.host == host,
        };
        self.is != Kind::Page && host_fits && fits(&self.path, path)
    }
}

/// Reads the table from `stand-ins/parties.json`.
pub(crate) fn read_table(root: &Path) -> anyhow::Result<Vec<Party>> {
    let file = root.join("stand-ins").join("parties.json");
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| file.display().to_string())
}

/// The `Set-Cookie` lines that a site's own server adds to a page, for cookies the request did not carry.
pub(crate) fn page_cookies(parties: &[Party], site: &str, query: &str, carried: &[String]) -> Vec<String> {
    parties
        .iter()
        .filter(|party| party.is == Kind::Page && party.host == site)
        .flat_map(|party| &party.sends)
        .filter(|cookie| !carried.contains(&cookie.name))
        .filter(|cookie| cookie.when.as_deref().is_none_or(|word| query.contains(word)))
        .map(CookieFacts::header)
        .collect()
}

/// Whether `text` is `pattern`, where each `*` stands for anything.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(text) = text.strip_prefix(start) else {
        return false;
    };
    if rest.is_empty() {
        return true;
    }
    (0..=text.len())
        .filter(|at| text.is_char_boundary(*at))
        .any(|at| fits(rest, &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Vec<Party> {
        read_table(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the table")
    }

    #[test]
    fn patterns_match_whole_addresses() {
        assert!(fits("/gtag/js?*id=G-*", "/gtag/js?id=G-1R7GEWQZLM"));
        assert!(!fits("/gtag/js?*id=G-*", "/gtag/js?id=AW-1"));
        assert!(fits("/v3/", "/v3/") && !fits("/v3/", "/v3/x"));
    }

    #[test]
    fn every_script_says_how_it_behaves_and_every_frame_what_it_shows() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stand-ins");
        for party in table() {
            let (plays, shows) = (party.plays.as_deref(), party.shows.as_deref());
            match party.is {
                Kind::Script => {
                    let file = folder.join(plays.unwrap_or_else(|| panic!("{party:?} plays nothing")));
                    assert!(file.is_file(), "{}", file.display());
                }
                Kind::Frame => assert!(shows.is_some(), "{party:?} shows nothing"),
                Kind::Page | Kind::Pixel => assert!(plays.is_none() && shows.is_none(), "{party:?}"),
            }
            assert!(
                party.is == Kind::Script || party.writes.is_empty(),
                "only a script can write: {party:?}"
            );
        }
    }

    #[test]
    fn scripts_never_write_what_scripts_cannot_see() {
        for party in table() {
            assert!(party.writes.iter().all(|cookie| !cookie.http_only), "{party:?}");
        }
    }

    #[test]
    fn cookies_sent_to_other_sites_say_so() {
        // Without SameSite=None and Secure a browser drops what a third party sets.
        for party in table().iter().filter(|party| party.is != Kind::Page) {
            for cookie in &party.sends {
                assert!(
                    cookie.secure && cookie.same_site.as_deref() == Some("None"),
                    "{cookie:?}"
                );
            }
        }
    }

    #[test]
    fn a_page_sets_only_what_is_missing() {
        let table = table();
        let names = |carried: &[String], query: &str| -> Vec<String> {
            page_cookies(&table, "nordicexperts", query, carried)
                .iter()
                .filter_map(|line| Some(line.split_once('=')?.0.to_owned()))
                .collect()
        };
        assert_eq!(names(&[], ""), ["_kjb_session"]);
        assert_eq!(names(&[], "preview=1"), ["_kjb_session", "_abv"]);
        assert!(names(&["_kjb_session".to_owned()], "").is_empty());
    }
}
