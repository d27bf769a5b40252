//! Which site a request is for, read from its `Host`; anything else gets a page that lists the five.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, StatusCode, header, request::Parts};
use axum::response::{Html, IntoResponse as _, Redirect, Response};

use crate::site::{NAMES, SiteName, named};
use crate::state::DemoState;

/// The site a request is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked(pub(crate) &'static SiteName);

impl FromRequestParts<Arc<DemoState>> for Asked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<DemoState>) -> Result<Self, Response> {
        let host = host(&parts.headers);
        let label = host.strip_suffix(".localhost").unwrap_or_default();
        if let Some(site) = named(label) {
            return Ok(Self(site));
        }
        if let Some(site) = NAMES.iter().find(|site| site.redirects.contains(&label)) {
            return Err(Redirect::permanent(&state.url(site.name)).into_response());
        }
        let status = if is_entrance(&host) {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        Err((status, Html(addresses(state, &host))).into_response())
    }
}

/// Whether that is the demo itself, and no site of it.
fn is_entrance(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1")
}

/// How the list of sites looks.
const STYLE: &str = "body{margin:0;font:1rem/1.6 system-ui,\"Liberation Sans\",sans-serif}main{max-width:38rem;margin:0 auto;\
    padding:10vh 1.25rem}h1{font-size:2rem;letter-spacing:-.02em;line-height:1.2;margin:0 0 1.5rem}h2{font-size:1rem;margin:2rem 0 .5rem}\
    ul{list-style:none;margin:0;padding:0}li{padding:.35rem 0;border-bottom:1px solid #8884}button{font:inherit;font-weight:600;\
    padding:.5rem 1.1rem;border:0;border-radius:.5rem;background:#1f5fd0;color:#fff;cursor:pointer}";

/// The host name of a request, without its port, in lower case.
pub(crate) fn host(headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    host.rsplit_once(':')
        .map_or(host, |(name, _)| name)
        .to_ascii_lowercase()
}

/// The page for a host that is none of ours.
fn addresses(state: &DemoState, host: &str) -> String {
    let items: String = NAMES
        .iter()
        .map(|site| {
            let url = state.url(site.name);
            format!("<li><a href=\"{url}\">{url}</a> {}</li>", site.company)
        })
        .collect();
    let known = if is_entrance(host) {
        String::new()
    } else {
        format!("<p>There is no site at <code>{}</code>.</p>", escape(host))
    };
    // The key goes by a form, not by an address: addresses are kept in histories.
    let (record, key) = (escape(&state.record), escape(&state.dashboard_key));
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>Consent demo</title>\
         <style>{STYLE}</style></head><body><main><h1>Consent demo</h1>{known}<h2>Five sites</h2><ul>{items}</ul>\
         <h2>A site of your own</h2><p><a href=\"/demo/configurator/\">\
         Configurator</a>: write a consent.json, and see its faults and its notice</p>\
         <h2>What their visitors decide</h2><form method=\"post\" action=\"{record}/dashboard/login\">\
         <input type=\"hidden\" name=\"key\" value=\"{key}\"><button>Open the dashboard</button></form></main></body></html>"
    )
}

/// Text made safe to stand in HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_no_part_of_the_host() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::HOST,
            "Ngager.localhost:8080".parse().expect("a header value"),
        );
        assert_eq!(host(&headers), "ngager.localhost");
    }

    #[test]
    fn markup_in_a_host_stays_text() {
        assert_eq!(escape("<b>\"&"), "&lt;b&gt;&quot;&amp;");
    }
}
