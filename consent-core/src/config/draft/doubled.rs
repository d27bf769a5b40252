//! Finds keys that are written twice: JSON keeps the last one silently, and a config must not be silent.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::super::Fault;
use super::super::place::Place;

/// Returns one fault for each key that stands twice in the same object.
pub(super) fn keys(text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // What is not JSON has been said before this is asked.
    let _ = Walk {
        place: Place::root(),
        faults: &mut faults,
    }
    .deserialize(&mut deserializer);
    faults
}

/// Walks through one value, keeping nothing but where it is.
struct Walk<'a> {
    place: Place,
    faults: &'a mut Vec<Fault>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            let place = self.place.key(&key);
            if !seen.insert(key) {
                self.faults
                    .push(place.fault("is written twice", "keep one of the two"));
            }
            map.next_value_seed(Walk {
                place,
                faults: &mut *self.faults,
            })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for index in 0.. {
            let place = self.place.index(index);
            if list
                .next_element_seed(Walk {
                    place,
                    faults: &mut *self.faults,
                })?
                .is_none()
            {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_keys_at_any_depth() {
        let faults = keys(r#"{"a": 1, "b": [{}, {"c": true, "c": null}], "a": "x", "d": {"a": 0.5}}"#);
        let paths: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["b[1].c", "a"]);
    }

    #[test]
    fn an_escaped_key_is_the_same_key() {
        assert_eq!(keys(r#"{"a": 1, "\u0061": 2}"#).len(), 1);
    }
}
