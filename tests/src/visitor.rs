//! A visitor: a browser that has never been anywhere, with its own cookies and storage.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use chromiumoxide::cdp::browser_protocol::browser::{
    BrowserContextId, SetDownloadBehaviorBehavior, SetDownloadBehaviorParams,
};
use chromiumoxide::cdp::browser_protocol::network::CookieParam;
use chromiumoxide::cdp::browser_protocol::page::AddScriptToEvaluateOnNewDocumentParams;
use chromiumoxide::cdp::browser_protocol::storage::{GetCookiesParams, SetCookiesParams};
use chromiumoxide::cdp::browser_protocol::target::{CreateBrowserContextParams, CreateTargetParams};

use crate::browser::Chromium;
use crate::cookies::Jar;
use crate::look::Look;
use crate::tab::Tab;

/// Notes what a content security policy refuses, from the page's first moment on.
const WATCH: &str = "window.__violations = []; addEventListener('securitypolicyviolation', (event) => \
     __violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`), true);";

/// A visitor of one or more sites.
#[derive(Clone, Debug)]
pub struct Visitor {
    chromium: Arc<Chromium>,
    pub(crate) context: BrowserContextId,
    look: Look,
    tabs: Arc<Mutex<Vec<Tab>>>,
}

impl Visitor {
    pub(crate) async fn arrives(chromium: Arc<Chromium>, look: Look) -> Self {
        let context = chromium
            .browser
            .create_browser_context(CreateBrowserContextParams::default())
            .await
            .expect("a browser of one's own");
        Self {
            chromium,
            context,
            look,
            tabs: Arc::default(),
        }
    }

    /// Opens an empty tab.
    pub async fn tab(&self) -> Tab {
        let mut params = CreateTargetParams::new("about:blank");
        params.browser_context_id = Some(self.context.clone());
        let page = self.chromium.browser.new_page(params).await.expect("a tab");
        self.look.apply(&page).await;
        page.execute(AddScriptToEvaluateOnNewDocumentParams::new(WATCH))
            .await
            .expect("a watch");
        let tab = Tab::of(page).await;
        self.tabs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(tab.clone());
        tab
    }

    /// Opens an empty tab in which a script runs before those of every page.
    pub async fn tab_with(&self, script: &str) -> Tab {
        let tab = self.tab().await;
        tab.starts_with(script).await;
        tab
    }

    /// Opens an empty tab whose requests go through an edge that says where the visitor is.
    pub async fn tab_in(&self, region: &str) -> Tab {
        let tab = self.tab().await;
        tab.goes_through(region).await;
        tab
    }

    /// Opens an address in a tab of its own, and waits until consent knows where the visitor stands.
    pub async fn opens(&self, address: &str) -> Tab {
        let tab = self.tab().await;
        tab.goes_to(address).await;
        tab.is_ready().await;
        tab
    }

    /// All cookies, those hidden from scripts and those of third parties too.
    pub async fn cookies(&self) -> Jar {
        let params = GetCookiesParams {
            browser_context_id: Some(self.context.clone()),
        };
        let kept = self
            .chromium
            .browser
            .execute(params)
            .await
            .expect("cookies")
            .result
            .cookies;
        Jar(kept.into_iter().map(Into::into).collect())
    }

    /// Puts cookies into the jar, as if they had been set earlier.
    pub async fn has(&self, cookies: Vec<CookieParam>) {
        let mut params = SetCookiesParams::new(cookies);
        params.browser_context_id = Some(self.context.clone());
        self.chromium.browser.execute(params).await.expect("cookies");
    }

    /// Keeps in a folder what pages let the visitor download.
    pub async fn downloads_into(&self, folder: &Path) {
        let mut params = SetDownloadBehaviorParams::new(SetDownloadBehaviorBehavior::Allow);
        params.browser_context_id = Some(self.context.clone());
        params.download_path = Some(folder.to_string_lossy().into_owned());
        self.chromium.browser.execute(params).await.expect("downloads");
    }

    /// The tabs opened so far.
    #[must_use]
    pub fn tabs(&self) -> Vec<Tab> {
        self.tabs.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
