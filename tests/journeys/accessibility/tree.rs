//! What assistive technology is told: the browser's own tree, in which roles, names and states are as they end up to be.

use consent_tests::{ACCEPT, CHOOSE, DIALOG, Gallery, Key, NOTICE, REOPEN, Spoken, Tab, journey, switch};
use serde_json::json;

const TITLE: &str = "You choose which cookies we may use";
const CHOICES: &str = "Your cookie choices";

/// Every id that an element of ours refers to, and that is not in the same root (ARIA ids end at a shadow root).
const BROKEN: &str = "(() => { const roots = [shadow(), ...findAll('consent-held, consent-preferences').map((it) => it.shadowRoot)].filter(Boolean);
    return roots.flatMap((root) => [...root.querySelectorAll('[aria-labelledby], [aria-describedby], [aria-controls], [for]')]
      .flatMap((it) => ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'].flatMap((name) =>
        (it.getAttribute(name) ?? '').split(' ').filter((id) => id && !root.getElementById(id)).map((id) => named(it) + ' ' + name + ' ' + id)))) })()";

async fn opened(tab: &Tab) {
    tab.clicks(CHOOSE).await;
    tab.second_layer_is_whole().await;
    tab.evaluate::<()>("findAll('dialog details').forEach((it) => { it.open = true })")
        .await;
    tab.rests().await;
}

#[test]
fn a11y_01_the_first_layer_is_a_region_with_a_name_and_no_dialog() {
    journey(async |stage| {
        let tab = stage.opens("ngager", "en/").await;
        tab.will_show(NOTICE).await;
        tab.only("region", TITLE).await;
        let all = tab.spoken().await;
        assert!(
            all.iter()
                .all(|one| one.role != "dialog" && one.state("modal") != "true")
        );
        // The page is read as before, and its own heading too.
        assert!(all.iter().any(|one| one.role == "heading" && one.name != TITLE));
    });
}

/// A11Y-09: and it has a button to close it, in sight.
#[test]
fn a11y_05_the_second_layer_is_a_modal_dialog_called_like_its_heading() {
    journey(async |stage| {
        let tab = stage.opens("ngager", "en/").await;
        opened(&tab).await;
        let dialog = tab.only("dialog", CHOICES).await;
        assert_eq!((dialog.state("modal"), &*dialog.description), ("true", ""));
        assert_eq!(tab.focus().await, "consent-preferences-title");
        tab.only("button", "Close without saving").await;
        assert!(tab.shows("dialog [data-act=close]").await, "A11Y-09");
    });
}

#[test]
fn a11y_06_the_page_behind_the_second_layer_is_neither_read_nor_pressed() {
    journey(async |stage| {
        let tab = stage.opens("ngager", "en/").await;
        let heading = tab.text("h1").await;
        let is_read = |all: &[Spoken]| all.iter().any(|one| one.role == "heading" && one.name == heading);
        assert!(is_read(&tab.spoken().await));
        opened(&tab).await;
        assert!(!is_read(&tab.spoken().await), "what is behind is not read");
        // Wherever something of the page may be: what lies on top there is the dialog.
        let pressed: Vec<String> = tab
            .evaluate(
                "[...document.querySelectorAll('body > :not(consent-root) :is(a, button)')].filter((it) => {
                   const { left, top, width, height } = it.getBoundingClientRect();
                   const hit = topAt(left + width / 2, top + height / 2);
                   return hit && it.contains(hit) && !hit.closest('dialog') }).map(spoken)",
            )
            .await;
        assert_eq!(pressed, [""; 0]);
        // Twice round, in both directions.
        let all: usize = tab
            .evaluate("[...find('dialog').querySelectorAll('a[href], button, input, summary')].filter(isVisible).length")
            .await;
        assert!(all > 15, "{all}");
        for key in [Key::Tab, Key::ShiftTab] {
            for _ in 0..2 * all {
                tab.presses(key).await;
                let outside: bool = tab
                    .evaluate("focused() != read('body') && focused() != null && !find('dialog').contains(focused())")
                    .await;
                assert!(!outside, "{key:?} leads to {}", tab.focus().await);
            }
        }
    });
}

#[test]
fn a11y_17_the_name_of_a_switch_is_the_same_on_and_off_and_a11y_19_it_is_described() {
    journey(async |stage| {
        let tab = stage.opens("ngager", "en/").await;
        opened(&tab).await;
        let switches = async || -> Vec<Spoken> {
            let all = tab.spoken().await.into_iter();
            all.filter(|one| one.role == "checkbox").collect()
        };
        let off = switches().await;
        assert!(off.len() > 6, "{off:?}");
        for one in &off {
            assert_eq!(one.state("checked"), "false", "{one:?}");
            assert!(!one.name.is_empty() && !one.description.is_empty(), "{one:?}");
        }
        tab.switches("analytics").await;
        tab.switches("advertisement").await;
        tab.switches("functionality").await;
        let on = switches().await;
        assert!(on.iter().all(|one| one.state("checked") == "true"), "{on:?}");
        let named = |all: &[Spoken]| -> Vec<[String; 2]> {
            all.iter()
                .map(|one| [one.name.clone(), one.description.clone()])
                .collect()
        };
        assert_eq!(named(&on), named(&off));
        // Neither the one nor the other.
        tab.clicks(&switch("analytics/google-analytics")).await;
        assert_eq!(tab.only("checkbox", "Statistics").await.state("checked"), "mixed");
    });
}

