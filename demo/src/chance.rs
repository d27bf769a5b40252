//! Unpredictable values for nonces and opaque cookies, from the seed the standard library takes for its maps.

use std::hash::{BuildHasher as _, RandomState};

/// `length` letters and digits that nobody can foresee.
pub(crate) fn opaque(length: usize) -> String {
    const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let seed = RandomState::new();
    (0..length)
        .map(|position| {
            let drawn = usize::try_from(seed.hash_one(position) % 62).unwrap_or_default();
            char::from(ALPHABET[drawn])
        })
        .collect()
}

/// `length` hexadecimal digits that nobody can foresee.
pub(crate) fn hex(length: usize) -> String {
    let seed = RandomState::new();
    (0..length)
        .map(|position| format!("{:x}", seed.hash_one(position) % 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_draw_differs_and_is_cookie_safe() {
        let (first, second) = (opaque(24), opaque(24));
        assert_ne!(first, second);
        assert_eq!(first.len(), 24);
        assert!(first.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert!(hex(32).bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
}
