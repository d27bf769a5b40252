//! What the server says of itself: its health, its public keys, and what its problems mean.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Place, not_found};
use super::problem::Problem;
use super::problem_type::ProblemType;
use super::shapes;
use crate::app::App;

/// It is alive, or ready.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    status: &'static str,
}

/// Says that the server runs, whatever else is wrong.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "server",
    responses((status = 200, description = "It runs.", body = Health))
)]
pub(super) async fn healthz() -> Json<Health> {
    Json(Health { status: "alive" })
}

/// Says whether the server takes events: not while it stops, not when its storage does not answer, and never again
/// when its log contradicts its own checkpoint.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "server",
    responses((status = 200, description = "It takes events.", body = Health))
)]
pub(super) async fn readyz(State(app): State<Arc<App>>) -> Result<Json<Health>, Problem> {
    if app.is_closing() {
        return Err(Problem::new(ProblemType::Closing, ProblemType::Closing.title()));
    }
    app.store.ping().await.map_err(|error| {
        tracing::warn!(%error, "the store does not answer");
        Problem::new(ProblemType::NotReady, ProblemType::NotReady.title())
    })?;
    Ok(Json(Health { status: "ready" }))
}

/// Gives every public key that ever signed here: all that is needed to verify receipts and checkpoints offline.
#[utoipa::path(
    get,
    path = "/.well-known/consent-keys",
    tag = "verify",
    responses((status = 200, description = "The keys.", body = shapes::PublicKeys))
)]
pub(super) async fn public_keys(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let keys = app.public_keys().await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=10"),
    ];
    Ok((headers, keys.to_json()).into_response())
}

/// Says what a type of problem means, and what to do about it.
#[utoipa::path(
    get,
    path = "/problems/{name}",
    tag = "server",
    params(("name" = String, Path, description = "The last part of a problem's type.")),
    responses((status = 200, description = "The documentation.", content_type = "text/plain", body = String))
)]
pub(super) async fn problem(Place(name): Place) -> Result<Response, Problem> {
    let kind = ProblemType::named(&name).ok_or_else(|| not_found("type of problem"))?;
    let again = if kind.retry() {
        "The same request may succeed later."
    } else {
        "The same request will not succeed later."
    };
    let text = format!(
        "{} ({})\n\n{}\n\n{}\n{again}\n",
        kind.name(),
        kind.status(),
        kind.title(),
        kind.about()
    );
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    Ok((headers, text).into_response())
}
