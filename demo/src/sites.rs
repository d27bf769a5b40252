//! The five sites behind one port: their pages, what they published for consent, and the demo's own addresses.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use consent_server::extract::RegionHeader;

use crate::asked::Asked;
use crate::pages::{self, Completion};
use crate::parties::page_cookies;
use crate::state::DemoState;
use crate::{chance, compiled, headers, panel};

/// In which header an edge before the demo says where the visitor is.
const REGION: HeaderName = HeaderName::from_static("x-visitor-region");

/// The router of the sites' port.
pub(crate) fn router(state: Arc<DemoState>) -> Router {
    Router::new()
        .route("/demo/hits.json", get(panel::hits))
        .route("/demo/hits/reset", post(panel::reset))
        .route("/demo/cookies.json", get(panel::cookies))
        .route("/demo/record.json", get(panel::record))
        .route(
            "/demo/panel.js",
            get(async |State(state): State<Arc<DemoState>>| panel::file(&state, "panel.js").await),
        )
        .route(
            "/demo/panel.css",
            get(async |State(state): State<Arc<DemoState>>| panel::file(&state, "panel.css").await),
        )
        .merge(compiled::routes())
        .route("/consent/{file}", get(consent_file))
        .fallback(get(page))
        .with_state(state)
}

/// A file that the site published for consent.
async fn consent_file(
    Asked(site): Asked,
    State(state): State<Arc<DemoState>>,
    Path(file): Path<String>,
) -> Response {
    match state.published(site.name).file(&file) {
        Some(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, headers::content_type(&file)),
                (header::CACHE_CONTROL, headers::cache_control(&file)),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ];
            (headers, bytes).into_response()
        }
        None => (
            StatusCode::NOT_FOUND,
            format!("{} has published no {file}", site.name),
        )
            .into_response(),
    }
}

/// A page of a site, or one of its other files.
async fn page(
    Asked(site): Asked,
    State(state): State<Arc<DemoState>>,
    request: HeaderMap,
    uri: Uri,
) -> Response {
    let path = if uri.path().ends_with('/') {
        format!("{}index.html", uri.path())
    } else {
        uri.path().to_owned()
    };
    let folder = state.root.join("sites").join(site.name);
    let Some(bytes) = pages::read(&folder, &path) else {
        return (StatusCode::NOT_FOUND, format!("{} has no page {path}", site.name)).into_response();
    };
    let kind = headers::content_type(&path);
    if !path.ends_with(".html") {
        return (
            [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")],
            bytes,
        )
            .into_response();
    }
    let nonce = chance::opaque(22);
    let published = state.published(site.name);
    let declaration = |language: &str| {
        let html = published.file(&format!("declaration.{language}.html"))?;
        String::from_utf8(html.to_vec()).ok()
    };
    // The demo listens on this machine alone, so that whoever asks is trusted as the site's own edge would be.
    let edge = IpAddr::from([127, 0, 0, 1]);
    let region = RegionHeader::new(REGION, vec![edge]).region(edge, &request);
    let with = Completion {
        folder: &folder,
        third: &state.third,
        nonce: &nonce,
        region: region.as_ref(),
        declaration: &declaration,
    };
    let text = match pages::complete(&String::from_utf8_lossy(&bytes), &with) {
        Ok(text) => text,
        Err(fault) => {
            return (StatusCode::INTERNAL_SERVER_ERROR, format!("{path}: {fault:#}")).into_response();
        }
    };
    let mut response = text.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    out.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    put(
        out,
        header::CONTENT_SECURITY_POLICY,
        &headers::security_policy(&state.third, &state.record, &nonce),
    );
    let carried = panel::carried(&request);
    for line in page_cookies(
        &state.parties,
        site.name,
        uri.query().unwrap_or_default(),
        &carried,
    ) {
        put(out, header::SET_COOKIE, &line);
    }
    response
}

/// Adds a header; a value that is none (which no table of ours holds) is left out.
fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.append(name, value);
    }
}
