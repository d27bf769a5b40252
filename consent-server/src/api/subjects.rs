//! `/v1/subjects/{subject}`: a visitor's own history, and its erasure. The pseudonym in their cookie is the key to it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use consent_core::decision::ConsentId;
use consent_core::receipt::{Reason, Receipt, RecordId};
use serde::Serialize;

use super::asked::{Asked, OfSite, Place, origin_of};
use super::problem::Problem;
use super::problem_type::ProblemType;
use super::shapes;
use crate::app::App;
use crate::record::{Proofs, erase, in_plain_words};
use crate::site::Site;
use crate::store::StoreError;

/// Everything kept of one subject, each with its proof.
#[derive(Debug, Serialize)]
pub(super) struct History {
    pub(super) subject: String,
    pub(super) records: Vec<Receipt>,
}

/// What was erased.
#[derive(Debug, Serialize)]
pub(super) struct Erased {
    pub(super) subject: String,
    pub(super) erased: Vec<RecordId>,
}

/// Gives everything that is kept of a subject: as receipts, or, asked for `text/plain`, in plain words.
#[utoipa::path(
    get,
    path = "/v1/subjects/{subject}",
    tag = "own history",
    params(
        ("subject" = String, Path, description = "The consent id, as it stands in the visitor's cookie."),
        ("site" = Option<String>, Query, description = "The site's name; may be left out where there is one."),
    ),
    responses((status = 200, description = "Everything there is, the oldest first; nothing for an id that is not known.", content(
        (shapes::History = "application/json"),
        (String = "text/plain"),
    )))
)]
pub(super) async fn get_subject(
    State(app): State<Arc<App>>,
    Place(subject): Place,
    Asked(of): Asked<OfSite>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (site, subject) = named(&app, &headers, &of, &subject)?;
    let history = history(&app, site, subject.to_string()).await?;
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if accept.is_some_and(|accept| accept.trim_start().starts_with("text/plain")) {
        return Ok(in_plain_words(&history.records).into_response());
    }
    Ok(Json(history).into_response())
}

/// Erases everything that is kept of a subject. The log keeps the entries' places and says that they were erased, so
/// that every other proof holds; what was in them is gone.
#[utoipa::path(
    delete,
    path = "/v1/subjects/{subject}",
    tag = "own history",
    params(
        ("subject" = String, Path, description = "The consent id, as it stands in the visitor's cookie."),
        ("site" = Option<String>, Query, description = "The site's name; may be left out where there is one."),
    ),
    responses((status = 200, description = "Erased. Ids of the records that were.", body = shapes::Erased))
)]
pub(super) async fn delete_subject(
    State(app): State<Arc<App>>,
    Place(subject): Place,
    Asked(of): Asked<OfSite>,
    headers: HeaderMap,
) -> Result<Json<Erased>, Problem> {
    let (site, subject) = named(&app, &headers, &of, &subject)?;
    Ok(Json(erase_subject(&app, site, subject.to_string()).await?))
}

fn named<'a>(
    app: &'a App,
    headers: &HeaderMap,
    of: &OfSite,
    subject: &str,
) -> Result<(&'a Arc<Site>, ConsentId), Problem> {
    let site = app.site(of.site.as_deref())?;
    origin_of(headers, site)?;
    Ok((site, parse(subject)?))
}

/// Reads a pseudonym.
pub(super) fn parse(subject: &str) -> Result<ConsentId, Problem> {
    ConsentId::parse(subject).ok_or_else(|| {
        Problem::new(
            ProblemType::Malformed,
            "a consent id is 22 characters of base64url, the sixth part of a consent string",
        )
    })
}

/// Everything kept of a subject.
pub(super) async fn history(app: &App, site: &Site, subject: String) -> Result<History, StoreError> {
    let kept = app.store.subject(site.key.as_str(), &subject).await?;
    let proofs = Proofs::of(app, site).await?;
    let mut records = Vec::with_capacity(kept.len());
    for kept in kept {
        records.push(proofs.receipt(kept).await?);
    }
    Ok(History { subject, records })
}

/// Erases everything kept of a subject.
pub(super) async fn erase_subject(app: &App, site: &Site, subject: String) -> Result<Erased, StoreError> {
    let kept = app.store.subject(site.key.as_str(), &subject).await?;
    let ids: Vec<[u8; 16]> = kept.iter().map(|kept| kept.id).collect();
    let erased = erase(app, site, &ids, Reason::Subject).await?;
    Ok(Erased { subject, erased })
}
