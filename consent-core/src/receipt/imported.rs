//! Whose answer a decision was taken over from, and a digest of what that system had left: never what it had left itself.

use serde::{Deserialize, Deserializer, Serialize};

use super::Hash;
use crate::strings::import::System;

/// Where a decision that was taken over comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imported {
    /// The other system.
    #[serde(with = "system")]
    pub from: System,
    /// The SHA-256 of what there was in the browser, which WIRE.md says line by line.
    pub sha256: Hash,
}

/// Reads it where its key stands: `null` is none, and to have none the key is left out.
pub(super) fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Imported>, D::Error> {
    Imported::deserialize(deserializer).map(Some)
}

/// A system on its way into JSON and out of it; for `#[serde(with)]`.
mod system {
    use serde::{Deserializer, Serializer};

    use super::super::text::TextVisitor;
    use super::System;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(super) fn serialize<S: Serializer>(system: &System, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(system.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<System, D::Error> {
        deserializer.deserialize_str(TextVisitor {
            parse: System::from_name,
            expected: "the name of a consent system that can be taken over from, such as cookiebot or onetrust",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::ToString;

    const DIGEST: &str = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    #[test]
    fn every_system_that_can_be_taken_over_from_has_its_name_in_json() {
        for from in System::ALL {
            let imported = Imported {
                from,
                sha256: Hash::of_bytes(b""),
            };
            let json = format!(r#"{{"from":"{}","sha256":"{DIGEST}"}}"#, from.name());
            assert_eq!(serde_json::to_string(&imported).unwrap(), json);
            assert_eq!(serde_json::from_str::<Imported>(&json).unwrap(), imported);
        }
    }

    #[test]
    fn another_system_another_key_or_another_digest_is_refused() {
        let refused = |json: &str| serde_json::from_str::<Imported>(json).unwrap_err().to_string();
        let error = refused(&format!(r#"{{"from":"Cookiebot","sha256":"{DIGEST}"}}"#));
        assert!(error.contains("such as cookiebot"), "{error}");
        for json in [
            r#"{"from":"cookiebot"}"#,
            r#"{"from":"cookiebot","sha256":"abc"}"#,
            &format!(r#"{{"sha256":"{DIGEST}"}}"#),
            &format!(r#"{{"from":"cookiebot","sha256":"{DIGEST}","raw":"0"}}"#),
            "null",
        ] {
            refused(json);
        }
    }
}
