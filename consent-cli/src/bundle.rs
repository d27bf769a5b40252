//! What runs in the page, as `cargo xtask bundle` compiled it and this crate's build embedded it.

use std::fmt;

include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

/// The parts that every site shares; `consent build` adds what is the site's own.
#[derive(Clone, Copy, Debug)]
pub struct Bundle {
    /// The loader, with one place for the site's constants; one for each set of extras.
    pub loaders: Loaders,
    /// The script around the engine, with a place for the module and one for the site's own part.
    pub engine_script: &'static str,
    /// The engine.
    pub engine: &'static [u8],
    /// The script that takes over an answer given to another system, with the same two places.
    pub import_script: &'static str,
    /// The readers of other systems' records.
    pub import: &'static [u8],
    /// The script of the record, with a place for where that is.
    pub record_script: &'static str,
    /// The script that makes the IAB's strings, with a place for the module and one for the site's terms.
    pub iab_script: &'static str,
    /// What makes them.
    pub iab: &'static [u8],
    /// The glue of the banner's module.
    pub banner_script: &'static str,
    /// The banner.
    pub banner: &'static [u8],
    /// The style of the first layer.
    pub notice_style: &'static str,
    /// The style of the second layer's skeleton.
    pub preferences_style: &'static str,
    /// The types of `window.consent`.
    pub typings: &'static str,
}

/// What only some sites need of the loader. A site that does not need it does not pay for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    /// Answering the scripts of the IAB's frameworks.
    Iab,
    /// Reading answers given to another system, which the site had before.
    Import,
    /// Reading other systems' markers on the pages.
    Markers,
}

impl Extra {
    /// Every one, in the order in which they stand in a loader's file name.
    const ALL: [(Self, &'static str); 3] = [
        (Self::Iab, ".iab"),
        (Self::Import, ".import"),
        (Self::Markers, ".markers"),
    ];
}

/// The loader, once for each set of extras.
#[derive(Clone, Copy, Debug)]
pub struct Loaders(pub [&'static str; 1 << Extra::ALL.len()]);

impl Loaders {
    /// Returns the loader with exactly these extras.
    #[must_use]
    pub fn with(&self, extras: &[Extra]) -> &'static str {
        let bits = Extra::ALL.iter().enumerate();
        let place: usize = bits
            .filter(|(_, (extra, _))| extras.contains(extra))
            .map(|(bit, _)| 1 << bit)
            .sum();
        self.0[place]
    }

    /// The file name of the loader at a place.
    fn name(place: usize) -> String {
        let chosen = Extra::ALL
            .iter()
            .enumerate()
            .filter(|(bit, _)| place >> bit & 1 == 1);
        let names: String = chosen.map(|(_, (_, name))| *name).collect();
        format!("loader{names}.js")
    }

    fn embedded() -> Result<Self, BundleError> {
        let mut loaders = [""; 1 << Extra::ALL.len()];
        for (place, loader) in loaders.iter_mut().enumerate() {
            *loader = text(&Self::name(place))?;
        }
        Ok(Self(loaders))
    }
}

impl Bundle {
    /// Returns what was embedded.
    ///
    /// # Errors
    /// When a file was missing, or was not text where it must be, at the time this crate was compiled.
    pub fn embedded() -> Result<Self, BundleError> {
        Ok(Self {
            loaders: Loaders::embedded()?,
            engine_script: text("engine.js")?,
            engine: bytes("engine.wasm")?,
            import_script: text("import.js")?,
            import: bytes("import.wasm")?,
            record_script: text("record.js")?,
            iab_script: text("iab.js")?,
            iab: bytes("iab.wasm")?,
            banner_script: text("banner.js")?,
            banner: bytes("banner.wasm")?,
            notice_style: text("notice.css")?,
            preferences_style: text("preferences.css")?,
            typings: text("consent.d.ts")?,
        })
    }
}

fn bytes(name: &str) -> Result<&'static [u8], BundleError> {
    let found = EMBEDDED.iter().find(|(known, _)| *known == name);
    found.map(|(_, bytes)| *bytes).ok_or_else(|| BundleError {
        file: name.to_owned(),
        reason: "was not there",
    })
}

fn text(name: &str) -> Result<&'static str, BundleError> {
    std::str::from_utf8(bytes(name)?).map_err(|_| BundleError {
        file: name.to_owned(),
        reason: "is not text",
    })
}

/// Why this command cannot build a site: it was compiled without what runs in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleError {
    file: String,
    reason: &'static str,
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, reason } = self;
        write!(
            f,
            "this `consent` has no {file} in it: the file {reason} when the command was compiled. \
             `cargo xtask bundle` must run before the command is built; run it, then build the command again"
        )
    }
}

impl std::error::Error for BundleError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_of_extras_has_its_own_loader() {
        let loaders = Loaders([
            "plain",
            "iab",
            "import",
            "iab import",
            "markers",
            "iab markers",
            "import markers",
            "all",
        ]);
        assert_eq!(loaders.with(&[]), "plain");
        assert_eq!(loaders.with(&[Extra::Markers]), "markers");
        assert_eq!(loaders.with(&[Extra::Import]), "import");
        assert_eq!(loaders.with(&[Extra::Markers, Extra::Import]), "import markers");
        assert_eq!(loaders.with(&[Extra::Iab]), "iab");
        assert_eq!(loaders.with(&[Extra::Markers, Extra::Iab, Extra::Import]), "all");
        let names: Vec<_> = (0..8).map(Loaders::name).collect();
        let there: Vec<_> = EMBEDDED.iter().map(|(name, _)| *name).take(8).collect();
        assert_eq!(names, there, "as the bundle has them");
    }

    #[test]
    fn a_missing_file_says_which_step_comes_first() {
        let fault = bytes("other.js").unwrap_err().to_string();
        assert!(
            fault.contains("other.js") && fault.contains("cargo xtask bundle"),
            "{fault}"
        );
    }
}
