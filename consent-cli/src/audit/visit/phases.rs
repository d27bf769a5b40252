//! What one visitor does, from the first page to the last look.

use std::time::Duration;

use tokio::time::sleep;
use url::Url;

use super::{Pace, elements};
use crate::Obstacle;
use crate::audit::address::Site;
use crate::audit::banners::{self, Answered, System};
use crate::audit::browser::{Chromium, Tab, Visitor};
use crate::audit::seen::{Element, Entry, PageSeen, Phase, PhaseSeen, Request, Shelf, Stored, WayBack};
use crate::audit::watch::{Ledger, seconds_now};
use consent_core::config::Lifetime;

/// What one visitor has seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) phases: Vec<PhaseSeen>,
    pub(super) requests: Vec<Request>,
    pub(super) stored: Vec<Stored>,
    pub(super) pages: Vec<PageSeen>,
    pub(super) elements: Vec<Element>,
    pub(super) ways_back: Vec<WayBack>,
    pub(super) system: Option<&'static System>,
}

/// A visitor on the way.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    site: &'a Site,
    pace: &'a Pace,
    visitor: Visitor,
    tab: Tab,
    ledger: Ledger,
    seen: Seen,
}

impl<'a> Walk<'a> {
    pub(super) async fn begin(
        chromium: &Chromium,
        site: &'a Site,
        pace: &'a Pace,
        says_gpc: bool,
    ) -> Result<Self, Obstacle> {
        let visitor = chromium.visitor().await?;
        let tab = visitor.tab(says_gpc).await?;
        Ok(Self {
            site,
            pace,
            visitor,
            tab,
            ledger: Ledger::default(),
            seen: Seen::default(),
        })
    }

    /// Closes the browser and hands over what was seen.
    pub(super) async fn end(self) -> Seen {
        self.visitor.leaves().await;
        self.seen
    }

    /// Reads all pages and answers nothing; `looks` at the banner and the HTML.
    pub(super) async fn reads(&mut self, phase: Phase, looks: bool) -> Result<(), Obstacle> {
        let site = self.site;
        self.tab.watch.notes().begin(phase, site.pages[0].as_str());
        for (place, page) in site.pages.iter().enumerate() {
            self.arrives(page).await?;
            if looks {
                self.looks_at(page).await?;
            }
            self.stays().await?;
            self.take_stock(phase, page, place + 1 == site.pages.len())
                .await?;
        }
        self.close_phase(phase, None);
        Ok(())
    }

    /// Answers on the first page, and then reads all of them.
    pub(super) async fn answers(&mut self, phase: Phase, system: &'static System) -> Result<bool, Obstacle> {
        let site = self.site;
        let first = &site.pages[0];
        if phase != Phase::Withdraw {
            self.arrives(first).await?;
            if phase == Phase::Reject {
                // What came without being asked is there by now, and must go.
                self.stays().await?;
            }
        }
        self.tab.watch.notes().begin(phase, first.as_str());
        let answered = match phase {
            Phase::Reject => banners::reject(&self.tab, system).await?,
            Phase::Withdraw => banners::withdraw(&self.tab, system).await?,
            _ => banners::accept(&self.tab, system).await?,
        };
        if let Answered::No(why) = answered {
            self.close_phase(phase, Some(why));
            return Ok(false);
        }
        self.tab.rests(self.pace.limit).await;
        let reloaded_itself = self.tab.watch.notes().documents > 0;
        if phase == Phase::Withdraw && !reloaded_itself {
            self.stays().await?;
        }
        for (place, page) in site.pages.iter().enumerate() {
            self.arrives(page).await?;
            self.stays().await?;
            if phase == Phase::Accept {
                let way_back = banners::way_back(&self.tab, system).await;
                self.seen.ways_back.push(way_back);
            }
            self.take_stock(phase, page, place + 1 == site.pages.len())
                .await?;
        }
        if phase == Phase::Accept && site.pages.len() > 1 {
            // It is taken back where it was given.
            self.arrives(first).await?;
        }
        self.close_phase(phase, None);
        if let Some(last) = self.seen.phases.last_mut() {
            last.reloaded_itself = reloaded_itself;
        }
        Ok(true)
    }

    async fn arrives(&self, page: &Url) -> Result<(), Obstacle> {
        self.tab.goes_to(page.as_str(), self.pace.limit).await?;
        self.tab.rests(self.pace.limit).await;
        Ok(())
    }

    async fn stays(&self) -> Result<(), Obstacle> {
        self.tab.wanders().await?;
        sleep(self.pace.stay).await;
        self.tab.rests(self.pace.limit).await;
        Ok(())
    }

    async fn looks_at(&mut self, page: &Url) -> Result<(), Obstacle> {
        if let Some(html) = self.tab.source().await {
            self.seen.elements.extend(elements::of(&html, page));
        }
        let system = banners::present(&self.tab).await?;
        let banner = match system {
            Some(system) => banners::banner(&self.tab, system).await,
            None => None,
        };
        if self.seen.system.is_none() {
            self.seen.system = system;
        }
        let language = self.tab.evaluate("document.documentElement.lang || null").await?;
        self.seen.pages.push(PageSeen {
            url: page.to_string(),
            banner,
            way_back: None,
            language,
        });
        Ok(())
    }

    /// Looks at everything that is stored.
    async fn take_stock(&mut self, phase: Phase, page: &Url, is_last: bool) -> Result<(), Obstacle> {
        // A script that writes at every tick may be between removing and writing.
        sleep(Duration::from_millis(50)).await;
        let mut found = self.visitor.cookies().await?;
        let keys: (Vec<String>, Vec<String>) = self
            .tab
            .evaluate(
                "(() => { const keys = (name) => { try { return Object.keys(window[name]); } catch { return []; } }; \
                 return [keys('localStorage'), keys('sessionStorage')]; })()",
            )
            .await?;
        let host = page.host_str().unwrap_or_default();
        let on = |shelf: Shelf, lifetime: Lifetime| {
            move |name: String| Entry {
                shelf,
                name,
                domain: host.to_owned(),
                path: "/".into(),
                http_only: false,
                secure: false,
                lifetime,
            }
        };
        found.extend(keys.0.into_iter().map(on(Shelf::Local, Lifetime::Persistent)));
        found.extend(keys.1.into_iter().map(on(Shelf::Session, Lifetime::Session)));
        let at = self.tab.watch.notes().now();
        self.ledger.look(phase, page.as_str(), at, found, is_last);
        Ok(())
    }

    fn close_phase(&mut self, phase: Phase, obstacle: Option<String>) {
        let mut notes = self.tab.watch.notes();
        let writes = notes.writes(seconds_now());
        self.seen.phases.push(PhaseSeen {
            phase,
            took: notes.now(),
            views: notes.views.clone(),
            obstacle,
            reloaded_itself: false,
        });
        self.seen.requests.append(&mut notes.requests);
        drop(notes);
        self.seen.stored.extend(self.ledger.end(phase, writes));
    }
}
