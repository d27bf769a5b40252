//! `POST /v1/verify`: what a consent string, a receipt or a Cookie header says, and whether it may be relied on.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use consent_core::carry::{self, Stored};
use consent_core::config::Policy;
use consent_core::decision::ConsentState;
use consent_core::receipt::{KeySet, Receipt};
use consent_core::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::asked::{Asked, OfSite};
use super::problem::Problem;
use super::problem_type::ProblemType;
use super::shapes;
use crate::app::App;
use crate::guard::{json, size};
use crate::site::Site;
use crate::store::StoreError;
use crate::verify::{Finding, Format, Known, Reading, Severity, Verdict, verify};

/// What is put before a Cookie header, so that it is taken for nothing else.
const COOKIE: &str = "Cookie: ";

/// What is to be verified: exactly one of the three.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// A consent string, or another text of a format that is known here.
    string: Option<String>,
    /// A receipt, as JSON.
    #[schema(value_type = Option<shapes::Receipt>)]
    receipt: Option<Value>,
    /// A whole Cookie header.
    cookie: Option<String>,
    /// The site whose policies it is held against; may be left out where there is one.
    site: Option<String>,
}

/// What it says, and whether it may be relied on.
#[derive(Serialize)]
pub(super) struct Answer {
    #[serde(flatten)]
    reading: Reading,
    /// Where whoever sent it stands now; for strings and cookies.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
}

/// Verifies a text against the policies, keys and log of a site.
///
/// Answers 200 whatever the verdict is: the question was understood.
#[utoipa::path(
    post,
    path = "/v1/verify",
    tag = "verify",
    params(("site" = Option<String>, Query, description = "The site's name, where the body has none.")),
    request_body = Question,
    responses((status = 200, description = "What it says, what was found, and the verdict.", body = shapes::Answer))
)]
pub(super) async fn post_verify(
    State(app): State<Arc<App>>,
    Asked(of): Asked<OfSite>,
    request: Request,
) -> Result<Json<Answer>, Problem> {
    let body = size::read(request, size::VERIFY).await?;
    let question: Question = json::read(&body, json::DEPTH)?;
    let site = app.site(question.site.as_deref().or(of.site.as_deref()))?;
    let (text, is_receipt) = match (question.string, question.receipt, question.cookie) {
        (Some(text), None, None) => (text, false),
        (None, None, Some(cookie)) => (format!("{COOKIE}{cookie}"), false),
        (None, Some(Value::String(text)), None) => (text, true),
        (None, Some(receipt), None) => (receipt.to_string(), true),
        _ => {
            return Err(Problem::new(
                ProblemType::Malformed,
                "ask about exactly one of “string”, “receipt” and “cookie”",
            ));
        }
    };
    let answer = answer(&app, site, &text, is_receipt).await?;
    if answer.reading.verdict() == Verdict::Invalid {
        app.metrics.verify_failed(Some(site.key.as_str()));
    }
    Ok(Json(answer))
}

async fn answer(app: &App, site: &Site, text: &str, is_receipt: bool) -> Result<Answer, Problem> {
    let keys: KeySet = app.public_keys().await?;
    let published = site.policies();
    let current = published.current.as_ref().map(|current| &current.policy);
    let others = published.by_fingerprint.values().map(|other| &other.policy);
    let others =
        others.filter(|other| current.is_none_or(|current| current.fingerprint() != other.fingerprint()));
    let policies: Vec<&Policy> = current.into_iter().chain(others).collect();
    let now = Timestamp::from_secs(app.now() / 1000);
    let known = Known {
        policies: &policies,
        keys: Some(&keys),
        now,
    };
    let mut reading = verify(text, &known);
    let mut state = None;
    if reading.format == Some(Format::Receipt) || is_receipt {
        add_the_log(app, site, text, &mut reading).await?;
    } else if let (Some(format), Some(current)) = (reading.format, current)
        && says_where(format, text)
    {
        state = Some(word(&state_of(text, current, now)));
    }
    Ok(Answer { reading, state })
}

/// A string of ours says where its sender stands; so does a whole header, even if it only has another system's cookies.
fn says_where(format: Format, text: &str) -> bool {
    match format {
        Format::Consent => true,
        Format::Import(_) => text.starts_with(COOKIE),
        _ => false,
    }
}

/// A cookie is read as the page reads it; a bare string as the page's copy of it.
fn state_of(text: &str, policy: &Policy, now: Timestamp) -> ConsentState {
    let cookies = text.strip_prefix(COOKIE);
    let stored = Stored {
        cookies: cookies.unwrap_or_default(),
        mirror: if cookies.is_some() { "" } else { text.trim() },
    };
    carry::read(&stored, policy, now)
}

const fn word(state: &ConsentState) -> &'static str {
    match state {
        ConsentState::Unasked => "unasked",
        ConsentState::Decided(_) => "decided",
        ConsentState::Expired { .. } => "expired",
        ConsentState::Outdated { .. } => "outdated",
    }
}

/// A receipt can be sound and its promise broken; only the log can tell.
async fn add_the_log(app: &App, site: &Site, text: &str, reading: &mut Reading) -> Result<(), StoreError> {
    let Ok(receipt) = Receipt::parse(text) else {
        return Ok(());
    };
    if receipt.log != site.log || reading.verdict() == Verdict::Invalid {
        return Ok(());
    }
    let (key, id) = (site.key.as_str(), receipt.record.id());
    let due = receipt.record.received_at().as_millis() + u64::from(receipt.merge_delay) * 1000;
    let seq = app.store.seq_of(key, *id.as_bytes()).await?;
    let is_kept = app.store.record(key, *id.as_bytes()).await?.is_some();
    let (severity, rule, message) = match (seq, is_kept) {
        (Some(_), true) => return Ok(()),
        (Some(_), false) => (
            Severity::Note,
            "erased",
            "its content has been erased here since; the receipt still proves what it says",
        ),
        (None, _) if app.now() <= due => return Ok(()),
        (None, _) => (
            Severity::Error,
            "promise-broken",
            "it was promised to be in the log and is not: keep the receipt, it is evidence against the log",
        ),
    };
    reading.findings.push(Finding {
        rule,
        severity,
        message: message.into(),
        source: "log".into(),
    });
    Ok(())
}
