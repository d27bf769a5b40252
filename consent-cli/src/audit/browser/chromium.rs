//! One browser for all visitors of an audit.

use std::path::PathBuf;
use std::sync::Arc;

use chromiumoxide::Browser;
use chromiumoxide::cdp::browser_protocol::target::CreateBrowserContextParams;
use chromiumoxide::handler::HandlerConfig;
use futures::StreamExt as _;

use super::launch::Running;
use super::{Visitor, broken, find};
use crate::Obstacle;

/// Which browser, and how.
#[derive(Clone, Debug, Default)]
pub(crate) struct BrowserOptions {
    /// The program; found by name when absent.
    pub(crate) program: Option<PathBuf>,
    /// Whether it goes without its sandbox.
    pub(crate) without_sandbox: bool,
}

/// A running browser. A clone is the same browser.
#[derive(Clone, Debug)]
pub(crate) struct Chromium {
    pub(super) browser: Arc<Browser>,
    pub(super) user_agent: String,
    _running: Arc<Running>,
}

impl Chromium {
    /// Finds it, starts it and connects.
    pub(crate) async fn start(options: &BrowserOptions) -> Result<Self, Obstacle> {
        let program = find::find(options.program.as_deref())?;
        let running = Running::start(&program, options.without_sandbox)?;
        let config = HandlerConfig {
            viewport: None,
            ..HandlerConfig::default()
        };
        let (browser, mut messages) = Browser::connect_with_config(running.address.clone(), config)
            .await
            .map_err(broken)?;
        tokio::spawn(async move { while messages.next().await.is_some() {} });
        // Several banners hide from what calls itself headless; a visitor's browser does not.
        let version = browser.version().await.map_err(broken)?;
        Ok(Self {
            browser: Arc::new(browser),
            user_agent: version.user_agent.replace("HeadlessChrome", "Chrome"),
            _running: Arc::new(running),
        })
    }

    /// A visitor who has never been anywhere.
    pub(crate) async fn visitor(&self) -> Result<Visitor, Obstacle> {
        let context = self
            .browser
            .create_browser_context(CreateBrowserContextParams::default())
            .await
            .map_err(broken)?;
        Ok(Visitor::new(self.clone(), context))
    }
}
