//! The tools that can be told, and what each wants to hear when.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Argument, Call, Way};
use crate::config::{CategoryId, Policy};

/// A tool that keeps a record of consent itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Tool {
    /// HubSpot's `_hsp` queue (developers.hubspot.com, cookie banner API).
    Hubspot,
    /// Google Consent Mode v2 through the data layer (developers.google.com/tag-platform, consent mode).
    GoogleConsentMode,
    /// Meta's `fbq` (developers.facebook.com, Meta Pixel, GDPR).
    Meta,
    /// Microsoft Advertising's `uetq` (help.ads.microsoft.com, UET consent mode).
    MicrosoftUet,
    /// Microsoft Clarity's `clarity` (learn.microsoft.com/clarity, consent API v2).
    MicrosoftClarity,
    /// Pinterest's `pintrk` (developers.pinterest.com, tag consent).
    Pinterest,
}

/// When something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// At the start of every page view, before any tag: nothing is granted yet.
    Start,
    /// When a decision is known, on every page view and at every change.
    Known,
    /// When something granted has been taken back, before it is told as denied.
    Withdrawn,
}

/// How long Google's tags wait for a decision that is already on its way, in milliseconds.
const GOOGLE_WAITS: u32 = 500;

impl Tool {
    /// Returns what the tool is told at that moment.
    #[must_use]
    pub fn calls(self, moment: Moment, policy: &Policy) -> Vec<Call> {
        let analytics = |service| nearest(policy, service, CategoryId::ANALYTICS);
        let advertisement = |service| nearest(policy, service, CategoryId::ADVERTISEMENT);
        match (self, moment) {
            (Self::Hubspot, Moment::Start) => vec![
                call("disableHubSpotCookieBanner", Way::Set, vec![Argument::Bool(true)]),
                call(
                    "_hsp",
                    Way::Push,
                    vec![hubspot_consent(|_| Argument::Bool(false))],
                ),
            ],
            (Self::Hubspot, Moment::Known) => {
                vec![call("_hsp", Way::Push, vec![hubspot_consent(is_granted)])]
            }
            (Self::Hubspot, Moment::Withdrawn) => {
                let revoke = Argument::List(vec![Argument::Text("revokeCookieConsent")]);
                vec![call("_hsp", Way::Push, vec![revoke])]
            }
            (Self::GoogleConsentMode, Moment::Start) => {
                let mut signals = google_signals(|_| Argument::Text("denied"));
                signals.push(("wait_for_update", Argument::Number(GOOGLE_WAITS)));
                vec![google_call("default", signals)]
            }
            (Self::GoogleConsentMode, Moment::Known) => {
                vec![google_call(
                    "update",
                    google_signals(|signal| match signal {
                        "analytics_storage" => granted_or_denied(analytics("google-analytics")),
                        "functionality_storage" | "personalization_storage" => {
                            granted_or_denied(CategoryId::FUNCTIONALITY.to_string())
                        }
                        _ => granted_or_denied(advertisement("google-ads")),
                    }),
                )]
            }
            (Self::Meta, Moment::Known) => {
                let word = Argument::Word(advertisement("meta-pixel"), "grant", "revoke");
                vec![call(
                    "fbq",
                    Way::CallIfThere,
                    vec![Argument::Text("consent"), word],
                )]
            }
            (Self::MicrosoftUet, Moment::Start) => vec![uet_call("default", Argument::Text("denied"))],
            (Self::MicrosoftUet, Moment::Known) => {
                vec![uet_call(
                    "update",
                    granted_or_denied(advertisement("microsoft-uet")),
                )]
            }
            (Self::MicrosoftClarity, Moment::Known) => {
                let states = Argument::Object(vec![
                    (
                        "ad_Storage",
                        granted_or_denied(CategoryId::ADVERTISEMENT.to_string()),
                    ),
                    ("analytics_Storage", granted_or_denied(analytics("clarity"))),
                ]);
                vec![call(
                    "clarity",
                    Way::CallIfThere,
                    vec![Argument::Text("consentv2"), states],
                )]
            }
            (Self::Pinterest, Moment::Known) => {
                let granted = is_granted(&advertisement("pinterest-tag"));
                vec![call(
                    "pintrk",
                    Way::CallIfThere,
                    vec![Argument::Text("setconsent"), granted],
                )]
            }
            (Self::Meta | Self::MicrosoftClarity | Self::Pinterest, Moment::Start)
            | (
                Self::GoogleConsentMode
                | Self::Meta
                | Self::MicrosoftUet
                | Self::MicrosoftClarity
                | Self::Pinterest,
                Moment::Withdrawn,
            ) => Vec::new(),
        }
    }
}

