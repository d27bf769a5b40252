//! The markup of both layers: what is in it, what it is called, and what is not in it.

mod past;
mod sample;
mod structure;
mod style;

use consent_core::notice::Notice;
use consent_wasm::markup;
use scraper::{ElementRef, Html, Selector};

type Render = fn(&Notice) -> String;

/// Each markup by name, in both languages.
fn all() -> Vec<(String, Html)> {
    let renderers: [(&str, Render); 7] = [
        ("first layer", |notice| markup::first_layer(notice, false)),
        ("first layer as a dialog", |notice| {
            markup::first_layer(notice, true)
        }),
        ("way back", markup::reopen),
        ("status", markup::status),
        ("skeleton", |notice| markup::second_layer(notice, true)),
        ("second layer", markup::whole_second_layer),
        ("second layer with a past", past::rendered),
    ];
    let mut all = Vec::new();
    for tag in ["sv", "en"] {
        for (name, render) in renderers {
            all.push((
                format!("{name} in {tag}"),
                Html::parse_fragment(&render(&sample::notice(tag))),
            ));
        }
    }
    all
}

fn first_layer() -> Html {
    Html::parse_fragment(&markup::first_layer(&sample::notice("sv"), false))
}

fn second_layer() -> Html {
    Html::parse_fragment(&markup::whole_second_layer(&sample::notice("sv")))
}

fn find<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).expect("a selector"))
        .collect()
}

#[track_caller]
fn one<'a>(html: &'a Html, selector: &str) -> ElementRef<'a> {
    let found = find(html, selector);
    assert_eq!(found.len(), 1, "{selector}");
    found[0]
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// The attributes of a button but for the one that names its act.
fn looks<'a>(button: &ElementRef<'a>) -> Vec<(&'a str, &'a str)> {
    let mut looks: Vec<_> = button
        .value()
        .attrs()
        .filter(|(name, _)| *name != "data-act")
        .collect();
    looks.sort_unstable();
    looks
}

/// LAW-11, LAW-12.
#[test]
fn yes_and_no_are_the_same_button_but_for_their_words() {
    for html in [first_layer(), second_layer()] {
        let yes = one(&html, "[data-act=accept-all]");
        let no = one(&html, "[data-act=reject-all]");
        assert_eq!(yes.value().name(), "button");
        assert_eq!(no.value().name(), "button");
        assert_eq!(looks(&yes), looks(&no));
        assert_eq!(yes.parent(), no.parent());
        assert_ne!(text(yes), text(no));
    }
}

#[test]
fn law_65_a_notice_that_informs_is_closed_or_refused_by_the_same_button_and_asks_for_no_yes() {
    let mut notice = sample::notice("en");
    notice.texts.informed_close = String::from("Close").into();
    notice.texts.signal_honoured = String::from("Honoured").into();
    let html = Html::parse_fragment(&markup::first_layer(&notice, false));
    let (close, no) = (
        one(&html, "[data-act=informed]"),
        one(&html, "[data-act=reject-all]"),
    );
    assert_eq!(looks(&close), looks(&no));
    assert!(find(&html, "[data-act=accept-all]").is_empty());
    for layer in [html, Html::parse_fragment(&markup::second_layer(&notice, false))] {
        let line = one(&layer, "[data-signal]");
        assert_eq!(
            (text(line).as_str(), line.attr("hidden").is_some()),
            ("Honoured", true),
            "LAW-61"
        );
    }
}

/// A11Y-01.
#[test]
fn the_first_layer_is_a_region_and_no_dialog() {
    let html = first_layer();
    let region = one(&html, "[part=notice]");
    assert_eq!(region.attr("role"), Some("region"));
    assert_eq!(region.attr("aria-modal"), None);
    assert_eq!(text(one(&html, "h2")), "Du väljer vilka kakor vi får använda");
    assert_eq!(region.attr("aria-labelledby"), one(&html, "h2").attr("id"));
    assert!(find(&html, "[autofocus], [tabindex], [data-act=close], dialog").is_empty());
    assert_eq!(find(&html, "button").len(), 3);
}

