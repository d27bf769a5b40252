//! A bad copy of each of the five sites: every fault is named with its page, its phase and who made it (LAW-02).

use std::fs;
use std::path::{Path, PathBuf};

use consent_demo::{Options, serve};

use super::{Audited, audit, copy};

/// One site's faults, beside those that all of them get.
struct Fault {
    site: &'static str,
    /// A cookie that the site declares, and that comes back on every page once there was a yes.
    stays: &'static str,
    /// A cookie that lives longer than the bad copy declares.
    longer: &'static str,
    /// The file of the site that is changed, the text in it and what becomes of that, so that it does.
    changed: (&'static str, &'static str, &'static str),
    /// Whose script really sets it.
    writer: &'static str,
}

const FAULTS: [Fault; 5] = [
    Fault {
        site: "ngager",
        stays: "hubspotutk",
        longer: "messagesUtk",
        changed: (
            "consent.json",
            "\"hubspot-chat\"",
            "{ \"use\": \"hubspot-chat\", \"cookies\": [{ \"name\": \"messagesUtk\", \"lifetime\": \"1 day\" }] }",
        ),
        writer: "conversations-embed.js",
    },
    Fault {
        site: "asurgent",
        stays: "_clck",
        longer: "_uetvid",
        changed: (
            "consent.json",
            "\"microsoft-uet\"",
            "{ \"use\": \"microsoft-uet\", \"cookies\": [{ \"name\": \"_uetvid\", \"lifetime\": \"30 days\" }] }",
        ),
        writer: "bat.js",
    },
    Fault {
        site: "cag",
        stays: "_pk_ses.1.1fff",
        longer: "_pk_id.1.1fff",
        // Nobody shortens Matomo's own thirteen months any more.
        changed: (
            "_tags.html",
            "_paq.push(['setVisitorCookieTimeout', 7776000]);",
            "",
        ),
        writer: "matomo.js",
    },
    Fault {
        site: "nordicexperts",
        stays: "_gcl_au",
        longer: "kjba",
        changed: (
            "consent.json",
            "\"lifetime\": \"90 days\"",
            "\"lifetime\": \"7 days\"",
        ),
        writer: "affiliate.js",
    },
    Fault {
        site: "netdialog",
        stays: "_ga",
        longer: "nd_chat",
        changed: (
            "consent.json",
            "\"lifetime\": \"30 days\"",
            "\"lifetime\": \"1 day\"",
        ),
        writer: "widget.js",
    },
];

/// What is put into the head of every page: a tag without a mark, a preload, a pixel that only browsers without scripts
/// load, and a script of the site's own.
const UNMARKED: &str = "<script src=\"http://www.googletagmanager.com.{third}/gtag/js?id=G-1R7GEWQZLM\"></script>\n\
    <link rel=\"preload\" as=\"script\" href=\"http://connect.facebook.net.{third}/sv_SE/fbevents.js\">\n\
    <noscript><img src=\"http://www.facebook.com.{third}/tr?id=1&amp;noscript=1\" alt=\"\"></noscript>\n\
    <script src=\"/faults.js\"></script>\n";

/// That script: a cookie that nobody declares; one that comes back; and a no that is hidden one layer down.
const SCRIPT: &str = "document.cookie = 'mystery=1; path=/; max-age=3600';\n\
    addEventListener('consent:change', () => { if (consent.state().act === 'a') localStorage.setItem('__marked', '1'); });\n\
    const back = () => { if (localStorage.getItem('__marked')) document.cookie = '{stays}=x; path=/; max-age=1800'; };\n\
    back();\n\
    setInterval(back, 500);\n\
    const hide = setInterval(() => {\n\
      const reject = document.querySelector('consent-root')?.shadowRoot?.querySelector('[part~=notice] [data-act=reject-all]');\n\
      if (reject) reject.hidden = true;\n\
    }, 20);\n";

fn change(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).expect("a file of the demo");
    let changed = text.replace(old, new);
    assert_ne!(text, changed, "{}: nothing to make worse", file.display());
    fs::write(file, changed).expect("a worse file");
}

fn make_worse(root: &Path) {
    for fault in &FAULTS {
        let folder = root.join("sites").join(fault.site);
        let (file, old, new) = fault.changed;
        change(&folder.join(file), old, new);
        let tags = folder.join("_tags.html");
        let good = fs::read_to_string(&tags).expect("the tags");
        fs::write(&tags, UNMARKED.to_owned() + &good).expect("worse tags");
        fs::write(folder.join("faults.js"), SCRIPT.replace("{stays}", fault.stays)).expect("a script");
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
    let pages: Vec<String> = FAULTS.iter().map(|fault| demo.url(fault.site)).collect();
    let audited = tokio::task::block_in_place(|| audit(&pages, &[]));
    assert_eq!(audited.code, Some(1));
    for (page, fault) in pages.iter().zip(&FAULTS) {
        seven_faults(&audited, page, fault);
        what_follows(&audited, page);
    }
    demo.shutdown().await;
}

/// Each is an error, which by itself makes the exit code 1.
fn seven_faults(audited: &Audited, page: &str, fault: &Fault) {
    let in_page = |element: &str| format!("{element} in {page}:");
    let own = &format!("script {page}faults.js:");
    let tag = &in_page("<script src>");
    audited.errs(page, "requested-before-choice", "before", "/gtag/js", tag);
    let hint = &in_page("<link as=\"script\" rel=\"preload\" href>");
    audited.errs(page, "requested-before-choice", "before", "fbevents.js", hint);
    let pixel = &in_page("<img src>");
    audited.errs(page, "pixel-without-scripts", "before", "www.facebook.com", pixel);
    audited.errs(page, "undeclared", "before", "mystery", own);
    audited.errs(page, "survives-withdrawal", "withdraw", fault.stays, own);
    audited.errs(page, "longer-than-declared", "accept", fault.longer, fault.writer);
    // What is not there was made by nobody but the banner.
    audited.errs(page, "reject-not-on-first-layer", "before", "reject", "Consent");
}

/// The same tag and cookie, in the other phases.
fn what_follows(audited: &Audited, page: &str) {
    audited.has(page, "stored-before-choice", "before", "mystery", "faults.js");
    audited.has(page, "survives-refusal", "reject", "/gtag/js", "<script src>");
    audited.has(page, "ignores-gpc", "gpc", "/gtag/js", "<script src>");
    assert_eq!(audited.phases_done(page), 5, "a no one layer down is found");
}
