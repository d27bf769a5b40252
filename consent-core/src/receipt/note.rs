//! A signed note (C2SP signed-note): a text with signatures under it, each by a named key.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::keys::PublicKey;
use super::{LogName, Seal, Signature};
use crate::base64url;

/// Ed25519 in the numbering of signed notes.
const ED25519: u8 = 1;

/// What a signature line begins with.
const DASH: &str = "\u{2014} ";

/// One signature of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoteSignature<'a> {
    /// The name of the key: for ours, of the log.
    pub(super) name: &'a str,
    /// The first bytes of the hash of name and key, to find the key by.
    pub(super) key_hash: [u8; 4],
    /// The signature itself; of 64 bytes where it is Ed25519.
    pub(super) signature: Vec<u8>,
}

/// Splits a note into its text, with the line feed at its end, and its signatures. Nothing for any other text.
pub(super) fn split(note: &str) -> Option<(&str, Vec<NoteSignature<'_>>)> {
    let (text, signatures) = note.rsplit_once("\n\n")?;
    let text = note.get(..text.len().checked_add(1)?)?;
    let signatures = signatures.strip_suffix('\n')?;
    let signatures = signatures
        .split('\n')
        .map(signature)
        .collect::<Option<Vec<_>>>()?;
    // Every line has been read, so that there is at least one.
    Some((text, signatures))
}

fn signature(line: &str) -> Option<NoteSignature<'_>> {
    let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = decode(encoded)?;
    let (key_hash, signature) = bytes.split_first_chunk::<4>()?;
    (!name.is_empty()).then(|| NoteSignature {
        name,
        key_hash: *key_hash,
        signature: signature.to_vec(),
    })
}

/// Signs a text that ends in a line feed.
pub(super) fn sign(text: &str, log: &LogName, seals: &[&Seal]) -> String {
    let mut note = text.to_string();
    note.push('\n');
    for seal in seals {
        let mut bytes = key_hash(log.as_str(), &seal.public()).to_vec();
        bytes.extend_from_slice(seal.sign(text.as_bytes()).as_bytes());
        for part in [DASH, log.as_str(), " ", &encode(&bytes), "\n"] {
            note.push_str(part);
        }
    }
    note
}

impl NoteSignature<'_> {
    /// Tells whether the line names this key.
    pub(super) fn names(&self, key: &PublicKey) -> bool {
        self.key_hash == key_hash(self.name, key.public())
    }

    /// Tells whether this key has signed the text.
    pub(super) fn holds(&self, text: &str, key: &PublicKey) -> bool {
        let bytes: Result<[u8; 64], _> = self.signature.as_slice().try_into();
        bytes.is_ok_and(|bytes| key.has_signed(text.as_bytes(), &Signature::from_bytes(bytes)))
    }
}

fn key_hash(name: &str, public: &[u8; 32]) -> [u8; 4] {
    let hash: [u8; 32] = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', ED25519])
        .chain_update(public)
        .finalize()
        .into();
    let [a, b, c, d, ..] = hash;
    [a, b, c, d]
}

/// Base64 as notes have it (RFC 4648 section 4): with `+`, `/` and padding.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut text: String = base64url::encode(bytes)
        .chars()
        .map(|letter| match letter {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Reads the one base64 text of some bytes.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let plain: Option<String> = text
        .trim_end_matches('=')
        .chars()
        .map(|letter| match letter {
            '+' => Some('-'),
            '/' => Some('_'),
            '-' | '_' => None,
            other => Some(other),
        })
        .collect();
    let bytes = base64url::decode(&plain?)?;
    // Padding is neither missing nor too much.
    (encode(&bytes) == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_with_its_padding_and_nothing_else() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (&[0xff, 0xef, 0xbe], "/+++"),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).as_deref(), Some(bytes));
        }
        for wrong in ["Zg", "Zg=", "Zg===", "=", "Zm9v====", "_+++", "/-++", "Zh=="] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_note_is_text_an_empty_line_and_signatures() {
        let (text, signatures) = split("a\n\nb\n\n\u{2014} key AAAAAQ==\n\u{2014} other AAAAAAEC\n").unwrap();
        assert_eq!(text, "a\n\nb\n");
        assert_eq!(signatures[1].name, "other");
        assert_eq!(signatures[1].signature, [1, 2]);
        for wrong in [
            "",
            "a\n",
            "a\n\n",
            "a\n\n\n",
            "a\n\n\u{2014} key AAAAAQ==",
            "a\n\n- key AAAAAQ==\n",
            "a\n\n\u{2014} AAAAAQ==\n",
            "a\n\n\u{2014} key AAA=\n",
            "a\n\n\u{2014} key AAAAAQ==\nmore\n",
        ] {
            assert!(split(wrong).is_none(), "{wrong:?}");
        }
    }
}
