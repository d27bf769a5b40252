//! What runs in the page, as `cargo xtask bundle` compiled it and this crate's build embedded it.

use std::fmt;

include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

/// The parts that every site shares; `consent build` adds what is the site's own.
#[derive(Clone, Copy, Debug)]
pub struct Bundle {
    /// The loader, with one place for the site's constants.
    pub loader: &'static str,
    /// The same, for sites whose pages carry other systems' markers.
    pub loader_with_markers: &'static str,
    /// The script around the engine, with a place for the module and one for the site's own part.
    pub engine_script: &'static str,
    /// The engine.
    pub engine: &'static [u8],
    /// The script of the record, with a place for where that is.
    pub record_script: &'static str,
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

impl Bundle {
    /// Returns what was embedded.
    ///
    /// # Errors
    /// When a file was missing, or was not text where it must be, at the time this crate was compiled.
    pub fn embedded() -> Result<Self, BundleError> {
        Ok(Self {
            loader: text("loader.js")?,
            loader_with_markers: text("loader.markers.js")?,
            engine_script: text("engine.js")?,
            engine: bytes("engine.wasm")?,
            record_script: text("record.js")?,
            banner_script: text("banner.js")?,
            banner: bytes("banner.wasm")?,
            notice_style: text("notice.css")?,
            preferences_style: text("preferences.css")?,
            typings: text("consent.d.ts")?,
        })
    }
}

fn bytes(name: &'static str) -> Result<&'static [u8], BundleError> {
    let found = EMBEDDED.iter().find(|(known, _)| *known == name);
    found.map(|(_, bytes)| *bytes).ok_or(BundleError {
        file: name,
        reason: "was not there",
    })
}

fn text(name: &'static str) -> Result<&'static str, BundleError> {
    let reason = "is not text";
    std::str::from_utf8(bytes(name)?).map_err(|_| BundleError { file: name, reason })
}

/// Why this command cannot build a site: it was compiled without what runs in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleError {
    file: &'static str,
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
    fn a_missing_file_says_which_step_comes_first() {
        let fault = bytes("other.js").unwrap_err().to_string();
        assert!(
            fault.contains("other.js") && fault.contains("cargo xtask bundle"),
            "{fault}"
        );
    }
}
