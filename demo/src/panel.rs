//! What the demo's panel asks for: the cookies a request carried, the requests third parties got.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use serde::Serialize;

use crate::asked::Asked;
use crate::hits::Counts;
use crate::state::DemoState;

/// `GET /demo/hits.json`: requests per service that this site's pages have caused.
pub(crate) async fn hits(Asked(site): Asked, State(state): State<Arc<DemoState>>) -> Json<Counts> {
    Json(state.hits.of(site.name))
}

/// `POST /demo/hits/reset`: starts this site's counts again.
pub(crate) async fn reset(Asked(site): Asked, State(state): State<Arc<DemoState>>) -> StatusCode {
    state.hits.reset(site.name);
    StatusCode::NO_CONTENT
}

/// Where a site records.
#[derive(Debug, Serialize)]
pub(crate) struct Record {
    server: String,
    site: &'static str,
}

/// `GET /demo/record.json`: where this site's decisions are recorded.
pub(crate) async fn record(Asked(site): Asked, State(state): State<Arc<DemoState>>) -> Json<Record> {
    Json(Record {
        server: state.record.clone(),
        site: site.name,
    })
}

/// `GET /demo/cookies.json`: names of the cookies this request carried, those hidden from scripts too.
pub(crate) async fn cookies(_: Asked, headers: HeaderMap) -> Json<Vec<String>> {
    Json(carried(&headers))
}

/// `GET /demo/panel.js` and `/demo/panel.css`.
pub(crate) async fn file(state: &DemoState, name: &'static str) -> Response {
    match std::fs::read(state.root.join("panel").join(name)) {
        Ok(text) => {
            let headers = [
                (header::CONTENT_TYPE, crate::headers::content_type(name)),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, text).into_response()
        }
        Err(fault) => (StatusCode::NOT_FOUND, format!("panel/{name}: {fault}")).into_response(),
    }
}

/// The names in all `Cookie` headers, sorted, each once.
pub(crate) fn carried(headers: &HeaderMap) -> Vec<String> {
    let mut names: Vec<String> = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| Some(pair.split_once('=')?.0.trim().to_owned()))
        .collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_every_cookie_header() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            "_ga=GA1.1.2.3; __cf_bm=a=b".parse().expect("a header value"),
        );
        headers.append(header::COOKIE, "_ga=again".parse().expect("a header value"));
        assert_eq!(carried(&headers), ["__cf_bm", "_ga"]);
    }
}
