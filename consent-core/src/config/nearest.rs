//! Which known word was probably meant.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Longer words than this are no slip of the finger.
const LONGEST: usize = 60;

/// The most suggestions that help.
const MOST: usize = 3;

/// Returns the known words that are close to `word`, the closest first.
///
/// Close means few slips apart, or one word within the other.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    if length > LONGEST {
        return Vec::new();
    }
    let mut close: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|known| {
            let lower = known.to_lowercase();
            let slips = distance(&word, &lower);
            let allowed = length.div_ceil(3);
            let within = length >= 4 && lower.contains(&word) || lower.len() >= 4 && word.contains(&lower);
            (slips <= allowed || within).then_some((slips, known))
        })
        .collect();
    close.sort_unstable();
    close.dedup();
    close.into_iter().map(|(_, known)| known).take(MOST).collect()
}

/// Says it as a question; nothing when no word is close.
pub(super) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let close = nearest(word, known);
    (!close.is_empty()).then(|| format!("did you mean {}?", listed(close, "or")))
}

/// Writes words as “a”, “b” or “c”.
pub(super) fn listed<'a>(words: impl IntoIterator<Item = &'a str>, joint: &str) -> String {
    let mut quoted: Vec<String> = words.into_iter().map(|word| format!("“{word}”")).collect();
    let Some(last) = quoted.pop() else {
        return String::new();
    };
    if quoted.is_empty() {
        last
    } else {
        format!("{} {joint} {last}", quoted.join(", "))
    }
}

/// How many letters must be added, removed or replaced (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.chars().enumerate() {
        let mut left = index.saturating_add(1);
        let mut next = alloc::vec![left];
        for (other, pair) in other.iter().zip(row.windows(2)) {
            let &[diagonal, above] = pair else { continue };
            let replaced = diagonal.saturating_add(usize::from(letter != *other));
            left = replaced.min(above.saturating_add(1)).min(left.saturating_add(1));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips() {
        for (one, other, slips) in [
            ("", "", 0),
            ("a", "", 1),
            ("kitten", "sitting", 3),
            ("domains", "domain", 1),
        ] {
            assert_eq!(distance(one, other), slips, "{one} {other}");
            assert_eq!(distance(other, one), slips, "{other} {one}");
        }
    }

    #[test]
    fn suggests_what_is_close_and_nothing_else() {
        let known = [
            "google-analytics",
            "google-ads",
            "hubspot",
            "hubspot-chat",
            "matomo",
        ];
        assert_eq!(nearest("google-analytic", known), ["google-analytics"]);
        assert_eq!(nearest("hubspott", known), ["hubspot"]);
        assert_eq!(nearest("google", known), ["google-ads", "google-analytics"]);
        assert!(nearest("piwik", known).is_empty());
        assert_eq!(did_you_mean("Matomo ", known).unwrap(), "did you mean “matomo”?");
        assert!(nearest(&"x".repeat(1_000_000), known).is_empty());
    }
}
