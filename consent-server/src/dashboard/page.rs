//! The whole page.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::range::Preset;
use super::sheet::SHEET;
use super::words::{Words, fill};
use super::{Tongue, View, acts, empty, figures, groups, log_status, rates};
use crate::stats::{Every, Stats};

/// Writes the page that shows these counts.
///
/// # Example
/// ```
/// use consent_server::dashboard::{LogStatus, Range, Tongue, View, page};
/// use consent_server::stats::{Asked, Day, Every, Stats};
///
/// let today = Day::new(20_779);
/// let range = Range::asked(None, None, None, today);
/// let stats = Stats::gather(&[], range.from(), range.to(), Every::Day, &Asked::new());
/// let view = View {
///     tongue: Tongue::Swedish,
///     site: "ngager".into(),
///     sites: vec!["ngager".into()],
///     range,
///     chosen: None,
///     before: None,
///     categories: Default::default(),
///     policies: vec![],
///     recorded: false,
///     log: LogStatus::default(),
///     address: "https://consent.example.se".into(),
///     now: 20_779 * 86_400_000,
/// };
/// assert!(page(&stats, &view).contains("Inget har registrerats än"));
/// ```
#[must_use]
pub fn page(stats: &Stats, view: &View) -> String {
    let (tongue, words) = (view.tongue, view.tongue.words());
    let (first, last) = (view.range.from(), view.range.to());
    html! {
        (DOCTYPE)
        html lang=(tongue.code()) {
            (head(&format!("{} · {}", words.heading, view.site)))
            body {
                a.skip href="#figures" { (words.skip) }
                header.top {
                    p.brand { (mark()) (words.product) " " span.site { (view.site) } }
                    form method="post" action="/dashboard/logout" { button.quiet type="submit" { (words.sign_out) } }
                }
                main {
                    div.title {
                        h1 { (words.heading) }
                        p { (tongue.day(first)) " – " (tongue.day(last)) }
                    }
                    (controls(stats.every, view, words))
                    div #figures tabindex="-1" {
                        @if stats.total.decisions == 0 && !view.recorded {
                            (empty::nothing_yet(view))
                        } @else if stats.total.decisions == 0 {
                            (empty::quiet(view))
                        } @else {
                            (figures::figures(stats, view))
                            (rates::section(stats, view))
                            (acts::section(stats, view))
                            div.halves {
                                (groups::sections(stats, view))
                                (log_status::section(view))
                            }
                        }
                        @if stats.total.decisions == 0 { (log_status::section(view)) }
                    }
                }
                footer {
                    p { (words.footer) }
                    p { a href=(as_json(stats, view)) { (words.as_json) } }
                }
            }
        }
    }
    .into_string()
}

/// The page for a site that is not there, or not the reader's.
#[must_use]
pub fn absent(tongue: Tongue) -> String {
    let words = tongue.words();
    html! {
        (DOCTYPE)
        html lang=(tongue.code()) {
            (head(words.absent_heading))
            body.login {
                main.card {
                    p.brand { (mark()) (words.product) }
                    h1 { (words.absent_heading) }
                    p { (words.absent_note) }
                    p { a href="/dashboard" { (words.back) } }
                }
            }
        }
    }
    .into_string()
}

/// The head of every page: its one style sheet is in it.
pub(super) fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="robots" content="noindex";
            title { (title) " · Consent" }
            style { (PreEscaped(SHEET)) }
        }
    }
}

/// The sign of the product: a switch that is on.
pub(super) fn mark() -> Markup {
    html! {
        svg.mark width="26" height="16" viewBox="0 0 26 16" aria-hidden="true" {
            rect width="26" height="16" rx="8" {}
            circle cx="18" cy="8" r="5" {}
        }
    }
}

/// What is looked at: a button for each usual range, and a form for everything else.
fn controls(every: Every, view: &View, words: &Words) -> Markup {
    let current = view.range.preset(view.today());
    html! {
        section.controls aria-label=(words.range_heading) {
            form.presets method="get" action="/dashboard" {
                input type="hidden" name="site" value=(view.site);
                @for (preset, label) in Preset::ALL.into_iter().zip([words.days_30, words.days_90, words.year]) {
                    button type="submit" name="range" value=(preset.name()) aria-current=[(current == Some(preset)).then_some("true")] { (label) }
                }
            }
            form.own method="get" action="/dashboard" {
                @if view.sites.len() > 1 {
                    label { span { (words.site) }
                        select name="site" { @for site in &view.sites { option value=(site) selected[*site == view.site] { (site) } } }
                    }
                } @else {
                    input type="hidden" name="site" value=(view.site);
                }
                label { span { (words.from) } input type="date" name="from" value=(view.range.from()) max=(view.today()) required; }
                label { span { (words.to) } input type="date" name="to" value=(view.range.to()) max=(view.today()) required; }
                label { span { (words.every) }
                    select name="every" {
                        option value="" selected[view.chosen.is_none()] { (words.automatic) @if view.chosen.is_none() { " (" (step_name(every, words)) ")" } }
                        @for step in [Every::Day, Every::Week, Every::Month] {
                            option value=(query_name(step)) selected[view.chosen.is_some() && step == every] { (step_name(step, words)) }
                        }
                    }
                }
                button.strong type="submit" { (words.show) }
            }
        }
    }
}

/// What a step is called.
const fn step_name(every: Every, words: &Words) -> &'static str {
    match every {
        Every::Day => words.day,
        Every::Week => words.week,
        Every::Month => words.month,
    }
}

/// How a form and the statistics' own address name a step.
const fn query_name(every: Every) -> &'static str {
    match every {
        Every::Day => "day",
        Every::Week => "week",
        Every::Month => "month",
    }
}

fn as_json(stats: &Stats, view: &View) -> String {
    fill(
        "/dashboard/stats.json?site={site}&from={from}&to={to}&every={every}",
        &[
            ("site", &view.site),
            ("from", &stats.from),
            ("to", &stats.to),
            ("every", query_name(stats.every)),
        ],
    )
}
