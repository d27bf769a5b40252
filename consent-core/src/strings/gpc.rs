//! Global Privacy Control: a standing wish of the browser, as a header and as what a site declares to support.
//!
//! Source: W3C, “Global Privacy Control (GPC)”, 3 April 2026.

use alloc::string::String;

use serde::Deserialize;

/// The name of the header.
pub const HEADER: &str = "sec-gpc";

/// Tells from the values of all `Sec-GPC` headers of a request whether the browser asks not to sell or share.
///
/// Only a value that is exactly `1` counts, and any other is as if the header were not there: so `0`, `true` or `1, 1`
/// say nothing. Of several headers, one `1` is enough.
///
/// # Example
/// ```
/// use consent_core::strings::gpc;
///
/// assert!(gpc::is_on(["1"]));
/// assert!(gpc::is_on(["0", "1"]));
/// assert!(!gpc::is_on(["true"]));
/// assert!(!gpc::is_on([""; 0]));
/// ```
pub fn is_on<T: AsRef<[u8]>>(values: impl IntoIterator<Item = T>) -> bool {
    values.into_iter().any(|value| value.as_ref() == b"1")
}

/// What a site says under `/.well-known/gpc.json`; other keys mean nothing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::exhaustive_structs, reason = "the specification has these two keys")]
pub struct Support {
    /// Whether the site abides by the wish; without it nothing is said.
    pub gpc: bool,
    /// The date since which it says so, as it was written.
    pub last_update: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exactly_one_counts() {
        for value in ["", "0", "11", "1 ", " 1", "1, 1", "1,1", "true", "?1", "01", "１"] {
            assert!(!is_on([value]), "{value:?}");
        }
        assert!(is_on(["", "x", "1"]));
        assert!(!is_on([b"\xff"]));
    }

    #[test]
    fn a_site_says_so_or_says_nothing() {
        let read = serde_json::from_str::<Support>;
        assert!(read(r#"{"gpc":true,"version":1}"#).expect("support").gpc);
        assert!(read(r#"{"lastUpdate":"2026-01-01"}"#).is_err());
        assert!(read(r#"{"gpc":"true"}"#).is_err());
    }
}
