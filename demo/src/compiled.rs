//! Pages that are WebAssembly, which xtask has left in folders beside the bundle: the configurator, and a yew app.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;

use crate::headers;
use crate::state::DemoState;

/// What a page of its own may: its own files and WebAssembly, and itself in its own frame; nothing inline, no form that
/// is sent.
const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
    require-trusted-types-for 'script'";

/// One such page.
#[derive(Clone, Copy, Debug)]
struct Compiled {
    /// Its folder in `target`, and under `/demo/`.
    folder: &'static str,
    /// What makes it.
    chore: &'static str,
    /// Whether a site's Consent is in the page: that records, and has a policy of its own for Trusted Types.
    with_consent: bool,
}

const PAGES: [Compiled; 2] = [
    Compiled {
        folder: "configurator",
        chore: "configurator",
        with_consent: false,
    },
    // On any site, with what that has published.
    Compiled {
        folder: "yew",
        chore: "yew",
        with_consent: true,
    },
];

/// The routes of all of them.
pub(crate) fn routes() -> Router<Arc<DemoState>> {
    PAGES.into_iter().fold(Router::new(), |router, page| {
        let folder = format!("/demo/{}", page.folder);
        let (index, files) = (format!("{folder}/"), format!("{folder}/{{file}}"));
        let own = index.clone();
        router
            // Its files name each other from within their folder.
            .route(
                &folder,
                get(move || std::future::ready(Redirect::permanent(&own))),
            )
            .route(
                &index,
                get(async move |State(state): State<Arc<DemoState>>| page.file(&state, "index.html")),
            )
            .route(
                &files,
                get(
                    async move |State(state): State<Arc<DemoState>>, Path(name): Path<String>| {
                        page.file(&state, &name)
                    },
                ),
            )
    })
}

impl Compiled {
    fn file(self, state: &DemoState, name: &str) -> Response {
        let folder = state.root.join("../target").join(self.folder);
        let is_plain =
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.') && !name.starts_with('.');
        let content = if is_plain {
            std::fs::read(folder.join(name)).ok()
        } else {
            None
        };
        let Some(content) = content else {
            let mend = format!("`cargo xtask {}` makes the page", self.chore);
            return (StatusCode::NOT_FOUND, format!("there is no {name} here; {mend}")).into_response();
        };
        let headers = [
            (header::CONTENT_TYPE, headers::content_type(name).to_owned()),
            (header::CACHE_CONTROL, "no-cache".to_owned()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            (
                header::CONTENT_SECURITY_POLICY,
                self.security_policy(&state.record),
            ),
        ];
        (headers, content).into_response()
    }

    fn security_policy(self, record: &str) -> String {
        if self.with_consent {
            format!("{STRICT}; connect-src 'self' {record}; trusted-types consent")
        } else {
            format!("{STRICT}; connect-src 'self'; trusted-types 'none'")
        }
    }
}
