//! Turns data files into constants: texts, purposes, looks, authorities, the catalogue's files, other systems' strings.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "build/looks.rs"]
mod looks;

#[path = "build/texts.rs"]
mod texts;

#[cfg(feature = "declare")]
#[path = "build/declared.rs"]
mod declared;

#[cfg(feature = "declare")]
#[path = "build/purposes.rs"]
mod purposes;

#[cfg(feature = "declare")]
#[path = "build/regions.rs"]
mod regions;

#[cfg(feature = "strings")]
#[path = "build/us_sections.rs"]
mod us_sections;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let languages = texts::languages(Path::new("texts"))?;
    fs::write(out.join("texts.rs"), texts::built_in(&languages)?)?;
    fs::write(out.join("looks.rs"), looks::styles(Path::new("looks"))?)?;
    #[cfg(feature = "strings")]
    fs::write(
        out.join("us_sections.rs"),
        us_sections::table(Path::new("strings/us_sections.json"))?,
    )?;
    #[cfg(feature = "declare")]
    {
        fs::write(
            out.join("catalogue.rs"),
            declared::catalogue(Path::new("catalogue"))?,
        )?;
        fs::write(
            out.join("purposes.rs"),
            purposes::vocabularies(Path::new("purposes"), &languages)?,
        )?;
        fs::write(out.join("loaded_words.rs"), texts::loaded_words(&languages)?)?;
        fs::write(out.join("countries.rs"), declared::countries(&languages)?)?;
        let authorities = Path::new("regimes/authorities.json");
        fs::write(out.join("authorities.rs"), declared::authorities(authorities)?)?;
        let regions = Path::new("regimes/regions.json");
        fs::write(out.join("regions.rs"), regions::rules(regions)?)?;
    }
    Ok(())
}

/// Every JSON file of a folder, in the order of their names; a change in any of them is a reason to build again.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            println!("cargo:rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
