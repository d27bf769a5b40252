//! The dashboard: what visitors decided, for who has the key and for nobody else.

use consent_tests::{Key, Look, Stage, Tab, journey, journey_after, pictures};
use futures::future::join_all;

/// Enough for charts with a course, few enough to be made in a moment.
const DAYS: u32 = 40;

/// A desk, a phone, and a desk at 400 % zoom.
const SIZES: [(i64, i64); 3] = [(1280, 720), (375, 667), (320, 256)];

async fn has_no_barriers(tab: &Tab, about: &str) {
    let barriers = tab.rests().await.barriers().await;
    let list: String = barriers.iter().map(ToString::to_string).collect();
    assert!(barriers.is_empty(), "{about}:\n{list}");
    let sideways: bool = tab
        .evaluate("read('documentElement').scrollWidth > innerWidth")
        .await;
    assert!(!sideways, "{about} scrolls sideways");
}

/// What the page asked for, said and was refused: its own address, nothing, nothing.
async fn keeps_to_itself(stage: &Stage, tab: &Tab) {
    let said = tab.seen.lines();
    assert!(said.iter().all(|line| line.level == "log"), "{said:?}");
    asks_nobody_else(stage, tab).await;
}

async fn asks_nobody_else(stage: &Stage, tab: &Tab) {
    let own = stage.sites.record() + "/";
    let others: Vec<String> = tab
        .seen
        .requests()
        .into_iter()
        // The calendar on a field for dates is the browser's own picture.
        .filter(|url| !url.starts_with(&own) && !url.starts_with("data:image/svg+xml;base64,"))
        .collect();
    assert_eq!(others, [""; 0]);
    let refused: Vec<String> = tab.evaluate("window.__violations").await;
    assert_eq!(refused, [""; 0]);
    let active: usize = tab.evaluate("findAll('script, img, iframe, link').length").await;
    assert_eq!(active, 0);
}

async fn every_page_is_without_barriers(stage: &Stage, dark: bool) {
    join_all(SIZES.map(async |size| {
        let language = if dark { "sv" } else { "en" };
        let about = format!("{size:?}, dark: {dark}");
        let tab = stage.visitor_with(Look::still(size, dark)).await.tab().await;
        tab.reads(language).await;
        tab.goes_to(&stage.dashboard("")).await;
        has_no_barriers(&tab, &format!("the login at {about}")).await;
        tab.signs_in("ck_wrong").await;
        has_no_barriers(&tab, &format!("the refusal at {about}")).await;
        tab.signs_in(stage.sites.dashboard_key()).await;
        for query in [
            "site=ngager",
            "site=cag&range=90d",
            "site=cag&from=2020-01-01&to=2020-02-01",
            "site=nobody",
        ] {
            tab.goes_to(&stage.dashboard(query)).await;
            let lang: String = tab.evaluate("read('documentElement').lang").await;
            assert_eq!(lang, language);
            has_no_barriers(&tab, &format!("{query} at {about}")).await;
        }
    }))
    .await;
}

#[test]
fn no_barriers_in_english_and_light() {
    journey_after(DAYS, async |stage| {
        every_page_is_without_barriers(stage, false).await;
    });
}

#[test]
fn no_barriers_in_swedish_and_dark() {
    journey_after(DAYS, async |stage| {
        every_page_is_without_barriers(stage, true).await;
    });
}

#[test]
fn every_chart_says_what_its_table_says() {
    journey_after(DAYS, async |stage| {
        let tab = stage.reader(Look::default(), "sv").await;
        let mut measured = 0;
        for query in [
            "site=ngager&every=day",
            "site=ngager&range=90d",
            "site=netdialog&range=1y&every=month",
        ] {
            tab.goes_to(&stage.dashboard(query)).await;
            for number in tab.measures().await {
                // A line of a chart of counts is thinner than a count only where it has many; a table rounds.
                let tolerance = f64::max(0.11, number.told * 0.01);
                assert!(
                    (number.drawn - number.told).abs() <= tolerance,
                    "{query}: {number:?}"
                );
                measured += 1;
            }
        }
        assert!(measured > 100, "{measured} numbers");
        keeps_to_itself(stage, &tab).await;
    });
}

