//! Splits text at an ASCII byte; what the standard library's splitters bring along would be a tenth of the engine.

/// Returns the text before and after the first `at`.
#[must_use]
pub fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let place = text.as_bytes().iter().position(|byte| *byte == at)?;
    Some((text.get(..place)?, text.get(place.checked_add(1)?..)?))
}

/// Returns the pieces between every `at`, like `str::split`.
pub fn pieces(text: &str, at: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    core::iter::from_fn(move || {
        let text = rest?;
        let (piece, tail) = match cut(text, at) {
            Some((piece, tail)) => (piece, Some(tail)),
            None => (text, None),
        };
        rest = tail;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    proptest::proptest! {
        #[test]
        fn splits_as_the_standard_library_does(text in "[a.å ]{0,20}") {
            let expected: Vec<&str> = text.split('.').collect();
            proptest::prop_assert_eq!(pieces(&text, b'.').collect::<Vec<_>>(), expected);
            proptest::prop_assert_eq!(cut(&text, b'.'), text.split_once('.'));
        }
    }
}
