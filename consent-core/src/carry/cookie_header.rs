//! Reads the cookies a browser sends (RFC 6265 section 4.2.1), from a `Cookie` header or `document.cookie`.

use crate::pieces::{cut, pieces};

/// Splits into name and value; white space around both does not count, a pair without `=` has no name.
pub(crate) fn cookie_pairs(header: &str) -> impl Iterator<Item = (&str, &str)> {
    pieces(header, b';').map(|pair| match cut(pair, b'=') {
        Some((name, value)) => (name.trim_ascii(), value.trim_ascii()),
        None => ("", pair.trim_ascii()),
    })
}

/// Returns every value sent under exactly this name, in the order sent.
///
/// # Example
/// ```
/// use consent_core::carry::cookie_values;
/// let header = "consent2=x; consent=a; xconsent=y; consent=b";
/// assert_eq!(cookie_values(header, "consent").collect::<Vec<_>>(), ["a", "b"]);
/// ```
pub fn cookie_values<'a>(header: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    cookie_pairs(header)
        .filter(move |(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// Returns the name of every cookie that has one.
pub fn cookie_names(header: &str) -> impl Iterator<Item = &str> {
    cookie_pairs(header)
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty())
}