#[test]
fn as_a_dialog_the_first_layer_has_the_same_answers_and_the_focus_goes_to_its_heading() {
    let html = Html::parse_fragment(&markup::first_layer(&sample::notice("sv"), true));
    let dialog = one(&html, "dialog[part=notice]");
    assert_eq!(
        (dialog.attr("role"), dialog.attr("aria-describedby")),
        (None, None)
    );
    let heading = one(&html, "h2[tabindex=\"-1\"][autofocus]");
    assert_eq!(dialog.attr("aria-labelledby"), heading.attr("id"));
    let buttons =
        |html: &Html| -> Vec<String> { find(html, "button").iter().map(ElementRef::html).collect() };
    assert_eq!(buttons(&html), buttons(&first_layer()));
}

#[test]
fn the_first_layer_says_who_for_what_how_to_take_it_back_and_where_to_read_on() {
    let html = first_layer();
    let said = text(one(&html, "[part=text] > p:not([data-reason])"));
    for needed in [
        "Ngager AB",
        "funktioner, statistik, annonsering",
        "återkalla",
        "Cookieval",
    ] {
        assert!(said.contains(needed), "{needed} is not in: {said}");
    }
    assert_eq!(one(&html, "a").attr("href"), Some("/integritet.html"));
}

#[test]
fn there_is_a_line_for_why_it_is_asked_again_hidden_while_empty() {
    let html = first_layer();
    let line = one(&html, "p[data-reason]");
    assert!(line.attr("hidden").is_some() && text(line).is_empty());
}

#[test]
fn the_way_back_is_one_button_that_opens_the_choices() {
    let html = Html::parse_fragment(&markup::reopen(&sample::notice("en")));
    let button = one(&html, "button[part=reopen]");
    assert_eq!(button.attr("data-act"), Some("preferences"));
    assert_eq!(text(button), "Cookie choices");
}

#[test]
fn the_status_is_polite_and_empty() {
    let html = Html::parse_fragment(&markup::status(&sample::notice("sv")));
    let status = one(&html, "[part=status]");
    assert_eq!(status.attr("role"), Some("status"));
    assert_eq!(text(status), "");
}

#[test]
fn the_dialog_is_named_by_its_heading_which_can_take_the_focus() {
    let html = second_layer();
    let dialog = one(&html, "dialog[part=preferences]");
    let heading = one(&html, "h2");
    assert_eq!(dialog.attr("aria-labelledby"), heading.attr("id"));
    assert_eq!(heading.attr("tabindex"), Some("-1"));
    assert_eq!(
        (dialog.attr("open"), dialog.attr("aria-describedby")),
        (None, None)
    );
}

/// LAW-36, A11Y-09.
#[test]
fn every_exit_of_the_dialog_is_a_button_with_words() {
    let html = second_layer();
    let acts =
        ["save", "accept-all", "reject-all"].map(|act| one(&html, &format!("[part=foot] [data-act={act}]")));
    assert!(acts.iter().all(|button| looks(button) == looks(&acts[0])));
    let close = one(&html, "button[data-act=close]");
    assert_eq!(
        (close.attr("aria-label"), &*text(close)),
        (Some("Stäng utan att spara"), "×")
    );
}

