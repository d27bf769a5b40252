//! The configurator's page, into `target/configurator`, from where the demo serves it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::bundle::keep_in;
use crate::script::{self, Kind};
use crate::{place, tools, wasm};

/// What the page is besides its WebAssembly, as it is written.
const STATIC: [&str; 5] = [
    "index.html",
    "preview.html",
    "start.js",
    "configurator.css",
    "preview.css",
];

/// Builds the whole page.
pub(crate) fn run() -> Result<()> {
    let (sources, folder) = (
        place::root().join("demo/configurator/static"),
        place::configurator(),
    );
    for name in STATIC {
        let path = sources.join(name);
        let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        keep_in(&folder, name, text)?;
    }
    tools::ensure_rust_target(wasm::TARGET)?;
    let module = wasm::configurator()?;
    let glue = script::minify(&module.glue, Kind::Module, |at| {
        script::place(Path::new("configurator.js"), &module.glue, at)
    })?;
    keep_in(&folder, "configurator.js", glue)?;
    keep_in(&folder, "configurator.wasm", module.wasm)
}
