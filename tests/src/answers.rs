//! Answers put in the place of the server's: a file that is missing or damaged, a page under another policy.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::fetch::{
    ContinueRequestParams, EnableParams, EventRequestPaused, FailRequestParams, FulfillRequestParams,
    HeaderEntry, RequestPattern,
};
use chromiumoxide::cdp::browser_protocol::network::ErrorReason;
use futures::StreamExt as _;
use tokio::sync::Semaphore;

use crate::tab::Tab;

/// What is answered in place of the server.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The address, with `*` for anything.
    pub address: String,
    /// The status.
    pub status: i64,
    /// Headers by name.
    pub headers: Vec<(&'static str, String)>,
    /// The content.
    pub body: Vec<u8>,
}

impl Answer {
    /// There is no such file.
    #[must_use]
    pub fn missing(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            status: 404,
            headers: Vec::new(),
            body: b"not here".to_vec(),
        }
    }

    /// Something else than was asked for.
    #[must_use]
    pub fn other(address: &str, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type", kind.to_owned())];
        Self {
            address: address.to_owned(),
            status: 200,
            headers,
            body: body.into(),
        }
    }

    /// A problem of the record's server (RFC 9457), which any page may read.
    #[must_use]
    pub fn problem(address: &str, status: i64, retry: bool, after: Option<u32>) -> Self {
        let body = format!(
            r#"{{"type":"/problems/made-up","title":"Made up","status":{status},"detail":"made up","retry":{retry}}}"#
        );
        let mut problem = Self::other(address, "application/problem+json", body);
        problem.status = status;
        problem
            .headers
            .push(("access-control-allow-origin", "*".to_owned()));
        problem
            .headers
            .push(("access-control-expose-headers", "retry-after".to_owned()));
        problem
            .headers
            .extend(after.map(|seconds| ("retry-after", seconds.to_string())));
        problem
    }

    /// A page with a content security policy.
    #[must_use]
    pub fn page(address: &str, html: &str, security_policy: &str) -> Self {
        let mut page = Self::other(address, "text/html; charset=utf-8", html);
        page.headers
            .push(("content-security-policy", security_policy.to_owned()));
        page
    }

    fn fits(&self, address: &str) -> bool {
        let mut parts = self.address.split('*');
        let Some(mut rest) = parts.next().and_then(|start| address.strip_prefix(start)) else {
            return false;
        };
        for part in parts {
            match (part, rest.find(part)) {
                ("", _) => return true,
                (_, Some(at)) => rest = &rest[at + part.len()..],
                (_, None) => return false,
            }
        }
        rest.is_empty()
    }
}

impl Tab {
    /// Waits with everything at this address until it is let go.
    pub async fn holds_back(&self, address: &str) -> HeldBack {
        self.waits_with(address, None).await
    }

    /// Waits with everything at this address until it is let go, and then says that it is not there.
    pub async fn fails_late(&self, address: &str) -> HeldBack {
        self.waits_with(address, Some(Answer::missing(address))).await
    }

    /// Gets this answer from an address until the server may answer itself; none at all, as when nobody listens there,
    /// where it is left out.
    pub async fn is_turned_away_from(&self, address: &str, answer: Option<Answer>) -> TurnedAway {
        let turned = Arc::new(AtomicBool::new(true));
        let away = Arc::clone(&turned);
        self.intercepts(vec![address.to_owned()], move |page, request| {
            let (away, answer) = (Arc::clone(&away), answer.clone());
            async move {
                match (away.load(Ordering::SeqCst), answer) {
                    (false, _) => reply(&page, &request, None).await,
                    (true, Some(answer)) => reply(&page, &request, Some(&answer)).await,
                    (true, None) => {
                        let (id, reason) = (request.request_id.clone(), ErrorReason::ConnectionRefused);
                        page.execute(FailRequestParams::new(id, reason)).await.map(drop)
                    }
                }
            }
        })
        .await;
        TurnedAway(turned)
    }

    async fn waits_with(&self, address: &str, answer: Option<Answer>) -> HeldBack {
        let gate = Arc::new(Semaphore::new(0));
        let held = Arc::clone(&gate);
        self.intercepts(vec![address.to_owned()], move |page, request| {
            let (held, answer) = (Arc::clone(&held), answer.clone());
            async move {
                let _open = held.acquire().await;
                reply(&page, &request, answer.as_ref()).await
            }
        })
        .await;
        HeldBack(gate)
    }

    /// Gets these answers from now on; everything else comes from the server.
    pub async fn gets(&self, answers: Vec<Answer>) -> &Self {
        let addresses = answers.iter().map(|answer| answer.address.clone()).collect();
        let answers = Arc::new(answers);
        self.intercepts(addresses, move |page, request| {
            let answers = Arc::clone(&answers);
            async move {
                let answer = answers.iter().find(|answer| answer.fits(&request.request.url));
                reply(&page, &request, answer).await
            }
        })
        .await;
        self
    }

    async fn intercepts<F>(
        &self,
        addresses: Vec<String>,
        reply: impl Fn(Page, Arc<EventRequestPaused>) -> F + Send + 'static,
    ) where
        F: Future<Output = chromiumoxide::Result<()>> + Send + 'static,
    {
        let mut asked = self
            .page
            .event_listener::<EventRequestPaused>()
            .await
            .expect("requests");
        let pattern = |address| RequestPattern {
            url_pattern: Some(address),
            ..Default::default()
        };
        let patterns = Some(addresses.into_iter().map(pattern).collect());
        self.page
            .execute(EnableParams {
                patterns,
                handle_auth_requests: None,
            })
            .await
            .expect("requests can be held");
        let page = self.page.clone();
        tokio::spawn(async move {
            while let Some(request) = asked.next().await {
                // The tab may be gone by the time of the reply; then nobody waits for it.
                tokio::spawn(reply(page.clone(), request));
            }
        });
    }
}

/// Requests that do not reach the server.
#[derive(Debug)]
pub struct TurnedAway(Arc<AtomicBool>);

impl TurnedAway {
    /// From now on the server answers.
    pub fn is_over(&self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

/// Requests that wait.
#[derive(Debug)]
pub struct HeldBack(Arc<Semaphore>);

impl HeldBack {
    /// Lets them go, and all that come later.
    pub fn let_go(&self) {
        self.0.add_permits(Semaphore::MAX_PERMITS / 2);
    }
}

async fn reply(
    page: &Page,
    request: &EventRequestPaused,
    answer: Option<&Answer>,
) -> chromiumoxide::Result<()> {
    let id = request.request_id.clone();
    match answer {
        None => page.execute(ContinueRequestParams::new(id)).await.map(drop),
        Some(answer) => {
            let mut params = FulfillRequestParams::new(id, answer.status);
            let entry = |(name, value): &(&str, String)| HeaderEntry::new(*name, value);
            params.response_headers = Some(answer.headers.iter().map(entry).collect());
            params.body = Some(chromiumoxide::Binary::from(base64(&answer.body)));
            page.execute(params).await.map(drop)
        }
    }
}

/// Base64 with padding, as the browser's protocol has it.
fn base64(bytes: &[u8]) -> String {
    let text = consent_core::base64url::encode(bytes)
        .replace('-', "+")
        .replace('_', "/");
    let padding = text.len().next_multiple_of(4) - text.len();
    text + &"=".repeat(padding)
}
