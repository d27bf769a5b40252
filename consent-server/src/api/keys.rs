//! `/v1/keys`: API keys are made, listed and revoked, and the signing key is rotated.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asked::{Place, forbidden, not_found};
use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::app::App;
use crate::guard::keys::{KeyHolder, Scope};
use crate::guard::{json, size};

/// An API key as it is listed; the key itself is nowhere.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ListedKey {
    name: String,
    /// The one site it is for; absent for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    scopes: Vec<Scope>,
    /// Milliseconds since 1970.
    made_at: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked_at: Option<u64>,
}

/// Every key that the asking one may administer.
#[derive(Serialize, ToSchema)]
pub(super) struct ListedKeys {
    keys: Vec<ListedKey>,
}

/// What a new key is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WantedKey {
    /// What it is called: 1 to 64 of a-z, 0-9 and -.
    name: String,
    /// The one site it is for; left out, it is for all.
    site: Option<String>,
    /// What it may do.
    scopes: Vec<Scope>,
}

/// A new key.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeKey {
    name: String,
    /// The key: told this once, and kept only as a hash.
    key: String,
}

/// The key that seals now.
#[derive(Serialize, ToSchema)]
pub(super) struct RotatedKey {
    /// Its id.
    kid: String,
}

impl App {
    /// Who administers: for one site or, with `None`, for all.
    async fn admin(&self, headers: &HeaderMap, site: Option<&str>) -> Result<KeyHolder, Problem> {
        let holder = self.key_of(headers).await?;
        let may = match site {
            Some(site) => holder.may(Scope::Admin, site),
            None => holder.has(Scope::Admin) && holder.site.is_none(),
        };
        if may {
            Ok(holder)
        } else {
            Err(forbidden(Scope::Admin))
        }
    }
}

/// Lists API keys, revoked ones too: all of them, or those of the asking key's site. Needs a key with the scope
/// `admin`.
#[utoipa::path(
    get,
    path = "/v1/keys",
    tag = "keys",
    responses((status = 200, description = "The keys.", body = ListedKeys)),
    security(("key" = ["admin"]))
)]
pub(super) async fn list_keys(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Json<ListedKeys>, Problem> {
    let holder = app.key_of(&headers).await?;
    if !holder.has(Scope::Admin) {
        return Err(forbidden(Scope::Admin));
    }
    let keys = app.store.api_keys().await?.into_iter();
    let keys = keys.filter(|key| holder.site.is_none() || holder.site == key.site);
    let keys = keys.map(|key| ListedKey {
        scopes: key.scopes.split(' ').filter_map(Scope::from_word).collect(),
        name: key.name,
        site: key.site,
        made_at: key.made_at,
        revoked_at: key.revoked_at,
    });
    Ok(Json(ListedKeys { keys: keys.collect() }))
}

/// Makes an API key and tells it, this once. Needs a key with the scope `admin`, for all sites or for the one that the
/// new key is for.
#[utoipa::path(
    post,
    path = "/v1/keys",
    tag = "keys",
    request_body = WantedKey,
    responses((status = 201, description = "Made.", body = MadeKey)),
    security(("key" = ["admin"]))
)]
pub(super) async fn make_key(
    State(app): State<Arc<App>>,
    request: Request,
) -> Result<(StatusCode, Json<MadeKey>), Problem> {
    let headers = request.headers().clone();
    // Before anything of the body is believed.
    let holder = app.key_of(&headers).await?;
    if !holder.has(Scope::Admin) {
        return Err(forbidden(Scope::Admin));
    }
    let body = size::read(request, size::SMALL).await?;
    let wanted: WantedKey = json::read(&body, json::DEPTH)?;
    app.admin(&headers, wanted.site.as_deref()).await?;
    if let Some(site) = &wanted.site {
        app.site(Some(site))?;
    }
    let is_name = (1..=64).contains(&wanted.name.len())
        && wanted
            .name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !is_name || wanted.scopes.is_empty() {
        return Err(Problem::new(
            ProblemType::Malformed,
            "a key has a name of 1 to 64 of a-z, 0-9 and -, and at least one scope",
        ));
    }
    let _one_at_a_time = app.changing_keys.lock().await;
    if app
        .store
        .api_keys()
        .await?
        .iter()
        .any(|key| key.name == wanted.name)
    {
        return Err(Problem::new(
            ProblemType::Conflict,
            "a key of that name exists, or was revoked: names stay with what they named",
        ));
    }
    let key = app
        .make_key(&wanted.name, wanted.site.as_deref(), &wanted.scopes)
        .await?;
    let name = wanted.name;
    Ok((StatusCode::CREATED, Json(MadeKey { name, key })))
}

/// Revokes an API key. Needs a key with the scope `admin`, for all sites or for the revoked one's.
#[utoipa::path(
    delete,
    path = "/v1/keys/{name}",
    tag = "keys",
    params(("name" = String, Path, description = "What the key is called.")),
    responses((status = 204, description = "Revoked; on other nodes within seconds.")),
    security(("key" = ["admin"]))
)]
pub(super) async fn revoke_key(
    State(app): State<Arc<App>>,
    Place(name): Place,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let holder = app.key_of(&headers).await?;
    if !holder.has(Scope::Admin) {
        return Err(forbidden(Scope::Admin));
    }
    let keys = app.store.api_keys().await?;
    let key = keys.into_iter().find(|key| key.name == name);
    // A key of another site is not there for this one.
    let key = key.filter(|key| holder.site.is_none() || holder.site == key.site);
    let key = key.ok_or_else(|| not_found("key"))?;
    app.keys.revoke(app.store(), &key.name, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a new signing key in the place of the one that signs now. The old public key stays known for ever, and the
/// next checkpoint of each log is signed by both. Needs a key with the scope `admin` for all sites.
#[utoipa::path(
    post,
    path = "/v1/keys/rotate",
    tag = "keys",
    responses((status = 200, description = "Rotated.", body = RotatedKey)),
    security(("key" = ["admin"]))
)]
pub(super) async fn rotate_key(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Json<RotatedKey>, Problem> {
    app.admin(&headers, None).await?;
    let kid = app.rotate_signing_key().await?;
    Ok(Json(RotatedKey { kid }))
}
