//! Visitors before the demo's first day, so that its dashboard has something to show.
//!
//! *Takes* the sites as they are, and the day that it is.
//! *Gives* a log with real records: each an event that the server took, judged, sealed and signed, under a clock
//! that stood on its day.
//! *Never* touches a record that somebody else has begun.

mod asking;
mod before;
mod clock;
mod crowd;
mod season;
mod visit;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use axum::Router;
use consent_server::stats::{Day, Every};
use consent_server::store::{SqliteOptions, SqliteStore, Store as _};
use consent_server::{App, Scope};
use tokio::task::JoinSet;

use crate::publish::{Builds, publish_all};
use crate::recording::{Folder, deploy, options};
use crate::site::NAMES;
use clock::{Hands, spring_before};
use crowd::Crowd;

/// The file that says how far the history has come.
const MARK: &str = "history";
const BEGUN: &str = "begun: what is beside this is not whole, and is made anew at the next start\n";
const DONE: &str = "done\n";

/// Fills the record up to yesterday: so many days, in whole weeks, where there is none yet, else those that are missing since it was
/// last used. Returns how many decisions were recorded.
///
/// # Errors
/// When a site cannot be built, or the server does not take what its visitors send.
pub(crate) async fn fill(
    folder: &Folder,
    root: &Path,
    ports: (u16, u16),
    today: Day,
    days: u32,
) -> anyhow::Result<usize> {
    let mark = folder.file(MARK);
    let said = std::fs::read_to_string(&mark).unwrap_or_default();
    if said == BEGUN {
        folder.forget_record()?;
    }
    let first = match last_used(folder).await? {
        None => Day::new(today.number().saturating_sub(days)).start_of(Every::Week),
        Some(last) if said == DONE => Day::new(last.number() + 1),
        Some(_) => return Ok(0),
    };
    if first >= today {
        return Ok(0);
    }
    std::fs::write(&mark, BEGUN).with_context(|| mark.display().to_string())?;
    let spring = spring_before(today);
    let since = publish_all(root, ports.1, &|_, config| {
        before::dated(config, &spring.to_string())
    })?;
    let until = publish_all(root, ports.1, &|site, config| {
        before::before(site, config, &first.to_string())
    })?;
    let then = if first < spring { &until } else { &since };
    for site in NAMES {
        folder.put(site.name, then.get(site.name).context("every site is built")?)?;
    }
    let clock = Arc::new(Hands::at(first));
    let app = App::open(&options(folder, ports.0, Arc::clone(&clock) as _)).await?;
    let name = format!("history-{first}");
    let days = Days {
        router: consent_server::router(Arc::clone(&app)),
        key: app.make_key(&name, None, &[Scope::Deploy]).await?,
        clock,
        sites_port: ports.0,
    };
    let made = days.pass(first, today, spring, &until, &since).await;
    app.store().revoke_api_key(&name, app.now()).await?;
    app.close().await;
    let made = made?;
    std::fs::write(&mark, DONE).with_context(|| mark.display().to_string())?;
    Ok(made)
}

/// The last day that any site's log has something of; nothing where there is no record yet.
async fn last_used(folder: &Folder) -> anyhow::Result<Option<Day>> {
    let file = folder.database();
    if !file.exists() {
        return Ok(None);
    }
    let store = SqliteStore::open(&file, SqliteOptions::default()).await?;
    let mut last = Day::new(0);
    for site in NAMES {
        let signed = store.checkpoint(site.name).await?;
        last = last.max(Day::of_millis(signed.map_or(0, |signed| signed.at)));
    }
    store.close().await;
    Ok(Some(last))
}

/// Days that pass, one after the other, on all sites at once.
struct Days {
    router: Router,
    key: String,
    clock: Arc<Hands>,
    sites_port: u16,
}

impl Days {
    async fn pass(
        &self,
        first: Day,
        today: Day,
        spring: Day,
        until: &Builds,
        since: &Builds,
    ) -> anyhow::Result<usize> {
        let mut crowds: Vec<Crowd> = Vec::new();
        for site in NAMES {
            let build = if first < spring { until } else { since };
            let build = build.get(site.name).context("every site is built")?;
            crowds.push(Crowd::of(site.name, self.sites_port, build)?);
        }
        let mut made = 0;
        for number in first.number()..today.number() {
            let day = Day::new(number);
            if day == spring {
                for crowd in &mut crowds {
                    let build = since.get(crowd.site()).context("every site is built")?;
                    deploy(&self.router, &self.key, crowd.site(), build).await?;
                    crowd.is_asked_anew(build)?;
                }
            }
            // Late in the morning; what is sent was decided in the half hour before.
            let at = self.clock.put(day, 11 * 60 + 17);
            let asked_again = number.checked_sub(spring.number()).filter(|_| first < spring);
            // All sites side by side, each with its own visitors.
            let mut sites = JoinSet::new();
            for crowd in crowds.drain(..) {
                sites.spawn(crowd.pass(day, at, asked_again, self.router.clone()));
            }
            while let Some(passed) = sites.join_next().await {
                let (crowd, decided) = passed??;
                crowds.push(crowd);
                made += decided;
            }
        }
        Ok(made)
    }
}
