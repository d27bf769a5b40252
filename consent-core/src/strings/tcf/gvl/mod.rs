//! IAB Europe's lists, read from their JSON: the Global Vendor List (formats 2 and 3) and the list of platforms.
//!
//! Nothing is fetched here: whoever keeps the lists obeys their cache rules and passes them in.

use alloc::string::{String, ToString};
use core::fmt;

use serde::de::DeserializeOwned;

mod platforms;
pub use platforms::PlatformList;

mod vendor;
pub use vendor::{DataRetention, Vendor, VendorUrl};

mod vendor_list;
pub use vendor_list::{DataCategory, Feature, Purpose, Stack, VendorList};

/// Why a text is not such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListError {
    /// It is not JSON of that shape; the reason, with line and column.
    Shape(String),
    /// It is of a format that is not read.
    Specification(u16),
    /// A date is none.
    Date(String),
    /// An entry says another id than the one it stands under.
    Id(String),
}

impl fmt::Display for ListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(reason) => write!(f, "not a list of the framework: {reason}"),
            Self::Specification(found) => {
                write!(f, "gvlSpecificationVersion is {found}: only 2 and 3 are read")
            }
            Self::Date(text) => write!(f, "“{text}” is not a moment such as 2023-05-26T16:00:00Z"),
            Self::Id(key) => write!(f, "the entry under “{key}” says another id"),
        }
    }
}

impl core::error::Error for ListError {}

fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, ListError> {
    serde_json::from_str(json).map_err(|error| ListError::Shape(error.to_string()))
}

fn date(text: &str) -> Result<crate::time::Timestamp, ListError> {
    crate::strings::moment(text).ok_or_else(|| ListError::Date(text.to_string()))
}