#[test]
fn a_wrong_key_opens_nothing_and_says_so_where_it_was_typed() {
    journey(async |stage| {
        let tab = stage.visitor().await.tab().await;
        tab.goes_to(&stage.dashboard("")).await;
        tab.signs_in("ck_wrong").await;
        assert!(tab.text("[role=alert]").await.contains("does not open"));
        let described: String = tab
            .evaluate("find('#key').getAttribute('aria-describedby')")
            .await;
        assert_eq!(described, tab.evaluate::<String>("find('[role=alert]').id").await);
        tab.goes_to(&stage.dashboard("site=ngager")).await;
        assert!(tab.shows("#key").await, "still a stranger");
        asks_nobody_else(stage, &tab).await;
    });
}

#[test]
fn in_by_keyboard_to_another_range_and_out_again() {
    journey_after(DAYS, async |stage| {
        let tab = stage.reader(Look::default(), "en").await;
        assert!(tab.shows("#rates .chart").await);
        let key = stage.sites.dashboard_key();
        let address: String = tab.evaluate("location.href").await;
        assert!(!address.contains(key), "no key in an address");
        let visible: String = tab.evaluate("read('cookie')").await;
        assert_eq!(visible, "", "no script could read who has signed in");

        tab.presses(Key::Tab).await;
        assert_eq!(tab.focus().await, "a Skip to the figures");
        // Out, and then on: past the ranges of 30 and 90 days.
        for expected in ["button Sign out", "range", "range", "range"] {
            tab.presses(Key::Tab).await;
            assert_eq!(tab.focus().await, expected);
        }
        tab.mark().await;
        tab.presses(Key::Enter).await;
        tab.arrives().await;
        let current: String = tab.evaluate("find('.presets [aria-current]').value").await;
        assert_eq!(current, "1y");
        let scrolled = "(() => { const region = find('#rates .scroll'); region.focus(); return region === focused() })()";
        assert!(tab.evaluate::<bool>(scrolled).await, "keys can scroll a table");

        tab.evaluate::<()>("void find('.top button').focus()").await;
        tab.mark().await;
        tab.presses(Key::Enter).await;
        tab.arrives().await;
        assert!(tab.shows("#key").await);
        tab.goes_to(&stage.dashboard("")).await;
        assert!(tab.shows("#key").await, "out is out");
    });
}

#[test]
fn a_decision_is_there_within_seconds_of_being_made() {
    journey(async |stage| {
        let reader = stage.reader(Look::default(), "en").await;
        reader.goes_to(&stage.dashboard("site=ngager")).await;
        assert!(reader.text("#empty").await.contains("\"site\": \"ngager\""));
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
        tab.accepts().await;
        let received =
            "(JSON.parse(localStorage.getItem('consent-receipts') || '{}').receipts || []).length == 1";
        tab.until(received).await;
        // The demo's own panel says so too, and where the entry stands once the log's head has been signed.
        tab.evaluate::<()>("void (find('.demo-details').open = true)")
            .await;
        tab.until("find('[aria-label=Record]').textContent.includes('in a signed log of')")
            .await;
        assert!(tab.text("[aria-label=Record]").await.contains(": accept-all"));
        reader.reloads().await;
        let figures: Vec<String> = reader
            .evaluate("findAll('.figure .number').map((it) => it.textContent)")
            .await;
        assert_eq!(figures, ["1", "100.0%", "0.0%", "0"]);
        keeps_to_itself(stage, &reader).await;
    });
}

#[test]
fn pictures_of_the_dashboard_are_taken_when_asked_for() {
    let Some(folder) = pictures() else {
        return;
    };
    journey_after(365, async |stage| {
        for (name, size, dark, language) in [
            ("desktop-light-en", (1280, 1980), false, "en"),
            ("phone-dark-sv", (320, 1800), true, "sv"),
        ] {
            let tab = stage.reader(Look::still(size, dark), language).await;
            tab.goes_to(&stage.dashboard("site=ngager&range=1y")).await;
            assert!(tab.shows("#rates .chart").await, "{name}: charts");
            let file = folder.join(format!("dashboard-{name}.png"));
            std::fs::write(&file, tab.rests().await.picture().await).expect("a picture");
        }
    });
}
