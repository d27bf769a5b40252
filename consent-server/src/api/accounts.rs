//! Accounts: a backend may link a subject to somebody it knows, to answer that person's requests. Only a keyed hash of
//! the account's name is kept.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asked::{Asked, OfSite, Place};
use super::problem::Problem;
use super::problem_type::ProblemType;
use super::shapes;
use super::subjects::{Erased, History, erase_subject, history, parse};
use crate::app::App;
use crate::guard::keys::Scope;
use crate::guard::{json, size};

/// Whose account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    /// What the backend calls the account; 1 to 320 bytes. It is not kept.
    #[schema(min_length = 1, max_length = 320)]
    account: String,
}

/// Everything kept of an account.
#[derive(Serialize)]
pub(super) struct Export {
    subjects: Vec<History>,
}

/// Everything of an account that was erased.
#[derive(Serialize)]
pub(super) struct ErasedAccount {
    subjects: Vec<Erased>,
}

/// Links a subject to an account. Needs a key with the scope `link`.
#[utoipa::path(
    post,
    path = "/v1/subjects/{subject}/account",
    tag = "accounts",
    params(
        ("subject" = String, Path, description = "The consent id, as it stands in the visitor's cookie."),
        ("site" = Option<String>, Query, description = "The site's name; the key's own where it is left out."),
    ),
    request_body = Account,
    responses((status = 204, description = "Linked.")),
    security(("key" = ["link"]))
)]
pub(super) async fn link_account(
    State(app): State<Arc<App>>,
    Place(subject): Place,
    Asked(of): Asked<OfSite>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let site = app
        .site_by_key(request.headers(), Scope::Link, of.site.as_deref())
        .await?;
    let subject = parse(&subject)?;
    let pseudonym = pseudonym(&app, site.key.as_str(), request).await?;
    app.store
        .put_link(site.key.as_str(), &subject.to_string(), &pseudonym)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives everything that is kept of an account's subjects. Needs a key with the scope `read`.
#[utoipa::path(
    post,
    path = "/v1/accounts/export",
    tag = "accounts",
    params(("site" = Option<String>, Query, description = "The site's name; the key's own where it is left out.")),
    request_body = Account,
    responses((status = 200, description = "Everything there is.", body = shapes::Export)),
    security(("key" = ["read"]))
)]
pub(super) async fn export_account(
    State(app): State<Arc<App>>,
    Asked(of): Asked<OfSite>,
    request: Request,
) -> Result<Json<Export>, Problem> {
    let site = app
        .site_by_key(request.headers(), Scope::Read, of.site.as_deref())
        .await?;
    let pseudonym = pseudonym(&app, site.key.as_str(), request).await?;
    let mut subjects = Vec::new();
    for subject in app.store.linked(site.key.as_str(), &pseudonym).await? {
        subjects.push(history(&app, site, subject).await?);
    }
    Ok(Json(Export { subjects }))
}

/// Erases everything that is kept of an account's subjects. Needs a key with the scope `erase`.
#[utoipa::path(
    post,
    path = "/v1/accounts/erase",
    tag = "accounts",
    params(("site" = Option<String>, Query, description = "The site's name; the key's own where it is left out.")),
    request_body = Account,
    responses((status = 200, description = "Erased. Ids of the records that were.", body = shapes::ErasedAccount)),
    security(("key" = ["erase"]))
)]
pub(super) async fn erase_account(
    State(app): State<Arc<App>>,
    Asked(of): Asked<OfSite>,
    request: Request,
) -> Result<Json<ErasedAccount>, Problem> {
    let site = app
        .site_by_key(request.headers(), Scope::Erase, of.site.as_deref())
        .await?;
    let pseudonym = pseudonym(&app, site.key.as_str(), request).await?;
    let mut subjects = Vec::new();
    for subject in app.store.linked(site.key.as_str(), &pseudonym).await? {
        subjects.push(erase_subject(&app, site, subject).await?);
    }
    Ok(Json(ErasedAccount { subjects }))
}

/// What is kept of the account that the body names.
async fn pseudonym(app: &App, site: &str, request: Request) -> Result<String, Problem> {
    let body = size::read(request, size::SMALL).await?;
    let Account { account } = json::read(&body, json::DEPTH)?;
    if !(1..=320).contains(&account.len()) {
        return Err(Problem::new(
            ProblemType::Malformed,
            "an account is named with 1 to 320 bytes",
        ));
    }
    Ok(app.signing.pseudonym(site, &account))
}
