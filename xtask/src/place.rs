//! Where things lie in this repository.

use std::env;
use std::path::PathBuf;

/// The folder with the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    // Asked at run time first: a build cache that moved with its checkout still knows the right place.
    let crate_folder = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let mut root = PathBuf::from(crate_folder);
    root.pop();
    root
}

/// Cargo's own target folder, which `CARGO_TARGET_DIR` may have moved.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(moved) => root().join(moved),
        None => root().join("target"),
    }
}

/// What the bundle step leaves behind. Always here, because `consent-cli` embeds it from here.
pub(crate) fn bundle() -> PathBuf {
    root().join("target/bundle")
}

/// The sources of what runs in the page.
pub(crate) fn page() -> PathBuf {
    root().join("consent-wasm")
}

/// A page of the demo, whole, as a folder of static files.
pub(crate) fn target_page(name: &str) -> PathBuf {
    root().join("target").join(name)
}
