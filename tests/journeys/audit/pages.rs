//! Several pages of one site, held against what its config declares; and what a first config says of them.

use super::other_systems::{VANILLA_BACK, vanilla_head};
use super::served::Draft;
use super::{audit, command, text};

/// It declares a shorter life for `_ga` than the tag asks for, and a service that no page has.
fn config() -> String {
    let text = |text: &str| serde_json::json!({ "en": text });
    serde_json::json!({
        "version": "2026-11-22",
        "controllers": [{ "name": "Example Ltd", "contact": "mail@example.com", "country": "SE" }],
        "domains": ["shop.localhost"], "languages": ["en"], "policyUrl": text("/cookies"),
        "services": [{ "use": "google-analytics", "cookies": [{ "name": "_ga", "lifetime": "90 days" }] }, "hotjar"],
    })
    .to_string()
}

/// What only the second page has: a cookie of its own, and a pixel.
const ABOUT: &str = "<script src=\"/about.js\"></script>\
    <noscript><img src=\"http://www.facebook.com.localhost:{port}/tr?id=1\" alt=\"\"></noscript>";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_choice_holds_on_all_pages_and_each_is_held_against_the_config() {
    let mut draft = Draft::default();
    let head = vanilla_head(&mut draft, "shop");
    draft.page("shop", &head, VANILLA_BACK);
    draft.page_at("shop", "/about", &format!("{head}{ABOUT}"), VANILLA_BACK);
    draft.script(
        "shop",
        "/about.js",
        "document.cookie = 'mystery=1; path=/; max-age=3600';",
    );
    let web = draft.serve().await;
    let home = web.url("shop");
    let about = format!("{home}about");
    let room = tempfile::tempdir().expect("a folder");
    let file = |name: &str| room.path().join(name).display().to_string();
    std::fs::write(file("consent.json"), config()).expect("a config");
    let (policy, first) = (file("consent.json"), file("first.json"));
    let more = ["--policy", &policy, "--init", &first];
    let pages = [home.clone(), about.clone()];
    let audited = tokio::task::block_in_place(|| audit(&pages, &more));

    assert_eq!((audited.code, audited.phases_done(&home)), (Some(1), 5));
    let seen = audited.site(&home)["pages"].as_array().expect("pages");
    let urls: Vec<&str> = seen.iter().map(|page| text(&page["url"])).collect();
    assert_eq!(urls, [&home, &about]);
    assert!(
        !audited.site(&home)["policy"].is_null(),
        "the config that was named"
    );

    // The choice was made on the front page: after a yes the tag runs on both, after a no on neither.
    let asked = |phase: &str| -> Vec<&str> {
        let all = audited.told["requests"].as_array().expect("requests").iter();
        let pixels = all.filter(|one| one["phase"] == phase && text(&one["url"]).contains("/g/collect"));
        let mut pages: Vec<&str> = pixels.map(|one| text(&one["page"])).collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    };
    assert_eq!(asked("accept"), [&home, &about]);
    for phase in ["before", "reject", "withdraw", "gpc"] {
        assert_eq!(asked(phase), Vec::<&str>::new(), "{phase}");
    }

    audited.errs(
        &home,
        "longer-than-declared",
        "accept",
        "_ga",
        "script http://shop.localhost",
    );
    audited.errs(&about, "undeclared", "before", "mystery", "about.js");
    audited.errs(
        &about,
        "pixel-without-scripts",
        "before",
        "www.facebook.com",
        &about,
    );
    let of_home = audited
        .faults(&home)
        .into_iter()
        .filter(|one| one["page"] == home);
    assert_eq!(of_home.count(), 1, "{:#?}", audited.faults(&home));
    let findings = audited.told["findings"].as_array().expect("findings");
    let missing = findings
        .iter()
        .any(|one| one["rule"] == "never-seen" && one["subject"] == "hotjar");
    assert!(missing, "{findings:#?}");

    // What it writes for a site without a config is in order, and has everything that was seen.
    let written = std::fs::read_to_string(&first).expect("a first config");
    assert!(
        written.contains("google-analytics") && written.contains("mystery"),
        "{written}"
    );
    let checked = command(&["check", &first]);
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stderr)
    );
}
