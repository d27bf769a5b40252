//! Reads what the page shows, for one site, out of the server.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use axum::http::header::HOST;
use consent_core::notice::Language;
use serde::Deserialize;

use super::session::{Reader, is_this_machine};
use super::{LogStatus, PolicyMark, Range, SignedHead, Tongue, View};
use crate::app::App;
use crate::stats::{Day, Every, Stats};
use crate::store::StoreError;

/// What the page's forms ask for. A field that nobody knows, or that holds nonsense, is as if it had been left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    site: Option<String>,
    range: Option<String>,
    from: Option<String>,
    to: Option<String>,
    every: Option<String>,
}

impl Asked {
    /// The sites that the reader may see.
    fn sites(app: &App, reader: &Reader) -> Vec<String> {
        let all = app.site_keys().filter(|site| reader.may_see(site));
        all.map(Into::into).collect()
    }

    fn every(&self) -> Option<Every> {
        match self.every.as_deref() {
            Some("day") => Some(Every::Day),
            Some("week") => Some(Every::Week),
            Some("month") => Some(Every::Month),
            _ => None,
        }
    }

    fn range(&self, today: Day) -> Range {
        Range::asked(
            self.range.as_deref(),
            self.from.as_deref(),
            self.to.as_deref(),
            today,
        )
    }

    /// The site that is asked for, or the first that the reader may see; nothing if there is none, or if the one
    /// that is asked for is not the reader's.
    fn site(&self, sites: &[String]) -> Option<String> {
        match self.site.as_deref().filter(|site| !site.is_empty()) {
            Some(named) => sites.iter().find(|site| *site == named).cloned(),
            None => sites.first().cloned(),
        }
    }

    /// The counts alone; nothing if the site is not the reader's.
    pub(super) async fn stats(&self, app: &App, reader: &Reader) -> Result<Option<Stats>, StoreError> {
        let Some(site) = self.site(&Self::sites(app, reader)) else {
            return Ok(None);
        };
        let range = self.range(Day::of_millis(app.now()));
        Ok(Some(gather(app, &site, range, self.every()).await?.0))
    }

    /// The counts and everything around them; nothing if the site is not the reader's.
    pub(super) async fn view(
        &self,
        app: &App,
        reader: &Reader,
        headers: &HeaderMap,
        tongue: Tongue,
    ) -> Result<Option<(Stats, View)>, StoreError> {
        let sites = Self::sites(app, reader);
        let Some(site) = self.site(&sites) else {
            return Ok(None);
        };
        let now = app.now();
        let range = self.range(Day::of_millis(now));
        let chosen = self.every();
        let (stats, range) = gather(app, &site, range, chosen).await?;
        let before = match range.before() {
            Some(before) => {
                let stats = app.stats(&site, before.from(), before.to(), Every::Month).await?;
                Some(stats.total)
            }
            None => None,
        };
        let view = View {
            tongue,
            range,
            chosen,
            before,
            categories: categories(app, &site, tongue).await?,
            policies: policies(app, &site).await?,
            recorded: stats.total.decisions > 0 || recorded(app, &site).await?,
            log: log(app, &site).await?,
            address: address(headers),
            now,
            site,
            sites,
        };
        Ok(Some((stats, view)))
    }
}

/// The counts of a range, in the steps that were chosen, or else in those that are read best; and the range, which
/// begins with a whole week where a preset turns out to be read best in weeks.
async fn gather(
    app: &App,
    site: &str,
    mut range: Range,
    chosen: Option<Every>,
) -> Result<(Stats, Range), StoreError> {
    let mut every = range.steps(chosen);
    loop {
        let stats = app.stats(site, range.from(), range.to(), every).await?;
        let longer = range.longer(every, stats.total.answers);
        let Some(longer) = longer.filter(|_| chosen.is_none()) else {
            return Ok((stats, range));
        };
        if longer == Every::Week && range.preset(Day::of_millis(app.now())).is_some() {
            range = range.in_weeks();
        }
        every = longer;
    }
}

/// The part of a kept notice that is read.
#[derive(Deserialize)]
struct Notice {
    categories: Vec<Category>,
}

#[derive(Deserialize)]
struct Category {
    id: String,
    name: String,
}

/// Names of categories as the site's own notices say them, the newest in the reader's language before all others.
async fn categories(app: &App, site: &str, tongue: Tongue) -> Result<BTreeMap<String, String>, StoreError> {
    let mut notices = app.store().notices(site).await?;
    notices.sort_by_key(|notice| (notice.language == tongue.code(), notice.known_at));
    let notices = notices
        .iter()
        .filter_map(|row| serde_json::from_str::<Notice>(&row.json).ok());
    let mut names: BTreeMap<String, String> = notices
        .flat_map(|notice| notice.categories)
        .map(|category| (category.id, category.name))
        .collect();
    if let Some(language) = Language::parse(tongue.code()) {
        for (id, name) in &mut names {
            // A site that does not speak the reader's language still has built-in categories, which do.
            if let Some((known, _)) = language.texts().category(id) {
                known.clone_into(name);
            }
        }
    }
    Ok(names)
}

/// The part of a kept policy that is read.
#[derive(Deserialize)]
struct Versioned {
    version: Option<String>,
}

/// The site's policies, each since it became known.
async fn policies(app: &App, site: &str) -> Result<Vec<PolicyMark>, StoreError> {
    let mut marks: Vec<PolicyMark> = Vec::new();
    for row in app.store().policies(site).await? {
        // Other words under the same fingerprint are the same policy.
        if marks.iter().any(|mark| mark.fingerprint == row.fingerprint) {
            continue;
        }
        let version = serde_json::from_str::<Versioned>(&row.json).ok();
        marks.push(PolicyMark {
            fingerprint: row.fingerprint,
            version: version.and_then(|versioned| versioned.version),
            known_on: Day::of_millis(row.known_at),
        });
    }
    Ok(marks)
}

/// Whether a decision was ever recorded: what the log has besides is what the site has published.
async fn recorded(app: &App, site: &str) -> Result<bool, StoreError> {
    let ever = app.store().tallies(site, 0, Day::new(u32::MAX).number()).await?;
    Ok(!ever.is_empty())
}

async fn log(app: &App, site: &str) -> Result<LogStatus, StoreError> {
    let store = app.store();
    let head = store.checkpoint(site).await?;
    Ok(LogStatus {
        size: store.size(site).await?,
        waiting: u64::try_from(store.waiting()).unwrap_or(u64::MAX),
        head: head.map(|head| SignedHead {
            size: head.size,
            at: head.at,
        }),
        kid: Some(app.signing.current().kid().to_string()),
    })
}

/// The address at which the reader reaches the server: what a site would have to name.
fn address(headers: &HeaderMap) -> String {
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("localhost");
    let scheme = if is_this_machine(headers) { "http" } else { "https" };
    format!("{scheme}://{host}")
}