/// A11Y-18: in words, where others have a switch. A11Y-20: what is folded says so, and headings go down step by step.
#[test]
fn a11y_18_what_is_always_on_says_so_and_a11y_20_lists_are_folded_under_headings() {
    journey(async |stage| {
        let tab = stage.opens("ngager", "en/").await;
        tab.clicks(CHOOSE).await;
        tab.second_layer_is_whole().await;
        let all = tab.spoken().await;
        let group = all
            .iter()
            .position(|one| one.role == "group" && one.name == "Necessary");
        let after = &all[group.expect("the group of what is necessary")..];
        let next = after
            .iter()
            .skip(1)
            .position(|one| one.role == "group" && !one.name.is_empty());
        let within = &after[..next.unwrap_or(after.len())];
        assert!(within.iter().any(|one| one.name == "Always on"), "{within:?}");
        assert!(within.iter().all(|one| one.role != "checkbox"), "{within:?}");
        let folded: Vec<_> = all
            .iter()
            .filter(|one| one.role == "DisclosureTriangle")
            .collect();
        assert!(folded.len() >= 4, "{folded:?}");
        assert!(
            folded.iter().all(|one| one.state("expanded") == "false"),
            "{folded:?}"
        );
        tab.tabs_to("analytics").await;
        tab.presses(Key::Tab).await;
        tab.presses(Key::Enter).await;
        let all = tab.spoken().await;
        assert!(
            all.iter()
                .any(|one| one.role == "DisclosureTriangle" && one.state("expanded") == "true")
        );
        let levels: Vec<u8> = all
            .iter()
            .filter(|one| one.role == "heading")
            .map(|one| one.state("level").parse().expect("a level"))
            .collect();
        assert!(levels.len() > 5 && levels[0] == 2, "{levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    });
}

/// A11Y-28: and the language that they are in is said where the page has another.
#[test]
fn a11y_31_roots_are_open_and_every_id_that_is_meant_is_in_the_same_one() {
    journey(async |stage| {
        let gallery = Gallery::open(vec![("box".into(), json!({}))], &["en"]).await;
        let tab = stage.visitor().await.opens(&gallery.held_page("box", "en")).await;
        tab.evaluate::<()>("void (read('documentElement').lang = 'fi')")
            .await;
        tab.until("find('consent-held')").await;
        let open: bool = tab
            .evaluate("findAll('consent-root, consent-held').every((it) => it.shadowRoot)")
            .await;
        assert!(open);
        let languages: Vec<String> = tab
            .evaluate("[find('[part~=notice]'), find('consent-held')].map((it) => (it.closest('[lang]') ?? host()).lang)")
            .await;
        assert_eq!(languages, ["en", "en"], "A11Y-28");
        assert_eq!(tab.evaluate::<Vec<String>>(BROKEN).await, [""; 0]);
        opened(&tab).await;
        assert_eq!(tab.evaluate::<Vec<String>>(BROKEN).await, [""; 0]);
        let element = "read('body').append(document.createElement('consent-preferences'))";
        tab.presses(Key::Escape).await;
        tab.will_hide(DIALOG).await;
        tab.evaluate::<()>(&format!(
            "void ({element}, consent.open(find('consent-preferences')))"
        ))
        .await;
        tab.until("find('consent-preferences >> [part=service]')").await;
        assert_eq!(tab.evaluate::<Vec<String>>(BROKEN).await, [""; 0]);
    });
}

#[test]
fn a11y_35_what_was_saved_is_said_once_and_the_focus_goes_on_at_the_beginning() {
    journey(async |stage| {
        let tab = stage.opens("cag", "en/").await;
        // In the middle of the page, not at its start.
        tab.evaluate::<()>("void scrollTo({ top: 300, behavior: 'instant' })")
            .await;
        tab.tabs_to_part(CHOOSE).await;
        tab.presses(Key::Enter).await;
        tab.second_layer_is_whole().await;
        tab.evaluate::<()>(
            "void (window.said = [], new MutationObserver(() => said.push(find('[role=status]').textContent))
               .observe(find('[role=status]'), { childList: true, characterData: true, subtree: true }))",
        )
        .await;
        tab.tabs_to("save").await;
        tab.presses(Key::Enter).await;
        tab.is_decided("c").await.will_hide(DIALOG).await;
        tab.until("said.length").await.rests().await;
        assert_eq!(tab.evaluate::<usize>("said.length").await, 1, "once");
        tab.will_hide(NOTICE).await;
        // A11Y-08: what had opened it is gone; the next Tab begins where the page does.
        tab.presses(Key::Tab).await;
        let first: bool = tab
            .evaluate("focused() == query('a, button') || shadow().contains(focused())")
            .await;
        assert!(first, "Tab leads to {}", tab.focus().await);
        assert!(!tab.shows(ACCEPT).await && tab.shows(REOPEN).await);
    });
}

/// A11Y-20: where headings begin is the site's to say, in the notice and in the choices, when yew has taken over too.
#[test]
fn a11y_20_headings_begin_where_the_site_says() {
    journey(async |stage| {
        let looks = vec![
            ("usual".into(), json!({})),
            ("third".into(), json!({ "heading": 3 })),
        ];
        let gallery = Gallery::open(looks, &["en"]).await;
        for (look, first) in [("usual", 2), ("third", 3)] {
            let tab = stage.visitor().await.opens(&gallery.short_page(look, "en")).await;
            tab.will_show(NOTICE).await;
            let levels = async |name: &str| {
                let level: Vec<String> = tab
                    .spoken()
                    .await
                    .iter()
                    .filter(|one| one.role == "heading" && one.name == name)
                    .map(|one| one.state("level").to_owned())
                    .collect();
                level
            };
            assert_eq!(levels(TITLE).await, [first.to_string()], "{look}");
            opened(&tab).await;
            for (name, below) in [(CHOICES, 0), ("Statistics", 1), ("YouTube", 2)] {
                assert_eq!(
                    levels(name).await,
                    [(first + below).to_string()],
                    "{look}: {name}"
                );
            }
        }
    });
}
