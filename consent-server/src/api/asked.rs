//! What a request asks for, read from its address and headers: every fault is a problem of ours.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::app::App;
use crate::guard::keys::{KeyHolder, Scope, bearer};
use crate::site::{Origin, Site};

/// What stands after the `?`.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        read.map(|Query(asked)| Self(asked)).map_err(|_| {
            Problem::new(
                ProblemType::Malformed,
                "a parameter after the “?” is unknown, or not what it holds: /openapi.json lists them",
            )
        })
    }
}

/// What stands in the path.
pub(super) struct Place(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Place {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read: Result<Path<String>, PathRejection> = Path::from_request_parts(parts, state).await;
        read.map(|Path(place)| Self(place))
            .map_err(|_| Problem::new(ProblemType::Malformed, "the address is not text"))
    }
}

/// Which site.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfSite {
    pub(super) site: Option<String>,
}

impl App {
    /// The site that is named; the only one there is where none is.
    pub(super) fn site(&self, named: Option<&str>) -> Result<&Arc<Site>, Problem> {
        match named {
            Some(key) => self.sites.get(key).ok_or_else(unknown_site),
            None => self.sites.only().ok_or_else(|| {
                Problem::new(
                    ProblemType::SiteNeeded,
                    "this server has several sites: add ?site= with one's name",
                )
            }),
        }
    }

    /// Who sends this key.
    pub(super) async fn key_of(&self, headers: &HeaderMap) -> Result<KeyHolder, Problem> {
        let needed = |why| Problem::new(ProblemType::Unauthorized, why);
        let key = bearer(headers).ok_or_else(|| needed("send Authorization: Bearer with an API key"))?;
        let holder = self.holder(key).await?;
        holder.ok_or_else(|| needed("the API key is unknown, or was revoked"))
    }

    /// The site that a key is used for: the one named, or the key's own, or the only one there is.
    pub(super) async fn site_by_key(
        &self,
        headers: &HeaderMap,
        scope: Scope,
        named: Option<&str>,
    ) -> Result<&Arc<Site>, Problem> {
        let holder = self.key_of(headers).await?;
        let key = match named.or(holder.site.as_deref()) {
            Some(key) => key,
            None if holder.has(scope) => self.site(None)?.key.as_str(),
            None => "",
        };
        // Before it is told whether there is such a site.
        if !holder.may(scope, key) {
            return Err(forbidden(scope));
        }
        self.site(Some(key))
    }
}

/// The key lacks a scope, or is another site's.
pub(super) fn forbidden(scope: Scope) -> Problem {
    Problem::new(
        ProblemType::Forbidden,
        format!("this needs an API key with the scope {scope}, for this site or for all"),
    )
}

pub(super) fn unknown_site() -> Problem {
    Problem::new(
        ProblemType::UnknownSite,
        "no site of that name records here: use the name that the server was started with",
    )
}

/// Nothing here, or nothing for whoever asks.
pub(super) fn not_found(what: &str) -> Problem {
    Problem::new(ProblemType::NotFound, format!("there is no such {what} here"))
}

/// The page's origin, which must be the site's; nothing where no browser says one.
pub(super) fn origin_of(headers: &HeaderMap, site: &Site) -> Result<Option<Origin>, Problem> {
    let Some(said) = headers.get(header::ORIGIN) else {
        return Ok(None);
    };
    let origin = said.to_str().ok().and_then(Origin::parse);
    match origin.filter(|origin| site.policies().has_origin(origin)) {
        Some(origin) => Ok(Some(origin)),
        None => Err(Problem::new(
            ProblemType::WrongOrigin,
            format!("the page's origin is not one of the site {}", site.key),
        )),
    }
}
