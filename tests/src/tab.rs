//! One tab of a visitor: a page with what can be done there and what can be seen.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::emulation::{
    EventVirtualTimeBudgetExpired, MediaFeature, SetEmulatedMediaParams, SetUserAgentOverrideParams,
    SetVirtualTimePolicyParams, VirtualTimePolicy,
};
use chromiumoxide::cdp::browser_protocol::fetch::{
    ContinueRequestParams, EnableParams, EventRequestPaused, HeaderEntry, RequestPattern,
};
use chromiumoxide::cdp::browser_protocol::network::ResourceType;
use chromiumoxide::cdp::browser_protocol::page::{
    AddScriptToEvaluateOnNewDocumentParams, CaptureScreenshotFormat, ReloadParams, Viewport,
};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::page::ScreenshotParams;
use futures::StreamExt as _;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::seen::Seen;
use crate::wait::{until, within};

const EYES: &str = include_str!("eyes.js");

/// So many looks in a row without any news mean that a page has come to rest.
const CALM: u32 = 12;

/// One tab of a visitor.
#[derive(Clone, Debug)]
pub struct Tab {
    pub(crate) page: Page,
    left: Arc<Mutex<f64>>,
    /// What it has been seen to do.
    pub seen: Seen,
}

impl Tab {
    pub(crate) async fn of(page: Page) -> Self {
        Self {
            seen: Seen::follow(&page).await,
            page,
            left: Arc::default(),
        }
    }

    /// Goes to an address, as a link would, and waits until the page has loaded.
    pub async fn goes_to(&self, address: &str) {
        self.leaves_by(&format!("location.assign({})", json!(address)))
            .await;
    }

    /// Has an edge stand before the sites that says on every page's request, and on no other, where the visitor is.
    pub(crate) async fn goes_through(&self, region: &str) {
        let paused = self.page.event_listener::<EventRequestPaused>().await;
        let mut paused = paused.expect("requests to be told of");
        let pages = RequestPattern::builder()
            .resource_type(ResourceType::Document)
            .build();
        let stops = EnableParams::builder().pattern(pages).build();
        self.page.execute(stops).await.expect("an edge");
        let (page, region) = (self.page.clone(), region.to_owned());
        tokio::spawn(async move {
            while let Some(request) = paused.next().await {
                let sent = request.request.headers.inner().as_object().cloned();
                let sent = sent.unwrap_or_default();
                let sent = sent
                    .iter()
                    .map(|(name, value)| HeaderEntry::new(name.as_str(), value.as_str().unwrap_or_default()));
                let region = HeaderEntry::new("x-visitor-region", region.as_str());
                let goes_on = ContinueRequestParams::builder()
                    .request_id(request.request_id.clone())
                    .headers(sent.chain([region]));
                // A tab that has been closed meanwhile waits for nothing.
                let _ = page.execute(goes_on.build().expect("a request")).await;
            }
        });
    }

    /// Runs a script before those of every page from now on.
    pub async fn starts_with(&self, script: &str) {
        self.page
            .execute(AddScriptToEvaluateOnNewDocumentParams::new(script))
            .await
            .expect("a script of the page's");
    }

    /// Loads the page again.
    pub async fn reloads(&self) {
        self.mark().await;
        self.page
            .execute(ReloadParams::default())
            .await
            .expect("a reload");
        self.arrives().await;
    }

    /// Does something that leads to another page, and waits until that has loaded.
    pub async fn leaves_by(&self, script: &str) {
        self.mark().await;
        self.evaluate::<()>(&format!("void setTimeout(() => {{ {script} }})"))
            .await;
        self.arrives().await;
    }

    /// Is closed, as a visitor closes it.
    pub async fn closes(&self) {
        // A tab that has gone cannot answer.
        let _ = self.page.clone().close().await;
    }

    /// Marks this document, so that the next one can be told from it, even one that comes back out of the history.
    pub async fn mark(&self) {
        // In one step: a tab that has just been opened may still exchange one empty document for another.
        let left = self
            .evaluate("window.__left = performance.timeOrigin + performance.now()")
            .await;
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = left;
    }

    /// Waits until another document than the marked one has loaded.
    pub async fn arrives(&self) {
        let left = *self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let there = format!(
            "window.__left !== {left} && read('readyState') == 'complete' && location.href != 'about:blank'"
        );
        until("the next page to load", async || {
            self.try_evaluate::<bool>(&there).await.ok()?.then_some(())
        })
        .await;
        let address: String = self.evaluate("location.href").await;
        assert!(
            !address.starts_with("chrome-error:"),
            "the page could not be loaded"
        );
    }

