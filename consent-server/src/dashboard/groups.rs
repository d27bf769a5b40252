//! Opt-in rates by what decisions have in common: language, regime, policy version.

use maud::{Markup, html};

use super::bars::{self, Bar, Bundle};
use super::rates::share;
use super::table::{NONE, Row, Table};
use super::words::fill;
use super::{Tongue, View};
use crate::stats::{Group, Stats};

/// So many groups are drawn; the table has all.
const MOST: usize = 6;

/// What decisions have in common.
#[derive(Clone, Copy)]
struct Kind<'a> {
    id: &'a str,
    table: &'a str,
    heading: &'a str,
    note: &'a str,
    column: &'a str,
}

/// A group by its name for people.
type Named<'a> = (String, &'a Group);

/// Writes the three sections.
pub(super) fn sections(stats: &Stats, view: &View) -> Markup {
    let words = view.tongue.words();
    let languages = Kind {
        id: "languages",
        table: "languages-table",
        heading: words.languages_heading,
        note: words.languages_note,
        column: words.language,
    };
    let regimes = Kind {
        id: "regimes",
        table: "regimes-table",
        heading: words.regimes_heading,
        note: words.regimes_note,
        column: words.regime,
    };
    let policies = Kind {
        id: "policies",
        table: "policies-table",
        heading: words.policies_heading,
        note: words.policies_note,
        column: words.policy,
    };
    let known_on = |group: &Group| {
        let mark = view.policies.iter().find(|mark| mark.fingerprint == group.name);
        mark.map(|mark| mark.known_on)
    };
    let mut newest_first = named(&stats.policies, |name| view.policy(name));
    newest_first.sort_by_key(|(_, group)| std::cmp::Reverse(known_on(group)));
    html! {
        (section(languages, &named(&stats.languages, language), stats, view))
        (section(policies, &newest_first, stats, view))
        (section(regimes, &named(&stats.regimes, |name| regime(name, view.tongue)), stats, view))
    }
}

fn named(groups: &[Group], name: impl Fn(&str) -> String) -> Vec<Named<'_>> {
    groups.iter().map(|group| (name(&group.name), group)).collect()
}

fn section(kind: Kind<'_>, groups: &[Named<'_>], stats: &Stats, view: &View) -> Markup {
    let words = view.tongue.words();
    let categories: Vec<&str> = stats.total.categories.keys().map(String::as_str).collect();
    let caption = fill(words.group_caption, &[("heading", &kind.heading.to_lowercase())]);
    let drawn = groups
        .iter()
        .take(MOST)
        .map(|group| bundle(group, &categories, view));
    let more = groups.len().saturating_sub(MOST);
    let heading = format!("{}-heading", kind.id);
    html! {
        section.card #(kind.id) aria-labelledby=(heading) {
            header { h2 #(heading) { (kind.heading) } p { (kind.note) } }
            (bars::draw(kind.id, &caption, &drawn.collect::<Vec<_>>()))
            @if more > 0 { p.note { (fill(words.more_groups, &[("count", &more.to_string())])) } }
            (table(kind, &caption, groups, &categories, view).markup())
        }
    }
}

fn bundle((name, group): &Named<'_>, categories: &[&str], view: &View) -> Bundle {
    let bar = |id: &&str| {
        let share = share(&group.counts, id)?;
        Some(Bar {
            name: view.category(id).to_owned(),
            place: view.place(id),
            share,
            told: view.tongue.percent(share),
        })
    };
    let count = view.tongue.count(group.counts.answers);
    let answers = view.tongue.words().answers_count;
    Bundle {
        name: name.clone(),
        count: fill(answers, &[("count", &count)]),
        bars: categories.iter().filter_map(bar).collect(),
    }
}

fn table<'a>(
    kind: Kind<'a>,
    caption: &'a str,
    groups: &[Named<'_>],
    categories: &[&str],
    view: &View,
) -> Table<'a> {
    let mut columns = vec![kind.column.to_owned(), view.tongue.words().answers.to_owned()];
    columns.extend(categories.iter().map(|id| view.category(id).to_owned()));
    let rows = groups.iter().map(|(name, group)| {
        let shares = categories.iter().map(|id| {
            let share = share(&group.counts, id);
            share.map_or_else(|| NONE.to_owned(), |share| view.tongue.percent(share))
        });
        let mut cells = vec![view.tongue.count(group.counts.answers)];
        cells.extend(shares);
        Row {
            name: name.clone(),
            cells,
        }
    });
    Table {
        id: kind.table,
        caption,
        columns,
        rows: rows.collect(),
        total: None,
    }
}

/// A language's name for itself.
fn language(tag: &str) -> String {
    let known = consent_core::notice::Language::parse(tag);
    known.map_or_else(|| tag.to_owned(), |language| language.name().to_owned())
}

fn regime(name: &str, tongue: Tongue) -> String {
    let words = tongue.words();
    match name {
        "opt-in" => words.opt_in,
        "opt-out" => words.opt_out,
        "notice" => words.notice,
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_has_a_name_and_what_is_not_keeps_its_own() {
        assert_eq!(language("sv"), "Svenska");
        assert_eq!(language("tlh"), "tlh");
        assert!(regime("opt-in", Tongue::Swedish).contains("frågar"));
        assert_eq!(regime("other", Tongue::English), "other");
    }
}
