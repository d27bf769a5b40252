//! One batch: every event is judged, then all are sealed and kept, or none.

use std::sync::Arc;
use std::time::Instant;

use consent_core::receipt::{Entry, Event, EventError, Facts, Receipt, Sealed};

use super::receipt_of;
use super::sealing::{Sealing, row};
use crate::api::problem::{Problem, RefusedEvent};
use crate::api::problem_type::ProblemType;
use crate::app::App;
use crate::site::{Policies, PublishedPolicy, Site};
use crate::stats::Day;
use crate::store::{Appended, Tally};

/// What became of a batch.
#[derive(Debug)]
pub(crate) struct Recorded {
    /// One for each event, in order.
    pub(crate) receipts: Vec<Receipt>,
    /// How many were not there before.
    pub(crate) new: u64,
}

/// Records a batch. Everything in it is durable when this returns, or nothing of it is recorded.
pub(crate) async fn ingest(
    app: &App,
    site: &Arc<Site>,
    events: Vec<Event>,
    host: Option<&str>,
) -> Result<Recorded, Problem> {
    app.buckets.take_events(site.key.as_str(), events.len())?;
    let sealed = sealed(app, site, events, host).await?;
    let policies = site.policies();
    let rows = sealed
        .iter()
        .map(|(sealed, event)| row(sealed, *event, tally(sealed, &policies)));
    let began = Instant::now();
    let appended = app.store.append(site.key.as_str(), rows.collect()).await?;
    app.metrics.committed(began.elapsed().as_secs_f64());

    let mut recorded = Recorded {
        receipts: Vec::with_capacity(appended.len()),
        new: 0,
    };
    for ((sealed, _), appended) in sealed.into_iter().zip(appended) {
        match appended {
            Appended::New { .. } => {
                recorded.new += 1;
                if let Some(record) = sealed.entry.consent() {
                    app.counts
                        .remember(site.key.as_str(), record.subject.to_string(), record.count);
                }
                recorded.receipts.push(Receipt::of(sealed, &site.log));
            }
            Appended::Known(kept) => recorded.receipts.push(receipt_of(*kept, &site.log)?),
        }
    }
    app.note_growth(recorded.new);
    Ok(recorded)
}

/// Judges and seals every event; one that cannot be recorded refuses the batch.
async fn sealed(
    app: &App,
    site: &Arc<Site>,
    events: Vec<Event>,
    host: Option<&str>,
) -> Result<Vec<(Sealed, [u8; 32])>, Problem> {
    let mut refused = Vec::new();
    let mut policies = Vec::with_capacity(events.len());
    for (index, event) in events.iter().enumerate() {
        match policy_of(app, site, event).await? {
            Ok(policy) => policies.push(policy),
            Err((kind, detail)) => refused.push(RefusedEvent {
                index,
                kind,
                detail: detail.into(),
            }),
        }
    }
    if !refused.is_empty() {
        return Err(Problem::of_events(refused));
    }
    let gaps = app.counts.gaps(app.store(), site.key.as_str(), &events).await?;
    let known = site.policies();
    let sealing = Sealing::now(app, site);
    let mut sealed = Vec::with_capacity(events.len());
    for (index, ((event, policy), gap)) in events.into_iter().zip(policies).zip(gaps).enumerate() {
        let digest = event.digest(&site.key);
        let facts = Facts {
            site: &site.key,
            host,
            controllers: &policy.controllers,
            notice_known: known.notices.contains_key(&event.said().notice),
            received_at: sealing.at(),
            gap,
            clock_stepped: sealing.moment.stepped,
        };
        match event.record(&policy.policy, &facts) {
            Ok(record) => {
                let one = sealing.seal(Entry::Consent(record), &site.log)?;
                sealed.push((one, *digest.as_bytes()));
            }
            Err(error) => refused.push(RefusedEvent {
                index,
                kind: kind_of(&error),
                detail: error.to_string(),
            }),
        }
    }
    if refused.is_empty() {
        Ok(sealed)
    } else {
        Err(Problem::of_events(refused))
    }
}

/// The policy that an event was decided under, or why there is none here.
async fn policy_of(
    app: &App,
    site: &Site,
    event: &Event,
) -> Result<Result<Arc<PublishedPolicy>, (ProblemType, &'static str)>, Problem> {
    let fingerprint = event.fingerprint();
    Ok(match site.policy(fingerprint, app.store()).await? {
        Some(policy) => Ok(policy),
        None if app.sites.is_of_another(site, fingerprint) => Err((
            ProblemType::WrongSite,
            "the consent string names a policy of another site on this server",
        )),
        None => Err((
            ProblemType::UnknownPolicy,
            "the consent string names a policy that this site has not published here",
        )),
    })
}

/// The type of problem that an event which cannot be recorded is.
pub(crate) const fn kind_of(error: &EventError) -> ProblemType {
    match error {
        EventError::FarDated { .. } => ProblemType::FarDated,
        _ => ProblemType::Malformed,
    }
}

/// What is counted of a record. A language that the site does not speak is nobody's but the sender's.
fn tally(sealed: &Sealed, policies: &Policies) -> Option<Tally> {
    let record = sealed.entry.consent()?;
    let policy = policies.by_fingerprint.get(&record.policy)?;
    let granted = policy.asked().filter(|category| {
        let of_it = record.categories.iter().find(|(id, _)| id.as_str() == *category);
        of_it.is_some_and(|(_, granted)| *granted)
    });
    let language = if policies.speaks(&record.language) {
        record.language.clone()
    } else {
        "other".into()
    };
    Some(Tally {
        day: Day::of_millis(record.received_at.as_millis()).number(),
        policy: record.policy.to_string(),
        language,
        act: record.act.word().into(),
        regime: serde_json::to_value(record.regime)
            .ok()
            .and_then(|word| word.as_str().map(Into::into))
            .unwrap_or_default(),
        grants: granted.collect::<Vec<_>>().join(" "),
    })
}
