//! Embeds what runs in the page: the files that `cargo xtask bundle` leaves in `target/bundle`. The loaders, one for each
//! set of extras and nearly the same text each, become one compressed stream.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::ZlibEncoder;

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
    let mut loaders = ZlibEncoder::new(Vec::new(), Compression::best());
    for file in files.iter().filter(|file| file.is_file()) {
        let name = file.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| format!("{} is not text that Rust can name", file.display()))?;
        if name.starts_with("loader.") {
            // No script has a NUL in it: name and text end with one each.
            for part in [name.as_bytes(), &fs::read(file)?] {
                loaders.write_all(part)?;
                loaders.write_all(&[0])?;
            }
            continue;
        }
        writeln!(source, "    ({name:?}, include_bytes!({:?})),", text(file)?)?;
    }
    source.push_str("];\n");
    source.push_str("/// Every loader that was there, name and text in turn, each ended by a NUL; compressed (RFC 1950).\n");
    source.push_str(
        "pub(super) const LOADERS: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/loaders.z\"));\n",
    );
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("loaders.z"), loaders.finish()?)?;
    fs::write(out.join("bundle.rs"), source)?;
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
