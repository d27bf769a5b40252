//! One change to a config's text; everything else of it stays as it was written.

use serde_json::Value;

use crate::written::{Content, Written};

/// One step from a value to a value within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the entry of an object.
    Key(String),
    /// To the entry of a list, counted from zero.
    At(usize),
}

impl Step {
    /// To the entry of an object.
    #[must_use]
    pub fn key(key: &str) -> Self {
        Self::Key(key.into())
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts a value there; objects on the way that are missing are made.
    Set(Vec<Step>, Value),
    /// Adds a value at the end of a list, which is made if it is missing.
    Add(Vec<Step>, Value),
    /// Takes an entry of an object or of a list away.
    Remove(Vec<Step>),
}

impl Edit {
    /// Returns the text with the change. One that cannot be made (the text is not JSON, or something else stands on the
    /// way) changes nothing.
    #[must_use]
    pub fn applied(&self, text: &str) -> String {
        let changed = Written::read(text).and_then(|whole| match self {
            Self::Set(path, value) => set(text, &whole, path, value),
            Self::Add(path, value) => match follow(&whole, path) {
                (list, []) => match list.content {
                    Content::List(_) => add(text, list, &one_line(value)),
                    Content::Object(_) | Content::Single => None,
                },
                _ => set(text, &whole, path, &Value::Array(vec![value.clone()])),
            },
            Self::Remove(path) => {
                let (last, path) = path.split_last()?;
                match follow(&whole, path) {
                    (around, []) => remove(text, around, last),
                    _ => None,
                }
            }
        });
        changed.unwrap_or_else(|| text.to_owned())
    }
}

/// Goes as far as there is something, and returns the steps that are left.
fn follow<'w, 'p>(whole: &'w Written, path: &'p [Step]) -> (&'w Written, &'p [Step]) {
    let (mut here, mut left) = (whole, path);
    while let Some((step, rest)) = left.split_first() {
        let next = match step {
            Step::Key(key) => here.member(key).map(|member| &member.value),
            Step::At(index) => here.entry(*index),
        };
        let Some(next) = next else { break };
        (here, left) = (next, rest);
    }
    (here, left)
}

fn set(text: &str, whole: &Written, path: &[Step], value: &Value) -> Option<String> {
    let (here, left) = follow(whole, path);
    let Some((step, rest)) = left.split_first() else {
        return Some(put(text, here.span.start, here.span.end, &one_line(value)));
    };
    let mut value = value.clone();
    for step in rest.iter().rev() {
        let Step::Key(key) = step else { return None };
        value = Value::Object([(key.clone(), value)].into_iter().collect());
    }
    match (step, &here.content) {
        (Step::Key(key), Content::Object(_)) => {
            let key = Value::from(key.as_str());
            add(text, here, &format!("{key}: {}", one_line(&value)))
        }
        _ => None,
    }
}

/// Adds a written entry at the end of an object or a list, on a line of its own where the others have one.
fn add(text: &str, around: &Written, entry: &str) -> Option<String> {
    let spans = spans(around)?;
    let Some(&(start, end)) = spans.last() else {
        let entry = match around.content {
            Content::Object(_) => format!("{{ {entry} }}"),
            _ => format!("[{entry}]"),
        };
        return Some(put(text, around.span.start, around.span.end, &entry));
    };
    let before = text.get(around.span.start..start)?;
    let gap = match before.rsplit_once('\n') {
        Some((_, indent)) if indent.trim().is_empty() => format!(",\n{indent}"),
        _ => ", ".to_owned(),
    };
    Some(put(text, end, end, &format!("{gap}{entry}")))
}

/// Takes an entry away, with the comma that parted it from its neighbour.
fn remove(text: &str, around: &Written, which: &Step) -> Option<String> {
    let index = match (which, &around.content) {
        (Step::At(index), Content::List(_)) => *index,
        (Step::Key(key), Content::Object(members)) => {
            members.iter().rposition(|member| member.key == *key)?
        }
        _ => return None,
    };
    let spans = spans(around)?;
    let (start, end) = *spans.get(index)?;
    let before = index.checked_sub(1).and_then(|before| spans.get(before));
    Some(match (before, spans.get(index + 1)) {
        (Some((_, before)), _) => put(text, *before, end, ""),
        (None, Some((after, _))) => put(text, start, *after, ""),
        (None, None) => {
            let empty = if matches!(around.content, Content::List(_)) {
                "[]"
            } else {
                "{}"
            };
            put(text, around.span.start, around.span.end, empty)
        }
    })
}

/// Where the entries begin and end.
fn spans(around: &Written) -> Option<Vec<(usize, usize)>> {
    match &around.content {
        Content::Object(members) => {
            let span = members.iter().map(|member| (member.start, member.value.span.end));
            Some(span.collect())
        }
        Content::List(entries) => {
            let span = entries.iter().map(|entry| (entry.span.start, entry.span.end));
            Some(span.collect())
        }
        Content::Single => None,
    }
}

fn put(text: &str, start: usize, end: usize, new: &str) -> String {
    [&text[..start], new, &text[end..]].concat()
}

/// JSON on one line, with room to breathe.
fn one_line(value: &Value) -> String {
    match value {
        Value::Array(list) => {
            let entries: Vec<String> = list.iter().map(one_line).collect();
            format!("[{}]", entries.join(", "))
        }
        Value::Object(object) if !object.is_empty() => {
            let entry = |(key, value): (&String, &Value)| {
                format!("{}: {}", Value::from(key.as_str()), one_line(value))
            };
            let entries: Vec<String> = object.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str =
        "{\n  \"domains\": [\"å.se\"],\n  \"services\": [\n    \"a\",\n    { \"use\": \"b\" }\n  ]\n}\n";

    fn keys(path: &str) -> Vec<Step> {
        path.split('.')
            .map(|step| step.parse().map_or_else(|_| Step::key(step), Step::At))
            .collect()
    }

    #[test]
    fn only_what_is_meant_changes() {
        let set = Edit::Set(keys("services.1.use"), json!("c")).applied(TEXT);
        assert_eq!(set, TEXT.replace("\"b\"", "\"c\""));
        let added = Edit::Add(keys("services"), json!("c")).applied(TEXT);
        assert_eq!(added, TEXT.replace(" }\n", " },\n    \"c\"\n"));
        let added = Edit::Add(keys("domains"), json!("b.se")).applied(TEXT);
        assert_eq!(added, TEXT.replace("å.se\"", "å.se\", \"b.se\""));
    }

    #[test]
    fn what_is_missing_is_made() {
        let set = Edit::Set(keys("look.layout"), json!("bar")).applied(TEXT);
        assert_eq!(
            set,
            TEXT.replace("  ]\n}", "  ],\n  \"look\": { \"layout\": \"bar\" }\n}")
        );
        let added = Edit::Add(keys("languages"), json!("sv")).applied("{}");
        assert_eq!(added, "{ \"languages\": [\"sv\"] }");
    }

    #[test]
    fn an_entry_goes_with_its_comma() {
        let removed = Edit::Remove(keys("services.0")).applied(TEXT);
        assert_eq!(removed, TEXT.replace("\"a\",\n    ", ""));
        let removed = Edit::Remove(keys("services.1")).applied(TEXT);
        assert_eq!(removed, TEXT.replace(",\n    { \"use\": \"b\" }", ""));
        let removed = Edit::Remove(keys("domains.0")).applied(TEXT);
        assert_eq!(removed, TEXT.replace("[\"å.se\"]", "[]"));
        let removed = Edit::Remove(keys("services")).applied(TEXT);
        assert!(removed.ends_with("[\"å.se\"]\n}\n"), "{removed}");
    }

    #[test]
    fn what_cannot_be_made_changes_nothing() {
        for (edit, text) in [
            (Edit::Set(keys("a"), json!(1)), "{"),
            (Edit::Set(keys("domains.x"), json!(1)), TEXT),
            (Edit::Set(keys("domains.7"), json!(1)), TEXT),
            (Edit::Add(keys("services.0"), json!(1)), TEXT),
            (Edit::Remove(keys("services.7")), TEXT),
            (Edit::Remove(Vec::new()), TEXT),
        ] {
            assert_eq!(edit.applied(text), text, "{edit:?}");
        }
    }

    #[test]
    fn every_change_leaves_json() {
        for path in [
            "a",
            "a.b.c",
            "domains",
            "domains.0",
            "services",
            "services.0",
            "services.1.use",
        ] {
            for edit in [
                Edit::Set(keys(path), json!({"x": ["\"", {}]})),
                Edit::Add(keys(path), json!([1, null])),
                Edit::Remove(keys(path)),
            ] {
                for text in [TEXT, "{}", "[]", "{\"a\":{\"b\":{}}}", "1"] {
                    let changed = edit.applied(text);
                    assert!(
                        serde_json::from_str::<Value>(&changed).is_ok(),
                        "{edit:?}: {changed}"
                    );
                }
            }
        }
    }
}
