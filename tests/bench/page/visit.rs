//! One visitor comes to one page, and what that was like.

use std::time::Duration;

use consent_tests::{Look, Stage, Tab};
use serde::Deserialize;
use serde_json::json;
use tokio::time::sleep;

use crate::contestants::Contestant;

const PROBE: &str = include_str!("probe.js");

/// Long enough for the heaviest on the poor line; nobody looks at the page before.
const FIRST: Duration = Duration::from_secs(9);
const AFTER_CLICK: Duration = Duration::from_millis(2_500);

/// Seconds that tags may take longer on a machine that has other work.
const PATIENCE: usize = 20;

/// A phone.
const SIZE: (i64, i64) = (412, 823);

/// What a page says at the end; times in milliseconds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Figures {
    /// The question is on the screen, from the moment the page was asked for.
    pub(crate) notice: Option<f64>,
    /// The screen answers a click.
    pub(crate) next: Option<f64>,
    /// The second layer is on the screen, after the click.
    pub(crate) opened: Option<f64>,
    /// Layout shift.
    pub(crate) moved: f64,
    /// All that came over the line, heads too.
    pub(crate) bytes: f64,
    pub(crate) requests: f64,
    ran: Ran,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Ran {
    analytics: Option<f64>,
    advertisement: Option<f64>,
    functionality: Option<f64>,
}

/// What a visitor has come for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    Accept,
    Reject,
    Choose,
}

/// Somebody comes for the first time, and answers. Accepting is followed by another visit.
pub(crate) async fn visit(
    stage: &Stage,
    at: &str,
    one: &Contestant,
    aim: Aim,
) -> Result<(Figures, Option<Figures>), String> {
    let visitor = stage.visitor_with(Look::of(SIZE)).await;
    let tab = visitor.tab().await;
    tab.goes_to(&format!("{at}/blank.html")).await;
    let opens = one
        .preferences
        .filter(|_| aim == Aim::Choose)
        .map(|[_, dialog]| dialog);
    tab.starts_with(&format!(
        "window.__wanted = {};{PROBE}",
        json!({ "notice": one.notice, "opens": opens })
    ))
    .await;
    tab.is_slow().await;
    tab.sets_out_for(&format!("{at}{}", one.path)).await;
    sleep(FIRST).await;
    let before = figures(&tab).await?;
    if before.notice.is_none() {
        return Err(format!("{}: no notice came", one.name));
    }
    if before.ran.any() {
        return Err(format!("{}: a tag ran before an answer", one.name));
    }
    let selector = match (aim, one.preferences) {
        (Aim::Accept, _) => one.accept,
        (Aim::Reject, _) => one.reject,
        (Aim::Choose, Some([opener, _])) => opener,
        (Aim::Choose, None) => return Ok((before, None)),
    };
    tab.clicks(selector).await;
    sleep(AFTER_CLICK).await;
    let after = if aim == Aim::Accept {
        has_run(&tab, one).await?
    } else {
        figures(&tab).await?
    };
    if aim != Aim::Accept && after.ran.any() {
        return Err(format!("{}: after {aim:?} ran {:?}", one.name, after.ran));
    }
    let first = Figures {
        next: after.next,
        opened: after.opened,
        ..before
    };
    if aim != Aim::Accept {
        return Ok((first, None));
    }
    // Comes back days later: the answer is there, and nothing else.
    let again = visitor.tab().await;
    again.goes_to(&format!("{at}/blank.html")).await;
    again.starts_with(PROBE).await;
    again.forgets_files().await;
    again.is_slow().await;
    again.sets_out_for(&format!("{at}{}", one.path)).await;
    sleep(FIRST).await;
    let back = figures(&again).await?;
    if !back.ran.all() {
        return Err(format!(
            "{}: somebody who had said yes got {:?}",
            one.name, back.ran
        ));
    }
    Ok((first, Some(back)))
}

/// The same as soon as all tags have run, as they must after a yes.
async fn has_run(tab: &Tab, one: &Contestant) -> Result<Figures, String> {
    for _ in 0..PATIENCE {
        let figures = figures(tab).await?;
        if figures.ran.all() {
            return Ok(figures);
        }
        sleep(Duration::from_secs(1)).await;
    }
    Err(format!("{}: not every tag ran after a yes", one.name))
}

async fn figures(tab: &Tab) -> Result<Figures, String> {
    let told: serde_json::Value = tab.evaluate("window.__figures()").await;
    serde_json::from_value(told).map_err(|fault| fault.to_string())
}

impl Ran {
    fn any(&self) -> bool {
        self.analytics.is_some() || self.advertisement.is_some() || self.functionality.is_some()
    }

    fn all(&self) -> bool {
        self.analytics.is_some() && self.advertisement.is_some() && self.functionality.is_some()
    }
}
