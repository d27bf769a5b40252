//! The measured pages on a port of this machine, compressed beforehand as hard as brotli can.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use tokio::net::TcpListener;

/// A file: its type and its compressed content.
type Content = (&'static str, Vec<u8>);

/// Files by their path.
#[derive(Debug, Default)]
pub(crate) struct Draft(BTreeMap<String, Content>);

impl Draft {
    /// Puts a file there.
    pub(crate) fn put(&mut self, path: String, content: &[u8]) {
        let kind = kind(&path);
        self.0.insert(path, (kind, compressed(content)));
    }

    /// Puts all files of a folder there, those in its folders left out.
    pub(crate) fn put_all(&mut self, path: &str, folder: &Path) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let file = entry.expect("a file").path();
            if let (true, Some(name)) = (file.is_file(), file.file_name()) {
                let content = std::fs::read(&file).expect("a file that can be read");
                self.put(format!("{path}{}", name.to_string_lossy()), &content);
            }
        }
    }

    /// Serves it; gives the address, without a slash at the end.
    pub(crate) async fn serve(self) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let app = Router::new().fallback(answer).with_state(Arc::new(self.0));
        tokio::spawn(async move { axum::serve(listener, app).await.expect("a server") });
        format!("http://localhost:{}", address.port())
    }
}

async fn answer(State(files): State<Arc<BTreeMap<String, Content>>>, uri: Uri) -> Response {
    let Some((kind, content)) = files.get(uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // As a site would: pages are asked for again, what they are made of is kept.
    let kept = if kind.starts_with("text/html") {
        "no-cache"
    } else {
        "public, max-age=31536000, immutable"
    };
    let heads = [
        (header::CONTENT_TYPE, *kind),
        (header::CONTENT_ENCODING, "br"),
        (header::CACHE_CONTROL, kept),
    ];
    (heads, content.clone()).into_response()
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "bin" => "application/octet-stream",
        _ => "text/html; charset=utf-8",
    }
}

fn compressed(content: &[u8]) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &params).expect("memory takes it all");
    out
}
