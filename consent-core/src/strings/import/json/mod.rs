//! JSON (RFC 8259) as far as records need it: taken value by value, nothing kept that nobody asked for.
//!
//! ```text
//! value  = object / array / string / number / "true" / "false" / "null"
//! object = "{" [ string ":" value *( "," string ":" value ) ] "}"      ; at most 16 deep, with arrays
//! array  = "[" [ value *( "," value ) ] "]"
//! ```

use alloc::string::String;

use super::NoDecision;
use super::text::{hex, whole};

mod number;
use number::is_number;

/// How deep objects and arrays may stand in each other.
const DEEPEST: u8 = 16;

/// A text of JSON, and how far it has been read.
pub(super) struct Json<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

/// What is done with one member or element; it must take the value, or [`Json::skip`] it.
type Each<'e, 'a> = &'e mut dyn FnMut(&mut Json<'a>, &str) -> Result<(), NoDecision>;

impl<'a> Json<'a> {
    /// Reads a text that is one object.
    pub(super) fn read(text: &'a str, each: Each<'_, 'a>) -> Result<(), NoDecision> {
        let mut json = Self {
            text,
            at: 0,
            depth: 0,
        };
        json.object(each)?;
        match json.peek() {
            None => Ok(()),
            Some(_) => json.wrong("something after the object"),
        }
    }

    /// Reads an object; `each` is given every name.
    pub(super) fn object(&mut self, each: Each<'_, 'a>) -> Result<(), NoDecision> {
        self.list(b'{', b'}', &mut |json, _| {
            let name = json.string()?;
            if !json.eat(b':') {
                return json.wrong("a “:” is missing");
            }
            each(json, &name)
        })
    }

    /// Reads an array; `each` is given no name.
    pub(super) fn array(&mut self, each: Each<'_, 'a>) -> Result<(), NoDecision> {
        self.list(b'[', b']', each)
    }

    /// Reads a string, its escapes resolved.
    pub(super) fn string(&mut self) -> Result<String, NoDecision> {
        if !self.eat(b'"') {
            return self.wrong("a text in double quotes was expected");
        }
        let mut string = String::new();
        loop {
            let start = self.at;
            while self
                .byte()
                .is_some_and(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f))
            {
                self.step();
            }
            string.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.byte() {
                Some(b'"') => {
                    self.step();
                    return Ok(string);
                }
                Some(b'\\') => {
                    self.step();
                    let Some(character) = self.escape() else {
                        return self.wrong("an escape that there is not");
                    };
                    string.push(character);
                }
                _ => return self.wrong("a text that does not end"),
            }
        }
    }

    /// Reads a string, or passes over anything else.
    pub(super) fn string_if_any(&mut self) -> Result<Option<String>, NoDecision> {
        match self.peek() {
            Some(b'"') => self.string().map(Some),
            _ => self.skip().map(|()| None),
        }
    }

    /// Reads `true` or `false`.
    pub(super) fn boolean(&mut self) -> Result<bool, NoDecision> {
        match self.word() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => self.wrong("“true” or “false” was expected"),
        }
    }

    /// Reads a whole number from 0, or passes over anything else.
    pub(super) fn whole_if_any(&mut self) -> Result<Option<u64>, NoDecision> {
        match self.peek() {
            Some(b'0'..=b'9') => match self.word() {
                word if is_number(word) => Ok(whole(word)),
                _ => self.wrong("a number was expected"),
            },
            _ => self.skip().map(|()| None),
        }
    }

    /// Tells whether the next value is an object.
    pub(super) fn is_object(&mut self) -> bool {
        self.peek() == Some(b'{')
    }

    /// Tells whether the next value is an array.
    pub(super) fn is_array(&mut self) -> bool {
        self.peek() == Some(b'[')
    }

    /// Passes over a value.
    pub(super) fn skip(&mut self) -> Result<(), NoDecision> {
        match self.peek() {
            Some(b'{') => self.object(&mut |json, _| json.skip()),
            Some(b'[') => self.array(&mut |json, _| json.skip()),
            Some(b'"') => self.string().map(|_| ()),
            _ => match self.word() {
                "true" | "false" | "null" => Ok(()),
                word if is_number(word) => Ok(()),
                _ => self.wrong("a value was expected"),
            },
        }
    }

    fn list(&mut self, open: u8, close: u8, each: Each<'_, 'a>) -> Result<(), NoDecision> {
        if !self.eat(open) {
            return self.wrong(if open == b'{' {
                "an object was expected"
            } else {
                "a list was expected"
            });
        }
        if self.depth == DEEPEST {
            return self.wrong("more than 16 deep");
        }
        self.depth = self.depth.saturating_add(1);
        if !self.eat(close) {
            loop {
                each(self, "")?;
                if self.eat(close) {
                    break;
                }
                if !self.eat(b',') {
                    return self.wrong("a “,” or the end of an object or list is missing");
                }
            }
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    /// The character of an escape, after its `\`.
    fn escape(&mut self) -> Option<char> {
        let byte = self.byte()?;
        self.step();
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.four_digits()?;
                if !matches!(first, 0xd800..=0xdbff) {
                    return char::from_u32(first);
                }
                let is_pair = self.byte() == Some(b'\\');
                self.step();
                if !is_pair || self.byte() != Some(b'u') {
                    return None;
                }
                self.step();
                let second = self.four_digits().filter(|it| matches!(it, 0xdc00..=0xdfff))?;
                let (high, low) = (first & 0x3ff, second & 0x3ff);
                char::from_u32((high << 10 | low).saturating_add(0x1_0000))?
            }
            _ => return None,
        })
    }

    fn four_digits(&mut self) -> Option<u32> {
        let mut number = 0;
        for _ in 0..4 {
            number = number << 4 | u32::from(hex(self.byte()?)?);
            self.step();
        }
        Some(number)
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step();
        }
        self.byte()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let is_it = self.peek() == Some(byte);
        if is_it {
            self.step();
        }
        is_it
    }

    /// A number or one of three words: what stands between punctuation.
    fn word(&mut self) -> &'a str {
        self.peek();
        let start = self.at;
        while matches!(
            self.byte(),
            Some(b'0'..=b'9' | b'a'..=b'z' | b'E' | b'+' | b'-' | b'.')
        ) {
            self.step();
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn wrong<T>(&self, what: &'static str) -> Result<T, NoDecision> {
        Err(NoDecision::NotARecord { what, at: self.at })
    }
}

#[cfg(test)]
mod tests;
