//! A sealed copy of a database that goes on being used.

use std::fs::File;
use std::path::Path;

use super::super::StoreError;
use super::lock::private;
use super::{connect, seal};

/// Writes the copy: compact, so that nothing is in it but what is kept.
pub(super) fn write(from: &Path, to: &Path) -> Result<(), StoreError> {
    let failed = |why: String| StoreError::Engine(format!("no snapshot at {}: {why}", to.display()).into());
    let Some(name) = to.to_str() else {
        return Err(failed("its name is not UTF-8; choose another".into()));
    };
    // An empty file is overwritten, any other is not.
    let mut made = File::options();
    private(made.create_new(true).write(true))
        .open(to)
        .map_err(|fault| failed(fault.to_string()))?;
    connect::reader(from)?.execute("VACUUM INTO ?1", [name])?;
    File::open(to)
        .and_then(|file| file.sync_all())
        .map_err(|fault| failed(fault.to_string()))?;
    seal::put(to)
}
