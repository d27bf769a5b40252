//! Elements of a page's HTML that load something or prepare to: what a browser with scripts shows no trace of, and
//! names for what it does.

use scraper::{ElementRef, Html, Selector};
use url::Url;

use crate::audit::seen::{Element, Role};

/// Reads them from the page as it came.
pub(super) fn of(html: &str, page: &Url) -> Vec<Element> {
    let document = Html::parse_document(html);
    let mut found = Vec::new();
    collect(&document, html, page, false, &mut found);
    if let Ok(noscript) = Selector::parse("noscript") {
        for element in document.select(&noscript) {
            // A parser that knows of scripts takes what is in there for text.
            let inside: String = element.text().collect();
            let fragment = Html::parse_fragment(&inside);
            collect(&fragment, html, page, true, &mut found);
            collect_within(element, html, page, &mut found);
        }
    }
    found
}

/// The same where the parser took it for elements.
fn collect_within(noscript: ElementRef<'_>, html: &str, page: &Url, found: &mut Vec<Element>) {
    for element in noscript.descendants().filter_map(ElementRef::wrap) {
        if let Some(one) = read(element, html, page, true)
            && !found.contains(&one)
        {
            found.push(one);
        }
    }
}

fn collect(document: &Html, html: &str, page: &Url, without_scripts: bool, found: &mut Vec<Element>) {
    let elements = document.root_element().descendants().filter_map(ElementRef::wrap);
    for element in elements {
        let is_inside = element
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|around| around.value().name() == "noscript");
        if !is_inside && let Some(one) = read(element, html, page, without_scripts) {
            found.push(one);
        }
    }
}

fn read(element: ElementRef<'_>, html: &str, page: &Url, without_scripts: bool) -> Option<Element> {
    let value = element.value();
    let name = value.name();
    let (attribute, role) = match name {
        "link" => {
            let kinds = value.attr("rel").unwrap_or_default().to_ascii_lowercase();
            let has = |kind: &str| kinds.split_ascii_whitespace().any(|one| one == kind);
            let role = if has("preconnect") || has("dns-prefetch") {
                Role::Connects
            } else if ["stylesheet", "preload", "prefetch", "modulepreload", "icon"]
                .iter()
                .any(|kind| has(kind))
            {
                Role::Loads
            } else {
                return None;
            };
            ("href", role)
        }
        "script" | "img" | "iframe" | "embed" | "source" | "video" | "audio" | "track" | "input" => {
            ("src", Role::Loads)
        }
        "object" => ("data", Role::Loads),
        _ => return None,
    };
    // Scripts of another type are inert.
    let kind = value.attr("type").unwrap_or_default().to_ascii_lowercase();
    if name == "script" && !(kind.is_empty() || kind.contains("javascript") || kind == "module") {
        return None;
    }
    let written = value.attr(attribute)?;
    let url = page.join(written.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    Some(Element {
        page: page.to_string(),
        line: line_of(html, written),
        tag: tag(element, attribute),
        url: url.to_string(),
        role: if without_scripts {
            Role::LoadsWithoutScripts
        } else {
            role
        },
    })
}

/// The line on which an address is written, from 1.
fn line_of(html: &str, written: &str) -> u64 {
    let escaped = written.replace('&', "&amp;");
    let at = html.find(written).or_else(|| html.find(&escaped)).unwrap_or(0);
    let lines = html
        .as_bytes()
        .iter()
        .take(at)
        .filter(|byte| **byte == b'\n')
        .count();
    u64::try_from(lines).unwrap_or(0) + 1
}

/// The opening tag with what says something of it: what it is and how it was marked.
fn tag(element: ElementRef<'_>, address: &str) -> String {
    let mut tag = format!("<{}", element.value().name());
    for (name, value) in element.value().attrs() {
        let says = name == "rel"
            || name == "as"
            || name == "type"
            || name.starts_with("data-cookie")
            || matches!(
                name,
                "data-category" | "data-service" | "data-name" | "data-usercentrics"
            );
        if says && value.len() <= 40 {
            tag += &format!(" {name}=\"{value}\"");
        }
    }
    tag + " " + address + ">"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_loads_connects_and_hides_is_told_apart_with_its_line() {
        let html = "<!doctype html>\n<head>\n<link rel=preconnect href=https://a.com>\n\
            <link rel=\"preload\" as=script href=\"//b.com/x.js?a=1&amp;b=2\">\n<link rel=canonical href=/c>\n\
            <script type=text/plain src=https://held.com/h.js></script>\n\
            <script data-service=ga src=https://d.com/d.js></script></head>\n<body>\n\
            <noscript>\n<img src=\"https://pixel.com/p?1\"></noscript><img src=/own.png><img src=data:,x>";
        let all = of(html, &Url::parse("https://site.se/sub/").unwrap());
        let told: Vec<_> = all
            .iter()
            .map(|one| (one.role, one.line, one.tag.as_str(), one.url.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (
                    Role::Connects,
                    3,
                    "<link rel=\"preconnect\" href>",
                    "https://a.com/"
                ),
                (
                    Role::Loads,
                    4,
                    "<link as=\"script\" rel=\"preload\" href>",
                    "https://b.com/x.js?a=1&b=2"
                ),
                (
                    Role::Loads,
                    7,
                    "<script data-service=\"ga\" src>",
                    "https://d.com/d.js"
                ),
                (Role::Loads, 10, "<img src>", "https://site.se/own.png"),
                (
                    Role::LoadsWithoutScripts,
                    10,
                    "<img src>",
                    "https://pixel.com/p?1"
                ),
            ]
        );
    }
}
