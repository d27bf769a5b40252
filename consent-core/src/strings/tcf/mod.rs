//! IAB Transparency and Consent Framework, TC strings of TCF 2.0 to 2.3: read, judged and written.
//!
//! A text that can be read becomes a [`TcString`]; what the framework's rules say about it are
//! [`findings`](TcString::findings), apart from why a text cannot be read ([`DecodeError`]). For one vendor out of a
//! long text there is [`LazyTc`], which looks at no more of it than it must.
//!
//! The specification is IAB Tech Lab's “Consent string and vendor list formats v2”, of which sections are named by
//! their headings.

mod layout;
pub use layout::{Field, Segment};

mod error;
pub use error::{DecodeError, EncodeError, Place, RangeFault};

mod model;
pub use model::{Core, PublisherTc, TcString};

mod restrictions;
pub use restrictions::{Restriction, RestrictionKind, Restrictions, VendorRange};

mod vendors;

mod fixed;

mod decode;
mod segments;

mod encode;

mod lazy;
pub use lazy::{LazyTc, VendorSignals};

mod declared;
pub use declared::{Declarations, Declared, Edition};

mod permission;
pub use permission::{Basis, Denial, Permission};

mod rules;
pub use rules::{Known, Platform, Platforms};

mod fields;

#[cfg(feature = "gvl")]
mod gvl;
#[cfg(feature = "gvl")]
pub use gvl::{
    DataCategory, DataRetention, Feature, ListError, PlatformList, Purpose, Stack, Vendor, VendorList,
    VendorUrl,
};
