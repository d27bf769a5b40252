//! The page as a whole: every number twice, nothing from outside as markup, nothing asked for.

use super::sample::{small, view};
use super::{Range, Tongue, View, page};
use crate::stats::{Asked, Day, Every, Stats};

fn nothing(view: &View) -> Stats {
    Stats::gather(&[], view.range.from(), view.range.to(), Every::Day, &Asked::new())
}

/// What stands between two marks, each time.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open)
        .skip(1)
        .filter_map(|rest| rest.split_once(close).map(|(inside, _)| inside))
        .collect()
}

#[test]
fn every_chart_has_a_table_and_every_table_the_numbers_of_its_chart() {
    let written = page(&small(), &view());
    assert_eq!(written.matches("role=\"img\"").count(), 5);
    assert_eq!(written.matches("<table").count(), 5);
    assert_eq!(written.matches("<caption").count(), 5);
    let table = between(&written, "<table id=\"rates-table\">", "</table>")[0];
    assert!(
        table.contains("<tr><th scope=\"row\">3 Feb</th><td>9</td><td>66.7%</td><td>66.7%</td></tr>"),
        "{table}"
    );
    assert!(
        table.contains("<tr><th scope=\"row\">4 Feb</th><td>0</td><td>–</td><td>–</td></tr>"),
        "{table}"
    );
    assert!(
        table.contains(
            "<tfoot><tr><th scope=\"row\">All</th><td>10</td><td>60.0%</td><td>70.0%</td></tr></tfoot>"
        ),
        "{table}"
    );
    let hints = between(&written, "<title>", "</title>");
    assert!(
        hints.contains(&"3 Feb: Analytics 66.7%, functionality 66.7%"),
        "{hints:?}"
    );
    assert!(
        hints.contains(&"5 Feb: Accepted 0, Chose 1, Rejected 0, Withdrew 2, Signal 4"),
        "{hints:?}"
    );
}

#[test]
fn a_line_goes_through_the_days_that_have_answers() {
    let written = page(&small(), &view());
    // The second day has none: two dots, no line between them. The axis ends at 100 %.
    assert!(
        written.contains("<polyline class=\"line c1\" points=\"166.67,333.33\"></polyline>"),
        "{written}"
    );
    assert!(
        written.contains("<circle class=\"dot c2\" cx=\"83.33%\" cy=\"0\" r=\"4\"></circle>"),
        "{written}"
    );
}

#[test]
fn a_category_keeps_its_colour_whatever_else_a_site_asks_for() {
    let mut view = view();
    for id in ["chat", "functionality", "necessary", "video"] {
        view.categories.insert(id.into(), id.into());
    }
    let places = ["advertisement", "analytics", "functionality", "chat", "video"].map(|id| view.place(id));
    assert_eq!(places, [0, 1, 2, 3, 4]);
}

#[test]
fn nothing_from_outside_becomes_markup() {
    let evil = "<script>alert(1)</script>\"'&";
    let mut stats = small();
    let mut view = view();
    view.site = evil.into();
    view.sites = vec![evil.into(), "other".into()];
    view.address = evil.into();
    view.log.kid = Some(evil.into());
    view.policies[0].version = Some(evil.into());
    view.categories.insert("analytics".into(), evil.into());
    for group in stats
        .languages
        .iter_mut()
        .chain(&mut stats.regimes)
        .chain(&mut stats.policies)
    {
        group.name = evil.into();
    }
    for counts in stats
        .periods
        .iter_mut()
        .map(|period| &mut period.counts)
        .chain([&mut stats.total])
    {
        counts.acts.insert(evil.into(), 1);
        counts
            .categories
            .insert(evil.into(), crate::stats::Rate { asked: 2, granted: 1 });
    }
    let full = page(&stats, &view);
    view.recorded = false;
    let empty = page(&nothing(&view), &view);
    for written in [full, empty] {
        assert!(!written.contains("<script"), "{written}");
        assert!(!written.contains(evil));
        assert!(written.contains("&lt;script&gt;"));
    }
}

#[test]
fn the_page_asks_for_nothing_and_carries_no_style_or_code_in_attributes() {
    let written = page(&small(), &view());
    for way in [
        " src=", "<link", "<script", "<img", "<iframe", " style=", " onclick", "url(", "http://", "https://",
    ] {
        assert!(!written.contains(way), "{way}");
    }
}

#[test]
fn every_id_is_there_once_and_every_reference_leads_somewhere() {
    let written = page(&small(), &view());
    let ids = between(&written, " id=\"", "\"");
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
    for list in between(&written, " aria-labelledby=\"", "\"") {
        for id in list.split(' ') {
            assert!(ids.contains(&id), "{id}");
        }
    }
}

#[test]
fn an_empty_log_says_what_to_do() {
    let mut view = view();
    view.recorded = false;
    let written = page(&nothing(&view), &view);
    assert!(written.contains("Nothing has been recorded yet"));
    assert!(written.contains("&quot;record&quot;: { &quot;server&quot;: &quot;https://consent.example.se&quot;, &quot;site&quot;: &quot;ngager&quot; }"), "{written}");
    assert!(!written.contains("<table"), "nothing to draw, nothing drawn");
}

#[test]
fn a_quiet_range_says_that_there_is_more() {
    let written = page(&nothing(&view()), &view());
    assert!(written.contains("Nothing was recorded in this range") && written.contains("16 entries"));
}

#[test]
fn the_form_shows_what_is_shown() {
    let mut view = view();
    let today = Day::of_millis(view.now);
    assert!(
        !page(&small(), &view).contains("<select name=\"site\""),
        "one site is no choice"
    );
    view.range = Range::asked(Some("1y"), None, None, today);
    view.sites = vec!["cag".into(), "ngager".into()];
    view.chosen = Some(Every::Day);
    let written = page(&nothing(&view), &view);
    assert!(written.contains("value=\"1y\" aria-current=\"true\""));
    assert!(!written.contains("value=\"30d\" aria-current"));
    assert!(
        written.contains("<option value=\"ngager\" selected>")
            && written.contains("<option value=\"day\" selected>")
    );
    assert!(
        written.contains("name=\"from\" value=\"2025-02-03\" max=\"2026-02-06\""),
        "{written}"
    );
}

#[test]
fn swedish_is_spoken_throughout() {
    let mut view = view();
    view.tongue = Tongue::Swedish;
    let written = page(&small(), &view);
    assert!(
        written.contains("<html lang=\"sv\">")
            && written.contains("3 feb<")
            && written.contains("66,7\u{a0}%")
    );
    for english in ["Decisions", "Answers", "Show<", "Sign out", "Accepted"] {
        assert!(!written.contains(english), "{english}");
    }
}
