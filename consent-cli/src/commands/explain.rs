//! `consent explain`: why something runs or is held for a visitor, as the page's `why()` says it.

use std::path::PathBuf;

use clap::Args;
use consent_core::catalogue::Catalogue;
use consent_core::config::Policy;
use consent_core::decision::{ConsentState, Signal};
use consent_core::gate::{HoldReason, Requirement, Verdict, judge};
use serde_json::json;

use super::{Report, print};
use crate::Refusal;
use crate::backend::{Obstacle, Sources};

/// Says why something runs or is held for a visitor, as the page's why() does
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  consent explain public/consent/policy.json '1.uVn3…' analytics
  consent explain policy.json '1.uVn3…' 'analytics !advertisement'
  consent explain policy.json '' https://snap.licdn.com/li.lms-analytics/insight.min.js

Exit codes: 0 it runs, 1 it is held, 2 wrong use or a file that cannot be read.")]
pub(super) struct Explain {
    /// The site's policy.json, as `consent build` writes it
    #[arg(value_name = "POLICY")]
    policy: PathBuf,
    /// The visitor's consent string; an empty one for a visitor who has not answered
    #[arg(value_name = "STRING")]
    string: String,
    /// A category or a service, what an element's attributes list, or the address of a script, frame or picture
    #[arg(value_name = "WHAT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    what: String,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(super) json: bool,
}

impl Explain {
    pub(super) fn run(&self) -> Result<Report, Refusal> {
        let sources = Sources::read(std::slice::from_ref(&self.policy), None)?;
        let Some((policy, state)) = sources.state_of(&self.string) else {
            return Err(Obstacle::new("no policy was read", "name the site's policy.json").into());
        };
        let grants = match &state {
            ConsentState::Decided(decision) => decision.grants,
            _ => Signal::default().default_grants(policy),
        };
        let named = Named::of(&self.what, policy)?;
        let verdict = judge(&Requirement::parse(&named.list), policy, &grants, &state);
        let standing = standing(&state);
        let (reason, name) = match &verdict {
            Verdict::Run => (None, None),
            Verdict::Hold(reason) => {
                let (reason, name) = words(reason);
                (Some(reason), name)
            }
        };
        let message = said(&verdict, &state);
        let is_good = verdict == Verdict::Run;
        let text = if self.json {
            let verdict = if is_good { "run" } else { "hold" };
            format!(
                "{:#}",
                json!({
                    "shape": 1,
                    "verdict": verdict,
                    "reason": reason,
                    "name": name,
                    "state": standing,
                    "asked": named.list,
                    "service": named.service,
                    "message": message,
                })
            )
        } else {
            let verdict = if is_good {
                print::good("runs:")
            } else {
                print::bad("held:")
            };
            match &named.service {
                Some(service) => format!("{verdict} {message}\n{} is of {service}", self.what),
                None => format!("{verdict} {message}"),
            }
        };
        Ok(Report { text, is_good })
    }
}

/// What is asked for, as an element's attributes would say it.
struct Named {
    list: String,
    /// The service that an address is of.
    service: Option<String>,
}

impl Named {
    /// An address is that of the service of the policy which is known to load from there.
    fn of(what: &str, policy: &Policy) -> Result<Self, Obstacle> {
        if !what.contains("://") && !what.starts_with("//") {
            return Ok(Self {
                list: what.into(),
                service: None,
            });
        }
        let catalogue = Catalogue::built_in();
        let known = catalogue.of_url(what);
        let declared = known
            .iter()
            .find(|record| policy.service(record.id.as_str()).is_some());
        match (declared, known.first()) {
            (Some(record), _) => Ok(Self {
                list: record.id.to_string(),
                service: Some(record.id.to_string()),
            }),
            (None, Some(record)) => Err(Obstacle::new(
                format_args!("{what} is of {}, which the policy does not declare", record.name),
                format_args!(
                    "add \"{}\" to the site's services, or name the service that its element is marked with",
                    record.id
                ),
            )),
            (None, None) => Err(Obstacle::new(
                format_args!("no service of the catalogue is known to load {what}"),
                "name the category or service that its element is marked with",
            )),
        }
    }
}

const fn standing(state: &ConsentState) -> &'static str {
    match state {
        ConsentState::Unasked => "unasked",
        ConsentState::Decided(_) => "decided",
        ConsentState::Expired { .. } => "expired",
        ConsentState::Outdated { .. } => "outdated",
    }
}

/// The reason in the page's words, and what it is about.
fn words(reason: &HoldReason) -> (&'static str, Option<&str>) {
    match reason {
        HoldReason::NothingNamed => ("unnamed", None),
        HoldReason::Unknown(name) => ("unknown", Some(name)),
        HoldReason::Unasked(name) => ("unasked", Some(name)),
        HoldReason::Refused(name) => ("refused", Some(name)),
        HoldReason::Granted(name) => ("granted", Some(name)),
    }
}

/// The verdict in a sentence.
fn said(verdict: &Verdict, state: &ConsentState) -> String {
    let Verdict::Hold(reason) = verdict else {
        return match state {
            ConsentState::Decided(_) => "everything that it needs is granted".into(),
            _ => "everything that it needs holds without an answer".into(),
        };
    };
    match reason {
        HoldReason::NothingNamed => "it names nothing, so that nobody knows what it needs".into(),
        HoldReason::Unknown(name) => {
            format!("the policy knows no category or service “{name}”, and what is unknown never runs")
        }
        HoldReason::Unasked(name) => match state {
            ConsentState::Expired { .. } => {
                format!("the answer about {name} is too old, and is asked for again")
            }
            ConsentState::Outdated { .. } => {
                format!("the answer about {name} was given to another policy, and is asked for again")
            }
            _ => format!("the visitor has not answered about {name}"),
        },
        HoldReason::Refused(name) => format!("the visitor said no to {name}"),
        HoldReason::Granted(name) => format!("it is to run only without {name}, which is granted"),
    }
}
