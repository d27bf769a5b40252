//! `GET /v1/notices/{digest}`: exactly what was shown.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use consent_core::notice::NoticeDigest;

use super::asked::{Asked, OfSite, Place, not_found};
use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::app::App;

/// Gives a notice by its digest, byte for byte as it was published: the SHA-256 of the answer is the digest.
#[utoipa::path(
    get,
    path = "/v1/notices/{digest}",
    tag = "verify",
    params(
        ("digest" = String, Path, description = "43 characters of base64url, as a record names them."),
        ("site" = Option<String>, Query, description = "The site's name; may be left out where there is one."),
    ),
    responses((status = 200, description = "The notice.", body = Object))
)]
pub(super) async fn get_notice(
    State(app): State<Arc<App>>,
    Place(digest): Place,
    Asked(of): Asked<OfSite>,
) -> Result<Response, Problem> {
    let site = app.site(of.site.as_deref())?;
    let digest = NoticeDigest::parse(&digest).ok_or_else(|| {
        Problem::new(
            ProblemType::Malformed,
            "a notice's digest is 43 characters of base64url",
        )
    })?;
    let notice = app.store.notice(site.key.as_str(), &digest.to_string()).await?;
    let notice = notice.ok_or_else(|| not_found("notice"))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, notice.json).into_response())
}
