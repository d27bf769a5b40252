//! A visitor: cookies and storage of one's own, and one tab.

use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::emulation::{
    SetDeviceMetricsOverrideParams, SetFocusEmulationEnabledParams, SetUserAgentOverrideParams,
};
use chromiumoxide::cdp::browser_protocol::network::{Headers, SetExtraHttpHeadersParams};
use chromiumoxide::cdp::browser_protocol::page::AddScriptToEvaluateOnNewDocumentParams;
use chromiumoxide::cdp::browser_protocol::storage::GetCookiesParams;
use chromiumoxide::cdp::browser_protocol::target::CreateTargetParams;
use consent_core::config::Lifetime;
use serde_json::json;

use super::{Chromium, Tab, broken};
use crate::Obstacle;
use crate::audit::seen::{Entry, Shelf};
use crate::audit::watch::seconds_now;

/// What a browser with Global Privacy Control tells a page (W3C, Global Privacy Control, section 4.2).
const GPC: &str = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', \
     { get: () => true, configurable: true, enumerable: true });";

/// A visitor of one site.
#[derive(Debug)]
pub(crate) struct Visitor {
    chromium: Chromium,
    context: BrowserContextId,
}

impl Visitor {
    pub(super) const fn new(chromium: Chromium, context: BrowserContextId) -> Self {
        Self { chromium, context }
    }

    /// Opens a tab at a desk; with the signal if the visitor has set it.
    pub(crate) async fn tab(&self, says_gpc: bool) -> Result<Tab, Obstacle> {
        let mut params = CreateTargetParams::new("about:blank");
        params.browser_context_id = Some(self.context.clone());
        let page = self.chromium.browser.new_page(params).await.map_err(broken)?;
        let agent = SetUserAgentOverrideParams::new(self.chromium.user_agent.clone());
        page.execute(agent).await.map_err(broken)?;
        let screen = SetDeviceMetricsOverrideParams::new(1280, 800, 1.0, false);
        page.execute(screen).await.map_err(broken)?;
        // Several tabs side by side: each behaves as if it were the one in front.
        let focus = SetFocusEmulationEnabledParams::new(true);
        page.execute(focus).await.map_err(broken)?;
        if says_gpc {
            let header = SetExtraHttpHeadersParams::new(Headers::new(json!({ "Sec-GPC": "1" })));
            page.execute(header).await.map_err(broken)?;
            page.execute(AddScriptToEvaluateOnNewDocumentParams::new(GPC))
                .await
                .map_err(broken)?;
        }
        Tab::of(page).await
    }

    /// All cookies, those hidden from scripts and those of third parties too.
    pub(crate) async fn cookies(&self) -> Result<Vec<Entry>, Obstacle> {
        let params = GetCookiesParams {
            browser_context_id: Some(self.context.clone()),
        };
        let kept = self.chromium.browser.execute(params).await.map_err(broken)?;
        let now = seconds_now();
        let found = kept.result.cookies.into_iter().map(|cookie| {
            #[expect(clippy::cast_possible_truncation, reason = "a date in seconds")]
            let left = whole(u64::try_from(cookie.expires as i64 - now).unwrap_or(1).max(1));
            Entry {
                shelf: Shelf::Cookie,
                name: cookie.name,
                domain: cookie.domain,
                path: cookie.path,
                http_only: cookie.http_only,
                secure: cookie.secure,
                lifetime: if cookie.session {
                    Lifetime::Session
                } else {
                    Lifetime::Seconds(left)
                },
            }
        });
        Ok(found.collect())
    }

    /// Closes everything that the visitor has opened.
    pub(crate) async fn leaves(self) {
        // A browser that has crashed cannot be closed; then there is nothing left to close.
        let _ = self.chromium.browser.dispose_browser_context(self.context).await;
    }
}

/// Some seconds of a lifetime have passed when it is looked at: all but the shortest are told in whole minutes.
const fn whole(left: u64) -> u64 {
    if left > 300 { left.div_ceil(60) * 60 } else { left }
}
