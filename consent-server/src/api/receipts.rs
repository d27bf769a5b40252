//! `GET /v1/receipts/{id}`: a receipt again, with the proof that the promise was kept.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use consent_core::receipt::{Receipt, RecordId, Salt};
use serde::Deserialize;
use subtle::ConstantTimeEq as _;

use super::asked::{Asked, Place, not_found};
use super::problem::Problem;
use super::problem_type::ProblemType;
use super::shapes;
use crate::app::App;
use crate::guard::keys::Scope;
use crate::record::Proofs;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    site: Option<String>,
    salt: Option<String>,
}

/// Gives a receipt to whoever holds it already, by its salt, or has a key with the scope `read`.
///
/// Once a checkpoint covers the entry, within seconds, the proof is in it.
#[utoipa::path(
    get,
    path = "/v1/receipts/{id}",
    tag = "record",
    params(
        ("id" = String, Path, description = "The record's id."),
        ("salt" = Option<String>, Query, description = "The receipt's salt."),
        ("site" = Option<String>, Query, description = "The site's name; may be left out where there is one."),
    ),
    responses((status = 200, description = "The receipt.", body = shapes::Receipt))
)]
pub(super) async fn get_receipt(
    State(app): State<Arc<App>>,
    Place(id): Place,
    Asked(wanted): Asked<Wanted>,
    headers: HeaderMap,
) -> Result<Json<Receipt>, Problem> {
    let malformed = |why| Problem::new(ProblemType::Malformed, why);
    let id = RecordId::parse(&id).ok_or_else(|| malformed("a record's id is a UUIDv7 in lower case"))?;
    let (site, salt) = match &wanted.salt {
        Some(salt) => {
            let salt = Salt::parse(salt).ok_or_else(|| malformed("a salt is 43 characters of base64url"))?;
            (app.site(wanted.site.as_deref())?, Some(salt))
        }
        None => {
            let site = app
                .site_by_key(&headers, Scope::Read, wanted.site.as_deref())
                .await?;
            (site, None)
        }
    };
    let kept = app.store.record(site.key.as_str(), *id.as_bytes()).await?;
    // Whoever guesses learns nothing: not even whether there is such a record.
    let kept = kept.filter(|kept| salt.is_none_or(|salt| salt.as_bytes().ct_eq(&kept.salt).into()));
    let kept = kept.ok_or_else(|| not_found("receipt"))?;
    let receipt = Proofs::of(&app, site).await?.receipt(kept).await?;
    Ok(Json(receipt))
}
