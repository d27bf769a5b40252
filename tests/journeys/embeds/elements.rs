//! The npm package in an application that is bundled: packed, installed from the archive, and its elements used.

use std::path::{Path, PathBuf};
use std::process::Command;

use consent_tests::{Answer, Stage, Tab, journey};

use super::{asked_for, held};

/// A program's run in a folder, which must go well.
fn runs(program: &mut Command, folder: &Path) -> String {
    let output = program.current_dir(folder).output().expect("a program");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program:?}: {said}{complaint}");
    said
}

/// An application around the package, as one script.
fn bundled(application: &str) -> String {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let package = tests.join("../target/npm").canonicalize();
    let package = package.expect("the package, which `cargo xtask bundle` writes");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let there = folder.path();
    let packed = ["pack", "--silent", "--pack-destination"];
    let archive = runs(Command::new("npm").args(packed).arg(there), &package);
    std::fs::write(
        there.join("package.json"),
        r#"{ "private": true, "type": "module" }"#,
    )
    .expect("a package");
    let install = ["install", "--offline", "--no-audit", "--no-fund", "--silent"];
    runs(
        Command::new("npm").args(install).arg(there.join(archive.trim())),
        there,
    );
    std::fs::write(there.join("app.ts"), application).expect("an application");
    let compiler = tests.join("node_modules/typescript/bin/tsc");
    let strict = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "false",
        "--target",
        "es2022",
        "--module",
        "es2022",
    ];
    runs(
        Command::new("node")
            .arg(compiler)
            .args(strict)
            .args(["--moduleResolution", "bundler", "app.ts"]),
        there,
    );
    let bundler = tests.join("node_modules/.bin/esbuild");
    runs(
        Command::new(bundler).args(["app.ts", "--bundle", "--format=iife"]),
        there,
    )
}

/// A page whose application this is.
async fn opens(stage: &Stage, body: &str, application: &str) -> Tab {
    let at = |path| stage.sites.page("asurgent", path);
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><title>Application</title>\
         <script async src=\"/consent/consent.en.js\"></script></head><body><main>{body}</main>\
         <script src=\"/app.js\"></script></body></html>"
    );
    let film = "<!doctype html><title>Film</title>";
    let tab = stage.visitor().await.tab().await;
    tab.gets(vec![
        Answer::other(&at("app.html"), "text/html; charset=utf-8", html),
        Answer::other(
            &at("app.js"),
            "text/javascript; charset=utf-8",
            bundled(application),
        ),
        Answer::other(&at("film.html*"), "text/html", film),
    ])
    .await;
    tab.goes_to(&at("app.html")).await;
    tab.is_ready().await;
    tab
}

#[test]
fn content_in_an_element_waits_for_its_service() {
    journey(async |stage| {
        let body = "<consent-embed service=youtube src=/film.html title=Film width=480 height=270 onload=\"window.hurt = 1\">\
                    </consent-embed>";
        let application = "import { consent } from 'consent-web'; import 'consent-web/elements';
            const element = document.querySelector('consent-embed')!;
            consent().then((api) => { document.title = String(api.allows('youtube')); element.dataset.ready = ''; });";
        let tab = opens(stage, body, application).await;
        tab.will_show(&held("youtube", "once")).await;
        tab.until("document.title == 'false'").await;
        assert_eq!(asked_for(&tab, "film.html"), 0);
        tab.clicks(&held("youtube", "always")).await;
        tab.until("find('consent-embed iframe').contentDocument?.title == 'Film'")
            .await;
        // Another film is held or runs as the visitor has decided, and nothing but what is named comes into the frame.
        tab.evaluate::<()>("find('consent-embed').setAttribute('src', '/film.html?2')")
            .await;
        tab.until("find('consent-embed iframe').contentWindow?.location.search == '?2'")
            .await;
        assert!(
            !tab.evaluate::<bool>("find('consent-embed iframe').hasAttribute('onload')")
                .await
        );
    });
}

#[test]
fn the_choices_are_a_part_of_the_page() {
    journey(async |stage| {
        let body = "<h1>Cookies</h1><consent-preferences></consent-preferences>";
        let tab = opens(stage, body, "import 'consent-web/elements';").await;
        let inside = |part: &str| format!("consent-preferences >> {part}");
        tab.will_show(&inside("[data-act=save]")).await;
        tab.until("find('consent-preferences >> [part=service]')").await;
        // It takes no focus, has no button to close, and lies in the page.
        assert_eq!(tab.focus().await, "page");
        assert!(!tab.shows(&inside("[data-act=close]")).await);
        let place: String = tab
            .evaluate("getComputedStyle(find('consent-preferences >> [part=preferences]')).position")
            .await;
        assert_eq!(place, "static");
        // A part of the page is no dialog: it is a region with a heading, and the page around it is read as before.
        tab.only("region", "Your cookie choices").await;
        let all = tab.spoken().await;
        assert!(all.iter().all(|one| one.role != "dialog"), "{all:?}");
        assert!(
            all.iter()
                .any(|one| one.role == "heading" && one.name == "Cookies")
        );
        let barriers = tab.rests().await.barriers().await;
        let list: String = barriers.iter().map(ToString::to_string).collect();
        assert!(barriers.is_empty(), "{list}");

        tab.clicks(&inside("[name=analytics]")).await;
        tab.clicks(&inside("[data-act=save]")).await;
        tab.until("consent.allows('analytics') && !consent.allows('advertisement')")
            .await;
        tab.until("find('consent-preferences >> [name=analytics]')?.checked")
            .await;
        assert!(
            !tab.shows(consent_tests::NOTICE).await,
            "the question is answered"
        );
        // The way back leads here, where the choices are already.
        tab.evaluate::<()>("consent.open().then(() => {})").await;
        tab.until("find('consent-preferences').shadowRoot.activeElement?.localName == 'h2'")
            .await;
        assert!(!tab.shows("dialog:modal").await);
        tab.clicks(&inside("[data-act=accept-all]")).await;
        tab.until("consent.state().act == 'a'").await;
    });
}
