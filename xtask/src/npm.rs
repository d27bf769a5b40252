//! The npm package for applications that are bundled: written whole into `target/npm`, ready for `npm pack`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::place;
use crate::script::{self, Kind};

/// Writes the package and returns where it is.
pub(crate) fn run() -> Result<PathBuf> {
    let (sources, package) = (place::page().join("npm"), place::root().join("target/npm"));
    fs::create_dir_all(&package)?;
    for name in ["index", "elements"] {
        let path = sources.join(format!("{name}.ts"));
        let text = read(&path)?;
        let script = script::minify(&text, Kind::ModuleTypeScript, |at| {
            script::place(&path, &text, at)
        })?;
        fs::write(package.join(format!("{name}.js")), script)?;
        let types = format!("{name}.d.ts");
        fs::write(package.join(&types), read(&sources.join(&types))?)?;
    }
    fs::write(
        package.join("consent.d.ts"),
        read(&place::page().join("consent.d.ts"))?,
    )?;
    fs::write(package.join("README.md"), read(&sources.join("README.md"))?)?;
    // One version for everything that is released together.
    let described = read(&sources.join("package.json"))?.replacen("0.0.0", env!("CARGO_PKG_VERSION"), 1);
    fs::write(package.join("package.json"), described)?;
    Ok(package)
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
