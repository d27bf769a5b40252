//! The languages that the dashboard speaks, and the choice of one from `Accept-Language`.

use super::words::{ENGLISH, SWEDISH, Words};

/// A language of the dashboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tongue {
    /// English, for whoever prefers none of the others.
    #[default]
    English,
    /// Swedish.
    Swedish,
}

impl Tongue {
    /// Chooses by an `Accept-Language` header (RFC 9110, section 12.5.4): the most wanted language that is
    /// spoken, the first of equals.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let mut best = (Self::default(), 0.0_f32);
        for wish in header.split(',') {
            let (tag, weight) = wish.split_once(';').unwrap_or((wish, "q=1"));
            let weight = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok());
            let spoken = match tag.trim().split('-').next().unwrap_or_default() {
                primary if primary.eq_ignore_ascii_case("sv") => Some(Self::Swedish),
                primary if primary.eq_ignore_ascii_case("en") || primary == "*" => Some(Self::English),
                _ => None,
            };
            if let (Some(spoken), Some(weight)) = (spoken, weight)
                && weight > best.1
            {
                best = (spoken, weight);
            }
        }
        best.0
    }

    /// Its tag (BCP 47).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Swedish => "sv",
        }
    }

    /// What it says.
    pub(super) const fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::Swedish => &SWEDISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_language_that_is_spoken_is_chosen() {
        for (header, spoken) in [
            ("", Tongue::English),
            ("sv", Tongue::Swedish),
            ("sv-FI, en;q=0.9", Tongue::Swedish),
            ("de, en;q=0.7, sv;q=0.8", Tongue::Swedish),
            ("en-GB,en;q=0.9,sv;q=0.8", Tongue::English),
            ("fi, de", Tongue::English),
            ("sv;q=0, *;q=0.1", Tongue::English),
            ("sv;q=no, ;;, q", Tongue::English),
            ("SV;q=0.1", Tongue::Swedish),
        ] {
            assert_eq!(Tongue::accepted(header), spoken, "{header}");
        }
    }
}
