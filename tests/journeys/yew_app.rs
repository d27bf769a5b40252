//! The example of a yew app, on a demo site with what that has published: it follows each answer, and loads nothing early.

use consent_tests::{ACCEPT_THERE, DIALOG, REJECT_THERE, Stage, Tab, Visitor, journey};

const FILM: &str = "find('iframe')?.contentDocument?.title == 'Film'";
const NO_FILM: &str = "!find('iframe') && isVisible(find('#held'))";

async fn opens(stage: &Stage) -> (Visitor, Tab) {
    let visitor = stage.visitor().await;
    let tab = visitor.tab().await;
    tab.goes_to(&stage.sites.page("asurgent", "demo/yew/")).await;
    tab.is_ready().await;
    tab.will_show("#standing").await;
    (visitor, tab)
}

/// Waits until the app has been told of these decisions, and of no other.
async fn has_heard(tab: &Tab, acts: &str) {
    tab.until(&format!(
        "[...findAll('#decisions li')].map((line) => line.textContent).join() == '{acts}'"
    ))
    .await;
}

async fn stands(tab: &Tab, standing: &str) {
    tab.until(&format!("find('#standing').textContent == '{standing}'"))
        .await;
}

fn films(tab: &Tab) -> usize {
    let requests = tab.seen.requests();
    requests
        .iter()
        .filter(|address| address.contains("film.html"))
        .count()
}

#[test]
fn a_yew_app_follows_a_no_a_yes_and_a_withdrawal() {
    journey(async |stage| {
        let (_visitor, tab) = opens(stage).await;
        stands(&tab, "Unasked").await;
        tab.until(NO_FILM).await;
        tab.rejects().await;
        stands(&tab, "Decided").await;
        has_heard(&tab, "RejectAll").await;
        tab.rests().await;
        assert!(tab.evaluate::<bool>(NO_FILM).await);
        assert_eq!(films(&tab), 0, "nothing is asked for without a yes");

        // The app's own way back.
        tab.clicks("#open").await;
        tab.second_layer_is_whole().await;
        tab.clicks(ACCEPT_THERE).await;
        tab.until(FILM).await;
        has_heard(&tab, "RejectAll,AcceptAll").await;

        tab.clicks("#open").await;
        tab.will_show(DIALOG).await;
        tab.clicks(REJECT_THERE).await;
        tab.until(NO_FILM).await;
        has_heard(&tab, "RejectAll,AcceptAll,Withdrawn").await;
        let faults = tab.seen.exceptions();
        assert!(faults.is_empty(), "{faults:?}");
    });
}

#[test]
fn a_yew_app_answers_for_one_service_and_takes_it_back() {
    journey(async |stage| {
        let (_visitor, tab) = opens(stage).await;
        tab.clicks("#held button").await;
        tab.until(FILM).await;
        has_heard(&tab, "Chosen").await;
        assert!(tab.evaluate::<bool>("!consent.allows('google-analytics')").await);

        // Known from the first rendering on when the visitor comes again.
        tab.reloads().await;
        tab.until(FILM).await;
        has_heard(&tab, "").await;
        tab.clicks("#withdraw").await;
        tab.until(NO_FILM).await;
        has_heard(&tab, "Withdrawn").await;
        let faults = tab.seen.exceptions();
        assert!(faults.is_empty(), "{faults:?}");
    });
}
