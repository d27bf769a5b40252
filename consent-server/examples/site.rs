//! A site's own backend in axum that keeps to what its visitors decided.
//!
//! ```console
//! cargo run -p consent-server --no-default-features --features extract --example site -- public/consent/policy.json
//! ```

use std::env;
use std::error::Error;
use std::fs;

use axum::Router;
use axum::response::{AppendHeaders, Html, IntoResponse};
use axum::routing::get;
use consent_server::extract::{Consent, ConsentLayer, SitePolicy};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut words = env::args().skip(1);
    let file = words
        .next()
        .unwrap_or_else(|| "public/consent/policy.json".into());
    let address = words.next().unwrap_or_else(|| "127.0.0.1:3000".into());

    // Read once, at the start: a policy that cannot be used stops the site here and not at its first visitor.
    let site = SitePolicy::from_json(&fs::read_to_string(file)?)?;
    let listener = TcpListener::bind(address).await?;
    println!("http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app(site)).await?)
}

/// The layer is outermost, so that it sees every cookie that is set within.
pub(crate) fn app(site: SitePolicy) -> Router {
    Router::new()
        .route("/", get(page))
        .layer(ConsentLayer::new(site.clone()))
        .with_state(site)
}

/// Sets its cookies as ever; the layer takes out what this visitor has not granted.
async fn page(consent: Consent) -> impl IntoResponse {
    let measured = if consent.allows("analytics") {
        "is"
    } else {
        "is not"
    };
    (
        AppendHeaders([
            ("set-cookie", "session=1; Path=/; HttpOnly"),
            ("set-cookie", "FPID=1; Path=/; HttpOnly"),
        ]),
        Html(format!(
            "<!doctype html><title>A site</title><p>This visit {measured} measured."
        )),
    )
}
