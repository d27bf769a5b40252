//! Content of others that stands in a page: placeholders while it is held, and what their buttons do.

use consent_tests::{Answer, Stage, Tab, Visitor};

mod barriers;
mod elements;
mod granted;
mod hostile;
mod kept;
mod keyboard;
mod languages;
mod sites;
mod spa;
mod withdrawn;

/// A part of the placeholder of a service's first held element.
fn held(service: &str, part: &str) -> String {
    format!("consent-held:has(+ [data-service={service}]) >> [part={part}]")
}

/// A visitor on a page of Asurgent's with this body, whose frames come from the site itself.
async fn on(stage: &Stage, body: &str) -> (Visitor, Tab) {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><title>Embeds</title>\
         <script async src=\"/consent/consent.en.js\"></script></head><body><main>{body}</main></body></html>"
    );
    let at = |path| stage.sites.page("asurgent", path);
    let visitor = stage.visitor().await;
    let tab = visitor.tab().await;
    let frame = "<!doctype html><title>Film</title><button>Play</button>";
    tab.gets(vec![
        Answer::other(&at("embeds.html"), "text/html; charset=utf-8", html),
        Answer::other(&at("film.html*"), "text/html; charset=utf-8", frame),
    ])
    .await;
    tab.goes_to(&at("embeds.html")).await;
    tab.is_ready().await.rests().await;
    (visitor, tab)
}

/// A film that is held.
const FILM: &str = "<iframe data-service=\"youtube\" data-src=\"/film.html\" title=\"The film\" width=\"560\" \
     height=\"315\"></iframe>";

/// How often the film has been asked for.
fn asked_for(tab: &Tab, path: &str) -> usize {
    let requests = tab.seen.requests();
    requests.iter().filter(|address| address.contains(path)).count()
}
