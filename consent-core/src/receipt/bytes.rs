//! Fixed numbers of bytes that must not be taken for one another, written as base64url.

use core::fmt;

use crate::base64url;

macro_rules! bytes {
    ($(#[$doc:meta])* $name:ident, $length:literal, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $length]);

        impl $name {
            /// Takes the bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// Returns the bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }

            /// Reads the one base64url text of the bytes.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                base64url::decode(text)?.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&base64url::encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        text_in_json!($name, $expected);
    };
}

bytes! {
    /// 32 random bytes that hide an entry's content behind its commitment: erase them with the content, and nobody
    /// can find out by trying what the commitment was to.
    Salt, 32, "a salt: 43 characters of base64url"
}

bytes! {
    /// What an entry's content is bound to without being told; see [`Commitment::of`].
    Commitment, 32, "a commitment: 43 characters of base64url"
}

bytes! {
    /// A SHA-256: of a leaf, of a node, of a whole tree, or of a published text.
    Hash, 32, "a SHA-256: 43 characters of base64url"
}

bytes! {
    /// An Ed25519 signature.
    Signature, 64, "a signature: 86 characters of base64url"
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn bytes_have_one_text() {
        let hash = Hash::from_bytes([0xfb; 32]);
        assert_eq!(hash.to_string().len(), 43);
        assert_eq!(Hash::parse(&hash.to_string()), Some(hash));
        let text = hash.to_string();
        let unused_bits_set = text[..42].to_string() + "t";
        for wrong in [
            "",
            &text[..42],
            &(text.clone() + "A"),
            &(text.clone() + "="),
            &unused_bits_set,
        ] {
            assert_eq!(Hash::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Signature::from_bytes([1; 64]).to_string().len(), 86);
    }
}
