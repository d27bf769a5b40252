//! What a request's headers say: cookies, host, scheme, the browser's standing wish, and what is asked for.

use axum::http::header::{ACCEPT, COOKIE, HOST};
use axum::http::{HeaderMap, HeaderName};
use consent_core::decision::Signal;

const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
const SEC_GPC: HeaderName = HeaderName::from_static("sec-gpc");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// What a browser wants the answer for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// To show it in the tab: a navigation.
    Page,
    /// To give it to a script, or to show it in a frame.
    Call,
    /// As a part of a page: an image, a script, a style.
    Part,
}

/// One request, as far as consent goes.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) cookies: String,
    /// Without a port and in lower case; empty where nothing usable is said.
    pub(super) host: String,
    pub(super) https: bool,
    pub(super) what_for: For,
    /// Where cookies of this request can have been set for.
    pub(super) path: String,
}

impl Asked {
    /// Reads a request. `X-Forwarded-Proto` counts only where the site says that its proxy writes it.
    pub(super) fn read<B>(request: &axum::http::Request<B>, trusts_proxy: bool) -> Self {
        let headers = request.headers();
        let host = headers
            .get(HOST)
            .and_then(|host| host.to_str().ok())
            .or_else(|| request.uri().host());
        let host = host.map(host_name).unwrap_or_default();
        let forwarded = headers.get(X_FORWARDED_PROTO).filter(|_| trusts_proxy);
        Self {
            cookies: cookies(headers),
            https: match forwarded.and_then(|scheme| scheme.to_str().ok()) {
                // A chain of proxies each adds its own; the first is the visitor's.
                Some(schemes) => schemes
                    .split(',')
                    .next()
                    .is_some_and(|first| first.trim().eq_ignore_ascii_case("https")),
                None => !is_this_machine(&host),
            },
            host,
            what_for: what_for(headers),
            path: request.uri().path().to_owned(),
        }
    }
}

/// Reads the cookies of a request; HTTP/2 may split them over several headers (RFC 9113 section 8.2.3).
///
/// Bytes that are no text stay in their own cookie, which then has another value or name; the others are whole.
pub(super) fn cookies(headers: &HeaderMap) -> String {
    let all = headers.get_all(COOKIE).into_iter();
    all.map(|cookies| String::from_utf8_lossy(cookies.as_bytes()))
        .collect::<Vec<_>>()
        .join("; ")
}

/// Reads the browser's standing wish (`Sec-GPC: 1`, W3C Global Privacy Control); any other value is none.
pub(super) fn signal(headers: &HeaderMap) -> Signal {
    Signal {
        gpc: headers.get_all(SEC_GPC).into_iter().any(|value| value == "1"),
    }
}

/// Drops the port. What no host name has in it would end an attribute or begin another, and makes it no host.
fn host_name(text: &str) -> String {
    let name = match text.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => text,
    };
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']'));
    if is_name {
        name.to_ascii_lowercase()
    } else {
        String::new()
    }
}

/// Without a proxy's word: sites are served over https everywhere but on the developer's own machine. Where that is
/// wrong, a browser refuses the `Secure` cookie, and the one it has stays as it is.
fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]"
}

/// Browsers say it in `Sec-Fetch-Dest` (Fetch Metadata, W3C); of older ones only a page asks for HTML.
fn what_for(headers: &HeaderMap) -> For {
    match headers.get(SEC_FETCH_DEST).map(|dest| dest.as_bytes()) {
        Some(b"document") => For::Page,
        Some(b"empty" | b"iframe" | b"frame") => For::Call,
        Some(_) => For::Part,
        None => {
            let accepts = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
            if accepts.is_some_and(|kinds| kinds.contains("text/html")) {
                For::Page
            } else {
                For::Part
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn asked(headers: &[(&str, &str)], trusts_proxy: bool) -> Asked {
        let mut request = Request::builder().uri("/shop?x=1");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Asked::read(&request.body(()).unwrap(), trusts_proxy)
    }

    #[test]
    fn hosts_lose_their_port_and_nothing_strange_is_a_host() {
        for (text, expected) in [
            ("www.Example.SE:8443", "www.example.se"),
            ("127.0.0.1:80", "127.0.0.1"),
            ("[::1]:3000", "[::1]"),
            ("[::1]", "[::1]"),
            ("a.se; Domain=b.se", ""),
            ("", ""),
        ] {
            assert_eq!(asked(&[("host", text)], false).host, expected, "{text}");
        }
        let request = Request::builder().uri("https://me@a.se:8/x").body(()).unwrap();
        assert_eq!(Asked::read(&request, false).host, "a.se");
    }

    #[test]
    fn a_proxy_is_believed_only_where_the_site_says_so() {
        let https =
            |host, scheme, trusts| asked(&[("host", host), ("x-forwarded-proto", scheme)], trusts).https;
        assert!(https("a.se", "http", false) && !https("a.se", "http", true));
        assert!(!https("localhost:3000", "https", false) && https("localhost", "https", true));
        assert!(https("a.se", "HTTPS, http", true) && !https("a.se", "http, https", true));
        assert!(!asked(&[("host", "shop.localhost")], true).https);
        assert!(asked(&[("host", "a.se")], true).https);
    }

    #[test]
    fn only_what_is_shown_in_the_tab_is_a_page() {
        for (name, value, expected) in [
            ("sec-fetch-dest", "document", For::Page),
            ("sec-fetch-dest", "empty", For::Call),
            ("sec-fetch-dest", "iframe", For::Call),
            ("sec-fetch-dest", "image", For::Part),
            ("accept", "text/html,application/xhtml+xml;q=0.9", For::Page),
            ("accept", "*/*", For::Part),
        ] {
            assert_eq!(asked(&[(name, value)], false).what_for, expected, "{value}");
        }
        let both = asked(&[("sec-fetch-dest", "image"), ("accept", "text/html")], false);
        assert_eq!(both.what_for, For::Part);
    }

    #[test]
    fn cookies_are_those_of_all_headers_and_only_a_one_is_a_wish() {
        let split = asked(&[("cookie", "a=1; b=2"), ("cookie", "c=3")], false);
        assert_eq!((&*split.cookies, &*split.path), ("a=1; b=2; c=3", "/shop"));
        let wish = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(SEC_GPC, value.parse().unwrap());
            signal(&headers).gpc
        };
        assert!(wish("1") && !wish("0") && !wish("true") && !wish(""));
    }
}
