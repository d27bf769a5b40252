//! Where everything stands in a JSON text.

use std::ops::Range;

use serde::de::IgnoredAny;

/// A value, and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) span: Range<usize>,
    pub(crate) content: Content,
}

/// What a value is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Its entries, in the order in which they stand.
    Object(Vec<Member>),
    /// Its entries.
    List(Vec<Written>),
    /// A text, a number, true, false or null.
    Single,
}

/// An entry of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) key: String,
    /// Where the key begins.
    pub(crate) start: usize,
    pub(crate) value: Written,
}

impl Written {
    /// Reads a text; nothing when it is not JSON.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let from = text.len() - text.trim_start_matches('\u{feff}').len();
        // Whether it is JSON, and not too deep, is not for the walk below to say.
        serde_json::from_str::<IgnoredAny>(text.get(from..)?).ok()?;
        let mut walk = Walk { text, at: from };
        walk.value()
    }

    /// The entry of an object. Of two with the same key JSON takes the last.
    pub(crate) fn member(&self, key: &str) -> Option<&Member> {
        match &self.content {
            Content::Object(members) => members.iter().rev().find(|member| member.key == key),
            Content::List(_) | Content::Single => None,
        }
    }

    /// The entry of a list.
    pub(crate) fn entry(&self, index: usize) -> Option<&Self> {
        match &self.content {
            Content::List(entries) => entries.get(index),
            Content::Object(_) | Content::Single => None,
        }
    }
}

/// ```text
/// value  = gap ( object / list / single ) gap
/// object = "{" [ string gap ":" value *( "," gap string gap ":" value ) ] "}"
/// list   = "[" [ value *( "," value ) ] "]"
/// ```
/// Every step that does not fit ends the walk with nothing.
struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    fn value(&mut self) -> Option<Written> {
        self.gap();
        let start = self.at;
        let content = match self.peek()? {
            b'{' => Content::Object(self.entries(b'}', Self::member)?),
            b'[' => Content::List(self.entries(b']', Self::value)?),
            b'"' => {
                self.string()?;
                Content::Single
            }
            _ => {
                let rest = self.text.get(self.at..)?;
                let end = rest.find(|c: char| c.is_ascii_whitespace() || ",]}".contains(c));
                self.at += end.unwrap_or(rest.len());
                Content::Single
            }
        };
        let span = start..self.at;
        self.gap();
        Some(Written { span, content })
    }

    fn entries<T>(&mut self, close: u8, entry: fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut entries = Vec::new();
        self.at += 1;
        self.gap();
        if self.takes(close) {
            return Some(entries);
        }
        loop {
            entries.push(entry(self)?);
            if self.takes(close) {
                return Some(entries);
            }
            self.takes(b',').then_some(())?;
        }
    }

    fn member(&mut self) -> Option<Member> {
        self.gap();
        let start = self.at;
        self.string()?;
        let key = serde_json::from_str(self.text.get(start..self.at)?).ok()?;
        self.gap();
        self.takes(b':').then_some(())?;
        let value = self.value()?;
        Some(Member { key, start, value })
    }

    /// Goes past a text: a quote that no backslash takes away ends it.
    fn string(&mut self) -> Option<()> {
        self.takes(b'"').then_some(())?;
        loop {
            match self.peek()? {
                b'\\' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                _ => self.at += 1,
            }
        }
    }

    fn gap(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_where_it_stands() {
        let text = "\u{feff}{ \"å\\\"}\": [1, {\"b\" : null} ],\n \"c\":-2.5e3 }";
        let whole = Written::read(text).expect("JSON");
        let list = &whole.member("å\"}").expect("a list").value;
        assert_eq!(&text[list.span.clone()], "[1, {\"b\" : null} ]");
        let inner = list.entry(1).expect("an object").member("b").expect("b");
        assert_eq!(&text[inner.value.span.clone()], "null");
        let number = &whole.member("c").expect("a number").value;
        assert_eq!(&text[number.span.clone()], "-2.5e3");
        assert_eq!(&text[whole.member("c").expect("c").start..][..3], "\"c\"");
    }

    #[test]
    fn empty_ones_are_empty_and_the_last_of_two_counts() {
        let whole = Written::read("{\"a\": [ ], \"a\": {}}").expect("JSON");
        assert_eq!(
            whole.member("a").expect("a").value.content,
            Content::Object(Vec::new())
        );
    }

    #[test]
    fn what_is_not_json_is_nothing() {
        for text in ["", "{", "[1,]", "{\"a\" 1}", "\"", "\"\\", "nul", "{}{}"] {
            assert_eq!(Written::read(text), None, "{text}");
        }
        assert_eq!(
            Written::read(&"[".repeat(100_000)),
            None,
            "too deep is no reason to fall"
        );
    }
}
