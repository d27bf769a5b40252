//! The visitor's choices so far: what was chosen when, on which text, and what can be done about the record of it.

use consent_core::notice::Notice;
use consent_wasm::banner::Past;
use consent_wasm::markup;
use scraper::Html;

use super::{find, one, sample, text};

const ROWS: &str = "true\n\
    22 nov. 2026 14:03\t2026-11-22T13:03:00.000Z\twithdrawn\tfalse\t=necessary\tsvenska\t\t\t\n\
    21 nov. 2026 09:12\t2026-11-21T08:12:00.000Z\tchosen\ttrue\t=necessary,analytics,gone\tsvenska\tq1w2e3r4t5y6\t\
    https://record.example.se/v1/notices/q1w2e3r4t5y6?site=a\t019aa8b7-8c00-7000-8000-000000000000";

pub(crate) fn rendered(notice: &Notice) -> String {
    markup::second_layer_with(notice, Some(Past::parse(ROWS, "")))
}

fn html(rows: &str, said: &str) -> Html {
    Html::parse_fragment(&markup::second_layer_with(
        &sample::notice("sv"),
        Some(Past::parse(rows, said)),
    ))
}

#[test]
fn the_place_for_it_is_there_where_there_is_a_record_and_folded_up() {
    let notice = sample::notice("sv");
    let without = Html::parse_fragment(&markup::second_layer(&notice, false));
    assert!(find(&without, "[part=past]").is_empty());
    let skeleton = Html::parse_fragment(&markup::second_layer(&notice, true));
    assert_eq!(
        text(one(&skeleton, "details[part=past]:not([open])")),
        *notice.texts.past_title
    );
    let unasked = Html::parse_fragment(&markup::second_layer_with(&notice, None));
    let told = text(one(&unasked, "details[part=past]:not([open])"));
    assert!(told.ends_with(&*notice.texts.past_loading), "{told}");
}

#[test]
fn each_choice_says_when_what_on_which_text_and_its_receipt() {
    let html = html(ROWS, "");
    let texts = sample::notice("sv").texts;
    let choices = find(&html, "[part=past] li");
    let [withdrawn, chosen] = choices.as_slice() else {
        panic!("{} choices", choices.len())
    };
    let told = text(*withdrawn);
    assert!(
        told.contains("22 nov. 2026 14:03") && told.contains(&*texts.act_withdrawn),
        "{told}"
    );
    assert!(told.contains(&*texts.past_waiting), "{told}");

    let told = text(*chosen);
    let names = sample::notice("sv").categories;
    let analytics = names.iter().find(|category| category.id == "analytics").unwrap();
    assert!(told.contains(&*texts.act_chosen), "{told}");
    // Each by itself: colons and commas are not the same in every language.
    let granted = |at: &str| -> Vec<String> {
        let names = find(&html, &format!("[part=past] li{at} small[data-granted]"));
        names.into_iter().map(text).collect()
    };
    assert_eq!(granted(":last-child"), [&*analytics.name, "gone"]);
    assert!(granted(":first-child").is_empty());
    assert!(told.contains("019aa8b7-8c00-7000-8000-000000000000"), "{told}");
    let time = one(&html, "[part=past] li:last-child time");
    assert_eq!(time.attr("datetime"), Some("2026-11-21T08:12:00.000Z"));
    let link = one(&html, "[part=past] a");
    assert_eq!(
        link.attr("href"),
        Some("https://record.example.se/v1/notices/q1w2e3r4t5y6?site=a")
    );
    assert!(
        text(link).contains("svenska") && text(link).contains("q1w2e3r4") && !text(link).contains("t5y6")
    );
}

#[test]
fn a_choice_of_nothing_says_so_and_all_or_nothing_names_no_category() {
    let texts = sample::notice("sv").texts;
    let only = |row: &str| -> Vec<String> {
        let html = html(&["true\n", row].concat(), "");
        find(&html, "[part=past] li :is(strong, [data-granted])")
            .into_iter()
            .map(text)
            .collect()
    };
    assert_eq!(
        only("x\tx\tchosen\ttrue\t=necessary"),
        [&*texts.act_chosen, &*texts.past_nothing]
    );
    assert_eq!(
        only("x\tx\taccept-all\ttrue\t=necessary,analytics"),
        [&*texts.act_accept_all]
    );
    assert_eq!(only("x\tx\tchosen\ttrue\t"), [&*texts.act_chosen]);
}

#[test]
fn it_is_a_list_named_by_its_summary_with_two_buttons_of_its_own() {
    let html = html(ROWS, "");
    assert_eq!(
        text(one(&html, "[part=past] > summary")),
        *sample::notice("sv").texts.past_title
    );
    let buttons: Vec<_> = find(&html, "[part=past] button")
        .iter()
        .map(|button| {
            (
                button.attr("data-past"),
                button.attr("data-act"),
                button.attr("type"),
            )
        })
        .collect();
    assert_eq!(
        buttons,
        [
            (Some("download"), None, Some("button")),
            (Some("erase"), None, Some("button"))
        ],
        "the loader knows its buttons by data-act, and these are none of them"
    );
    assert!(find(&html, "[part=past-question]").is_empty());
}

#[test]
fn a_record_that_does_not_answer_and_one_that_is_erased_say_so() {
    let texts = sample::notice("sv").texts;
    let away = html(&ROWS.replacen("true", "false", 1), "failed");
    let told = text(one(&away, "[part=past]"));
    assert!(
        told.contains(&*texts.past_away) && told.contains(&*texts.past_failed),
        "{told}"
    );
    let gone = html("", "erased");
    assert_eq!(text(one(&gone, "[part=past] [role=status]")), *texts.past_erased);
    assert!(find(&gone, "[part=past] :is(li, button)").is_empty());
}
