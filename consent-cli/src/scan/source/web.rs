//! One page of the web, by one plain request: no script runs, no cookie is kept.

use std::sync::Arc;
use std::time::Duration;

use ureq::ResponseExt as _;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

use super::decode::decode;
use super::{LARGEST, Sources};
use crate::backend::Obstacle;
use crate::scan::{Document, Format};

/// For everything together: the name, the connection, redirects, the answer.
const LONGEST: Duration = Duration::from_secs(30);
/// The most redirects.
const REDIRECTS: u32 = 5;

/// Asks for a page.
pub(super) fn read(address: &str) -> Result<Sources, Obstacle> {
    let unreachable = |error: &dyn std::fmt::Display| {
        Obstacle::new(
            format_args!("{address} cannot be read: {error}"),
            "check the address in a browser, or save the page and name the file",
        )
    };
    let tls = TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(LONGEST))
        .max_redirects(REDIRECTS)
        .save_redirect_history(true)
        .user_agent(concat!("consent-scan/", env!("CARGO_PKG_VERSION")))
        .tls_config(tls)
        .build()
        .new_agent();
    let request = agent
        .get(address)
        .header("accept", "text/html, text/markdown, text/plain");
    let mut answer = request.call().map_err(|error| unreachable(&error))?;
    let arrived = answer.get_uri().to_string();
    let redirects = answer
        .get_redirect_history()
        .map_or(0, |history| history.len().saturating_sub(1));
    let kind = answer
        .headers()
        .get("content-type")
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let is_text = kind
        .as_deref()
        .is_none_or(|kind| kind.starts_with("text/") || kind.contains("html") || kind.contains("xml"));
    if !is_text {
        return Err(unreachable(&format_args!(
            "it is {}, and no text",
            kind.unwrap_or_default()
        )));
    }
    let body = answer.body_mut().with_config().limit(LARGEST);
    let bytes = body.read_to_vec().map_err(|error| unreachable(&error))?;
    let mut document = Document::new(arrived.clone(), decode(&bytes, kind.as_deref()));
    if kind.is_some_and(|kind| kind.contains("html")) {
        document.format = Format::Html;
    }
    let mut remarks = Vec::new();
    if redirects > 0 {
        remarks.push(format!("{address} led to {arrived} ({redirects} redirects)"));
    }
    Ok(Sources {
        documents: vec![document],
        remarks,
    })
}
