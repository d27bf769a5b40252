//! What a server answers whose store contradicts itself: that it does, and nothing else.

use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use crate::api::problem::Problem;
use crate::api::problem_type::ProblemType;

/// Alive, and of no use until somebody has looked.
pub(crate) fn router(what: &str) -> Router {
    tracing::error!(what, "the store contradicts itself; nothing is taken");
    Router::new()
        .route("/healthz", get(|| async { r#"{"status":"alive"}"# }))
        .fallback(corrupt)
}

async fn corrupt() -> Response {
    Problem::new(ProblemType::Corrupt, ProblemType::Corrupt.title()).into_response()
}
