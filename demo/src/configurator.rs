//! The configurator's page, which `cargo xtask configurator` has left beside the bundle.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};

use crate::headers;
use crate::state::DemoState;

/// Its own files and WebAssembly, and itself in its own frame; nothing inline, no form that is sent, nobody else.
const SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// `GET /demo/configurator`: its files name each other from within their folder.
pub(crate) async fn folder() -> Redirect {
    Redirect::permanent("/demo/configurator/")
}

/// `GET /demo/configurator/`.
pub(crate) async fn page(state: State<Arc<DemoState>>) -> Response {
    file(state, Path("index.html".to_owned())).await
}

/// `GET /demo/configurator/<file>`.
pub(crate) async fn file(State(state): State<Arc<DemoState>>, Path(name): Path<String>) -> Response {
    let folder = state.root.join("../target/configurator");
    let is_plain =
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.') && !name.starts_with('.');
    let content = if is_plain {
        std::fs::read(folder.join(&name)).ok()
    } else {
        None
    };
    let Some(content) = content else {
        let mend = "`cargo xtask configurator` makes the page";
        return (StatusCode::NOT_FOUND, format!("there is no {name} here; {mend}")).into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, headers::content_type(&name)),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, SECURITY_POLICY),
    ];
    (headers, content).into_response()
}
