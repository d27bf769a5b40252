//! What runs in the page, as `cargo xtask bundle` compiled it and this crate's build embedded it.

use std::borrow::Cow;
use std::fmt;
use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::ZlibDecoder;

include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

/// The parts that every site shares; `consent build` adds what is the site's own.
#[derive(Clone, Copy, Debug)]
pub struct Bundle {
    /// Returns the loader with exactly these extras, with one place for the site's constants.
    pub loader: Loader,
    /// The script around the engine, with a place for the module and one for the site's own part.
    pub engine_script: &'static str,
    /// The engine.
    pub engine: &'static [u8],
    /// The engine for every regime; that one is for opt-in alone.
    pub engine_for_regimes: &'static [u8],
    /// The script that takes over an answer given to another system, with the same two places.
    pub import_script: &'static str,
    /// The readers of other systems' records.
    pub import: &'static [u8],
    /// The script of the record, with a place for where that is.
    pub record_script: &'static str,
    /// The script of the placeholders, with a place for what is the site's own.
    pub embed_script: &'static str,
    /// Their style.
    pub embed_style: &'static str,
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
    /// Speaking more than one language.
    Languages,
    /// Following a page that changes its language without loading again.
    Live,
    /// Reading other systems' markers on the pages.
    Markers,
    /// Placeholders for content of others that is held.
    Embeds,
    /// Holding by something else than opt-in, for everybody or in some regions.
    Regimes,
}

impl Extra {
    /// Every one, in the order in which they stand in a loader's file name.
    const ALL: [(Self, &'static str); 7] = [
        (Self::Iab, ".iab"),
        (Self::Import, ".import"),
        (Self::Languages, ".languages"),
        (Self::Live, ".live"),
        (Self::Markers, ".markers"),
        (Self::Embeds, ".embeds"),
        (Self::Regimes, ".regimes"),
    ];
}

/// Returns the loader with exactly the extras that it is given.
pub type Loader = fn(&[Extra]) -> Result<Cow<'static, str>, BundleError>;

/// The file name of the loader with these extras, as the bundle has it.
fn loader_name(extras: &[Extra]) -> String {
    let chosen = Extra::ALL.iter().filter(|(extra, _)| extras.contains(extra));
    let names: String = chosen.map(|(_, name)| *name).collect();
    format!("loader{names}.js")
}

impl Bundle {
    /// Returns what was embedded.
    ///
    /// # Errors
    /// When a file was missing, or was not text where it must be, at the time this crate was compiled.
    pub fn embedded() -> Result<Self, BundleError> {
        Ok(Self {
            loader: |extras| Ok(loader(&loader_name(extras))?.into()),
            engine_script: text("engine.js")?,
            engine: bytes("engine.wasm")?,
            engine_for_regimes: bytes("engine.regimes.wasm")?,
            import_script: text("import.js")?,
            import: bytes("import.wasm")?,
            record_script: text("record.js")?,
            embed_script: text("embed.js")?,
            embed_style: text("embed.css")?,
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

/// The loaders as they were packed; unpacked once.
static UNPACKED: LazyLock<Option<String>> = LazyLock::new(|| {
    let mut all = String::new();
    ZlibDecoder::new(LOADERS).read_to_string(&mut all).ok()?;
    Some(all)
});

fn loader(name: &str) -> Result<&'static str, BundleError> {
    let error = |reason| BundleError {
        file: name.to_owned(),
        reason,
    };
    let all = UNPACKED.as_deref().ok_or_else(|| error("is not text"))?;
    let mut parts = all.split('\0');
    while let (Some(known), Some(text)) = (parts.next(), parts.next()) {
        if known == name {
            return Ok(text);
        }
    }
    Err(error("was not there"))
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
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_set_of_extras_has_its_own_loader() {
        let name = loader_name;
        assert_eq!(name(&[]), "loader.js");
        assert_eq!(name(&[Extra::Markers, Extra::Iab]), "loader.iab.markers.js");
        let loader = Bundle::embedded().unwrap().loader;
        let mut known = BTreeSet::new();
        for set in 0..1 << Extra::ALL.len() {
            let extras: Vec<Extra> = (0..Extra::ALL.len())
                .filter(|bit| set >> bit & 1 == 1)
                .map(|bit| Extra::ALL[bit].0)
                .collect();
            assert!(known.insert(loader(&extras).unwrap()), "{extras:?}");
        }
        let text: usize = known.iter().map(|text| text.len()).sum();
        assert!(LOADERS.len() * 10 < text, "{} of {text} bytes", LOADERS.len());
    }

    #[test]
    fn a_missing_file_says_which_step_comes_first() {
        let fault = bytes("other.js").unwrap_err().to_string();
        assert!(
            fault.contains("other.js") && fault.contains("cargo xtask bundle"),
            "{fault}"
        );
        let fault = loader("loader.other.js").unwrap_err().to_string();
        assert!(
            fault.contains("loader.other.js") && fault.contains("was not there"),
            "{fault}"
        );
    }
}
