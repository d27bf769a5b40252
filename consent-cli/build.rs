//! Embeds what runs in the page: the files that `cargo xtask bundle` leaves in `target/bundle`.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = folder()?;
    println!("cargo:rerun-if-env-changed=CONSENT_BUNDLE");
    // A folder that is not there yet makes Cargo ask again at every build, until it is.
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut source = String::from("/// Every file of the bundle that was there, by name.\n");
    source.push_str("pub(super) const EMBEDDED: &[(&str, &[u8])] = &[\n");
    // Without it the command is there all the same, and says what is missing when a site is to be built.
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).into_iter().flatten() {
        files.push(entry?.path());
    }
    files.sort();
    for file in files.iter().filter(|file| file.is_file()) {
        let name = file.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| format!("{} is not text that Rust can name", file.display()))?;
        writeln!(source, "    ({name:?}, include_bytes!({:?})),", text(file)?)?;
    }
    source.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("bundle.rs"), source)?;
    Ok(())
}

/// `CONSENT_BUNDLE`, or the workspace's own `target/bundle` wherever Cargo's target folder has moved to.
fn folder() -> Result<PathBuf, Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let bundle = env::var_os("CONSENT_BUNDLE").unwrap_or_else(|| "../target/bundle".into());
    Ok(here.join(bundle))
}

fn text(path: &Path) -> Result<&str, Box<dyn Error>> {
    path.to_str()
        .ok_or_else(|| format!("{} is not text that Rust can name", path.display()).into())
}
