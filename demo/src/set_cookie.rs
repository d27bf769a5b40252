//! A cookie as a third party sets it: its name, the shape of its value, its true lifetime and flags.

use serde::{Deserialize, Serialize};

use crate::chance;

/// One cookie, set by `Set-Cookie` or written by a stand-in's script.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CookieFacts {
    /// Its name; `{id}` stands for what a script puts in (a measurement id).
    pub(crate) name: String,
    /// The shape of its value, with placeholders such as `{opaque}`.
    pub(crate) value: String,
    /// Seconds it lives; absent for a session cookie.
    #[serde(rename = "for", default, skip_serializing_if = "Option::is_none")]
    pub(crate) seconds: Option<u64>,
    /// The real domain it is set for; absent for the host alone (HTTP) or the widest domain of the page (script).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) domain: Option<String>,
    /// Whether scripts cannot see it.
    #[serde(default)]
    pub(crate) http_only: bool,
    /// Whether it travels over secure connections only (a browser takes `localhost` for one).
    #[serde(default)]
    pub(crate) secure: bool,
    /// Its `SameSite`, where one is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) same_site: Option<String>,
    /// A word that the address must contain for this cookie to be set at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<String>,
}

impl CookieFacts {
    /// The `Set-Cookie` line, for a server whose real domains end in `.localhost` here.
    pub(crate) fn header(&self) -> String {
        let mut line = format!("{}={}; Path=/", self.name, fill(&self.value));
        if let Some(seconds) = self.seconds {
            line += &format!("; Max-Age={seconds}");
        }
        if let Some(domain) = &self.domain {
            line += &format!("; Domain={}.localhost", domain.trim_start_matches('.'));
        }
        if self.http_only {
            line += "; HttpOnly";
        }
        if self.secure {
            line += "; Secure";
        }
        if let Some(same_site) = &self.same_site {
            line += &format!("; SameSite={same_site}");
        }
        line
    }
}

/// The value of a cookie that a server sets: its placeholders drawn anew.
fn fill(shape: &str) -> String {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    shape
        .replace("{opaque}", &chance::opaque(43))
        .replace("{short}", &chance::opaque(11))
        .replace("{hex32}", &chance::hex(32))
        .replace("{s}", &now.as_secs().to_string())
        .replace("{ms}", &now.as_millis().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_carries_every_flag() {
        let cookie: CookieFacts = serde_json::from_str(
            r#"{"name":"__cf_bm","value":"v-{s}","for":1800,"domain":".hs-scripts.com",
                "httpOnly":true,"secure":true,"sameSite":"None"}"#,
        )
        .expect("a cookie");
        let line = cookie.header();
        assert!(line.starts_with("__cf_bm=v-1"), "{line}");
        assert!(
            line.ends_with(
                "; Path=/; Max-Age=1800; Domain=hs-scripts.com.localhost; HttpOnly; Secure; SameSite=None"
            ),
            "{line}"
        );
    }

    #[test]
    fn a_session_cookie_has_no_age() {
        let cookie: CookieFacts =
            serde_json::from_str(r#"{"name":"_cfuvid","value":"{opaque}"}"#).expect("a cookie");
        assert!(!cookie.header().contains("Max-Age"));
    }
}
