//! A cookie of one visitor is never put on an answer that a shared cache may give to another.

use axum::http::header::{CACHE_CONTROL, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// What speaks to shared caches alone: whoever writes these means the answer for everybody.
const FOR_SHARED: [HeaderName; 2] = [
    HeaderName::from_static("cdn-cache-control"),
    HeaderName::from_static("surrogate-control"),
];

/// Tells whether an answer is one visitor's own, so that a cookie may be added. Redirections and “not modified” are kept
/// as they came, and so is what its author has declared fit for everybody or for ever.
pub(super) fn may_carry_a_cookie(status: StatusCode, headers: &HeaderMap) -> bool {
    let is_for_everybody = says(headers, &CACHE_CONTROL, &["public", "s-maxage", "immutable"])
        || FOR_SHARED.iter().any(|name| headers.contains_key(name));
    !status.is_informational() && !status.is_redirection() && !is_for_everybody
}

/// Tells caches that the answer is one visitor's.
pub(super) fn keep_private(headers: &mut HeaderMap) {
    if !says(headers, &CACHE_CONTROL, &["private", "no-store"]) {
        headers.append(CACHE_CONTROL, HeaderValue::from_static("private"));
    }
    if !says(headers, &VARY, &["cookie", "*"]) {
        headers.append(VARY, HeaderValue::from_static("Cookie"));
    }
}

/// Tells whether one of the words stands in the list, alone or before `=`.
fn says(headers: &HeaderMap, name: &HeaderName, words: &[&str]) -> bool {
    let lists = headers
        .get_all(name)
        .into_iter()
        .filter_map(|list| list.to_str().ok());
    let mut said = lists.flat_map(|list| list.split(','));
    said.any(|said| {
        let word = said.split('=').next().unwrap_or_default().trim();
        words.iter().any(|known| word.eq_ignore_ascii_case(known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&str, &str)]) -> HeaderMap {
        let pair =
            |(name, value): &(&str, &str)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        list.iter().map(pair).collect()
    }

    #[test]
    fn what_is_for_everybody_carries_no_cookie() {
        let may = |list: &[(&str, &str)]| may_carry_a_cookie(StatusCode::OK, &headers(list));
        for list in [
            ("cache-control", "public, max-age=600"),
            ("cache-control", "max-age=0, S-MaxAge=9"),
            ("cache-control", "max-age=31536000, immutable"),
            ("surrogate-control", "max-age=60"),
            ("cdn-cache-control", "max-age=60"),
        ] {
            assert!(!may(&[list]), "{list:?}");
        }
        for list in [
            ("cache-control", "max-age=600"),
            ("cache-control", "no-cache"),
            ("etag", "public"),
        ] {
            assert!(may(&[list]), "{list:?}");
        }
        assert!(may(&[]));
        for status in [304, 302, 301, 103] {
            assert!(!may_carry_a_cookie(
                StatusCode::from_u16(status).unwrap(),
                &HeaderMap::new()
            ));
        }
    }

    #[test]
    fn caches_are_told_once() {
        for (before, control, vary) in [
            (&[][..], &["private"][..], &["Cookie"][..]),
            (
                &[("cache-control", "max-age=9")],
                &["max-age=9", "private"],
                &["Cookie"],
            ),
            (
                &[("cache-control", "no-store"), ("vary", "*")],
                &["no-store"],
                &["*"],
            ),
            (&[("vary", "Accept, cookie")], &["private"], &["Accept, cookie"]),
            (
                &[("vary", "Accept-Language")],
                &["private"],
                &["Accept-Language", "Cookie"],
            ),
        ] {
            let mut headers = headers(before);
            keep_private(&mut headers);
            keep_private(&mut headers);
            let all = |name: HeaderName| headers.get_all(name).into_iter().cloned().collect::<Vec<_>>();
            assert_eq!(
                (all(CACHE_CONTROL), all(VARY)),
                (
                    control.iter().map(|it| it.parse().unwrap()).collect(),
                    vary.iter().map(|it| it.parse().unwrap()).collect()
                )
            );
        }
    }
}
