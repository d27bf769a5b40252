//! One feature of `consent-wasm`, or a page of the demo, compiled to WebAssembly and its JavaScript glue.

use std::env;
use std::fs;
use std::mem;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::weight::Weight;
use crate::{child, place, tools, trim};

/// What browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Smallest, with what the compiler already assumes of every browser that the loader serves.
const WASM_OPT: &str = "-Oz --enable-bulk-memory --enable-multivalue --enable-mutable-globals \
    --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext";

/// A module and the glue that the generator wrote for it.
pub(crate) struct Module {
    pub(crate) wasm: Vec<u8>,
    pub(crate) glue: String,
}

/// Compiles `consent-wasm` with just this feature. With `exports`, the module offers those and nothing else, by
/// shorter names: then it has a script of its own, and the generated glue does not fit it any more.
pub(crate) fn compile(feature: &str, exports: Option<&trim::Exports>) -> Result<Module> {
    let (mut module, glue) = generated(feature, &cdylib(feature)?)?;
    trim::notes(&mut module);
    if let Some(exports) = exports {
        trim::exports(&mut module, exports)?;
    }
    let wasm = optimised(feature, module.emit_wasm())?;
    Ok(Module { wasm, glue })
}

/// Compiles what cargo's words name, in the profile of pages. No visitor downloads it: it is compiled fast, and left as
/// the compiler made it. All share one folder, since they share what they are made of; `compiled` says where in it.
pub(crate) fn page(name: &str, words: &str, compiled: &str) -> Result<Module> {
    let folder = place::target().join("page/configurator");
    let mut cargo = child::cargo(&format!("rustc {words} --profile configurator"));
    cargo.args(["--target", TARGET, "--target-dir"]).arg(&folder);
    cargo
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", without_own_paths()?);
    child::run(&mut cargo)?;
    let compiled = folder.join(TARGET).join("configurator").join(compiled);
    let (mut module, glue) = generated(name, &compiled)?;
    trim::notes(&mut module);
    let wasm = module.emit_wasm();
    Ok(Module { wasm, glue })
}

/// A compiled library as browsers load it, and the script that loads it.
fn generated(name: &str, compiled: &Path) -> Result<(walrus::Module, String)> {
    let mut generated = Bindgen::new()
        .input_path(compiled)
        .out_name(name)
        .web(true)?
        // Its address has a hash that only the loader knows, so the default would be dead weight.
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen cannot read {}", compiled.display()))?;
    if generated.snippets().values().any(|snippets| !snippets.is_empty())
        || !generated.local_modules().is_empty()
    {
        bail!(
            "{name} brings JavaScript snippets of its own, which a built site does not serve; use web-sys instead"
        );
    }
    let glue = generated.js().to_owned();
    Ok((mem::take(generated.wasm_mut()), glue))
}

/// The compiled library. The crate itself is no cdylib, because a crate that is both loses link-time optimisation.
fn cdylib(feature: &str) -> Result<PathBuf> {
    // A folder each: both features make a file of the same name, and cargo cannot tell which of them lies there.
    let folder = place::target().join("page").join(feature);
    let mut cargo = child::cargo("rustc --package consent-wasm --lib --crate-type cdylib --profile wasm");
    cargo.args(["--target", TARGET, "--no-default-features", "--features", feature]);
    cargo.arg("--target-dir").arg(&folder);
    cargo
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", without_own_paths()?);
    child::run(&mut cargo)?;
    Ok(folder.join(TARGET).join("wasm/consent_wasm.wasm"))
}

/// Flags that replace this machine's folders in messages: the same sources give the same bytes everywhere.
fn without_own_paths() -> Result<String> {
    let rustc = || Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let sysroot = PathBuf::from(child::answer(rustc().args(["--print", "sysroot"]))?);
    let version = child::answer(rustc().arg("-vV"))?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .unwrap_or("unknown");
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let crates = cargo_home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));

    let mut renamed = vec![
        (place::root(), "consent".to_owned()),
        // Only where the component rust-src is installed; elsewhere the compiler writes just this by itself.
        (sysroot.join("lib/rustlib/src/rust"), format!("/rustc/{commit}")),
    ];
    renamed.extend(crates.map(|home| (home.join("registry/src"), "crates".to_owned())));
    let flag = |(from, to): (PathBuf, String)| format!("--remap-path-prefix={}={to}", from.display());
    // The unit separator parts the flags, so that a folder's name may have a space.
    Ok(renamed.into_iter().map(flag).collect::<Vec<_>>().join("\u{1f}"))
}

/// Binaryen makes it somewhat smaller where it is at hand. It is never needed: budgets hold without it.
fn optimised(feature: &str, wasm: Vec<u8>) -> Result<Vec<u8>> {
    let Some(program) = wasm_opt() else {
        eprintln!("{feature}: wasm-opt not found, and not needed");
        return Ok(wasm);
    };
    let folder = place::target().join("page");
    let (before, after) = (
        folder.join(format!("{feature}.wasm")),
        folder.join(format!("{feature}.opt.wasm")),
    );
    fs::write(&before, &wasm)?;
    let mut command = child::program(&program, WASM_OPT.split_whitespace());
    child::run(command.arg(&before).arg("-o").arg(&after))?;
    let other = fs::read(&after)?;
    // Fewer bytes do not always travel lighter: what repeats less compresses less.
    let (was, is) = (Weight::of(&wasm)?.brotli, Weight::of(&other)?.brotli);
    let (verdict, lighter) = if is < was {
        ("used", other)
    } else {
        ("left aside", wasm)
    };
    eprintln!(
        "{feature}: {} {verdict}: {was} bytes without it, {is} with it (brotli)",
        program.display()
    );
    Ok(lighter)
}

/// `CONSENT_WASM_OPT` names it, or switches it off by being empty; else the first `wasm-opt` on the path.
fn wasm_opt() -> Option<PathBuf> {
    match env::var_os("CONSENT_WASM_OPT") {
        Some(named) => (!named.is_empty()).then(|| named.into()),
        None => tools::on_path("wasm-opt"),
    }
}
