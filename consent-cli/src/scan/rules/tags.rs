//! `tag-before-choice`: what a page loads before anybody has chosen.

use super::{Case, Warning, warn};
use crate::scan::markup::{Load, Tag, Way};

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for read in case.documents {
        // A marked element that is not inert has a warning of its own.
        for tag in read
            .tags
            .iter()
            .filter(|tag| !tag.is_loader && tag.hold.names.is_empty())
        {
            for load in tag.loads.iter().filter(|load| !load.is_necessary) {
                if let Some(message) = message(tag, load, case) {
                    warnings.push(warn("tag-before-choice", &read.name, tag.line, message));
                }
            }
        }
    }
    warnings
}

fn message(tag: &Tag, load: &Load, case: &Case<'_>) -> Option<String> {
    let record = case.catalogue.get(load.service.as_str())?;
    let (id, address) = (&load.service, &load.address);
    let (what, mend) = match load.way {
        Way::Script | Way::Inline if tag.hold.is_inert => return None,
        Way::Script => (
            "a script",
            format!("write `type=\"text/plain\" data-service=\"{id}\"`, and `data-src` for `src`"),
        ),
        Way::Inline => (
            "an inline script that loads",
            format!("write `type=\"text/plain\" data-service=\"{id}\"`"),
        ),
        // An address in `data-src` is for later.
        Way::Frame | Way::Image if tag.hold.is_inert => return None,
        Way::Frame => (
            "a frame",
            format!("write `data-service=\"{id}\"`, and `data-src` for `src`"),
        ),
        Way::Image if tag.in_noscript => (
            "a pixel within noscript, which runs for those who cannot choose",
            "take it out: without scripts nobody can say yes".to_owned(),
        ),
        Way::Image => (
            "an image or pixel",
            format!("write `data-service=\"{id}\"`, and `data-src` for `src`"),
        ),
        Way::Link if tag.rel.contains("stylesheet") => (
            "a style sheet",
            format!(
                "serve it from your own site, or write `data-service=\"{id}\"`, and `data-href` for `href`"
            ),
        ),
        Way::Link => (
            "a link that fetches or connects at once",
            "take it out: what it warms up waits for a choice".to_owned(),
        ),
        Way::Style => (
            "a style that loads",
            "serve the file from your own site".to_owned(),
        ),
    };
    let rel = if tag.name == "link" {
        format!(" ({})", tag.rel)
    } else {
        String::new()
    };
    Some(format!(
        "{what}{rel}: {address} of {} is asked for before any choice; {mend}",
        record.name
    ))
}
