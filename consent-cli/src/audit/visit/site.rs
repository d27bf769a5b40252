//! All visitors of one site, and what they have seen together.

use futures::future::{join_all, try_join_all};
use url::Url;

use super::Pace;
use super::phases::{Seen, Walk};
use crate::Obstacle;
use crate::audit::address::Site;
use crate::audit::banners::System;
use crate::audit::browser::{BrowserOptions, Chromium};
use crate::audit::seen::{Element, Observation, Phase, Role};

/// Visits every site, with one browser for all of them.
///
/// # Errors
/// When there is no browser, or a page cannot be loaded.
pub(crate) async fn visit(
    sites: &[Site],
    browser: &BrowserOptions,
    pace: &Pace,
) -> Result<Vec<Observation>, Obstacle> {
    let chromium = Chromium::start(browser).await?;
    try_join_all(sites.iter().map(|site| visit_site(&chromium, site, pace))).await
}

async fn visit_site(chromium: &Chromium, site: &Site, pace: &Pace) -> Result<Observation, Obstacle> {
    let (before, gpc) = futures::join!(
        reading(chromium, site, pace, Phase::Before),
        reading(chromium, site, pace, Phase::Gpc)
    );
    let (mut whole, gpc) = (before?, gpc?);
    let policy = match whole.system {
        Some(system) if system.id == "consent" => policy(chromium, site, &whole, pace).await,
        _ => None,
    };
    let mut walks = Vec::new();
    if let Some(system) = whole.system {
        let answering =
            [Phase::Reject, Phase::Accept].map(|phase| answering(chromium, site, pace, system, phase));
        for walk in join_all(answering).await {
            walks.push(walk?);
        }
    }
    walks.push(gpc);
    for walk in walks {
        for (page, way_back) in whole.pages.iter_mut().zip(walk.ways_back) {
            page.way_back = Some(way_back);
        }
        whole.phases.extend(walk.phases);
        whole.requests.extend(walk.requests);
        whole.stored.extend(walk.stored);
    }
    whole.phases.sort_by_key(|seen| seen.phase);
    name_elements(&mut whole);
    Ok(Observation {
        origin: site.origin.clone(),
        host: site.host().to_owned(),
        system: whole.system,
        pages: whole.pages,
        phases: whole.phases,
        requests: whole.requests,
        stored: whole.stored,
        elements: whole.elements,
        policy,
    })
}

/// A visitor who answers nothing.
async fn reading(chromium: &Chromium, site: &Site, pace: &Pace, phase: Phase) -> Result<Seen, Obstacle> {
    let _seat = pace.seats.acquire().await;
    let mut walk = Walk::begin(chromium, site, pace, phase == Phase::Gpc).await?;
    let outcome = walk.reads(phase, phase == Phase::Before).await;
    let seen = walk.end().await;
    pace.tick.phase();
    outcome.map(|()| seen)
}

/// A visitor who answers, and takes back what was accepted.
async fn answering(
    chromium: &Chromium,
    site: &Site,
    pace: &Pace,
    system: &'static System,
    phase: Phase,
) -> Result<Seen, Obstacle> {
    let _seat = pace.seats.acquire().await;
    let mut walk = Walk::begin(chromium, site, pace, false).await?;
    let mut outcome = walk.answers(phase, system).await;
    pace.tick.phase();
    if phase == Phase::Accept {
        if matches!(outcome, Ok(true)) {
            outcome = walk.answers(Phase::Withdraw, system).await;
        }
        pace.tick.phase();
    }
    let seen = walk.end().await;
    outcome.map(|_| seen)
}

/// The policy that lies beside what our banner was loaded from, asked for by a visitor whom nobody watches.
async fn policy(chromium: &Chromium, site: &Site, seen: &Seen, pace: &Pace) -> Option<String> {
    let beside = seen.requests.iter().find_map(|request| {
        let url = Url::parse(&request.url).ok()?;
        let name = url.path_segments()?.next_back()?.to_owned();
        let is_ours = name == "consent.js"
            || (name.starts_with("consent.") && name.ends_with(".js"))
            || (name.starts_with("engine") && (name.ends_with(".js") || name.ends_with(".wasm")));
        is_ours.then(|| url.join("policy.json").ok()).flatten()
    });
    let default = || site.pages.first()?.join("/consent/policy.json").ok();
    let address = beside.or_else(default)?;
    let visitor = chromium.visitor().await.ok()?;
    let text = match visitor.tab(false).await {
        Ok(tab) => match tab.goes_to(address.as_str(), pace.limit).await {
            Ok(()) => tab.source().await,
            Err(_) => None,
        },
        Err(_) => None,
    };
    visitor.leaves().await;
    text
}

/// Puts to requests that came from markup the element that they came from.
fn name_elements(seen: &mut Seen) {
    for request in &mut seen.requests {
        let is_meant = |element: &&Element| {
            element.role == Role::Loads && element.page == request.page && element.url == request.url
        };
        if request.initiator.kind == crate::audit::seen::Cause::Element
            && let Some(element) = seen.elements.iter().find(is_meant)
        {
            request.initiator.element = Some(element.tag.clone());
            request.initiator.line = Some(element.line);
        }
    }
}
