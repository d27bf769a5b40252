//! JSON without a library: names and values here need no escape, and the page's module carries nothing it does not use.

use alloc::string::String;

use crate::base36;

/// A JSON text that grows.
#[derive(Debug, Default)]
pub(super) struct Json(String);

impl Json {
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// An object with the entries that `fill` writes.
    pub(super) fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.enclosed('{', fill, '}');
    }

    /// A list with the values that `fill` writes.
    pub(super) fn list(&mut self, fill: impl FnOnce(&mut Self)) {
        self.enclosed('[', fill, ']');
    }

    /// The name of an object's next entry.
    pub(super) fn key(&mut self, name: &str) -> &mut Self {
        self.text(name);
        self.0.push(':');
        self
    }

    /// The same where the name is a number.
    pub(super) fn number_key(&mut self, number: u16) -> &mut Self {
        self.separate();
        self.0.push('"');
        base36::push_decimal(&mut self.0, number.into());
        self.0.push_str("\":");
        self
    }

    /// A text of letters, digits and what strings of the IAB have besides.
    pub(super) fn text(&mut self, text: &str) {
        self.separate();
        self.0.push('"');
        self.0.push_str(text);
        self.0.push('"');
    }

    pub(super) fn number(&mut self, number: impl Into<u64>) {
        self.separate();
        base36::push_decimal(&mut self.0, number.into());
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.separate();
        self.0.push_str(if flag { "true" } else { "false" });
    }

    fn enclosed(&mut self, opening: char, fill: impl FnOnce(&mut Self), closing: char) {
        self.separate();
        self.0.push(opening);
        fill(self);
        self.0.push(closing);
    }

    /// A comma, unless this is the first of its kind.
    fn separate(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }
}
