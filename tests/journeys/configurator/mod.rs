//! A web developer in the configurator: faults come and go, the notice follows, and the file that is taken home is right.

mod regions;

use std::time::Duration;

use consent_tests::{Key, Look, Stage, Tab, Visitor, journey, within};
use futures::future::join_all;

/// A desk, a phone, and a desk at 400 % zoom.
const SIZES: [(i64, i64); 3] = [(1440, 900), (375, 667), (320, 256)];

const VERDICT: &str = "find('#verdict').textContent";
const NO_FAULTS: &str = "find('#verdict').textContent.startsWith('No faults')";

/// The notice in the frame.
const BANNER: &str = "find('iframe').contentDocument.querySelector('consent-root')";

async fn opens(stage: &Stage, visitor: &Visitor) -> Tab {
    let tab = visitor.tab().await;
    tab.goes_to(&stage.sites.own_page("demo/configurator/")).await;
    tab.until("isVisible(find('#text'))").await;
    shows(&tab, "[part~=notice]").await;
    tab
}

/// Waits until the banner in the frame has this, and can be used.
async fn shows(tab: &Tab, selector: &str) {
    let shown = format!("{BANNER}?.shadowRoot?.querySelector('{selector}')?.checkVisibility()");
    tab.until(&format!("{shown} && find('iframe').ariaBusy == 'false'"))
        .await;
}

/// Marks a part of the text, as a person would with the keyboard.
async fn marks(tab: &Tab, part: &str) {
    let part = serde_json::json!(part);
    tab.evaluate::<()>(&format!(
        "(() => {{ const area = find('#text'), at = area.value.indexOf({part});
           if (at < 0) throw new Error('not in the text'); area.focus();
           area.setSelectionRange(at, at + {part}.length) }})()"
    ))
    .await;
}

async fn declares_a_tracker_necessary(tab: &Tab) {
    marks(tab, "\"google-analytics\"").await;
    tab.writes("{ \"use\": \"google-analytics\", \"category\": \"necessary\" }")
        .await;
    tab.until("findAll('.faults .place').length > 0").await;
}

#[test]
fn a_tracker_that_is_called_necessary_is_a_fault_until_it_is_mended() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = opens(stage, &visitor).await;
        tab.until(NO_FAULTS).await;
        declares_a_tracker_necessary(&tab).await;
        let verdict: String = tab.evaluate(VERDICT).await;
        assert_eq!(verdict, "1 fault");
        assert_eq!(tab.text(".faults .place").await, "services[4].category");
        assert!(!tab.text(".faults .mend").await.is_empty());
        assert!(tab.text(".preview .note").await.contains("last version"));

        // By keyboard: from the text to the fault, and from the fault to its place.
        tab.tabs_to("button services[4].category").await;
        tab.presses(Key::Enter).await;
        tab.until("focused().id == 'text'").await;
        let marked: String = tab
            .evaluate("find('#text').value.slice(find('#text').selectionStart, find('#text').selectionEnd)")
            .await;
        assert_eq!(marked, "\"necessary\"");
        tab.writes("\"analytics\"").await;
        tab.until(NO_FAULTS).await;
    });
}

#[test]
fn what_is_no_json_says_where_and_the_form_waits() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = opens(stage, &visitor).await;
        marks(&tab, "\"services\": [").await;
        tab.writes("\"services\": ").await;
        tab.until("findAll('.faults .place').length == 1").await;
        assert!(tab.text(".faults .place").await.starts_with("line "));
        assert!(!tab.shows("#look-layout").await);
        marks(&tab, "\"services\": ").await;
        tab.writes("\"services\": [").await;
        tab.until(NO_FAULTS).await;
        tab.will_show("#look-layout").await;
    });
}

#[test]
fn the_notice_follows_layout_theme_language_and_part() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = opens(stage, &visitor).await;
        let layout = format!("{BANNER}?.dataset.layout");
        tab.until(&format!("{layout} == 'box'")).await;
        tab.picks("#look-layout", "bar").await;
        tab.until(&format!("{layout} == 'bar'")).await;

        let scheme = format!("getComputedStyle({BANNER}).colorScheme");
        for theme in ["dark", "light"] {
            tab.picks("#look-theme", theme).await;
            tab.until(&format!("{BANNER} && {scheme} == '{theme}'")).await;
        }
        let text: String = tab.evaluate("find('#text').value").await;
        assert!(
            text.contains("\"look\": { \"layout\": \"bar\", \"theme\": \"light\" }"),
            "{text}"
        );

        for (language, direction, accept) in [
            ("en", "ltr", "Accept all"),
            ("ar", "rtl", "قبول الكل"),
            ("sv", "ltr", "Godkänn alla"),
        ] {
            tab.picks("#preview-language", language).await;
            shows(&tab, &format!("[part~=notice][lang={language}][dir={direction}]")).await;
            let label: String = tab
                .evaluate(&format!(
                    "{BANNER}.shadowRoot.querySelector('[data-act=accept-all]').textContent"
                ))
                .await;
            assert_eq!(label, accept);
        }
        let after: String = tab.evaluate("find('#text').value").await;
        assert_eq!(after, text, "looking at a language declares none");

        // A dialog opens in the frame, and who writes here keeps the focus.
        tab.picks("#preview-part", "second").await;
        shows(&tab, "dialog[part~=preferences][open] [part=category]").await;
        assert_eq!(tab.focus().await, "preview-part");
        marks(&tab, "\"ngager.com\"").await;
        tab.writes("\"ngager.se\"").await;
        tab.until(NO_FAULTS).await;
        shows(&tab, "dialog[part~=preferences][open]").await;
        assert_eq!(tab.focus().await, "text");

        tab.picks("#preview-part", "back").await;
        shows(&tab, "[part~=reopen]").await;
        tab.picks("#preview-width", "phone").await;
        tab.until("find('iframe').contentWindow.innerWidth == 375").await;
    });
}

