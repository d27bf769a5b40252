//! A journey: the sites are opened, visitors come, and at the end everybody's browser is closed again.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use futures::FutureExt as _;
use tokio::runtime::Runtime;
use tokio::sync::{OnceCell, Semaphore};

use crate::browser::Chromium;
use crate::look::Look;
use crate::site::Sites;
use crate::tab::Tab;
use crate::visitor::Visitor;

/// One runtime for the whole binary: the browser is spoken to from every test, and outlives each.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

static CHROMIUM: OnceCell<Arc<Chromium>> = OnceCell::const_new();

/// So many journeys at a time; more would only slow each other down.
static SEATS: Semaphore = Semaphore::const_new(4);

/// What a journey takes place on.
#[derive(Debug)]
pub struct Stage {
    /// The five sites.
    pub sites: Sites,
    chromium: Arc<Chromium>,
    visitors: Mutex<Vec<Visitor>>,
}

/// Runs the steps of a journey. When one fails, what the pages said on their consoles is told too.
pub fn journey(steps: impl AsyncFnOnce(&Stage)) {
    journey_after(0, steps);
}

/// The same on sites whose record has so many days of visitors behind it already.
pub fn journey_after(days: u32, steps: impl AsyncFnOnce(&Stage)) {
    RUNTIME.block_on(async {
        let _seat = SEATS.acquire().await.expect("a seat");
        let chromium = CHROMIUM
            .get_or_init(async || Arc::new(Chromium::start().await))
            .await;
        let sites = Sites::open(days).await;
        let stage = Stage {
            sites,
            chromium: Arc::clone(chromium),
            visitors: Mutex::default(),
        };
        let outcome = AssertUnwindSafe(steps(&stage)).catch_unwind().await;
        stage.closes(outcome.is_err()).await;
        if let Err(fault) = outcome {
            resume_unwind(fault);
        }
    });
}

impl Stage {
    /// A visitor who has never been here, at a desk.
    pub async fn visitor(&self) -> Visitor {
        self.visitor_with(Look::default()).await
    }

    /// A visitor with another device, or other preferences.
    pub async fn visitor_with(&self, look: Look) -> Visitor {
        let visitor = Visitor::arrives(Arc::clone(&self.chromium), look).await;
        self.visitors
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(visitor.clone());
        visitor
    }

    /// A page of a site, opened by somebody who has never been here.
    pub async fn opens(&self, site: &str, path: &str) -> Tab {
        self.visitor().await.opens(&self.sites.page(site, path)).await
    }

    /// Files of ours that the pages of a tab have fetched from a site, as they are called there, in the order asked for.
    #[must_use]
    pub fn fetched(&self, site: &str, tab: &Tab) -> Vec<String> {
        let own = self.sites.page(site, "consent/");
        let all = tab.seen.requests();
        all.iter()
            .filter_map(|url| url.strip_prefix(&own).map(str::to_owned))
            .collect()
    }

    async fn closes(self, failed: bool) {
        let visitors = self.visitors.into_inner().unwrap_or_else(PoisonError::into_inner);
        for visitor in visitors {
            if failed {
                tell(&visitor).await;
            }
            // A browser that has crashed cannot be closed; the test has failed by then.
            let _ = self
                .chromium
                .browser
                .dispose_browser_context(visitor.context.clone())
                .await;
        }
    }
}

async fn tell(visitor: &Visitor) {
    for tab in visitor.tabs() {
        let address = tab
            .try_evaluate::<String>("location.href")
            .await
            .unwrap_or_default();
        eprintln!("at the end {address} had said:");
        for line in tab.seen.lines() {
            eprintln!("  {}: {}", line.level, line.text);
        }
    }
    eprintln!("cookies: {}", visitor.cookies().await);
}
