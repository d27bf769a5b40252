//! The demo's five sites are in order, and every form of the report can be had.

use consent_demo::{Options, serve};
use consent_tests::SITES;

use super::{audit, command};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_five_sites_are_clean() {
    let demo = serve(Options::default()).await.expect("the demo");
    let room = tempfile::tempdir().expect("a folder");
    let file = |name: &str| room.path().join(name).display().to_string();
    // A first config is written for the first one; no source says how long one of its cookies lives.
    let mut sites = SITES;
    sites.sort_by_key(|site| *site != "nordicexperts");
    let pages: Vec<String> = sites.iter().map(|site| demo.url(site)).collect();
    let (html, sarif, junit, init) = (file("r.html"), file("r.sarif"), file("r.xml"), file("c.json"));
    let more = [
        "--fail-on",
        "warning",
        "--html",
        &html,
        "--sarif",
        &sarif,
        "--junit",
        &junit,
        "--init",
        &init,
    ];
    let audited = tokio::task::block_in_place(|| audit(&pages, &more));
    for page in &pages {
        assert_eq!(audited.site(page)["system"]["id"], "consent");
        assert_eq!(audited.phases_done(page), 5, "{page}");
        assert!(
            audited.faults(page).is_empty(),
            "{page}: {:#?}",
            audited.faults(page)
        );
    }
    assert_eq!((audited.code, &audited.told["version"]), (Some(0), &1.into()));

    let read = |file: &str| std::fs::read_to_string(file).expect("a report");
    let html = read(&html);
    assert!(html.contains("default-src 'none'; style-src 'sha256-") && html.contains("<svg"));
    // Addresses are told as text; nothing is loaded.
    for loading in ["src=", "href=", "<script", "url(", " style=", "@import"] {
        assert!(!html.contains(loading), "{loading}");
    }
    let sarif: serde_json::Value = serde_json::from_str(&read(&sarif)).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(
        sarif["runs"][0]["results"]
            .as_array()
            .is_some_and(|all| !all.is_empty()),
        "remarks are told"
    );
    assert_eq!(read(&junit).matches("<testsuite ").count(), 5);
    assert!(!read(&junit).contains("<failure"));
    let first: serde_json::Value = serde_json::from_str(&read(&init)).expect("JSON");
    let services = first["services"].as_array().expect("services");
    assert!(services.contains(&"google-analytics".into()), "{first}");
    let affiliate = serde_json::json!({ "use": "kajabi-affiliate", "cookies": [{ "name": "kjba", "lifetime": "3 months" }] });
    assert!(services.contains(&affiliate), "{first}");
    let checked = command(&["check", &init]);
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stderr)
    );
    demo.shutdown().await;
}
