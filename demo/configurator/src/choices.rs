//! What can be chosen of a look, read from the schema of a config: a new value is there by itself.

use consent_core::config::ConfigDraft;
use serde_json::Value;

/// One key of a look, and what it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The key in `look`.
    pub key: String,
    /// What it is, in a sentence.
    pub about: String,
    /// What it may be.
    pub values: Vec<Value>,
    /// What it is if nothing is said, where that is always the same.
    pub default: Option<Value>,
}

/// Returns every key of `look` that has a list of values; what is a number, a colour or a text of one's own is left to
/// the text.
#[must_use]
pub fn of_the_look() -> Vec<Choice> {
    let schema = ConfigDraft::schema();
    let look = &schema["$defs"]["Look"]["properties"];
    let keys = look.as_object().into_iter().flatten();
    keys.filter_map(|(key, property)| {
        let values = values(&schema, property)?;
        Some(Choice {
            key: key.clone(),
            about: property["description"].as_str().unwrap_or_default().to_owned(),
            values,
            default: property.get("default").cloned(),
        })
    })
    .collect()
}

fn values(schema: &Value, property: &Value) -> Option<Vec<Value>> {
    if let Some(named) = property["$ref"].as_str() {
        return values(schema, schema.pointer(named.strip_prefix('#')?)?);
    }
    if property["type"] == "boolean" {
        return Some(vec![false.into(), true.into()]);
    }
    if let Some(list) = property["enum"].as_array() {
        return Some(list.clone());
    }
    let one_of = property["oneOf"].as_array()?;
    one_of.iter().map(|one| one.get("const").cloned()).collect()
}

#[cfg(test)]
mod tests {
    use consent_core::config::{Layout, Theme};

    use super::*;
    use crate::{Edit, FIRST, Step, Verdict};

    fn choice(key: &str) -> Choice {
        let mut all = of_the_look().into_iter();
        all.find(|choice| choice.key == key).expect("a choice")
    }

    #[test]
    fn layouts_and_themes_are_choices() {
        let has = |choice: &Choice, word: &str| choice.values.contains(&word.into());
        for layout in Layout::ALL {
            assert!(has(&choice("layout"), layout.as_str()));
        }
        for theme in Theme::ALL {
            assert!(has(&choice("theme"), theme.as_str()));
        }
        assert_eq!(choice("theme").default, Some("system".into()));
    }

    #[test]
    fn every_choice_is_understood() {
        for choice in of_the_look() {
            assert!(!choice.about.is_empty() && choice.values.len() > 1, "{choice:?}");
            for value in choice.values {
                let path = vec![Step::key("look"), Step::key(&choice.key)];
                let text = Edit::Set(path, value.clone()).applied(FIRST);
                let faults = Verdict::of(&text).faults;
                // A value may not suit the others, and is a value all the same.
                let unknown = faults
                    .iter()
                    .find(|fault| fault.reason.contains("does not fit here"));
                assert_eq!(unknown, None, "{}: {value}", choice.key);
            }
        }
    }
}
