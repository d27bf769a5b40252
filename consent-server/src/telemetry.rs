//! What the server tells its operator: one line of JSON for each request, with nothing in it about whoever asked.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::api::problem_type::ProblemType;
use crate::app::App;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A subscriber that writes JSON, one line an event.
///
/// `filter` is as in the environment variable `RUST_LOG`, such as `info` or `consent_server=debug`; what is none counts
/// as `info`. Install it once for the process.
///
/// # Example
/// ```
/// let subscriber = consent_server::telemetry::subscriber("info", std::io::stderr);
/// tracing::subscriber::with_default(subscriber, || tracing::info!("ready"));
/// ```
pub fn subscriber<W>(filter: &str, writer: W) -> impl tracing::Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_env_filter(EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info")))
        .with_writer(writer)
        .finish()
}

/// Makes [`subscriber`] the one of this process, writing to standard error. Does nothing if there is one already.
pub fn init(filter: &str) {
    let _ = tracing::subscriber::set_global_default(subscriber(filter, io::stderr));
}

/// Gives a request an id, and writes down how it was answered: the route's pattern, never what stood in its place.
pub(crate) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = uuid::Uuid::now_v7().to_string();
    let method = known_method(request.method().as_str());
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let route = route.unwrap_or("none").to_owned();
    let trace = trace_id(request.headers()).unwrap_or_default();
    let span = tracing::info_span!("request", id, trace);
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    app.metrics.answered(&route, method, status);
    let problem = response
        .extensions()
        .get::<ProblemType>()
        .map(|problem| problem.name());
    let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(method, route, status, millis, problem, "answered"));
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A method is a word that anybody can choose; only known ones are written down.
fn known_method(method: &str) -> &'static str {
    ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"]
        .into_iter()
        .find(|known| *known == method)
        .unwrap_or("other")
}

/// The trace that the request is part of (W3C Trace Context), if the header has exactly that form.
fn trace_id(headers: &HeaderMap) -> Option<String> {
    let header = headers.get("traceparent")?.to_str().ok()?;
    let mut parts = header.split('-');
    let mut part = |length: usize| {
        let part = parts.next().filter(|part| part.len() == length)?;
        part.bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            .then_some(part)
    };
    let (version, trace, parent, flags) = (part(2)?, part(32)?, part(16)?, part(2)?);
    let is_some = |id: &str| id.bytes().any(|b| b != b'0');
    (version != "ff" && is_some(trace) && is_some(parent) && !flags.is_empty() && parts.next().is_none())
        .then(|| trace.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trace_is_a_trace() {
        let of = |header: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("traceparent", HeaderValue::from_str(header).unwrap());
            trace_id(&headers)
        };
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        let sound = format!("00-{trace}-00f067aa0ba902b7-01");
        assert_eq!(of(&sound).as_deref(), Some(trace));
        for none in [
            "anna@example.se",
            &sound.to_uppercase(),
            &sound.replace(trace, &"0".repeat(32)),
            &sound.replacen("00-", "ff-", 1),
            &format!("{sound}-x"),
            &sound[..54],
        ] {
            assert_eq!(of(none), None, "{none}");
        }
        assert_eq!(trace_id(&HeaderMap::new()), None);
    }

    #[test]
    fn a_method_that_somebody_made_up_is_not_written_down() {
        assert_eq!(known_method("GET"), "GET");
        assert_eq!(known_method("ANNA"), "other");
    }
}