/// The service's own name where the site declares it, so that an answer for it alone counts; else the category.
fn nearest(policy: &Policy, service: &str, category: &str) -> String {
    if policy.service(service).is_some() {
        service
    } else {
        category
    }
    .to_string()
}

fn call(global: &'static str, way: Way, arguments: Vec<Argument>) -> Call {
    Call {
        global,
        way,
        arguments,
    }
}

fn is_granted(name: &str) -> Argument {
    Argument::IsGranted(name.to_string())
}

fn granted_or_denied(name: String) -> Argument {
    Argument::Word(name, "granted", "denied")
}

fn hubspot_consent(value: impl Fn(&str) -> Argument) -> Argument {
    let categories = [
        CategoryId::ANALYTICS,
        CategoryId::ADVERTISEMENT,
        CategoryId::FUNCTIONALITY,
    ];
    let states = categories
        .into_iter()
        .map(|category| (category, value(category)))
        .collect();
    Argument::List(vec![
        Argument::Text("setHubSpotConsent"),
        Argument::Object(states),
    ])
}

fn google_signals(value: impl Fn(&str) -> Argument) -> Vec<(&'static str, Argument)> {
    let switched = [
        "ad_storage",
        "ad_user_data",
        "ad_personalization",
        "analytics_storage",
        "functionality_storage",
        "personalization_storage",
    ];
    let mut signals: Vec<_> = switched
        .into_iter()
        .map(|signal| (signal, value(signal)))
        .collect();
    signals.push(("security_storage", Argument::Text("granted")));
    signals
}

fn google_call(command: &'static str, signals: Vec<(&'static str, Argument)>) -> Call {
    let arguments = vec![
        Argument::Text("consent"),
        Argument::Text(command),
        Argument::Object(signals),
    ];
    call("dataLayer", Way::PushArguments, arguments)
}

fn uet_call(command: &'static str, ad_storage: Argument) -> Call {
    let states = Argument::Object(vec![("ad_storage", ad_storage)]);
    call(
        "uetq",
        Way::Push,
        vec![Argument::Text("consent"), Argument::Text(command), states],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Category, PolicyParts, Service};
    use crate::decision::Grants;
    use crate::tell::Told;

    fn policy() -> Policy {
        Policy::new(PolicyParts {
            categories: vec![
                Category::necessary(),
                Category::new("advertisement").unwrap(),
                Category::new("analytics").unwrap(),
            ],
            services: vec![Service::new("google-analytics", 2).unwrap()],
            ..PolicyParts::default()
        })
        .unwrap()
    }

    fn told(tool: Tool, moment: Moment, grants: Grants) -> Vec<Told> {
        let policy = policy();
        let calls = tool.calls(moment, &policy);
        calls
            .iter()
            .flat_map(|call| &call.arguments)
            .map(|argument| argument.fill(&policy, &grants))
            .collect()
    }

    #[test]
    fn nothing_granted_is_told_as_denied_everywhere() {
        let all = [
            Tool::Hubspot,
            Tool::GoogleConsentMode,
            Tool::Meta,
            Tool::MicrosoftUet,
            Tool::MicrosoftClarity,
            Tool::Pinterest,
        ];
        for tool in all {
            for moment in [Moment::Start, Moment::Known, Moment::Withdrawn] {
                let text = alloc::format!("{:?}", told(tool, moment, Grants::none()));
                let text = text
                    .replace("(\"security_storage\", Text(\"granted\"))", "")
                    .replace("[Bool(true)", "");
                assert!(
                    !text.contains("\"grant") && !text.contains("Bool(true)"),
                    "{tool:?} {moment:?}: {text}"
                );
            }
        }
    }

    #[test]
    fn google_hears_of_analytics_without_advertising() {
        let grants = Grants::none().with_category(2);
        let told = alloc::format!("{:?}", told(Tool::GoogleConsentMode, Moment::Known, grants));
        assert!(
            told.contains("(\"analytics_storage\", Text(\"granted\"))"),
            "{told}"
        );
        assert!(told.contains("(\"ad_user_data\", Text(\"denied\"))"), "{told}");
    }

    #[test]
    fn hubspot_hears_its_own_three_words() {
        let grants = Grants::none().with_category(1);
        let expected = Told::List(vec![
            Told::Text("setHubSpotConsent"),
            Told::Object(vec![
                ("analytics", Told::Bool(false)),
                ("advertisement", Told::Bool(true)),
                ("functionality", Told::Bool(false)),
            ]),
        ]);
        assert_eq!(told(Tool::Hubspot, Moment::Known, grants), [expected]);
    }
}
