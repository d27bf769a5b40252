//! `GET /v1/stats`: opt-in rates over time.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;

use super::asked::Asked;
use super::problem::Problem;
use super::problem_type::ProblemType;
use crate::app::App;
use crate::guard::keys::Scope;
use crate::stats::{Day, Every, Stats};

/// The longest time that is answered at once: eleven years.
const MOST_DAYS: u32 = 4_018;
/// What is answered when nothing is said: four weeks and today.
const USUAL_DAYS: u32 = 28;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
    site: Option<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    every: Every,
}

/// Gives opt-in rates per day, week or month, and by act, language, regime and policy. Needs a key with the scope
/// `stats`.
#[utoipa::path(
    get,
    path = "/v1/stats",
    tag = "statistics",
    params(
        ("from" = Option<String>, Query, description = "The first day, such as 2026-11-22; four weeks before the last one where it is left out."),
        ("to" = Option<String>, Query, description = "The last day, included; today (UTC) where it is left out."),
        ("every" = Option<Every>, Query, description = "How long each period is."),
        ("site" = Option<String>, Query, description = "The site's name; the key's own where it is left out."),
    ),
    responses((status = 200, description = "The rates.", body = Stats)),
    security(("key" = ["stats"]))
)]
pub(super) async fn get_stats(
    State(app): State<Arc<App>>,
    Asked(range): Asked<Range>,
    headers: HeaderMap,
) -> Result<Json<Stats>, Problem> {
    let site = app
        .site_by_key(&headers, Scope::Stats, range.site.as_deref())
        .await?;
    let day = |text: &Option<String>, otherwise: Day| match text {
        Some(text) => Day::parse(text).ok_or_else(|| malformed("a day is written as 2026-11-22")),
        None => Ok(otherwise),
    };
    let to = day(&range.to, Day::of_millis(app.now()))?;
    let from = day(&range.from, Day::new(to.number().saturating_sub(USUAL_DAYS)))?;
    if from > to || to.number() - from.number() > MOST_DAYS {
        return Err(malformed(
            "from must not be after to, nor more than eleven years before it",
        ));
    }
    Ok(Json(app.stats(site.key.as_str(), from, to, range.every).await?))
}

fn malformed(why: &str) -> Problem {
    Problem::new(ProblemType::Malformed, why)
}
