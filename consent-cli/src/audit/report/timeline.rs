//! The timeline: for every phase when something was stored and somebody was asked, and whether it needed a yes.

use maud::{Markup, html};

use crate::audit::judge::{AuditedSite, Standing, Whose};
use crate::audit::seen::{Phase, PhaseSeen};

/// Units of the drawing, which stretches with the page.
const WIDTH: f64 = 1000.0;
const LEFT: f64 = 190.0;
const RIGHT: f64 = 90.0;
const ROW: f64 = 64.0;
const TOP: f64 = 30.0;

/// What a mark says by its colour; its shape says what it is.
fn class(whose: &Whose, phase: Phase, is_only_left: bool) -> &'static str {
    match (whose.standing, phase) {
        (Standing::Necessary, _) => "necessary",
        (_, Phase::Accept) => "granted",
        (Standing::Consent, Phase::Withdraw) if whose.is_third && is_only_left => "doubtful",
        (Standing::Consent, _) => "bad",
        (Standing::Unknown, _) => "doubtful",
    }
}

/// Draws it.
pub(super) fn timeline(site: &AuditedSite) -> Markup {
    let longest = site
        .seen
        .phases
        .iter()
        .map(|seen| seen.took)
        .max()
        .unwrap_or(1)
        .max(1000);
    let x = |at: u64| LEFT + (at.min(longest) as f64 / longest as f64) * (WIDTH - LEFT - RIGHT);
    let height = TOP + ROW * 5.0 + 28.0;
    html! {
        div.scroll role="region" aria-label="Timeline" tabindex="0" {
            svg viewBox={"0 0 " (WIDTH) " " (height)} role="img" aria-label=(told(site)) {
                @for second in (0..=longest / 1000).step_by(step(longest)) {
                    line.grid x1=(x(second * 1000)) x2=(x(second * 1000)) y1=(TOP) y2=(TOP + ROW * 5.0) {}
                    text.tick x=(x(second * 1000)) y=(height - 8.0) { (second) " s" }
                }
                @for (place, phase) in Phase::ALL.into_iter().enumerate() {
                    @let y = TOP + ROW * place as f64;
                    line.rule x1="0" x2=(WIDTH) y1=(y) y2=(y) {}
                    text.phase x="0" y=(y + 28.0) { (title(phase)) }
                    @match site.seen.phases.iter().find(|seen| seen.phase == phase) {
                        Some(seen) if seen.obstacle.is_none() => (row(site, seen, y, &x)),
                        _ => { text.absent x=(LEFT) y=(y + 38.0) { "not looked at" } }
                    }
                }
                text.tick.end x=(WIDTH) y="18" { "requests / stored" }
            }
        }
        ul.legend {
            li { span.swatch.necessary {} "necessary, or the site itself" }
            li { span.swatch.granted {} "after a yes" }
            li { span.swatch.bad {} "without a yes" }
            li { span.swatch.doubtful {} "without a yes; purpose not known, or left by a third party" }
            li { "upper line: requests (dots); lower line: cookies and keys (squares); dashed: a page was loaded" }
        }
    }
}

fn row(site: &AuditedSite, seen: &PhaseSeen, y: f64, x: &impl Fn(u64) -> f64) -> Markup {
    let requests = || site.requests.iter().filter(|(one, _)| one.phase == seen.phase);
    let stored = || {
        site.stored
            .iter()
            .filter(|(one, _)| one.phase == seen.phase && (one.written || one.seen_kept))
    };
    // Marks that matter lie on top.
    let order = ["necessary", "granted", "doubtful", "bad"];
    html! {
        @for view in &seen.views { line.view x1=(x(*view)) x2=(x(*view)) y1=(y + 6.0) y2=(y + ROW - 6.0) {} }
        @for kind in order {
            @for (one, _) in requests().filter(|(one, whose)| class(whose, one.phase, false) == kind) {
                circle class={"mark " (kind)} cx=(x(one.at)) cy=(y + 22.0) r="5" {
                    title { (one.url.split(['?', '#']).next().unwrap_or_default()) }
                }
            }
            @for (one, _) in stored().filter(|(one, whose)| class(whose, one.phase, !one.written) == kind) {
                rect class={"mark " (kind)} x=(x(one.at) - 5.0) y=(y + 39.0) width="10" height="10" {
                    title { (one.entry.name) " (" (one.entry.domain) ")" }
                }
            }
        }
        text.tick.end x=(WIDTH) y=(y + 27.0) { (requests().count()) " requests" }
        text.tick.end x=(WIDTH) y=(y + 49.0) { (stored().count()) " stored" }
    }
}

const fn title(phase: Phase) -> &'static str {
    match phase {
        Phase::Before => "Before any choice",
        Phase::Reject => "After “reject all”",
        Phase::Accept => "After “accept all”",
        Phase::Withdraw => "After withdrawal",
        Phase::Gpc => "With Privacy Control",
    }
}

/// Seconds between two lines, so that there are at most ten.
fn step(longest: u64) -> usize {
    let step = (longest / 1000).div_ceil(8).max(1);
    usize::try_from(step).unwrap_or(1)
}

/// The picture in words, for who cannot see it.
fn told(site: &AuditedSite) -> String {
    let mut words = String::from("Timeline.");
    for phase in Phase::ALL {
        let requests = site.requests.iter().filter(|(one, _)| one.phase == phase).count();
        let stored = site.stored.iter().filter(|(one, _)| one.phase == phase).count();
        let bad = site
            .requests
            .iter()
            .filter(|(one, whose)| one.phase == phase && class(whose, phase, false) == "bad")
            .count();
        words += &format!(
            " {}: {requests} requests, {bad} of them without a yes, {stored} stored.",
            title(phase)
        );
    }
    words
}
