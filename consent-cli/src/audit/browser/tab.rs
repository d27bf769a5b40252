//! One tab: goes to pages, waits for them, looks at them and touches them, each for a bounded time.

use std::time::Duration;

use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchKeyEventParams, DispatchKeyEventType, DispatchMouseEventParams, DispatchMouseEventType,
    MouseButton,
};
use chromiumoxide::cdp::browser_protocol::network::{GetResponseBodyParams, RequestId};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout};

use super::broken;
use crate::Obstacle;
use crate::audit::watch::Watch;

/// How often is looked.
const STEP: Duration = Duration::from_millis(50);

/// So many looks in a row without any news mean that a page has come to rest.
const CALM: u32 = 8;

/// A script that answers later than this is not waited for.
const PATIENCE: Duration = Duration::from_secs(15);

/// One tab.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    page: Page,
    /// What it has been seen to do.
    pub(crate) watch: Watch,
}

impl Tab {
    pub(super) async fn of(page: Page) -> Result<Self, Obstacle> {
        let watch = Watch::of(&page).await.map_err(broken)?;
        Ok(Self { page, watch })
    }

    /// Goes to a page, as a link would, and waits until it has loaded, at most so long.
    pub(crate) async fn goes_to(&self, address: &str, limit: Duration) -> Result<(), Obstacle> {
        self.watch.notes().turn_to(address);
        let mark = "window.__left = performance.timeOrigin + performance.now()";
        let left: f64 = self.evaluate(mark).await?;
        let go = format!("void setTimeout(() => location.assign({}))", json!(address));
        self.evaluate::<Value>(&go).await?;
        let arrived = format!(
            "window.__left !== {left} && location.href != 'about:blank' ? [document.readyState, location.href] : null"
        );
        let end = Instant::now() + limit;
        loop {
            // A page on its way to another cannot be asked.
            let now = self
                .evaluate::<Option<(String, String)>>(&arrived)
                .await
                .ok()
                .flatten();
            match now {
                Some((_, href)) if href.starts_with("chrome-error:") => {
                    return Err(Obstacle::new(
                        format_args!("{address} could not be loaded"),
                        "check that the address is right and that the site answers",
                    ));
                }
                Some((state, _)) if state == "complete" || Instant::now() >= end => return Ok(()),
                None if Instant::now() >= end => {
                    return Err(Obstacle::new(
                        format_args!("{address} did not answer within {} s", limit.as_secs()),
                        "check that the site answers, or wait longer with --timeout",
                    ));
                }
                _ => sleep(STEP).await,
            }
        }
    }

    /// Waits until no request is under way and nothing has happened for a while, at most so long.
    pub(crate) async fn rests(&self, limit: Duration) {
        let end = Instant::now() + limit;
        let (mut calm, mut last) = (0, 0);
        while calm < CALM && Instant::now() < end {
            sleep(STEP).await;
            let (events, under_way) = {
                let notes = self.watch.notes();
                (notes.events, notes.under_way())
            };
            calm = if events == last && under_way == 0 {
                calm + 1
            } else {
                0
            };
            last = events;
        }
    }

    /// Runs a script in the page and gives its answer.
    pub(crate) async fn evaluate<T: DeserializeOwned>(&self, script: &str) -> Result<T, Obstacle> {
        let mut params = EvaluateParams::new(format!("(async () => ({script}))()"));
        params.await_promise = Some(true);
        params.return_by_value = Some(true);
        let answer = timeout(PATIENCE, self.page.execute(params)).await;
        let answer = answer
            .map_err(|_| broken("the page does not answer"))?
            .map_err(broken)?
            .result;
        if let Some(thrown) = answer.exception_details {
            let what = thrown.exception.and_then(|it| it.description);
            return Err(broken(what.unwrap_or(thrown.text)));
        }
        serde_json::from_value(answer.result.value.unwrap_or(Value::Null)).map_err(broken)
    }

    /// Waits until a script's answer is there, at most so long.
    pub(crate) async fn until<T: DeserializeOwned>(&self, script: &str, limit: Duration) -> Option<T> {
        let end = Instant::now() + limit;
        loop {
            if let Ok(Some(found)) = self.evaluate::<Option<T>>(script).await {
                return Some(found);
            }
            if Instant::now() >= end {
                return None;
            }
            sleep(STEP).await;
        }
    }

    /// The HTML of the page as it came, if the browser still has it.
    pub(crate) async fn source(&self) -> Option<String> {
        let id = self.watch.notes().document.clone()?;
        let params = GetResponseBodyParams::new(RequestId::from(id));
        let body = self.page.execute(params).await.ok()?.result;
        (!body.base64_encoded).then_some(body.body)
    }

    /// Clicks a point of the window with the mouse.
    pub(crate) async fn clicks_at(&self, x: f64, y: f64) -> Result<(), Obstacle> {
        for kind in [
            DispatchMouseEventType::MouseMoved,
            DispatchMouseEventType::MousePressed,
            DispatchMouseEventType::MouseReleased,
        ] {
            let mut event = DispatchMouseEventParams::new(kind.clone(), x, y);
            if kind != DispatchMouseEventType::MouseMoved {
                event.button = Some(MouseButton::Left);
                event.click_count = Some(1);
            }
            timeout(PATIENCE, self.page.execute(event))
                .await
                .map_err(|_| broken("the page does not answer"))?
                .map_err(broken)?;
        }
        Ok(())
    }

    /// Reads as somebody who decides nothing: scrolls to the end and back, and presses Tab a few times.
    pub(crate) async fn wanders(&self) -> Result<(), Obstacle> {
        self.evaluate::<Value>(
            "(async () => {
               const wait = () => new Promise((go) => setTimeout(go, 40));
               const end = Math.min(document.documentElement.scrollHeight, 12 * innerHeight);
               for (let y = 0; y < end; y += innerHeight) { scrollTo({ top: y, behavior: 'instant' }); await wait(); }
               scrollTo({ top: 0, behavior: 'instant' });
               return null;
             })()",
        )
        .await?;
        for _ in 0..5 {
            for kind in [DispatchKeyEventType::RawKeyDown, DispatchKeyEventType::KeyUp] {
                let mut event = DispatchKeyEventParams::new(kind);
                event.key = Some("Tab".into());
                event.code = Some("Tab".into());
                event.windows_virtual_key_code = Some(9);
                timeout(PATIENCE, self.page.execute(event))
                    .await
                    .map_err(|_| broken("the page does not answer"))?
                    .map_err(broken)?;
            }
        }
        Ok(())
    }
}