    /// Waits until consent knows where the visitor stands.
    pub async fn is_ready(&self) -> &Self {
        self.evaluate::<()>(
            "new Promise((go) => (Object.hasOwn(window, 'consent') ? consent : (window.consent = []))
               .push((it) => it.on('ready', () => go())))",
        )
        .await;
        self
    }

    /// Waits until no request is under way and nothing has happened for a while.
    pub async fn rests(&self) -> &Self {
        let mut calm = 0;
        let mut last = self.seen.events();
        let rest = async || {
            let now = self.seen.events();
            calm = if now == last && self.seen.under_way().is_empty() {
                calm + 1
            } else {
                0
            };
            last = now;
            (calm >= CALM).then_some(())
        };
        let rested = within(Duration::from_secs(20), rest).await;
        assert!(
            rested.is_some(),
            "the page does not come to rest; under way: {:?}",
            self.seen.under_way()
        );
        self
    }

    /// Lets minutes pass in the page, by its own clock.
    pub async fn minutes_pass(&self, minutes: u32) {
        let mut over = self
            .page
            .event_listener::<EventVirtualTimeBudgetExpired>()
            .await
            .expect("a clock");
        let mut params = SetVirtualTimePolicyParams::new(VirtualTimePolicy::Advance);
        params.budget = Some(60_000.0 * f64::from(minutes));
        self.page.execute(params).await.expect("a clock");
        over.next().await.expect("a minute");
        self.page
            .execute(SetVirtualTimePolicyParams::new(VirtualTimePolicy::Advance))
            .await
            .expect("a clock");
    }

    /// Prefers a language, as a visitor's browser does: in what it asks servers for, and to scripts of the page.
    pub async fn reads(&self, language: &str) {
        let agent: String = self.evaluate("navigator.userAgent").await;
        let mut reads = SetUserAgentOverrideParams::new(agent);
        reads.accept_language = Some(language.to_owned());
        self.page.execute(reads).await.expect("a language");
    }

    /// What has focus: what a button does, a field's name, or the words on it; `page` for nothing in particular.
    pub async fn focus(&self) -> String {
        self.evaluate("spoken(focused())").await
    }

    /// Whether an element is there and can be seen.
    pub async fn shows(&self, selector: &str) -> bool {
        self.evaluate(&format!("isVisible(find({}))", json!(selector)))
            .await
    }

    /// Waits until an element can be seen.
    pub async fn will_show(&self, selector: &str) -> &Self {
        self.until(&format!("isVisible(find({}))", json!(selector))).await
    }

    /// Waits until an element cannot be seen any more.
    pub async fn will_hide(&self, selector: &str) -> &Self {
        self.until(&format!("!isVisible(find({}))", json!(selector)))
            .await
    }

    /// Waits until a script's answer is true.
    pub async fn until(&self, script: &str) -> &Self {
        until(script, async || {
            self.try_evaluate::<bool>(&format!("!!({script})"))
                .await
                .ok()?
                .then_some(())
        })
        .await;
        self
    }

    /// The words of an element.
    pub async fn text(&self, selector: &str) -> String {
        self.evaluate(&format!("find({})?.innerText ?? ''", json!(selector)))
            .await
    }

    /// What `window.consent` says about where the visitor stands.
    pub async fn state(&self) -> Value {
        self.evaluate("window.consent.state()").await
    }

    /// Runs a script in the page and gives its answer.
    ///
    /// # Panics
    /// When it throws, or answers with something else than was expected.
    pub async fn evaluate<T: DeserializeOwned>(&self, script: &str) -> T {
        self.try_evaluate(script)
            .await
            .unwrap_or_else(|fault| panic!("{script}\n{fault}"))
    }

    /// The same where the page may be on its way to another.
    pub(crate) async fn try_evaluate<T: DeserializeOwned>(&self, script: &str) -> Result<T, String> {
        let mut params = EvaluateParams::new(format!("(async () => {{\n{EYES}\nreturn ({script});\n}})()"));
        params.await_promise = Some(true);
        params.return_by_value = Some(true);
        let answer = self
            .page
            .execute(params)
            .await
            .map_err(|fault| fault.to_string())?
            .result;
        if let Some(thrown) = answer.exception_details {
            return Err(thrown
                .exception
                .and_then(|it| it.description)
                .unwrap_or(thrown.text));
        }
        serde_json::from_value(answer.result.value.unwrap_or(Value::Null)).map_err(|fault| fault.to_string())
    }

    /// Appears as on paper.
    pub async fn is_printed(&self) {
        let media = SetEmulatedMediaParams::builder().media("print").build();
        self.page.execute(media).await.expect("paper");
    }

    /// Appears in the few colours that a visitor has chosen for everything.
    pub async fn has_forced_colours(&self) {
        let media = SetEmulatedMediaParams::builder()
            .feature(MediaFeature::new("forced-colors", "active"))
            .build();
        self.page.execute(media).await.expect("colours");
    }

    /// Runs a script that is too large to be a step of a journey, such as a library.
    pub async fn runs(&self, library: &str) {
        let answer = self
            .page
            .execute(EvaluateParams::new(library))
            .await
            .expect("a library")
            .result;
        assert!(
            answer.exception_details.is_none(),
            "{:?}",
            answer.exception_details
        );
    }

    /// A picture of an element, as PNG.
    pub async fn picture_of(&self, selector: &str) -> Vec<u8> {
        let params = ScreenshotParams::builder()
            .format(CaptureScreenshotFormat::Png)
            .clip(self.place(selector).await)
            .build();
        self.page.screenshot(params).await.expect("a picture")
    }

    /// Where an element is in the viewport.
    pub(crate) async fn place(&self, selector: &str) -> Viewport {
        let (x, y, width, height): (f64, f64, f64, f64) = self
            .evaluate(&format!(
                "(({{ x, y, width, height }}) => [x, y, width, height])(find({}).getBoundingClientRect())",
                json!(selector)
            ))
            .await;
        Viewport {
            x,
            y,
            width,
            height,
            scale: 1.0,
        }
    }

    /// A picture of the viewport, as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        let params = ScreenshotParams::builder()
            .format(CaptureScreenshotFormat::Png)
            .build();
        self.page.screenshot(params).await.expect("a picture")
    }
}
