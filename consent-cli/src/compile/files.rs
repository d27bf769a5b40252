//! The files of one build, in memory until all of them are there.

use std::collections::BTreeMap;

use super::digest;

/// Files by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Returns a file.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// Returns every file with its name, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_slice()))
    }

    /// Takes a file in.
    pub(crate) fn put(&mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.insert(name.into(), content.into());
    }

    /// Takes a file in whose name tells its content, so that it can be kept forever by whoever fetched it,
    /// and returns that name.
    pub(crate) fn put_hashed(&mut self, stem: &str, extension: &str, content: impl Into<Vec<u8>>) -> String {
        let content = content.into();
        let name = format!("{stem}-{}.{extension}", digest::for_name(&content));
        self.put(name.clone(), content);
        name
    }
}

/// Tells whether a name is one that [`Files::put_hashed`] gives: `engine.sv-0a1b2c3d.js`.
pub(crate) fn is_hashed(name: &str) -> bool {
    let Some((stem, rest)) = name.rsplit_once('-') else {
        return false;
    };
    let Some((hash, extension)) = rest.split_once('.') else {
        return false;
    };
    let is_hash = hash.len() == 8 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let is_ours = match (stem.split_once('.'), extension) {
        (None, "js") => matches!(stem, "banner" | "iab" | "import" | "record"),
        (None, "wasm") => stem == "banner",
        (Some(("engine", language)), "js") | (Some(("notice", language)), "bin") => {
            !language.is_empty() && language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        }
        _ => false,
    };
    is_hash && is_ours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_content() {
        let mut files = Files::default();
        let name = files.put_hashed("engine.sv", "js", b"abc");
        assert_eq!(name, "engine.sv-ba7816bf.js");
        assert_eq!(files.get(&name), Some(b"abc".as_slice()));
        assert!(is_hashed(&name));
    }

    #[test]
    fn only_our_own_pattern_is_ours() {
        for name in [
            "banner-0a1b2c3d.js",
            "banner-0a1b2c3d.wasm",
            "import-0a1b2c3d.js",
            "record-0a1b2c3d.js",
            "iab-0a1b2c3d.js",
            "engine.pt-br-0a1b2c3d.js",
            "notice.sv-0a1b2c3d.bin",
        ] {
            assert!(is_hashed(name), "{name}");
        }
        for name in [
            "consent.js",
            "engine.sv.js",
            "engine-0a1b2c3d.js",
            "engine.sv-0a1b2c3.js",
            "engine.sv-0A1B2C3D.js",
            "banner-0a1b2c3d.css",
            "import-0a1b2c3d.wasm",
            "record-0a1b2c3d.wasm",
            "iab-0a1b2c3d.wasm",
            "banner-0a1b2c3d.js.map",
            "other-0a1b2c3d.js",
            "notice.sv-0a1b2c3d.json",
            "engine./-0a1b2c3d.js",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
