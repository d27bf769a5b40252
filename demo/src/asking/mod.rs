//! Asks both routers without a network.

mod five_sites;
mod third_parties;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use tower::ServiceExt as _;

use crate::hits::Hits;
use crate::publish::Published;
use crate::site::NAMES;
use crate::state::DemoState;
use crate::{parties, sites, stand_ins};

/// Both routers of a demo in which every site has published a loader and a declaration.
fn routers() -> (Router, Router) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let published: BTreeMap<_, _> = NAMES
        .iter()
        .map(|site| {
            let files = [
                ("consent.js", "loader"),
                ("engine.sv-0a1b2c3d.wasm", "wasm"),
                ("declaration.sv.html", "<table id=\"sv\"></table>"),
                ("declaration.en.html", "<table id=\"en\"></table>"),
            ];
            (site.name.to_owned(), Arc::new(Published::of(&files)))
        })
        .collect();
    let state = Arc::new(DemoState {
        parties: parties::read_table(&root).expect("the table"),
        sites_port: 8080,
        third: "localhost:8081".to_owned(),
        record: "http://localhost:8082".to_owned(),
        dashboard_key: "ck_key".to_owned(),
        hits: Hits::default(),
        published: RwLock::new(published),
        root,
    });
    (sites::router(Arc::clone(&state)), stand_ins::router(state))
}

struct Answered {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answered {
    fn cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .collect()
    }

    fn cookie(&self, name: &str) -> &str {
        let found = self
            .cookies()
            .into_iter()
            .find(|line| line.split('=').next() == Some(name));
        found.unwrap_or_else(|| panic!("no {name} among {:?}", self.cookies()))
    }
}

async fn ask(router: &Router, method: &str, host: &str, path: &str, extra: &[(&str, &str)]) -> Answered {
    let mut request = Request::builder().method(method).uri(path).header("host", host);
    for (name, value) in extra {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let response = router.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 20).await.expect("a body");
    Answered {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    }
}

async fn get(router: &Router, host: &str, path: &str) -> Answered {
    ask(router, "GET", host, path, &[]).await
}
