//! `/v1/log`: the tamper-evident log, for anybody to watch. Ids and commitments tell nothing about anybody.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use consent_core::receipt::{Commitment, Hash, RecordId};
use serde::{Deserialize, Serialize};

use super::asked::{Asked, OfSite, not_found};
use super::problem::Problem;
use super::problem_type::ProblemType;
use super::shapes;
use crate::app::App;
use crate::site::Site;
use crate::store::{CheckpointRow, StoreError, tree};

/// How many entries are told at once.
const MOST_ENTRIES: usize = 1_000;

/// Gives the newest checkpoint: a signed note (C2SP tlog-checkpoint).
#[utoipa::path(
    get,
    path = "/v1/log/checkpoint",
    tag = "log",
    params(("site" = Option<String>, Query, description = "The site's name; may be left out where there is one.")),
    responses((status = 200, description = "The note.", content_type = "text/plain", body = String))
)]
pub(super) async fn get_checkpoint(
    State(app): State<Arc<App>>,
    Asked(of): Asked<OfSite>,
) -> Result<Response, Problem> {
    let site = app.site(of.site.as_deref())?;
    let newest = newest(&app, site).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], newest.note).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InclusionOf {
    site: Option<String>,
    id: String,
    size: Option<u64>,
}

/// A proof that an entry is in the log.
#[derive(Serialize)]
pub(super) struct InclusionProof {
    seq: u64,
    size: u64,
    proof: Vec<Hash>,
}

/// Proves that an entry is in the log of that size, or of the newest checkpoint's.
#[utoipa::path(
    get,
    path = "/v1/log/inclusion",
    tag = "log",
    params(
        ("id" = String, Query, description = "The entry's id."),
        ("size" = Option<u64>, Query, description = "The size of a checkpoint; the newest one's where it is left out."),
        ("site" = Option<String>, Query, description = "The site's name; may be left out where there is one."),
    ),
    responses((status = 200, description = "The proof (RFC 9162 section 2.1.3).", body = shapes::InclusionProof))
)]
pub(super) async fn get_inclusion(
    State(app): State<Arc<App>>,
    Asked(of): Asked<InclusionOf>,
) -> Result<Json<InclusionProof>, Problem> {
    let site = app.site(of.site.as_deref())?;
    let id = RecordId::parse(&of.id)
        .ok_or_else(|| Problem::new(ProblemType::Malformed, "an entry's id is a UUIDv7 in lower case"))?;
    let newest = newest(&app, site).await?;
    let size = of.size.unwrap_or(newest.size);
    let seq = app.store.seq_of(site.key.as_str(), *id.as_bytes()).await?;
    let seq = seq.ok_or_else(|| not_found("entry"))?;
    if size > newest.size || seq >= size {
        return Err(out_of_range(newest.size));
    }
    let proof = tree::inclusion(app.store(), site.key.as_str(), seq, size).await?;
    let proof = proof.ok_or_else(|| out_of_range(newest.size))?;
    Ok(Json(InclusionProof { seq, size, proof }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Between {
    site: Option<String>,
    from: u64,
    to: Option<u64>,
}

/// A proof that the log only grew.
#[derive(Serialize)]
pub(super) struct ConsistencyProof {
    from: u64,
    to: u64,
    proof: Vec<Hash>,
}

/// Proves that the log of one size grew out of the log of another: that nothing was changed or taken out between two
/// checkpoints.
#[utoipa::path(
    get,
    path = "/v1/log/consistency",
    tag = "log",
    params(
        ("from" = u64, Query, description = "The size of the older checkpoint."),
        ("to" = Option<u64>, Query, description = "The size of the newer one; the newest one's where it is left out."),
        ("site" = Option<String>, Query, description = "The site's name; may be left out where there is one."),
    ),
    responses((status = 200, description = "The proof (RFC 9162 section 2.1.4).", body = shapes::ConsistencyProof))
)]
pub(super) async fn get_consistency(
    State(app): State<Arc<App>>,
    Asked(of): Asked<Between>,
) -> Result<Json<ConsistencyProof>, Problem> {
    let site = app.site(of.site.as_deref())?;
    let newest = newest(&app, site).await?;
    let (from, to) = (of.from, of.to.unwrap_or(newest.size));
    if from > to || to > newest.size {
        return Err(out_of_range(newest.size));
    }
    let proof = tree::consistency(app.store(), site.key.as_str(), from, to).await?;
    let proof = proof.ok_or_else(|| out_of_range(newest.size))?;
    Ok(Json(ConsistencyProof { from, to, proof }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FromPlace {
    site: Option<String>,
    #[serde(default)]
    from: u64,
}

/// A part of the log.
#[derive(Serialize)]
pub(super) struct Entries {
    entries: Vec<LoggedLeaf>,
    /// How many entries the newest checkpoint covers; those after it are told later.
    size: u64,
}

/// One place.
#[derive(Serialize)]
struct LoggedLeaf {
    seq: u64,
    id: RecordId,
    commitment: Commitment,
}

/// Lists entries from one place on, at most 1,000: with their ids and commitments the whole tree can be built again.
#[utoipa::path(
    get,
    path = "/v1/log/entries",
    tag = "log",
    params(
        ("from" = Option<u64>, Query, description = "The first place; 0 where it is left out."),
        ("site" = Option<String>, Query, description = "The site's name; may be left out where there is one."),
    ),
    responses((status = 200, description = "The entries.", body = shapes::Entries))
)]
pub(super) async fn get_entries(
    State(app): State<Arc<App>>,
    Asked(of): Asked<FromPlace>,
) -> Result<Json<Entries>, Problem> {
    let site = app.site(of.site.as_deref())?;
    let size = app
        .store
        .checkpoint(site.key.as_str())
        .await?
        .map_or(0, |newest| newest.size);
    let rows = app.store.leaves(site.key.as_str(), of.from, MOST_ENTRIES).await?;
    let covered = rows.into_iter().filter(|row| row.seq < size);
    let entries = covered.map(|row| {
        let id = RecordId::from_bytes(row.id)
            .ok_or_else(|| StoreError::Corrupt(format!("entry {} of {} has no id", row.seq, site.key)))?;
        Ok(LoggedLeaf {
            seq: row.seq,
            id,
            commitment: Commitment::from_bytes(row.commitment),
        })
    });
    let entries = entries.collect::<Result<_, StoreError>>()?;
    Ok(Json(Entries { entries, size }))
}

async fn newest(app: &App, site: &Site) -> Result<CheckpointRow, Problem> {
    let newest = app.store.checkpoint(site.key.as_str()).await?;
    newest.ok_or_else(|| not_found("checkpoint yet"))
}

fn out_of_range(newest: u64) -> Problem {
    Problem::new(
        ProblemType::OutOfRange,
        format!(
            "the newest checkpoint covers {newest} entries: sizes go up to that, and from must not be after to"
        ),
    )
}
