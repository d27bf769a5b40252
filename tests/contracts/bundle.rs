//! What the bundle's parts promise each other.

use std::path::PathBuf;

use consent_tests::journey;
use serde::Deserialize;

use crate::repository::root;

fn bundled(name: &str) -> PathBuf {
    root().join("target/bundle").join(name)
}

fn content(name: &str) -> Vec<u8> {
    let file = bundled(name);
    std::fs::read(&file)
        .unwrap_or_else(|fault| panic!("{}: {fault}; `cargo xtask bundle` makes it", file.display()))
}

fn text(name: &str) -> String {
    String::from_utf8(content(name)).expect("text")
}

#[derive(Debug, Deserialize)]
struct Shape {
    imports: Vec<(String, String, String)>,
    exports: Vec<(String, String)>,
}

/// What a module asks for and offers, as a browser reads it.
fn shape_of(name: &str) -> Shape {
    let bytes = content(name);
    let (send, receive) = std::sync::mpsc::channel();
    journey(async move |stage| {
        let tab = stage.visitor().await.tab().await;
        let shape: Shape = tab
            .evaluate(&format!(
                "(() => {{ const module = new WebAssembly.Module(Uint8Array.from({bytes:?}));
                   return {{ imports: WebAssembly.Module.imports(module).map(({{ module, name, kind }}) => [module, name, kind]),
                     exports: WebAssembly.Module.exports(module).map(({{ name, kind }}) => [name, kind]) }} }})()"
            ))
            .await;
        send.send(shape).expect("somebody waits");
    });
    receive.recv().expect("a shape")
}

/// The modules over text, and where they are called.
const OVER_TEXT: [(&str, &str); 4] = [
    ("engine.wasm", "consent-wasm/engine/module.ts"),
    ("engine.regimes.wasm", "consent-wasm/engine/module.ts"),
    ("iab.wasm", "consent-wasm/iab/begin.ts"),
    ("import.wasm", "consent-wasm/import/begin.ts"),
];

#[test]
fn a_module_over_text_asks_for_nothing() {
    for (module, _) in OVER_TEXT {
        let Shape { imports, .. } = shape_of(module);
        assert!(imports.is_empty(), "{module}: {imports:?}");
    }
}

#[test]
fn a_module_over_text_offers_what_its_script_uses() {
    for (module, script) in OVER_TEXT {
        let Shape { mut exports, .. } = shape_of(module);
        exports.sort();
        let of = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
        assert_eq!(
            exports,
            [of("a", "function"), of("m", "memory"), of("n", "function")],
            "{module}"
        );
        let script = crate::repository::read(script);
        assert!(script.contains("const { a: reply, m: memory, n: place } ="));
    }
}

#[test]
fn each_script_has_one_place_for_what_the_build_puts_in() {
    let loaders = ["", ".iab", ".import", ".iab.import"].map(|extras| {
        ["", ".markers", ".embeds", ".markers.embeds"]
            .map(|more| (format!("loader{extras}{more}.js"), "__CONSENT__"))
    });
    for (name, place) in loaders.iter().flatten() {
        assert_eq!(text(name).matches(place).count(), 1, "{name}: {place}");
    }
    for (name, place) in [
        ("embed.js", "__SITE__"),
        ("engine.js", "__SITE__"),
        ("engine.js", "__WASM__"),
        ("iab.js", "__SITE__"),
        ("iab.js", "__WASM__"),
        ("import.js", "__SITE__"),
        ("import.js", "__WASM__"),
        ("record.js", "__RECORD__"),
    ] {
        assert_eq!(text(name).matches(place).count(), 1, "{name}: {place}");
    }
}

#[test]
fn the_typings_that_are_published_are_those_of_the_page() {
    assert_eq!(
        text("consent.d.ts"),
        crate::repository::read("consent-wasm/consent.d.ts")
    );
}

#[test]
fn no_sheet_reaches_outside_or_carries_code() {
    for name in ["notice.css", "preferences.css", "banner.css", "embed.css"] {
        let sheet = text(name);
        for way in ["@import", "url(", "http:", "https:", "expression("] {
            assert!(!sheet.contains(way), "{name} has {way}");
        }
    }
}