/// LAW-30, A11Y-18.
#[test]
fn every_switch_is_off_and_what_is_necessary_has_none() {
    let skeleton = Html::parse_fragment(&markup::second_layer(&sample::notice("sv"), false));
    let names = |html| -> Vec<String> {
        let inputs = find(html, "input");
        assert!(inputs.iter().all(|input| input.attr("type") == Some("checkbox")));
        assert!(inputs.iter().all(|input| input.attr("checked").is_none()));
        inputs
            .iter()
            .filter_map(|input| input.attr("name"))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(names(&skeleton), ["functionality", "analytics", "advertisement"]);
    assert_eq!(
        names(&second_layer()),
        [
            "functionality",
            "functionality/youtube",
            "analytics",
            "analytics/google-analytics",
            "analytics/hubspot",
            "advertisement",
            "advertisement/linkedin-insight",
        ]
    );
    let necessary = one(&skeleton, "[aria-labelledby=consent-necessary]");
    assert!(text(necessary).contains("Alltid på"));
}

/// A11Y-17, A11Y-19.
#[test]
fn a_switch_is_named_by_its_label_and_described_by_its_purpose() {
    let notice = sample::notice("sv");
    let html = second_layer();
    for category in notice.categories.iter().filter(|category| !category.fixed) {
        let input = one(&html, &format!("input[name='{}']", category.id));
        let id = input.attr("id").expect("an id");
        assert_eq!(text(one(&html, &format!("label[for='{id}']"))), category.name);
        let about = input.attr("aria-describedby").expect("a description");
        assert_eq!(text(one(&html, &format!("[id='{about}']"))), category.purpose);
    }
}

/// LAW-33, LAW-34.
#[test]
fn every_service_and_every_cookie_is_told() {
    let notice = sample::notice("sv");
    let html = second_layer();
    let services = notice.categories.iter().flat_map(|category| &category.services);
    let groups = find(&html, "[part=service]");
    assert_eq!(groups.len(), services.clone().count());
    for (service, group) in services.zip(groups) {
        let said = text(group);
        for told in [
            &service.name,
            &service.provider,
            &service.purpose,
            &service.basis,
            &service.role,
            &service.transfer,
        ] {
            assert!(said.contains(told.as_str()), "{told} is not in: {said}");
        }
        let link = Selector::parse("dd a").expect("a selector");
        let link = group.select(&link).next().and_then(|link| link.attr("href"));
        assert_eq!(link.unwrap_or_default(), service.provider_url);
        let rows: Vec<_> = find(&html, "tbody tr")
            .into_iter()
            .filter(|row| row.ancestors().any(|a| a == *group))
            .collect();
        assert_eq!(rows.len(), service.cookies.len());
        for (cookie, row) in service.cookies.iter().zip(rows) {
            let said = text(row);
            for told in [
                &cookie.name,
                &cookie.purpose,
                &cookie.lifetime,
                &cookie.kept_at_most,
                &cookie.stored_as,
                &cookie.party,
                &cookie.erasure,
            ] {
                assert!(said.contains(told.as_str()), "{told} is not in: {said}");
            }
        }
    }
    assert!(text(one(&html, "dialog")).contains(&*notice.texts.stores_nothing));
}

/// What is fixed says why; what can be withdrawn says that not everything can be erased, where that is so.
#[test]
fn each_category_says_what_holds_for_all_of_its_services() {
    let notice = sample::notice("sv");
    let html = second_layer();
    for category in &notice.categories {
        let folded = one(&html, &format!("[id='consent-services-{}']", category.id));
        let first = folded.child_elements().nth(1).map(text).unwrap_or_default();
        let stays = category
            .services
            .iter()
            .flat_map(|service| &service.cookies)
            .any(|cookie| !cookie.erasure.is_empty());
        let told = if category.fixed {
            &notice.texts.always_on_why
        } else {
            &notice.texts.declaration_cannot_intro
        };
        assert_eq!(
            first == **told,
            category.fixed || stays,
            "{}: {first}",
            category.id
        );
    }
}

#[test]
fn a_table_is_a_table_and_its_cells_know_their_columns() {
    let html = second_layer();
    for table in find(&html, "table") {
        let inside = |selector: &str| -> Vec<String> {
            table
                .select(&Selector::parse(selector).expect("a selector"))
                .map(text)
                .collect()
        };
        assert_eq!(inside("caption").len(), 1);
        let columns = inside("thead th[scope=col]");
        assert_eq!(columns.len(), 5);
        let rows = table
            .select(&Selector::parse("tbody tr").expect("a selector"))
            .collect::<Vec<_>>();
        for row in rows {
            assert_eq!(
                row.select(&Selector::parse("th[scope=row]").expect("a selector"))
                    .count(),
                1
            );
            let labels = Selector::parse("td").expect("a selector");
            let labels: Vec<_> = row
                .select(&labels)
                .filter_map(|cell| cell.attr("data-label"))
                .collect();
            assert_eq!(labels, columns[1..]);
        }
    }
}

#[test]
fn the_skeleton_says_that_the_services_are_on_their_way() {
    let html = Html::parse_fragment(&markup::second_layer(&sample::notice("sv"), false));
    assert!(find(&html, "[part=service], table").is_empty());
    assert_eq!(find(&html, "details > p").len(), 4);
    let slot = one(&html, "dialog > [data-slot=layer]");
    assert!(text(slot).contains("Hämtar listan över tjänster"));
}
