//! The server's routes, one file a group, and what each of them answers when something is wrong.
//!
//! *Takes* requests that [`guard`](crate::guard) has let through.
//! *Gives* JSON, or a problem of a documented type.
//! *Never* answers with the server's insides, and never tells apart what a stranger must not be able to tell apart.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse as _;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::guard::{cors, gate, size};
use crate::telemetry;
use problem::Problem;
pub use problem_type::ProblemType;

pub(crate) mod problem;
pub(crate) mod problem_type;

mod about;
mod accounts;
mod asked;
mod deploy;
mod events;
mod keys;
mod log;
mod notices;
mod openapi;
mod receipts;
mod shapes;
mod stats;
mod subjects;
mod verify;

/// All routes of a server, to be served alone or nested in a backend's own.
///
/// Nested, the peer's address is read from [`ConnectInfo`](axum::extract::ConnectInfo); without it all requests share
/// one bucket.
pub fn router(app: Arc<App>) -> Router {
    // What pages ask for, of their own origin or another.
    let (for_pages, mut document) = OpenApiRouter::with_openapi(openapi::beginning())
        .routes(routes!(events::post_events))
        .routes(routes!(receipts::get_receipt))
        .routes(routes!(subjects::get_subject, subjects::delete_subject))
        .routes(routes!(verify::post_verify))
        .routes(routes!(notices::get_notice))
        .routes(routes!(log::get_checkpoint))
        .routes(routes!(log::get_inclusion))
        .routes(routes!(log::get_consistency))
        .routes(routes!(log::get_entries))
        .routes(routes!(about::public_keys))
        .routes(routes!(about::problem))
        .split_for_parts();
    // What backends and operators ask for; no page of another origin may.
    let (for_others, rest) = OpenApiRouter::new()
        .routes(routes!(accounts::link_account))
        .routes(routes!(accounts::export_account))
        .routes(routes!(accounts::erase_account))
        .routes(routes!(deploy::put_policy))
        .routes(routes!(deploy::put_notices))
        .routes(routes!(stats::get_stats))
        .routes(routes!(keys::list_keys, keys::make_key))
        .routes(routes!(keys::revoke_key))
        .routes(routes!(keys::rotate_key))
        .routes(routes!(about::healthz))
        .routes(routes!(about::readyz))
        .split_for_parts();
    document.merge(rest);
    let document = openapi::with_problems(document);
    let document: Arc<str> = document.to_json().unwrap_or_default().into();
    let of_document = Router::new()
        .route("/openapi.json", get(openapi::get_openapi))
        .with_state(document);

    let for_others = for_others.merge(crate::dashboard::routes());
    with_known_methods(for_others)
        // Around the refusal of unknown methods: a browser asks first with one.
        .merge(with_known_methods(for_pages).layer(cors::layer(&app)))
        .with_state(Arc::clone(&app))
        .merge(with_known_methods(of_document))
        .fallback(|| async { Problem::new(ProblemType::NotFound, "there is no such address here") })
        // From the outside in: whoever is refused is counted, logged and answered like anybody.
        .layer(from_fn_with_state(Arc::clone(&app), gate::pass))
        .layer(from_fn(size::limit_headers))
        .layer(CatchPanicLayer::custom(|_| {
            Problem::new(ProblemType::Internal, ProblemType::Internal.title()).into_response()
        }))
        .layer(from_fn_with_state(app, telemetry::observe))
}

/// Refuses methods that a route does not take, with a problem of ours.
fn with_known_methods<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    routes.method_not_allowed_fallback(|| async {
        Problem::new(
            ProblemType::MethodNotAllowed,
            "the header Allow says which methods are taken",
        )
    })
}
