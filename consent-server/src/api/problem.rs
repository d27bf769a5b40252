//! What went wrong, as a client is told it (RFC 9457): one type each, none with the server's insides.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem_type::ProblemType;
use crate::store::{Conflict, StoreError};

/// What went wrong, for one request.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    kind: ProblemType,
    detail: String,
    events: Vec<RefusedEvent>,
    retry_after: Option<u64>,
}

/// Which event of a batch was refused, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RefusedEvent {
    /// Which, from 0.
    pub(crate) index: usize,
    /// Why.
    pub(crate) kind: ProblemType,
    /// What exactly, and how to mend it.
    pub(crate) detail: String,
}

impl Problem {
    /// A problem with what exactly is wrong and how to mend it. The detail is for whoever asked, who may find their own
    /// words in it, and is logged nowhere.
    #[must_use]
    pub(crate) fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            events: Vec::new(),
            retry_after: kind.retry().then_some(1),
        }
    }

    /// A batch of which these events are refused; the first one says what the whole answer is.
    #[must_use]
    pub(crate) fn of_events(events: Vec<RefusedEvent>) -> Self {
        let Some(first) = events.first() else {
            return Self::new(ProblemType::Internal, "a batch was refused without a reason");
        };
        let detail = format!(
            "{} of the batch's events cannot be recorded, so that none of it was; event {}: {}",
            events.len(),
            first.index,
            first.detail
        );
        let problem = Self::new(first.kind, detail);
        Self { events, ..problem }
    }

    /// Says when to try again, in seconds.
    #[must_use]
    pub(crate) fn after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }

    /// Its type.
    #[must_use]
    pub(crate) const fn kind(&self) -> ProblemType {
        self.kind
    }
}

/// What a problem is on the wire.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ProblemBody {
    /// Which type it is; a GET to it gives its documentation.
    #[serde(rename = "type")]
    #[schema(example = "/problems/malformed")]
    kind: String,
    /// The type in a sentence, the same every time.
    title: &'static str,
    /// The status, once more.
    status: u16,
    /// What exactly is wrong this time, and how to mend it.
    detail: String,
    /// Whether the same request may succeed later.
    retry: bool,
    /// Which events of a batch were refused; nothing of the batch was recorded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<RefusedEventBody>,
}

/// One refused event of a batch.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct RefusedEventBody {
    /// Which, from 0.
    index: usize,
    /// Which type it is.
    #[serde(rename = "type")]
    kind: String,
    /// What exactly is wrong, and how to mend it.
    detail: String,
    /// Whether the same event may be recorded later.
    retry: bool,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.kind.status();
        let body = ProblemBody {
            kind: self.kind.path(),
            title: self.kind.title(),
            status: status.as_u16(),
            detail: self.detail,
            retry: self.kind.retry(),
            events: self
                .events
                .into_iter()
                .map(|event| RefusedEventBody {
                    index: event.index,
                    kind: event.kind.path(),
                    detail: event.detail,
                    retry: event.kind.retry(),
                })
                .collect(),
        };
        let mut response = (status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // So that metrics and logs can say why, without reading the body.
        response.extensions_mut().insert(self.kind);
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { index, conflict } => {
                let (kind, detail) = match conflict {
                    Conflict::SameId => (
                        ProblemType::Conflict,
                        "this id is kept with other content: give each event an id of its own",
                    ),
                    Conflict::Replayed => (
                        ProblemType::Replayed,
                        "this consent string is kept under another id: send a decision once, and again only with its own id",
                    ),
                    Conflict::Erased => (
                        ProblemType::Erased,
                        "this id was recorded and has been erased since: drop the event",
                    ),
                };
                Self::of_events(vec![RefusedEvent {
                    index,
                    kind,
                    detail: detail.into(),
                }])
            }
            StoreError::Busy => Self::new(
                ProblemType::Busy,
                "too much is waiting to be written: keep what you sent and try again",
            ),
            StoreError::Closed => Self::new(
                ProblemType::Closing,
                "the server is stopping: keep what you sent and try again",
            ),
            StoreError::Corrupt(what) => {
                tracing::error!(what, "the store contradicts itself");
                Self::new(ProblemType::Corrupt, ProblemType::Corrupt.title())
            }
            StoreError::Engine(fault) => {
                tracing::error!(error = %fault, "the storage engine failed");
                Self::new(ProblemType::Internal, ProblemType::Internal.title())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_engine_says_stays_inside() {
        let fault = StoreError::Engine("password=hunter2 host=10.0.0.1".into());
        let problem = Problem::from(fault);
        assert_eq!(problem.kind(), ProblemType::Internal);
        assert!(!format!("{problem:?}").contains("hunter2"));
    }

    #[test]
    fn the_first_event_decides_what_the_answer_is() {
        let refused = |index, kind| RefusedEvent {
            index,
            kind,
            detail: "x".into(),
        };
        let problem = Problem::of_events(vec![
            refused(2, ProblemType::FarDated),
            refused(3, ProblemType::Malformed),
        ]);
        assert_eq!(problem.kind(), ProblemType::FarDated);
        let response = problem.into_response();
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/problem+json"
        );
    }

    #[test]
    fn what_may_succeed_later_says_when() {
        for kind in ProblemType::ALL {
            let response = Problem::new(kind, "x").into_response();
            let says = response.headers().contains_key(header::RETRY_AFTER);
            assert_eq!(says, kind.retry(), "{kind:?}");
        }
    }
}
