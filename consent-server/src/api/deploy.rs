//! `PUT /v1/sites/{site}/policy` and `/notices`: what `consent build` wrote becomes known without a restart.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::asked::Place;
use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::app::App;
use crate::guard::keys::Scope;
use crate::guard::{json, size};
use crate::record::publish;
use crate::site::{PublishedNotice, PublishedPolicy, Site};

/// What was made known.
#[derive(Serialize, ToSchema)]
pub(super) struct Deployed {
    /// The policy's fingerprint, or the notices' digests.
    names: Vec<String>,
    /// How many of them were not known before.
    new: usize,
}

/// Makes a policy known and puts it in force: the body is `policy.json` as `consent build` wrote it. Earlier policies
/// stay known. Needs a key with the scope `deploy`.
#[utoipa::path(
    put,
    path = "/v1/sites/{site}/policy",
    tag = "deploy",
    params(("site" = String, Path, description = "The site's name.")),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "It was known before, and is in force.", body = Deployed),
        (status = 201, description = "It is known now, and in force.", body = Deployed),
    ),
    security(("key" = ["deploy"]))
)]
pub(super) async fn put_policy(
    State(app): State<Arc<App>>,
    Place(site): Place,
    request: Request,
) -> Result<(StatusCode, Json<Deployed>), Problem> {
    let site = app
        .site_by_key(request.headers(), Scope::Deploy, Some(&site))
        .await?;
    let body = size::read(request, size::DEPLOY).await?;
    let _: Value = json::read(&body, json::DEPLOYED_DEPTH)?;
    let text = String::from_utf8(body.into()).map_err(|_| unacceptable("it is not UTF-8"))?;
    let policy = PublishedPolicy::parse(&text).map_err(|why| unacceptable(&why))?;
    let is_new = app
        .store
        .put_policy(site.key.as_str(), policy.row(app.now()))
        .await?;
    let names = vec![policy.policy.fingerprint().to_string()];
    known(&app, site, Some(Arc::new(policy)), names, usize::from(is_new)).await
}

/// Makes notices known: the body is one `notice.<language>.json` as `consent build` wrote it, or a list of them. Needs
/// a key with the scope `deploy`.
#[utoipa::path(
    put,
    path = "/v1/sites/{site}/notices",
    tag = "deploy",
    params(("site" = String, Path, description = "The site's name.")),
    request_body(content = Object, content_type = "application/json"),
    responses(
        (status = 200, description = "They were known before.", body = Deployed),
        (status = 201, description = "They are known now.", body = Deployed),
    ),
    security(("key" = ["deploy"]))
)]
pub(super) async fn put_notices(
    State(app): State<Arc<App>>,
    Place(site): Place,
    request: Request,
) -> Result<(StatusCode, Json<Deployed>), Problem> {
    let site = app
        .site_by_key(request.headers(), Scope::Deploy, Some(&site))
        .await?;
    let body = size::read(request, size::DEPLOY).await?;
    let notices = match json::read(&body, json::DEPLOYED_DEPTH)? {
        Value::Array(notices) => notices,
        notice => vec![notice],
    };
    let read = notices
        .iter()
        .map(|notice| PublishedNotice::of(notice).map_err(|why| unacceptable(&why)));
    let notices = read.collect::<Result<Vec<_>, _>>()?;
    let mut new = 0;
    for notice in &notices {
        new += usize::from(
            app.store
                .put_notice(site.key.as_str(), notice.row(app.now()))
                .await?,
        );
    }
    let names = notices.iter().map(|notice| notice.digest.to_string()).collect();
    known(&app, site, None, names, new).await
}

/// Takes what was put into the store, and logs when it became known.
async fn known(
    app: &App,
    site: &Site,
    in_force: Option<Arc<PublishedPolicy>>,
    names: Vec<String>,
    new: usize,
) -> Result<(StatusCode, Json<Deployed>), Problem> {
    site.look(app.store(), in_force).await?;
    publish(app, site).await?;
    let status = if new > 0 {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(Deployed { names, new })))
}

fn unacceptable(why: &str) -> Problem {
    Problem::new(
        ProblemType::Unacceptable,
        format!("{why}: send the file exactly as consent build wrote it"),
    )
}
