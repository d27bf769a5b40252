//! Stage 1, declare: what a site says it does, checked once, so that every later stage can trust it.
//!
//! *Takes* a site's `consent.json` (feature `declare`) or the bytes of a compiled policy.
//! *Gives* a [`Config`] with everything filled in from the catalogue, and the [`Policy`] compiled from it.
//! *Never* guesses: what cannot be right is a [`Fault`] with its place and a way to mend it, and all faults
//! come at once.

mod id;
pub use id::{CategoryId, ServiceId, SlugError};

mod basis;
pub use basis::LegalBasis;

mod lifetime;
pub use lifetime::{Lifetime, LifetimeError};

mod pattern;
#[cfg(feature = "declare")]
pub(crate) use pattern::glob_covers;
pub use pattern::{NamePattern, PatternError};

mod cookie_rule;
pub use cookie_rule::{CookieRule, Party, Storage};

mod regime;
pub use regime::Regime;

mod region;
pub use region::{Region, RegionError};

#[cfg(feature = "declare")]
mod region_rule;
#[cfg(feature = "declare")]
pub use region_rule::{RegionExtra, RegionRule, StandingSignal};

#[cfg(feature = "declare")]
mod exemption;
#[cfg(feature = "declare")]
pub use exemption::Exemption;

#[cfg(feature = "declare")]
mod regional;
#[cfg(feature = "declare")]
pub use regional::{Regional, RegionalForm};

mod fingerprint;
pub use fingerprint::Fingerprint;

mod policy;
pub use policy::{Category, Policy, PolicyError, PolicyParts, Service};

mod compact;

mod host;
pub use host::{Host, is_within};

#[cfg(feature = "declare")]
mod fault;
#[cfg(feature = "declare")]
pub use fault::{ConfigError, Fault};

#[cfg(feature = "declare")]
mod place;

#[cfg(feature = "declare")]
mod loose;

#[cfg(feature = "declare")]
mod nearest;
#[cfg(feature = "declare")]
pub(crate) use nearest::nearest;

#[cfg(feature = "declare")]
mod date;
#[cfg(feature = "declare")]
pub use date::{Date, DateError};

#[cfg(feature = "declare")]
mod aim;
#[cfg(feature = "declare")]
pub use aim::{CookieAim, ServiceAim, Told};

#[cfg(feature = "declare")]
mod country;
#[cfg(feature = "declare")]
pub use country::{Country, CountryError};

#[cfg(feature = "declare")]
mod translated;
#[cfg(feature = "declare")]
pub use translated::Translated;

mod look;
pub use look::{
    Across, Colour, Down, Fonts, HIGH_CONTRAST, Heading, Layout, Look, Paint, Palette, Position, Shadow,
    Style, TextSize, Theme, Tokens,
};

#[cfg(feature = "declare")]
mod recording;
#[cfg(feature = "declare")]
pub use recording::Recording;

#[cfg(feature = "declare")]
mod import;
#[cfg(feature = "declare")]
pub use import::Import;

#[cfg(feature = "declare")]
mod iab;
#[cfg(feature = "declare")]
pub use iab::{Cmp, Gpp, Iab, IabVendor, Tcf};

#[cfg(feature = "declare")]
mod declared;
#[cfg(feature = "declare")]
pub use declared::{
    Config, ConsentCookie, Controller, Declared, DeclaredCategory, DeclaredCookie, DeclaredService, Provider,
    Retention, Role,
};

#[cfg(feature = "declare")]
mod draft;
#[cfg(feature = "declare")]
pub use draft::ConfigDraft;

#[cfg(feature = "declare")]
mod extend;

#[cfg(feature = "declare")]
mod check;

#[cfg(feature = "declare")]
mod material;

#[cfg(feature = "declare")]
mod compile;

#[cfg(feature = "declare")]
mod compare;
#[cfg(feature = "declare")]
pub use compare::{AskAgain, Difference, RegionalDifference};

#[cfg(feature = "declare")]
mod history;
#[cfg(feature = "declare")]
pub use history::{Change, History, Step, Version, What};
