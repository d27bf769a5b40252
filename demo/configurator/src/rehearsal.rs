//! The same site in a language that it does not speak yet, to be looked at and not to be published.

use consent_core::catalogue::Kind;
use consent_core::notice::Language;
use serde_json::Value;

use crate::catalogue;

/// Returns the config as it would be in a language. Of what the site has said itself, whatever is not translated yet
/// stays in the site's first language. Nothing when the text is not JSON or names no language.
#[must_use]
pub fn in_language(text: &str, language: Language) -> Option<String> {
    let mut config: Value = serde_json::from_str(text).ok()?;
    let languages = config.get("languages")?.as_array()?.clone();
    let first = languages.first()?.as_str()?.to_owned();
    if languages.iter().any(|own| own.as_str() == Some(language.code())) {
        return Some(text.to_owned());
    }
    translate(&mut config, &first, language.code());
    config
        .get_mut("languages")?
        .as_array_mut()?
        .push(language.code().into());
    // A recipient that stores nothing is in no notice, and the catalogue has no words for it in most languages.
    if let Some(services) = config.get_mut("services").and_then(Value::as_array_mut) {
        services.retain(|service| !is_register(service));
    }
    Some(config.to_string())
}

/// Wherever there is a text in the first language and none in the other, the first stands in.
fn translate(value: &mut Value, first: &str, other: &str) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                // Sentences that are overridden have built-in ones to fall back to.
                if key != "texts" {
                    translate(value, first, other);
                }
            }
            if let Some(text @ Value::String(_)) = object.get(first).cloned() {
                object.entry(other).or_insert(text);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| translate(value, first, other)),
        _ => {}
    }
}

fn is_register(service: &Value) -> bool {
    let name = service.as_str().or_else(|| service.get("use")?.as_str());
    let record = name.and_then(|name| catalogue().get(name));
    record.is_some_and(|record| record.kind == Kind::Register)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FIRST, Verdict};

    #[test]
    fn the_first_config_can_be_seen_in_every_language() {
        for language in Language::all() {
            let text = in_language(FIRST, language).expect("a config");
            let verdict = Verdict::of(&text);
            assert_eq!(verdict.faults, [], "{language:?}");
            let notice = verdict.config.expect("a config").notice(language);
            assert_eq!(notice.language, language.code());
        }
    }

    #[test]
    fn a_language_of_the_site_is_shown_as_it_is() {
        let swedish = Language::parse("sv").expect("Swedish");
        assert_eq!(in_language(FIRST, swedish).as_deref(), Some(FIRST));
        for text in ["", "{}", r#"{"languages": []}"#, r#"{"languages": [1]}"#] {
            assert_eq!(in_language(text, swedish), None, "{text}");
        }
    }
}
