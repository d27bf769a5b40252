//! The visitors of one site, day by day.

use anyhow::ensure;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use consent_core::receipt::EventDraft;
use consent_server::stats::Day;
use fastrand::Rng;
use serde_json::json;
use tower::ServiceExt as _;

use super::asking::Asking;
use super::season::{Habits, habits};
use super::visit::{Known, deed, event};
use crate::publish::Published;

/// The most events that are sent at once.
const BATCH: usize = 20;
/// Decisions are so many seconds old when they are sent, at most: none of them is late.
const OLDEST: u64 = 29 * 60;

/// The visitors of one site.
#[derive(Debug)]
pub(super) struct Crowd {
    site: &'static str,
    origin: String,
    habits: Habits,
    asking: Asking,
    known: Vec<Known>,
}

impl Crowd {
    /// The visitors of a site that asks what this build asks.
    pub(super) fn of(site: &'static str, sites_port: u16, build: &Published) -> anyhow::Result<Self> {
        Ok(Self {
            site,
            origin: format!("http://{site}.localhost:{sites_port}"),
            habits: habits(site),
            asking: Asking::of(build)?,
            known: Vec::new(),
        })
    }

    /// The site.
    pub(super) const fn site(&self) -> &'static str {
        self.site
    }

    /// From now on the site asks something else.
    pub(super) fn is_asked_anew(&mut self, build: &Published) -> anyhow::Result<()> {
        self.asking = Asking::of(build)?;
        Ok(())
    }

    /// Lets a day pass: its visitors decide, and their pages send it. Tells how many decisions there were.
    pub(super) async fn pass(
        mut self,
        day: Day,
        at: u64,
        asked_again: Option<u32>,
        router: Router,
    ) -> anyhow::Result<(Self, usize)> {
        let events = self.day(day, at, asked_again)?;
        // One after the other: a visitor's second decision comes after the first.
        for request in self.requests(&events)? {
            send(router.clone(), request).await?;
        }
        Ok((self, events.len()))
    }

    /// What the visitors of a day decide. The same day of the same site has the same visitors each time, as far as
    /// they are new.
    fn day(&mut self, day: Day, at: u64, asked_again: Option<u32>) -> anyhow::Result<Vec<EventDraft>> {
        let seed = self.site.bytes().fold(0xcbf2_9ce4_8422_2325, |seed: u64, byte| {
            (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut rng = Rng::with_seed(seed ^ u64::from(day.number()));
        let about = self.habits.decisions(day, asked_again) * (0.8 + 0.4 * rng.f64());
        let accept = self.habits.accept(day, asked_again) + 0.06 * (rng.f64() - 0.5);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "some dozens a day"
        )]
        let number = about.round() as usize;
        let mut ages: Vec<u64> = (0..number).map(|_| rng.u64(1..OLDEST)).collect();
        ages.sort_unstable_by(|one, other| other.cmp(one));
        // Nobody decides the same twice in a second.
        ages.dedup();
        ages.into_iter()
            .map(|age| {
                let english = rng.f64() < self.habits.english;
                let shown = self.asking.shown(if english { "en" } else { "sv" })?;
                let deed = deed(&mut rng, &self.habits, accept);
                event(&mut rng, deed, &shown, at - age * 1000, &mut self.known)
            })
            .collect()
    }

    /// The events as the site's pages send them.
    fn requests(&self, events: &[EventDraft]) -> anyhow::Result<Vec<Request<Body>>> {
        let batches = events.chunks(BATCH);
        let requests = batches.map(|events| {
            let body = json!({ "site": self.site, "events": events });
            let request = Request::post("/v1/events").header(header::ORIGIN, &self.origin);
            let request = request.header(header::CONTENT_TYPE, "application/json");
            Ok(request.body(Body::from(body.to_string()))?)
        });
        requests.collect()
    }
}

/// Sends what records something.
async fn send(router: Router, request: Request<Body>) -> anyhow::Result<()> {
    let response = router.oneshot(request).await?;
    let status = response.status();
    let said = axum::body::to_bytes(response.into_body(), 1024 * 1024).await?;
    let said = String::from_utf8_lossy(&said);
    ensure!(
        status.is_success(),
        "the server took no decisions: {status} {said}"
    );
    Ok(())
}