#[test]
fn the_form_changes_the_text_and_only_what_is_meant() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = opens(stage, &visitor).await;
        let before: String = tab.evaluate("find('#text').value").await;
        tab.evaluate::<()>("void find('#search').focus()").await;
        tab.writes("youtube").await;
        tab.clicks("[aria-label='Add YouTube']").await;
        tab.until(NO_FAULTS).await;
        let after: String = tab.evaluate("find('#text').value").await;
        assert_eq!(
            after,
            before.replace("    \"zoom\"\n", "    \"zoom\",\n    \"youtube\"\n")
        );
        tab.clicks("[aria-label='Remove YouTube']").await;
        tab.until(&format!("find('#text').value == {}", serde_json::json!(before)))
            .await;
    });
}

#[test]
fn what_is_downloaded_is_the_text_and_passes_the_check() {
    journey(async |stage| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let visitor = stage.visitor().await;
        visitor.downloads_into(folder.path()).await;
        let tab = opens(stage, &visitor).await;
        tab.picks("#look-layout", "bar").await;
        tab.until(NO_FAULTS).await;
        tab.clicks("#download").await;
        let file = folder.path().join("consent.json");
        let read = async || {
            std::fs::read_to_string(&file)
                .ok()
                .filter(|text| !text.is_empty())
        };
        let downloaded = within(Duration::from_secs(10), read).await.expect("a file");
        let text: String = tab.evaluate("find('#text').value").await;
        assert_eq!(downloaded, text);
        let config = consent_cli::check(&file).unwrap_or_else(|refusal| panic!("{refusal}"));
        assert_eq!(config.look.layout.as_str(), "bar");

        // It keeps to itself, under the strictest policy.
        let own = stage.sites.own_page("demo/configurator/");
        let others: Vec<String> = tab
            .seen
            .requests()
            .into_iter()
            .filter(|url| !url.starts_with(&own) && !url.starts_with("blob:") && !url.starts_with("data:"))
            .collect();
        assert_eq!(others, [""; 0]);
        let refused: Vec<String> = tab.evaluate("window.__violations").await;
        assert_eq!(refused, [""; 0]);
        let refused: Vec<String> = tab.evaluate("find('iframe').contentWindow.__violations").await;
        assert_eq!(refused, [""; 0]);
        let policy: String = tab
            .evaluate("fetch(location.href).then((it) => it.headers.get('content-security-policy'))")
            .await;
        assert!(
            policy.starts_with("default-src 'none';") && !policy.contains("unsafe-inline"),
            "{policy}"
        );
        let kept: usize = tab.evaluate("localStorage.length + read('cookie').length").await;
        assert_eq!(kept, 0);
        let said = tab.seen.lines();
        assert!(said.iter().all(|line| line.level == "log"), "{said:?}");
    });
}

#[test]
fn everything_is_reached_by_keyboard() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = opens(stage, &visitor).await;
        for there in [
            "download",
            "copy",
            "look-layout",
            "look-theme",
            "search",
            "text",
            "preview-language",
            "again",
        ] {
            tab.tabs_to(there).await;
        }
    });
}

async fn has_no_barriers(stage: &Stage, size: (i64, i64), dark: bool) {
    let look = Look::still(size, dark);
    let visitor = stage.visitor_with(look).await;
    let tab = opens(stage, &visitor).await;
    for faulty in [false, true] {
        if faulty {
            declares_a_tracker_necessary(&tab).await;
            tab.evaluate::<()>("findAll('details').forEach((it) => { it.open = true })")
                .await;
        }
        let barriers = tab.barriers().await;
        let list: String = barriers.iter().map(ToString::to_string).collect();
        assert!(
            barriers.is_empty(),
            "{size:?}, dark: {dark}, faulty: {faulty}:\n{list}"
        );
        let sideways: bool = tab
            .evaluate("read('documentElement').scrollWidth > innerWidth")
            .await;
        assert!(!sideways, "{size:?} scrolls sideways");
    }
}

#[test]
fn the_configurator_is_without_barriers() {
    journey(async |stage| {
        join_all(SIZES.map(|size| has_no_barriers(stage, size, false))).await;
        has_no_barriers(stage, SIZES[0], true).await;
    });
}
