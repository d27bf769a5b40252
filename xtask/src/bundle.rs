//! Everything that runs in the page, compiled into `target/bundle`, from where `consent-cli` embeds it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::loader::Part;
use crate::script::{self, Kind};
use crate::{loader, npm, place, style, tools, trim, wasm};

/// What `consent-wasm/engine/module.ts` uses of the engine, and how it calls it there.
const ENGINE: &trim::Exports = &[("answer", "a"), ("memory", "m"), ("__wbindgen_malloc", "n")];

/// The same for `consent-wasm/import/begin.ts`.
const IMPORT: &trim::Exports = &[("take_over", "a"), ("memory", "m"), ("__wbindgen_malloc", "n")];

/// The same for `consent-wasm/iab/begin.ts`.
const IAB: &trim::Exports = &[("told", "a"), ("memory", "m"), ("__wbindgen_malloc", "n")];

/// Builds the whole bundle.
pub(crate) fn run() -> Result<()> {
    // The cheap and often edited first, so that a slip in them is told within a second.
    let sources = place::page().join("loader");
    for extras in 0..loader::SETS {
        keep(
            &loader::name(extras),
            loader::joined(&sources, Part::Loader(extras))?,
        )?;
    }
    keep(
        "engine.js",
        loader::joined(&place::page().join("engine"), Part::Engine)?,
    )?;
    keep(
        "import.js",
        loader::joined(&place::page().join("import"), Part::Import)?,
    )?;
    keep(
        "record.js",
        loader::joined(&place::page().join("record"), Part::Record)?,
    )?;
    keep(
        "embed.js",
        loader::joined(&place::page().join("embed"), Part::Embed)?,
    )?;
    keep("iab.js", loader::joined(&place::page().join("iab"), Part::Iab)?)?;
    keep(
        "current.js",
        loader::alone(&place::page().join("loader/current.ts"))?,
    )?;
    for sheet in ["notice.css", "preferences.css", "banner.css", "embed.css"] {
        keep(sheet, style::sheet(&place::page().join("style").join(sheet))?)?;
    }
    let types = place::page().join("consent.d.ts");
    keep(
        "consent.d.ts",
        fs::read(&types).with_context(|| format!("cannot read {}", types.display()))?,
    )?;

    npm::run()?;

    // rust-toolchain.toml names the target, but rustup may be told not to fetch by itself.
    tools::ensure_rust_target(wasm::TARGET)?;
    let engine = wasm::compile("engine", Some(ENGINE))?;
    keep("engine.wasm", engine.wasm)?;
    let regimes = wasm::compile("regimes", Some(ENGINE))?;
    keep("engine.regimes.wasm", regimes.wasm)?;
    let import = wasm::compile("import", Some(IMPORT))?;
    keep("import.wasm", import.wasm)?;
    let iab = wasm::compile("iab", Some(IAB))?;
    keep("iab.wasm", iab.wasm)?;

    let banner = wasm::compile("banner", None)?;
    keep("banner.wasm", banner.wasm)?;
    let glue = script::minify(&banner.glue, Kind::Module, |at| {
        script::place(Path::new("banner.js"), &banner.glue, at)
    });
    keep("banner.js", glue?)
}

/// Writes a file of the bundle, but only if it changed: what embeds it is then not compiled again for nothing.
fn keep(name: &str, content: impl AsRef<[u8]>) -> Result<()> {
    keep_in(&place::bundle(), name, content)
}

/// The same in another folder.
pub(crate) fn keep_in(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
    let path = folder.join(name);
    let content = content.as_ref();
    if fs::read(&path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
    eprintln!("{name}: {} bytes", content.len());
    Ok(())
}
