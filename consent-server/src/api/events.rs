//! `POST /v1/events`: what pages report.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use consent_core::receipt::{Batch, BatchError, BatchFault, Receipt};
use serde::Serialize;

use super::asked::{origin_of, unknown_site};
use super::problem::{Problem, RefusedEvent};
use super::problem_type::ProblemType;
use super::shapes;
use crate::app::App;
use crate::guard::keys::Scope;
use crate::guard::size;
use crate::record::{Recorded, ingest, kind_of};

/// One receipt for each event, in order.
#[derive(Serialize)]
pub(super) struct Receipts {
    receipts: Vec<Receipt>,
}

/// Records a batch of events of one site, all or none, and answers when they are durable.
///
/// The origin must be one of the site's; a backend, which sends none, needs a key with the scope `ingest`. An event
/// that was recorded before is answered as it was then. The body may be sent as `text/plain`, so that a browser need
/// not ask first.
#[utoipa::path(
    post,
    path = "/v1/events",
    tag = "record",
    request_body(content = shapes::Batch, content_type = "application/json"),
    responses(
        (status = 200, description = "Everything was recorded before.", body = shapes::Receipts),
        (status = 201, description = "Recorded.", body = shapes::Receipts),
    )
)]
pub(super) async fn post_events(
    State(app): State<Arc<App>>,
    request: Request,
) -> Result<(StatusCode, Json<Receipts>), Problem> {
    let headers = request.headers().clone();
    let body = size::read(request, Batch::MOST_BYTES).await;
    let batch = body.and_then(|body| Batch::parse(&body).map_err(refused));
    let batch = batch.inspect_err(|problem| app.metrics.rejected(None, problem.kind(), 1))?;
    let key = batch.site.to_string();
    let events = batch.events.len() as u64;
    match record(&app, &headers, batch).await {
        Ok(recorded) => {
            app.metrics
                .recorded(&key, recorded.new, events.saturating_sub(recorded.new));
            let status = if recorded.new > 0 {
                StatusCode::CREATED
            } else {
                StatusCode::OK
            };
            let receipts = recorded.receipts;
            Ok((status, Json(Receipts { receipts })))
        }
        Err(problem) => {
            app.metrics.rejected(Some(&key), problem.kind(), events);
            Err(problem)
        }
    }
}

async fn record(app: &App, headers: &HeaderMap, batch: Batch) -> Result<Recorded, Problem> {
    let site = app.sites.get(batch.site.as_str()).ok_or_else(unknown_site)?;
    let origin = origin_of(headers, site)?;
    if origin.is_none() {
        app.site_by_key(headers, Scope::Ingest, Some(batch.site.as_str()))
            .await?;
    }
    ingest(
        app,
        site,
        batch.events,
        origin.as_ref().map(|origin| origin.host()),
    )
    .await
}

fn refused(error: BatchError) -> Problem {
    let detail = error.to_string();
    match (error.index, error.fault) {
        (Some(index), BatchFault::Event(fault)) => Problem::of_events(vec![RefusedEvent {
            index,
            kind: kind_of(&fault),
            detail: fault.to_string(),
        }]),
        (_, BatchFault::TooLarge) => Problem::new(ProblemType::TooLarge, detail),
        _ => Problem::new(ProblemType::Malformed, detail),
    }
}
