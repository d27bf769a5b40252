//! Who has signed in: a cookie that says which API key, until when, and that this server wrote it.
//!
//! The cookie holds no key and the server no list: what it says is signed, so that every node knows it, and
//! whether the key still holds is looked up each time.

use axum::http::header::{COOKIE, HOST};
use axum::http::{HeaderMap, HeaderValue};
use consent_core::base64url;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::guard::keys::{Scope, bearer};
use crate::store::{ApiKey, StoreError};

/// The cookie's name.
const NAME: &str = "consent-dashboard";
/// How long somebody stays signed in.
const SECONDS: u64 = 8 * 3600;

/// Somebody who may read the statistics of one site, or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    /// The one site; nothing for all.
    pub(super) site: Option<String>,
}

impl Reader {
    /// Who asks: by the key in `Authorization`, else by the cookie; nobody when neither holds.
    pub(super) async fn asks(app: &App, headers: &HeaderMap) -> Result<Option<Self>, StoreError> {
        match bearer(headers) {
            Some(key) => Self::with_key(app, key).await,
            None => Self::signed_in(app, headers).await,
        }
    }

    /// Whoever holds this key, if it is for statistics.
    async fn with_key(app: &App, key: &str) -> Result<Option<Self>, StoreError> {
        let holder = app.holder(key).await?;
        Ok(holder
            .filter(|holder| holder.has(Scope::Stats))
            .map(|holder| Self { site: holder.site }))
    }

    async fn signed_in(app: &App, headers: &HeaderMap) -> Result<Option<Self>, StoreError> {
        let Some(cookie) = cookie(headers).and_then(Cookie::parse) else {
            return Ok(None);
        };
        if cookie.ends_at <= app.now() / 1000 {
            return Ok(None);
        }
        let keys = app.store().api_keys().await?;
        let key = keys.into_iter().find(|key| {
            opens(key)
                && cookie
                    .mark
                    .ct_eq(mark(app, key, cookie.ends_at).as_bytes())
                    .into()
        });
        Ok(key.map(|key| Self { site: key.site }))
    }

    /// Whether the reader may see a site.
    pub(super) fn may_see(&self, site: &str) -> bool {
        self.site.as_deref().is_none_or(|own| own == site)
    }
}

/// The cookie that signs in whoever holds this key; nothing if it opens nothing here.
pub(super) async fn sign_in(
    app: &App,
    headers: &HeaderMap,
    key: &str,
) -> Result<Option<HeaderValue>, StoreError> {
    let ends_at = app.now() / 1000 + SECONDS;
    let hash: [u8; 32] = Sha256::digest(key).into();
    let keys = app.store().api_keys().await?;
    let key = keys
        .iter()
        .find(|kept| opens(kept) && kept.hash.ct_eq(&hash).into());
    Ok(key.and_then(|key| {
        set(
            headers,
            &format!("{ends_at}.{}", mark(app, key, ends_at)),
            SECONDS,
        )
    }))
}

/// The cookie that signs out.
pub(super) fn sign_out(headers: &HeaderMap) -> Option<HeaderValue> {
    set(headers, "", 0)
}

/// Whether a key opens the dashboard.
fn opens(key: &ApiKey) -> bool {
    key.revoked_at.is_none() && key.scopes.split(' ').any(|scope| scope == Scope::Stats.word())
}

/// What only this server can write: a code over the key's hash and the end of the session.
fn mark(app: &App, key: &ApiKey, ends_at: u64) -> String {
    app.signing
        .session(&format!("{} {ends_at}", base64url::encode(&key.hash)))
}

/// What a cookie of ours says.
struct Cookie<'a> {
    ends_at: u64,
    mark: &'a [u8],
}

impl<'a> Cookie<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (ends_at, mark) = text.split_once('.')?;
        Some(Self {
            ends_at: ends_at.parse().ok()?,
            mark: mark.as_bytes(),
        })
    }
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).map(str::trim);
    pairs.find_map(|pair| pair.strip_prefix(NAME)?.strip_prefix('='))
}

fn set(headers: &HeaderMap, value: &str, seconds: u64) -> Option<HeaderValue> {
    // A browser that reaches the server on its own machine may do so without TLS; all others must not.
    let secure = if is_this_machine(headers) { "" } else { "; Secure" };
    let line =
        format!("{NAME}={value}; Path=/dashboard; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::from_str(&line).ok()
}

/// Whether the address in the browser names the browser's own machine, and no proxy with TLS stands between.
pub(super) fn is_this_machine(headers: &HeaderMap) -> bool {
    let forwarded = headers
        .get("x-forwarded-proto")
        .and_then(|scheme| scheme.to_str().ok());
    if forwarded.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https")) {
        return false;
    }
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "127.0.0.1" | "[::1]") || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: axum::http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let found = |line: &str| cookie(&headers(COOKIE, line)).map(str::to_owned);
        assert_eq!(found("a=b; consent-dashboard=1.x; c=d").as_deref(), Some("1.x"));
        assert_eq!(found("xconsent-dashboard=1.x; consent-dashboards=2"), None);
        assert!(Cookie::parse("12.ab").is_some());
        for nonsense in ["", ".", "x.y", "-1.y", "12"] {
            assert!(Cookie::parse(nonsense).is_none(), "{nonsense}");
        }
    }

    #[test]
    fn only_on_the_own_machine_may_the_cookie_travel_without_tls() {
        for (host, own) in [
            ("127.0.0.1:8082", true),
            ("[::1]:80", true),
            ("consent.localhost", true),
            ("consent.example.se", false),
            ("localhost.example.se:80", false),
            ("127.0.0.1.example.se", false),
        ] {
            let line = set(&headers(HOST, host), "1.x", 60).unwrap();
            let line = line.to_str().unwrap();
            assert_eq!(!line.contains("; Secure"), own, "{host}: {line}");
            assert!(line.contains("HttpOnly; SameSite=Strict") && line.contains("Path=/dashboard"));
        }
        let mut behind = headers(HOST, "127.0.0.1:8090");
        behind.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        assert!(!is_this_machine(&behind), "a proxy that names its own address");
    }

    #[test]
    fn a_reader_of_one_site_sees_no_other() {
        let own = Reader {
            site: Some("a".into()),
        };
        assert!(own.may_see("a") && !own.may_see("b"));
        assert!(Reader { site: None }.may_see("b"));
    }
}
