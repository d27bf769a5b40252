//! Visitors who answered the site's earlier consent system: that answer is taken over, once.

mod asked;
mod once;
mod recorded;
mod refused;
mod strict;
mod systems;
mod waiting;

use consent_tests::{Answer, NOTICE, Stage, Tab, Visitor};
use serde_json::{Value, json};

/// The site: Ngager, as if it had had other systems before.
const SITE: &str = "ngager";

/// What the other systems' pages do to keep an answer, three days ago.
const WORDS: &str = "const day = 864e5, then = Math.floor((Date.now() - 3 * day) / 1e3) * 1e3, iso = new Date(then).toISOString();
    const cookie = (name, value, more = '') => (document.cookie = `${name}=${value}; path=/; max-age=31536000${more}`);
    const json = (value) => encodeURIComponent(JSON.stringify(value));
    const cookiebot = (preferences, statistics, marketing) =>
      `{stamp:%27c3RhbXA=%27%2Cnecessary:true%2Cpreferences:${preferences}%2Cstatistics:${statistics}%2Cmarketing:${marketing}`
      + `%2Cmethod:%27explicit%27%2Cver:1%2Cutc:${then}%2Cregion:%27se%27}`;";

/// Cookiebot with an opt-in that the site attests.
fn cookiebot() -> Value {
    json!({ "from": "cookiebot", "optIn": true })
}

/// Puts the site into service as one that had these systems.
fn had(stage: &Stage, systems: &[Value]) {
    let mut config = stage.sites.config(SITE);
    config["import"] = json!(systems);
    stage.sites.publish(SITE, &config);
}

/// A visitor in whose browser this script, with [`WORDS`], has left something on the site.
async fn visitor_with(stage: &Stage, left: &str) -> Visitor {
    let visitor = stage.visitor().await;
    leaves(stage, &visitor, left).await;
    visitor
}

/// Runs a script on a page of the site that knows nothing of us, and stays there.
async fn leaves(stage: &Stage, visitor: &Visitor, left: &str) -> Tab {
    let tab = visitor.tab().await;
    let page = stage.sites.page(SITE, "before.html");
    let html = "<!doctype html><html lang=\"sv\"><head><title>Before</title></head><body></body></html>";
    tab.gets(vec![Answer::other(&page, "text/html; charset=utf-8", html)])
        .await;
    tab.goes_to(&page).await;
    tab.evaluate::<()>(&format!("void (() => {{ {WORDS} {left} }})()"))
        .await;
    tab
}

/// The visitor comes to the site's front page, which comes to rest.
async fn comes(stage: &Stage, visitor: &Visitor) -> Tab {
    let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
    tab.rests().await;
    tab
}

/// Files of ours that were fetched, without language and hash, in order.
fn fetched(stage: &Stage, tab: &Tab) -> Vec<String> {
    let all = stage.fetched(SITE, tab);
    let mut files: Vec<String> = all
        .iter()
        .map(|file| file.split(['-', '.']).next().unwrap_or_default().to_owned())
        .collect();
    files.sort();
    files.dedup();
    files
}

/// The visitor has not been asked, and what another system was answered holds.
async fn is_taken_over(tab: &Tab) {
    let state = tab.state().await;
    assert_eq!(
        (&state["status"], &state["act"]),
        (&json!("decided"), &json!("i"))
    );
    assert!(!tab.shows(NOTICE).await);
}

/// The visitor is asked as anybody else: nothing is granted, and nothing is stored but the mark.
async fn is_asked(visitor: &Visitor, tab: &Tab) {
    tab.will_show(NOTICE).await;
    let state = tab.state().await;
    assert_eq!(state["status"], "unasked");
    for category in ["functionality", "analytics", "advertisement"] {
        assert_eq!(state["categories"][category], false, "{category}");
    }
    assert!(visitor.cookies().await.all(SITE, "consent").is_empty());
    assert_eq!(
        tab.evaluate::<Option<String>>("localStorage.getItem('consent')")
            .await,
        None
    );
}

/// The mark that another system's answer has been looked for.
async fn mark(tab: &Tab) -> Option<String> {
    tab.evaluate("localStorage.getItem('consent-imported')").await
}
