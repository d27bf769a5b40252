//! How large a request may be: its headers, and its body.

use std::error::Error as _;

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body_util::LengthLimitError;

use crate::api::problem::Problem;
use crate::api::problem_type::ProblemType;

/// The most bytes of all headers together.
pub(crate) const HEADERS: usize = 8 * 1024;
/// The most bytes of a question to verify.
pub(crate) const VERIFY: usize = 64 * 1024;
/// The most bytes of a policy or of notices.
pub(crate) const DEPLOY: usize = 2 * 1024 * 1024;
/// The most bytes of anything else with a key.
pub(crate) const SMALL: usize = 16 * 1024;

/// Lets through what has no more headers than allowed.
pub(crate) async fn limit_headers(request: Request, next: Next) -> Response {
    let headers = request.headers().iter();
    // A line is a name, “: ”, a value and an end of line.
    let bytes: usize = headers
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    if bytes > HEADERS {
        let detail = format!("the headers have {bytes} bytes, and {HEADERS} are allowed");
        return Problem::new(ProblemType::HeadersTooLarge, detail).into_response();
    }
    next.run(request).await
}

/// Reads a body of JSON.
pub(crate) async fn read(request: Request, most: usize) -> Result<Bytes, Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::new(
            ProblemType::MediaType,
            "send JSON, and say so: Content-Type must be application/json or text/plain",
        ));
    }
    axum::body::to_bytes(request.into_body(), most)
        .await
        .map_err(|error| {
            if error
                .source()
                .is_some_and(|source| source.is::<LengthLimitError>())
            {
                Problem::new(
                    ProblemType::TooLarge,
                    format!("the body has more than {most} bytes"),
                )
            } else {
                Problem::new(ProblemType::Malformed, "the body ended before all of it had come")
            }
        })
}

/// JSON, or text: a browser sends text to another origin without asking first.
fn is_json(headers: &HeaderMap) -> bool {
    let said = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let kind = said
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    ["application/json", "text/plain"]
        .iter()
        .any(|read| kind.eq_ignore_ascii_case(read))
}
