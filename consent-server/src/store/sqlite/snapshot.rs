//! A sealed copy of a database that goes on being used.

use std::fs::File;
use std::path::Path;

use super::super::StoreError;
use super::{connect, seal};

/// Writes the copy: compact, so that nothing is in it but what is kept.
pub(super) fn write(from: &Path, to: &Path) -> Result<(), StoreError> {
    if to.exists() {
        return Err(StoreError::Engine(
            format!(
                "{} is there already; name a new file for the snapshot",
                to.display()
            )
            .into(),
        ));
    }
    let Some(name) = to.to_str() else {
        return Err(StoreError::Engine(
            format!("{} is not a name in UTF-8; choose another", to.display()).into(),
        ));
    };
    connect::reader(from)?.execute("VACUUM INTO ?1", [name])?;
    File::open(to)
        .and_then(|file| file.sync_all())
        .map_err(|fault| StoreError::Engine(Box::new(fault)))?;
    seal::put(to)
}
