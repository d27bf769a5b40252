//! Which pages may read an answer: exactly those of the site's origins, and none with credentials.

use std::sync::Arc;
use std::time::Duration;

use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::app::App;
use crate::site::Origin;

/// For the routes that pages ask. A page's origin must be one of the site that the address names; where it names
/// none, of any site: what a body names is held against the origin when it is read.
pub(crate) fn layer(app: &Arc<App>) -> CorsLayer {
    let app = Arc::clone(app);
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(move |origin, parts| {
            is_allowed(&app, origin, parts)
        }))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([header::CONTENT_TYPE])
        .expose_headers([header::RETRY_AFTER, HeaderName::from_static("x-request-id")])
        .max_age(Duration::from_secs(7_200))
}

fn is_allowed(app: &App, origin: &HeaderValue, parts: &Parts) -> bool {
    let Some(origin) = origin.to_str().ok().and_then(Origin::parse) else {
        return false;
    };
    let query = parts.uri.query().unwrap_or_default();
    let named = query.split('&').find_map(|pair| pair.strip_prefix("site="));
    match named {
        Some(site) => app
            .sites
            .get(site)
            .is_some_and(|site| site.policies().has_origin(&origin)),
        None => app.sites.has_origin(&origin),
    }
}
