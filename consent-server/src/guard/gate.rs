//! The gate: whether the server takes anything now, whether the caller has asked too much, and for how long it may take.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::caller;
use super::keys::bearer;
use super::limits::Prefix;
use crate::api::problem::Problem;
use crate::api::problem_type::ProblemType;
use crate::app::App;

/// The longest that a request may take, its body included.
const LONGEST: Duration = Duration::from_secs(5);

/// What decides whether a request may pass; the request itself cannot be lent while something is waited for.
struct Asking {
    /// Whoever watches the server's health must not be counted, nor be told that something else is wrong.
    is_health: bool,
    is_readiness: bool,
    key: Option<String>,
    prefix: Prefix,
}

/// Lets a request through, or says why not.
pub(crate) async fn pass(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let asking = Asking {
        is_health: matches!(route, Some("/healthz" | "/problems/{name}")),
        is_readiness: route == Some("/readyz"),
        key: bearer(request.headers()).map(Into::into),
        prefix: caller::prefix(request.headers(), request.extensions(), &app.trusted_proxies),
    };
    let answered = tokio::time::timeout(LONGEST, async {
        match may_pass(&app, &asking).await {
            Ok(()) => next.run(request).await,
            Err(problem) => problem.into_response(),
        }
    });
    finished(answered.await.unwrap_or_else(|_| {
        Problem::new(
            ProblemType::Timeout,
            "the request, its body included, took longer than 5 seconds",
        )
        .into_response()
    }))
}

async fn may_pass(app: &App, asking: &Asking) -> Result<(), Problem> {
    if asking.is_health {
        return Ok(());
    }
    if app.corruption().is_some() {
        return Err(Problem::new(ProblemType::Corrupt, ProblemType::Corrupt.title()));
    }
    if asking.is_readiness {
        return Ok(());
    }
    // A backend asks for many from one address; its key says that it may.
    if let Some(key) = &asking.key
        && app.holder(key).await?.is_some()
    {
        return Ok(());
    }
    app.buckets.take_request(asking.prefix)
}

/// What every answer says to browsers and caches, unless the route has said otherwise.
fn finished(mut response: Response) -> Response {
    const USUAL: [(HeaderName, &str); 4] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ];
    // Part of the request has not been read: nothing can follow it on this connection.
    let is_cut_short = matches!(
        response.status(),
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::REQUEST_TIMEOUT
    );
    let headers = response.headers_mut();
    if is_cut_short {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    for (name, value) in USUAL {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
