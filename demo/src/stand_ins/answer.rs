//! What a stand-in answers: its script, its frame or its pixel, with the cookies the real one sets.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::asked::{escape, host};
use crate::hits::asking_site;
use crate::panel::carried;
use crate::parties::{Kind, Party};
use crate::state::DemoState;

/// The smallest GIF: one transparent pixel.
const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Answers any request to a third party and counts it for the site whose page asked.
pub(super) async fn answer(State(state): State<Arc<DemoState>>, headers: HeaderMap, uri: Uri) -> Response {
    let host = host(&headers);
    let real = host.strip_suffix(".localhost").unwrap_or(&host);
    let address = uri.path_and_query().map_or("/", |address| address.as_str());
    let Some(party) = state.parties.iter().find(|party| party.answers(real, address)) else {
        return (StatusCode::NOT_FOUND, format!("no stand-in for {real}{address}")).into_response();
    };
    state.hits.count(&asking_site(&headers), &party.service);
    let (kind, body) = match party.is {
        Kind::Script => match script(&state.root, party, &state.third, address) {
            Ok(text) => ("text/javascript; charset=utf-8", text.into_bytes()),
            Err(fault) => return (StatusCode::INTERNAL_SERVER_ERROR, format!("{fault:#}")).into_response(),
        },
        Kind::Frame => ("text/html; charset=utf-8", frame(party, real).into_bytes()),
        Kind::Page | Kind::Pixel => ("image/gif", PIXEL.to_vec()),
    };
    let mut response = body.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    out.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    let carried = carried(&headers);
    for cookie in party
        .sends
        .iter()
        .filter(|cookie| !carried.contains(&cookie.name))
    {
        if let Ok(line) = HeaderValue::from_str(&cookie.header()) {
            out.append(header::SET_COOKIE, line);
        }
    }
    response
}

/// A script: what it is about, what all stand-ins share, and how this one behaves.
fn script(root: &Path, party: &Party, third: &str, address: &str) -> anyhow::Result<String> {
    let folder = root.join("stand-ins");
    let read = |name: &str| {
        std::fs::read_to_string(folder.join(name)).with_context(|| format!("stand-ins/{name} cannot be read"))
    };
    let plays = party.plays.as_deref().unwrap_or("writer.js");
    let me = json!({
        "service": party.service,
        "host": party.host,
        "address": address,
        "third": third,
        "cookies": party.writes,
        "pings": party.pings,
    });
    Ok(format!(
        "(() => {{\n\"use strict\";\nconst me = {me};\n{}\n{}}})();\n",
        read("stand-in.js")?,
        read(plays)?
    ))
}

/// A frame that says whose it is.
fn frame(party: &Party, host: &str) -> String {
    let shows = escape(party.shows.as_deref().unwrap_or(&party.service));
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{shows}</title><style>\
         body{{margin:0;min-height:100vh;display:grid;place-content:center;text-align:center;gap:.4rem;\
         background:#20242c;color:#f2f4f8;font:1rem/1.4 system-ui,sans-serif}}\
         h1{{font-size:1.1rem;margin:0}}p{{margin:0;font-size:.85rem;color:#c3cad6}}</style>\
         <main><h1>{shows}</h1><p>{}</p></main></html>",
        escape(host)
    )
}
