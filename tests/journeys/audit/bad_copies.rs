//! A bad copy of each of the five sites: every fault is named with its page, its phase and who made it.

use std::fs;
use std::path::{Path, PathBuf};

use consent_demo::{Options, serve};
use consent_tests::SITES;

use super::{Audited, audit, copy};

/// What is put into the head of every page.
const UNMARKED: &str = "<script src=\"http://www.googletagmanager.com.{third}/gtag/js?id=G-1R7GEWQZLM\"></script>\n\
    <link rel=\"preload\" as=\"script\" href=\"http://connect.facebook.net.{third}/sv_SE/fbevents.js\">\n\
    <noscript><img src=\"http://www.facebook.com.{third}/tr?id=1&amp;noscript=1\" alt=\"\"></noscript>\n\
    <script src=\"/faults.js\"></script>\n";

/// An undeclared cookie; one that comes back on every page once there was a yes; the declared consent cookie aside, a
/// tracker's that asks to live longer than anybody declares; and a no that is hidden one layer down.
const FAULTS: &str = "document.cookie = 'mystery=1; path=/; max-age=3600';\n\
    addEventListener('consent:change', () => { if (consent.state().act === 'a') localStorage.setItem('__marked', '1'); });\n\
    if (localStorage.getItem('__marked')) document.cookie = '_hjSessionUser_1=x; path=/; max-age=7776000';\n\
    document.cookie = '__cf_bm=1; path=/; max-age=34560000';\n\
    const hide = setInterval(() => {\n\
      const reject = document.querySelector('consent-root')?.shadowRoot?.querySelector('[part~=notice] [data-act=reject-all]');\n\
      if (reject) reject.hidden = true;\n\
    }, 20);\n";

fn make_worse(root: &Path) {
    for site in SITES {
        let folder = root.join("sites").join(site);
        let tags = folder.join("_tags.html");
        let good = fs::read_to_string(&tags).expect("the tags");
        fs::write(&tags, UNMARKED.to_owned() + &good).expect("worse tags");
        fs::write(folder.join("faults.js"), FAULTS).expect("a script");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_is_named_with_page_phase_and_initiator() {
    let room = tempfile::tempdir().expect("a folder");
    let demo = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../demo");
    for part in ["sites", "stand-ins", "panel"] {
        copy(&demo.join(part), &room.path().join(part));
    }
    make_worse(room.path());
    let options = Options {
        root: Some(room.path().to_owned()),
        ..Options::default()
    };
    let demo = serve(options).await.expect("the demo");
    let pages: Vec<String> = SITES.iter().map(|site| demo.url(site)).collect();
    let audited = tokio::task::block_in_place(|| audit(&pages, &[]));
    assert_eq!(audited.code, Some(1));
    for page in &pages {
        faults_of(&audited, page);
    }
    // Only where the edge of the site itself sets this cookie is it declared, with half an hour.
    let ngager = &pages[0];
    audited.has(ngager, "longer-than-declared", "before", "__cf_bm", "faults.js");
    demo.shutdown().await;
}

fn faults_of(audited: &Audited, page: &str) {
    audited.has(
        page,
        "requested-before-choice",
        "before",
        "/gtag/js",
        "<script src> in http://",
    );
    audited.has(page, "stored-before-choice", "before", "mystery", "faults.js");
    audited.has(
        page,
        "requested-before-choice",
        "before",
        "fbevents.js",
        "rel=\"preload\"",
    );
    audited.has(
        page,
        "pixel-without-scripts",
        "before",
        "www.facebook.com",
        "<img src> in http://",
    );
    audited.has(page, "undeclared", "before", "mystery", "faults.js");
    audited.has(
        page,
        "survives-withdrawal",
        "withdraw",
        "_hjSessionUser_1",
        "faults.js",
    );
    audited.has(page, "survives-refusal", "reject", "/gtag/js", "<script src>");
    audited.has(page, "ignores-gpc", "gpc", "/gtag/js", "<script src>");
    audited.has(page, "reject-not-on-first-layer", "before", "reject", "Consent");
    assert_eq!(audited.phases_done(page), 5, "a no one layer down is found");
}
