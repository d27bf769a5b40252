//! Why a checked config could not become files: always a fault of this command's build, never of the site.

use std::fmt;

use consent_core::config::ConfigError;

use super::embed::EmbedError;
use super::loader::LoaderError;
use super::module::ModuleError;
use super::record::RecordError;
use super::style::StyleError;
use super::tree::TreeError;
use crate::bundle::BundleError;

/// What of the bundle or the notice does not fit this compiler.
#[derive(Debug)]
#[non_exhaustive]
pub enum CompileError {
    /// A file of the bundle.
    Bundle(BundleError),
    /// The loader.
    Loader(LoaderError),
    /// A script that carries a WebAssembly module.
    Module(ModuleError),
    /// The record's script.
    Record(RecordError),
    /// The script of the placeholders.
    Embed(EmbedError),
    /// A version for some regions.
    Regions(ConfigError),
    /// The notice's markup.
    Markup(TreeError),
    /// The style.
    Style(StyleError),
    /// A value that cannot be written as JSON.
    Json(serde_json::Error),
    /// A notice that cannot be written as bytes.
    Bytes(postcard::Error),
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // It says by itself what to run.
            Self::Bundle(error) => return error.fmt(f),
            Self::Loader(error) => error.fmt(f)?,
            Self::Module(error) => error.fmt(f)?,
            Self::Record(error) => error.fmt(f)?,
            Self::Embed(error) => error.fmt(f)?,
            Self::Regions(error) => error.fmt(f)?,
            Self::Markup(error) => error.fmt(f)?,
            Self::Style(error) => error.fmt(f)?,
            Self::Json(error) => error.fmt(f)?,
            Self::Bytes(error) => error.fmt(f)?,
        }
        f.write_str(
            "; this is a fault of this `consent`: run `cargo xtask bundle`, then build the command again",
        )
    }
}

impl std::error::Error for CompileError {}

macro_rules! from {
    ($($error:ty => $variant:ident),* $(,)?) => {
        $(impl From<$error> for CompileError {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        })*
    };
}

from! {
    BundleError => Bundle,
    LoaderError => Loader,
    ModuleError => Module,
    RecordError => Record,
    EmbedError => Embed,
    ConfigError => Regions,
    TreeError => Markup,
    StyleError => Style,
    serde_json::Error => Json,
    postcard::Error => Bytes,
}
