//! What other tools are told, as the loader reads it: `[global, way, [arguments]]` with places for grants.

use consent_core::config::Policy;
use consent_core::tell::{Argument, Call, Moment, Tool, Way};
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

/// A list of calls. A place for a grant is the text `@name` (yes or no) or `=name|word|word`.
#[derive(Clone, Debug)]
pub(crate) struct Calls(Vec<Call>);

impl Calls {
    /// Gathers what every tool is told at that moment.
    pub(crate) fn at(moment: Moment, tools: &[Tool], policy: &Policy) -> Self {
        let calls = tools.iter().flat_map(|tool| tool.calls(moment, policy));
        Self(
            calls
                .map(|call| Call {
                    arguments: settled_all(call.arguments, policy),
                    ..call
                })
                .collect(),
        )
    }
}

impl Serialize for Calls {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|call| {
            let arguments: Vec<_> = call.arguments.iter().map(Value).collect();
            (call.global, number(call.way), arguments)
        }))
    }
}

/// What the policy does not know is never granted: the page need not ask.
fn settled(argument: Argument, policy: &Policy) -> Argument {
    let is_known = |name: &str| policy.category(name).is_some() || policy.service(name).is_some();
    match argument {
        Argument::IsGranted(name) if !is_known(&name) => Argument::Bool(false),
        Argument::Word(name, _, no) if !is_known(&name) => Argument::Text(no),
        Argument::List(all) => Argument::List(settled_all(all, policy)),
        Argument::Object(all) => Argument::Object(
            all.into_iter()
                .map(|(key, one)| (key, settled(one, policy)))
                .collect(),
        ),
        other => other,
    }
}

fn settled_all(arguments: Vec<Argument>, policy: &Policy) -> Vec<Argument> {
    arguments
        .into_iter()
        .map(|argument| settled(argument, policy))
        .collect()
}

const fn number(way: Way) -> u8 {
    match way {
        Way::Set => 0,
        Way::Push => 1,
        Way::PushArguments => 2,
        Way::CallIfThere => 3,
    }
}

/// One argument as JSON.
pub(crate) struct Value<'a>(pub(crate) &'a Argument);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Argument::Text(text) => serializer.serialize_str(text),
            Argument::Number(number) => serializer.serialize_u32(*number),
            Argument::Bool(value) => serializer.serialize_bool(*value),
            Argument::IsGranted(name) => serializer.collect_str(&format_args!("@{name}")),
            Argument::Word(name, yes, no) => serializer.collect_str(&format_args!("={name}|{yes}|{no}")),
            Argument::List(all) => {
                let mut list = serializer.serialize_seq(Some(all.len()))?;
                for one in all {
                    list.serialize_element(&Value(one))?;
                }
                list.end()
            }
            Argument::Object(all) => {
                let mut object = serializer.serialize_map(Some(all.len()))?;
                for (key, one) in all {
                    object.serialize_entry(key, &Value(one))?;
                }
                object.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent_core::config::{Category, PolicyParts};

    fn json(tool: Tool, moment: Moment) -> String {
        json_for(&["advertisement", "analytics", "functionality"], tool, moment)
    }

    fn json_for(categories: &[&str], tool: Tool, moment: Moment) -> String {
        let categories = categories.iter().map(|id| Category::new(id).unwrap());
        let categories = std::iter::once(Category::necessary()).chain(categories).collect();
        let policy = Policy::new(PolicyParts {
            categories,
            ..PolicyParts::default()
        })
        .unwrap();
        serde_json::to_string(&Calls::at(moment, &[tool], &policy)).unwrap()
    }

    #[test]
    fn every_way_and_every_place_has_its_sign() {
        assert_eq!(
            json(Tool::Hubspot, Moment::Start),
            r#"[["disableHubSpotCookieBanner",0,[true]],["_hsp",1,[["setHubSpotConsent",{"analytics":false,"advertisement":false,"functionality":false}]]]]"#
        );
        assert_eq!(
            json(Tool::Hubspot, Moment::Known),
            r#"[["_hsp",1,[["setHubSpotConsent",{"analytics":"@analytics","advertisement":"@advertisement","functionality":"@functionality"}]]]]"#
        );
        assert_eq!(
            json(Tool::MicrosoftUet, Moment::Known),
            r#"[["uetq",1,["consent","update",{"ad_storage":"=advertisement|granted|denied"}]]]"#
        );
        assert_eq!(
            json(Tool::Meta, Moment::Known),
            r#"[["fbq",3,["consent","=advertisement|grant|revoke"]]]"#
        );
        assert!(
            json(Tool::GoogleConsentMode, Moment::Start)
                .starts_with(r#"[["dataLayer",2,["consent","default",{"ad_storage":"denied","#)
        );
    }

    #[test]
    fn what_the_policy_does_not_know_is_denied_beforehand() {
        assert_eq!(
            json_for(&["analytics"], Tool::Hubspot, Moment::Known),
            r#"[["_hsp",1,[["setHubSpotConsent",{"analytics":"@analytics","advertisement":false,"functionality":false}]]]]"#
        );
        assert_eq!(
            json_for(&["analytics"], Tool::MicrosoftUet, Moment::Known),
            r#"[["uetq",1,["consent","update",{"ad_storage":"denied"}]]]"#
        );
    }

    #[test]
    fn no_text_of_a_tool_looks_like_a_place() {
        fn texts(argument: &Argument, found: &mut Vec<&'static str>) {
            match argument {
                Argument::Text(text) => found.push(text),
                Argument::List(all) => all.iter().for_each(|one| texts(one, found)),
                Argument::Object(all) => all.iter().for_each(|(_, one)| texts(one, found)),
                _ => {}
            }
        }
        let policy = Policy::new(PolicyParts::default()).unwrap();
        let mut found = Vec::new();
        for tool in [
            Tool::Hubspot,
            Tool::GoogleConsentMode,
            Tool::Meta,
            Tool::MicrosoftUet,
            Tool::MicrosoftClarity,
            Tool::Pinterest,
        ] {
            for moment in [Moment::Start, Moment::Known, Moment::Withdrawn] {
                for call in tool.calls(moment, &policy) {
                    call.arguments
                        .iter()
                        .for_each(|argument| texts(argument, &mut found));
                }
            }
        }
        assert!(
            found.iter().all(|text| !text.starts_with(['@', '='])),
            "{found:?}"
        );
    }
}
