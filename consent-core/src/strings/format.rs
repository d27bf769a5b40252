//! Which system a string is of, told from its first characters; only its reader can tell whether it is sound.

use super::hubspot::Categories;
use crate::base64url;

/// The formats that are read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// IAB TCF 1.x: recognised, and refused.
    TcfEuV1,
    /// IAB TCF 2.0 to 2.3.
    TcfEuV2,
    /// IAB Global Privacy Platform.
    Gpp,
    /// IAB US Privacy (CCPA) string.
    UsPrivacy,
    /// Google's Additional Consent string.
    GoogleAc,
    /// HubSpot's `__hs_cookie_cat_pref`.
    HubSpot,
    /// Google Consent Mode as it travels in requests: `gcs` or `gcd`.
    GoogleConsentMode,
    /// The value of a `Sec-GPC` header.
    Gpc,
}

impl Format {
    /// Returns the name that answers and commands use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TcfEuV1 => "tcf-eu-v1",
            Self::TcfEuV2 => "tcf-eu-v2",
            Self::Gpp => "gpp",
            Self::UsPrivacy => "us-privacy",
            Self::GoogleAc => "google-ac",
            Self::HubSpot => "hubspot",
            Self::GoogleConsentMode => "google-consent-mode",
            Self::Gpc => "gpc",
        }
    }

    /// Tells which format a text looks like.
    ///
    /// No two formats begin alike, so the first characters decide. Our own consent string (`1.…`) is none of these.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::Format;
    ///
    /// assert_eq!(Format::detect("COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA"), Some(Format::TcfEuV2));
    /// assert_eq!(Format::detect("1YNN"), Some(Format::UsPrivacy));
    /// assert_eq!(Format::detect("hello"), None);
    /// ```
    #[must_use]
    pub fn detect(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let starts_with_text = |length| bytes.get(..length).is_some_and(base64url::is_text);
        match bytes {
            b"1" => Some(Self::Gpc),
            [b'B', ..] if starts_with_text(20) => Some(Self::TcfEuV1),
            [b'C', ..] if starts_with_text(20) => Some(Self::TcfEuV2),
            [b'D', b'B', ..] if starts_with_text(4) => Some(Self::Gpp),
            [b'0'..=b'9', b'~', ..] => Some(Self::GoogleAc),
            [b'1', answers @ ..] if answers.len() == 3 && answers.iter().all(is_us_answer) => {
                Some(Self::UsPrivacy)
            }
            [b'G', b'1', digits @ ..] if matches!(digits.len(), 2 | 3) && digits.iter().all(is_gcs_digit) => {
                Some(Self::GoogleConsentMode)
            }
            [b'1', b'1' | b'3', b'l'..=b'v', b'0'..=b'9', ..] => Some(Self::GoogleConsentMode),
            _ if Categories::parse(text).is_ok() => Some(Self::HubSpot),
            _ => None,
        }
    }
}

fn is_us_answer(byte: &u8) -> bool {
    matches!(byte, b'Y' | b'N' | b'-' | b'y' | b'n')
}

fn is_gcs_digit(byte: &u8) -> bool {
    matches!(byte, b'0' | b'1' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_told_from_its_first_characters() {
        for (text, format) in [
            ("BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA", Some(Format::TcfEuV1)),
            (
                "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA",
                Some(Format::TcfEuV2),
            ),
            (
                "DBABMA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA",
                Some(Format::Gpp),
            ),
            ("1---", Some(Format::UsPrivacy)),
            ("2~1.35.41.101~dv.9.21.81", Some(Format::GoogleAc)),
            ("1~1.35.41.101", Some(Format::GoogleAc)),
            ("1:true_2:false_3:true", Some(Format::HubSpot)),
            ("1%3Atrue,2%3Afalse", Some(Format::HubSpot)),
            ("G111", Some(Format::GoogleConsentMode)),
            ("11t1t1t1t5", Some(Format::GoogleConsentMode)),
            ("13l3l3l2l1l1", Some(Format::GoogleConsentMode)),
            ("1", Some(Format::Gpc)),
            ("", None),
            ("1.abcdefgh.A.t6k8zk.a.AAAAAAAAAAAAAAAAAAAAAA", None),
            ("Cookie: consent=1.abc", None),
            ("Bonjour, je suis un texte", None),
        ] {
            assert_eq!(Format::detect(text), format, "{text}");
        }
    }
}
