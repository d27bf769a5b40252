//! The formats that are read here, and which of them a text looks like.

use consent_core::strings;
use consent_core::strings::import::System;
use serde::{Serialize, Serializer};

use super::{consent_string, cookie_header, gpc, import, receipt};

/// A format that can be read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Our own consent string, alone or in a `Cookie` header.
    Consent,
    /// A signed receipt.
    Receipt,
    /// A string of IAB TCF 1, which is refused.
    TcfEuV1,
    /// A TC string of IAB TCF 2.
    TcfEuV2,
    /// A string of IAB's Global Privacy Platform.
    Gpp,
    /// An IAB US Privacy string.
    UsPrivacy,
    /// Google's Additional Consent string.
    GoogleAc,
    /// HubSpot's `__hs_cookie_cat_pref`.
    Hubspot,
    /// What Google Consent Mode puts into requests: `gcs` or `gcd`.
    GoogleConsentMode,
    /// The value of a `Sec-GPC` header, alone or after its name.
    Gpc,
    /// What another consent system left in a browser: `import-<system>`.
    Import(System),
}

impl Format {
    /// The format that a text looks like; whether it is sound is another question.
    ///
    /// No text looks like two, but for a `Cookie` header, in which anything may stand. So it is asked in this order:
    ///
    /// 1. What only one other consent system writes: `{"categories":[` (vanilla-cookieconsent), `{stamp:` (Cookiebot),
    ///    `{"consents":{` or `c.necessary:1,` (c15t), and where there is no `;` `consentid:` (CookieYes), `!` and a `=`
    ///    (tarteaucitron), a field `groups` beside `interactionCount` or `isGpcEnabled` (OneTrust). Others need the name
    ///    of their cookie.
    /// 2. `{`: a receipt.
    /// 3. `Sec-GPC:`: the header of GPC with its name.
    /// 4. Without `;`, and without `=` but at the end, what [`strings::Format::detect`] tells from the first characters:
    ///    TCF (`C`, or `B` for version 1, and 19 more of base64url), GPP (`DB` and two more), Additional Consent (a
    ///    digit and `~`), US Privacy (`1` and three of `Y`, `N`, `-`), `gcs` (`G1` and two or three of `0`, `1`, `-`), `gcd`
    ///    (`11` or `13`, a letter from l to v, a digit), HubSpot (a number, `:` and a word), GPC (`1` alone).
    /// 5. Letters, digits, `-`, `_` and at least one `.`: our own consent string.
    /// 6. A name before a `=`: a `Cookie` header. It is read for our cookie; where that is missing, for the cookies of
    ///    other systems in the order of [`System::ALL`], HubSpot's last. The reading then has their format.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(system) = import::system_of(text) {
            return Some(Self::Import(system));
        }
        if receipt::is_one(text) {
            return Some(Self::Receipt);
        }
        if gpc::is_header(text) {
            return Some(Self::Gpc);
        }
        // TC strings that somebody filled up end with “=”.
        let may_be_a_header = text.trim_end_matches('=').contains(['=', ';']);
        let of_others = strings::Format::detect(text).filter(|_| !may_be_a_header);
        if let Some(format) = of_others.and_then(Self::of_others) {
            return Some(format);
        }
        let is_ours = consent_string::is_one(text) || cookie_header::is_one(text);
        is_ours.then_some(Self::Consent)
    }

    /// The name that answers have, but for what stands before a system's.
    const fn word(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Receipt => "receipt",
            Self::TcfEuV1 => "tcf-eu-v1",
            Self::TcfEuV2 => "tcf-eu-v2",
            Self::Gpp => "gpp",
            Self::UsPrivacy => "us-privacy",
            Self::GoogleAc => "google-ac",
            Self::Hubspot => "hubspot",
            Self::GoogleConsentMode => "google-consent-mode",
            Self::Gpc => "gpc",
            Self::Import(system) => system.name(),
        }
    }

    const fn of_others(format: strings::Format) -> Option<Self> {
        Some(match format {
            strings::Format::TcfEuV1 => Self::TcfEuV1,
            strings::Format::TcfEuV2 => Self::TcfEuV2,
            strings::Format::Gpp => Self::Gpp,
            strings::Format::UsPrivacy => Self::UsPrivacy,
            strings::Format::GoogleAc => Self::GoogleAc,
            strings::Format::HubSpot => Self::Hubspot,
            strings::Format::GoogleConsentMode => Self::GoogleConsentMode,
            strings::Format::Gpc => Self::Gpc,
            _ => return None,
        })
    }
}

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Import(system) => serializer.collect_str(&format_args!("import-{}", system.name())),
            format => serializer.serialize_str(format.word()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_looks_like_one_format() {
        let tc = "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA";
        for (text, format) in [
            ("{\"version\":1}", Some(Format::Receipt)),
            ("Sec-GPC: 1", Some(Format::Gpc)),
            ("sec-gpc:0", Some(Format::Gpc)),
            ("1", Some(Format::Gpc)),
            (tc, Some(Format::TcfEuV2)),
            (&format!("{tc}=="), Some(Format::TcfEuV2)),
            ("BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA", Some(Format::TcfEuV1)),
            ("DBABLA~BAAAAAAAAQA.QA", Some(Format::Gpp)),
            ("1YNN", Some(Format::UsPrivacy)),
            ("2~1.35~dv.9", Some(Format::GoogleAc)),
            ("1:true_2:false_3:false", Some(Format::Hubspot)),
            ("G101", Some(Format::GoogleConsentMode)),
            ("13r3q3t3u5", Some(Format::GoogleConsentMode)),
            (
                "1.AAAAAAAB.A.s44we8.r.AAAAAAAAAAAAAAAAAAAAAA",
                Some(Format::Consent),
            ),
            (
                "CookieLawInfoConsentOfASite=eyJ2ZXIiOiIxIn0; a=b",
                Some(Format::Consent),
            ),
            ("Cookie: euconsent-v2=CPXx", Some(Format::Consent)),
            ("{stamp:%27-1%27}", Some(Format::Import(System::Cookiebot))),
            ("!gtag=wait", Some(Format::Import(System::Tarteaucitron))),
            ("!gtag=wait; a=b", Some(Format::Consent)),
            ("klaro=%7B%22a%22%3Atrue%7D", Some(Format::Consent)),
            ("something else", None),
            ("", None),
        ] {
            assert_eq!(Format::of(text), format, "{text}");
        }
    }

    #[test]
    fn they_have_the_names_that_the_core_gives_them() {
        for format in [
            strings::Format::TcfEuV1,
            strings::Format::TcfEuV2,
            strings::Format::Gpp,
            strings::Format::UsPrivacy,
            strings::Format::GoogleAc,
            strings::Format::HubSpot,
            strings::Format::GoogleConsentMode,
            strings::Format::Gpc,
        ] {
            let ours = serde_json::to_value(Format::of_others(format)).unwrap();
            assert_eq!(ours, format.name());
        }
    }
}
