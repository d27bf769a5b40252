//! The demo's pages that are WebAssembly, each into a folder of `target`, from where the demo serves it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::bundle::keep_in;
use crate::script::{self, Kind};
use crate::{place, tools, wasm};

/// One page: what is compiled, and what it is besides.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its folder in `target`.
    folder: &'static str,
    /// What its WebAssembly and the script around that are called.
    name: &'static str,
    /// Where the files lie that stay as they are written.
    sources: &'static str,
    files: &'static [&'static str],
    /// What cargo compiles, and where that is then.
    words: &'static str,
    compiled: &'static str,
}

/// The page to write a config in.
pub(crate) const CONFIGURATOR: Page = Page {
    folder: "configurator",
    name: "configurator",
    sources: "demo/configurator/static",
    files: &[
        "index.html",
        "preview.html",
        "start.js",
        "configurator.css",
        "preview.css",
    ],
    words: "--package consent-configurator --lib --crate-type cdylib",
    compiled: "consent_configurator.wasm",
};

/// The example of a yew app.
pub(crate) const YEW_APP: Page = Page {
    folder: "yew",
    name: "app",
    sources: "consent-wasm/examples/yew_app",
    files: &["index.html", "film.html", "start.js", "app.css"],
    words: "--package consent-wasm --example yew_app --no-default-features --features app",
    compiled: "examples/yew_app.wasm",
};

impl Page {
    /// Builds the whole page.
    pub(crate) fn build(&self) -> Result<()> {
        let folder = place::target_page(self.folder);
        for name in self.files {
            let path = place::root().join(self.sources).join(name);
            let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            keep_in(&folder, name, text)?;
        }
        tools::ensure_rust_target(wasm::TARGET)?;
        let module = wasm::page(self.name, self.words, self.compiled)?;
        let script = format!("{}.js", self.name);
        let glue = script::minify(&module.glue, Kind::Module, |at| {
            script::place(Path::new(&script), &module.glue, at)
        })?;
        keep_in(&folder, &script, glue)?;
        keep_in(&folder, &format!("{}.wasm", self.name), module.wasm)
    }
}
