//! How this stage's types stand in JSON: each as the one text, or the one number, that it can be read back from.

use alloc::format;
use core::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::canonical_json::LARGEST_NUMBER;
use crate::decision::ConsentId;
use crate::time::{Millis, Timestamp};

/// Reads a text with a function that knows the type's one form.
pub(super) struct TextVisitor<T> {
    pub(super) parse: fn(&str) -> Option<T>,
    pub(super) expected: &'static str,
}

impl<T> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self.expected))
    }
}

/// Puts a type with `parse` and `Display` into JSON as a text.
macro_rules! text_in_json {
    ($name:ty, $expected:literal) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::receipt::text::TextVisitor {
                    parse: <$name>::parse,
                    expected: $expected,
                })
            }
        }
    };
}

text_in_json!(ConsentId, "a consent id: 22 characters of base64url");

/// Puts a count of time into JSON as a number that every reader reads as it was written.
macro_rules! number_in_json {
    ($name:ty, $from:path, $as:path) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u64($as(*self))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                exact_number(deserializer).map($from)
            }
        }
    };
}

number_in_json!(Millis, Millis::from_millis, Millis::as_millis);
number_in_json!(Timestamp, Timestamp::from_secs, Timestamp::as_secs);

/// Reads a whole number of at most 2^53 - 1.
pub(super) fn exact_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = u64::deserialize(deserializer)?;
    if number <= LARGEST_NUMBER {
        Ok(number)
    } else {
        Err(D::Error::custom(format!(
            "{number} is above {LARGEST_NUMBER}, which not every reader of JSON keeps as it is"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn numbers_are_whole_and_kept_by_every_reader() {
        let largest: Millis = serde_json::from_str("9007199254740991").unwrap();
        assert_eq!(serde_json::to_string(&largest).unwrap(), "9007199254740991");
        for text in ["9007199254740992", "-1", "1.0", "1e3", "\"1\"", "null"] {
            assert!(serde_json::from_str::<Millis>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_none_says_what_was_expected() {
        let error = serde_json::from_str::<ConsentId>("\"short\"")
            .unwrap_err()
            .to_string();
        assert!(error.contains("22 characters of base64url"), "{error}");
    }
}
