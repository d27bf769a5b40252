//! What an element makes a browser ask known services for.

use consent_core::catalogue::{Catalogue, Kind, Record};
use consent_core::config::NamePattern;

use super::element::Element;
use super::tag::{Load, Way};

/// Relations of a link that fetch or connect before any script has run.
const FETCHES: [&str; 8] = [
    "preload",
    "prefetch",
    "modulepreload",
    "dns-prefetch",
    "preconnect",
    "prerender",
    "stylesheet",
    "icon",
];

/// The most addresses that are looked at within one inline script or style.
const MOST: usize = 200;

/// Looks an element's addresses up, those too that it keeps for later in `data-src`.
pub(crate) fn loads(element: &Element, catalogue: &Catalogue) -> Vec<Load> {
    let attribute = |name: &str| element.get(name).map(str::to_owned).into_iter();
    let later = || attribute("data-src").chain(attribute("data-lazy-src"));
    let mut found: Vec<(Way, String)> = match element.name.as_str() {
        "script" => attribute("src")
            .chain(later())
            .map(|address| (Way::Script, address))
            .collect(),
        "iframe" | "embed" | "frame" => attribute("src")
            .chain(later())
            .map(|address| (Way::Frame, address))
            .collect(),
        "object" => attribute("data").map(|address| (Way::Frame, address)).collect(),
        "img" | "video" | "audio" | "source" | "track" | "input" => {
            let sets = attribute("srcset").chain(attribute("data-srcset"));
            let of_sets = sets.flat_map(|set| addresses_of_set(&set)).collect::<Vec<_>>();
            let all = attribute("src")
                .chain(attribute("poster"))
                .chain(later())
                .chain(of_sets);
            all.map(|address| (Way::Image, address)).collect()
        }
        "link" => {
            let rel = element.get("rel").unwrap_or_default().to_ascii_lowercase();
            let fetches = rel.split_whitespace().any(|word| FETCHES.contains(&word));
            attribute("href")
                .filter(|_| fetches)
                .map(|address| (Way::Link, address))
                .collect()
        }
        _ => Vec::new(),
    };
    let within = match element.name.as_str() {
        "script" => Some(Way::Inline),
        "style" => Some(Way::Style),
        _ => None,
    };
    if let Some(way) = within {
        found.extend(
            addresses_in(&element.text)
                .take(MOST)
                .map(|address| (way, address.to_owned())),
        );
    }
    let styled = element.get("style").unwrap_or_default();
    found.extend(
        addresses_in(styled)
            .take(MOST)
            .map(|address| (Way::Style, address.to_owned())),
    );
    let mut loads: Vec<Load> = Vec::new();
    for (way, address) in found {
        let Some(load) = load(way, &address, catalogue) else {
            continue;
        };
        if !loads
            .iter()
            .any(|before| before.service == load.service && before.way == load.way)
        {
            loads.push(load);
        }
    }
    loads
}

/// Whose an address is; only those of other hosts are looked up.
fn load(way: Way, address: &str, catalogue: &Catalogue) -> Option<Load> {
    let address = address.trim();
    let is_absolute =
        address.starts_with("//") || address.starts_with("https://") || address.starts_with("http://");
    // HubSpot's pages load its script from the site's own host.
    if !is_absolute && !address.starts_with("/hs/") {
        return None;
    }
    let records = catalogue.of_url(address);
    let is_whose = |record: &&Record| record.kind != Kind::Register;
    // A connection is opened to a host, whatever is fetched from it later.
    let of_host = || {
        catalogue
            .iter()
            .find(|record| is_whose(record) && has_host(record, address))
    };
    let record = records.into_iter().find(is_whose);
    let record = record.or_else(|| (way == Way::Link).then(of_host).flatten())?;
    let bare = address.split_once("//").map_or(address, |(_, rest)| rest);
    Some(Load {
        way,
        address: bare
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .chars()
            .take(120)
            .collect(),
        service: record.id.clone(),
        is_necessary: record.is_necessary(),
    })
}

/// Whether a service has something at a host, when the address is no more than that.
fn has_host(record: &Record, address: &str) -> bool {
    let Some((_, rest)) = address.split_once("//") else {
        return false;
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let hosts = record.hosts.iter().filter_map(|glob| glob.split('/').next());
    let mut patterns = hosts.filter_map(|host| NamePattern::parse(host).ok());
    path.is_empty() && patterns.any(|pattern| pattern.covers(&host.to_ascii_lowercase()))
}

fn addresses_of_set(set: &str) -> Vec<String> {
    let each = set
        .split(',')
        .filter_map(|candidate| candidate.split_whitespace().next());
    each.take(MOST).map(str::to_owned).collect()
}

/// Every `//host/path` in a script or style, with `https:` or without, up to what cannot be part of it.
fn addresses_in(code: &str) -> impl Iterator<Item = &str> {
    code.match_indices("//").filter_map(|(at, _)| {
        let before = code.get(..at)?;
        // A comment has no scheme and no quotation mark before it.
        if !before.ends_with(['"', '\'', '`', '(', ':']) {
            return None;
        }
        let rest = code.get(at..)?;
        let end = rest.find(|letter: char| letter.is_whitespace() || "\"'`)<>\\;,".contains(letter));
        let address = rest.get(..end.unwrap_or(rest.len()))?;
        (address.len() > 4 && address.contains('.')).then_some(address)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_within_scripts_and_styles_are_found() {
        let code =
            "// a comment.here\nvar s='https://www.googletagmanager.com/gtm.js?id='+i; x(\"//a.b.se/c\")";
        assert_eq!(
            addresses_in(code).collect::<Vec<_>>(),
            ["//www.googletagmanager.com/gtm.js?id=", "//a.b.se/c"]
        );
        assert_eq!(
            addresses_in("a { background: url(//c.d.se/e.png) }").collect::<Vec<_>>(),
            ["//c.d.se/e.png"]
        );
    }
}
