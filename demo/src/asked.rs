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
        let known = matches!(host.as_str(), "localhost" | "127.0.0.1");
        let status = if known {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        Err((status, Html(addresses(state, &host))).into_response())
    }
}

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
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Consent demo</title><main><h1>Consent demo</h1>\
         <p>There is no site at <code>{}</code>. The five sites are:</p><ul>{items}</ul></main></html>",
        escape(host)
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
