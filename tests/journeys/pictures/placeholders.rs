//! What stands where a film, a post or a chat is held.

use consent_tests::{Answer, Look, Sheet, Stage, Tab, journey, pictures};

/// A page of Asurgent's with a film behind a picture of the site's own.
async fn still(stage: &Stage, device: Look) -> Vec<u8> {
    let at = |path| stage.sites.page("asurgent", path);
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>Film</title><meta name=viewport content='width=device-width'>\
        <script async src=/consent/consent.en.js></script><body style='font:1rem/1.5 sans-serif;margin:2rem auto;padding:0 1rem;max-width:40rem'><h1>Film</h1>\
        <iframe data-service=youtube data-src=https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ data-still=/still.svg \
        title='A walk by the sea' width=560 height=315 style='max-width:100%'></iframe>";
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 560 315' preserveAspectRatio='none'>\
        <rect width='560' height='315' fill='#8ec5e8'/><circle cx='430' cy='80' r='36' fill='#ffe08a'/>\
        <path d='M0 210q140-50 280 0t280 0v105H0z' fill='#2f6f8f'/><path d='M0 250q140-40 280 0t280 0v65H0z' fill='#1f4e66'/></svg>";
    let tab = stage.visitor_with(device).await.tab().await;
    tab.gets(vec![
        Answer::other(&at("film.html"), "text/html; charset=utf-8", page),
        Answer::other(&at("still.svg"), "image/svg+xml", picture),
    ])
    .await;
    tab.goes_to(&at("film.html")).await;
    rejected(&tab).await
}

/// After a no, with the first placeholder in the middle.
async fn rejected(tab: &Tab) -> Vec<u8> {
    tab.is_ready().await;
    tab.evaluate::<serde_json::Value>("consent.rejectAll()").await;
    tab.until("find('consent-held')").await;
    tab.evaluate::<()>(
        "void (find('.demo-panel')?.remove(), find('consent-held').scrollIntoView({ block: 'center' }))",
    )
    .await;
    tab.rests().await;
    tab.picture().await
}

async fn held(stage: &Stage, site: &str, path: &str, device: Look) -> Vec<u8> {
    rejected(
        &stage
            .visitor_with(device)
            .await
            .opens(&stage.sites.page(site, path))
            .await,
    )
    .await
}

#[test]
fn of_placeholders() {
    let Some(folder) = pictures() else {
        return;
    };
    journey(async |stage| {
        let desk = |dark| Look::still((900, 640), dark);
        let mut sheet = Sheet::default();
        sheet.add(
            "a film behind a picture of the site’s own",
            still(stage, desk(false)).await,
        );
        for (shows, site, path, device) in [
            (
                "posts, in the dark",
                "nordicexperts",
                "en/follow-us.html",
                desk(true),
            ),
            (
                "a film and slides",
                "nordicexperts",
                "en/course.html",
                desk(false),
            ),
            ("a chat that waits for its start", "netdialog", "en/", desk(false)),
        ] {
            sheet.add(shows, held(stage, site, path, device).await);
        }
        sheet.keep(stage, &folder.join("placeholders.webp"), 2, 600).await;
    });
}
