//! A cookie as it is asked for: the line of an answer, or what a script assigns; both have one form.

use consent_core::config::Lifetime;

use super::cookie_date;

/// One cookie that somebody asks the browser to keep, or to remove. Its value is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetCookie {
    pub(crate) name: String,
    /// Nothing for the host that it came from.
    pub(crate) domain: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) http_only: bool,
    pub(crate) secure: bool,
    /// Nothing when it is to be removed.
    pub(crate) lifetime: Option<Lifetime>,
}

impl SetCookie {
    /// Reads a line (RFC 6265 section 5.2); `now` in seconds since 1970. Nothing for a line without a name.
    pub(crate) fn read(line: &str, now: i64) -> Option<Self> {
        let mut parts = line.split(';');
        let (name, _) = parts.next()?.split_once('=')?;
        let name = name.trim();
        let mut cookie = Self {
            name: name.to_owned(),
            domain: None,
            path: None,
            http_only: false,
            secure: false,
            lifetime: Some(Lifetime::Session),
        };
        let (mut age, mut end) = (None, None);
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "domain" => cookie.domain = Some(value.trim_start_matches('.').to_ascii_lowercase()),
                "path" if value.starts_with('/') => cookie.path = Some(value.to_owned()),
                "httponly" => cookie.http_only = true,
                "secure" => cookie.secure = true,
                "max-age" => age = value.parse::<i64>().ok(),
                "expires" => end = cookie_date::seconds(value),
                _ => {}
            }
        }
        // The age wins where both are there (section 5.3, step 3).
        if let Some(secs) = age.or(end.map(|end| end - now)) {
            cookie.lifetime = u64::try_from(secs)
                .ok()
                .filter(|secs| *secs > 0)
                .map(Lifetime::Seconds);
        }
        cookie.domain = cookie.domain.filter(|domain| !domain.is_empty());
        (!name.is_empty()).then_some(cookie)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_assignments_are_read_alike() {
        let line =
            "_ga=GA1.1.5; Path=/; Domain=.Example.se; Max-Age=63072000; HttpOnly; Secure; SameSite=Lax";
        let cookie = SetCookie::read(line, 0).unwrap();
        assert_eq!(cookie.name, "_ga");
        assert_eq!(cookie.domain.as_deref(), Some("example.se"));
        assert_eq!(cookie.path.as_deref(), Some("/"));
        assert!(cookie.http_only && cookie.secure);
        assert_eq!(cookie.lifetime, Some(Lifetime::Seconds(63_072_000)));
        assert_eq!(
            SetCookie::read("a=b=c", 0).unwrap().lifetime,
            Some(Lifetime::Session)
        );
    }

    #[test]
    fn what_has_ended_is_removed_and_the_age_beats_the_date() {
        let lifetime = |line: &str| SetCookie::read(line, 1000).unwrap().lifetime;
        assert_eq!(lifetime("a=; max-age=0"), None);
        assert_eq!(lifetime("a=; expires=Thu, 01 Jan 1970 00:00:00 GMT"), None);
        assert_eq!(
            lifetime("a=1; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=60"),
            Some(Lifetime::Seconds(60))
        );
        assert_eq!(
            lifetime("a=1; expires=Thu, 01 Jan 1970 00:17:40 GMT"),
            Some(Lifetime::Seconds(60))
        );
        assert_eq!(SetCookie::read("nothing", 0), None);
        assert_eq!(SetCookie::read("=x", 0), None);
    }
}
