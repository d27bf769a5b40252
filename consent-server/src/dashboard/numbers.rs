//! Numbers as people read them, in the reader's language.

use super::Tongue;

/// Keeps a number and what belongs to it on one line.
const NO_BREAK: char = '\u{a0}';

impl Tongue {
    /// `12,345`; `12 345` in Swedish.
    pub(super) fn count(self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() + 4);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(match self {
                    Self::English => ',',
                    Self::Swedish => NO_BREAK,
                });
            }
            out.push(digit);
        }
        out
    }

    /// `47.3%` of a share from 0 to 1; `47,3 %` in Swedish.
    pub(super) fn percent(self, share: f64) -> String {
        let number = self.decimal(share * 100.0);
        match self {
            Self::English => format!("{number}%"),
            Self::Swedish => format!("{number}{NO_BREAK}%"),
        }
    }

    /// `47%`, for the axis of a chart.
    pub(super) fn whole_percent(self, share: f64) -> String {
        let number = format!("{:.0}", share * 100.0);
        match self {
            Self::English => format!("{number}%"),
            Self::Swedish => format!("{number}{NO_BREAK}%"),
        }
    }

    /// `+3.1` or `−3.1`; nothing when that rounds to nothing.
    pub(super) fn change(self, by: f64) -> Option<String> {
        let number = self.decimal(by.abs());
        let nothing = number == self.decimal(0.0);
        let sign = if by < 0.0 { '−' } else { '+' };
        (!nothing).then(|| format!("{sign}{number}"))
    }

    /// `+3.1%` or `−3.1%` of a share; nothing when that rounds to nothing.
    pub(super) fn growth(self, by: f64) -> Option<String> {
        self.change(by * 100.0)?;
        let sign = if by < 0.0 { '−' } else { '+' };
        Some(format!("{sign}{}", self.percent(by.abs())))
    }

    /// One decimal.
    fn decimal(self, number: f64) -> String {
        let text = format!("{number:.1}");
        match self {
            Self::English => text,
            Self::Swedish => text.replace('.', ","),
        }
    }
}

/// A count as a number to draw with.
#[expect(
    clippy::cast_precision_loss,
    reason = "drawn with, and counts are far below 2^53"
)]
pub(super) const fn drawn(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!(Tongue::English.count(0), "0");
        assert_eq!(Tongue::English.count(999), "999");
        assert_eq!(Tongue::English.count(1_234_567), "1,234,567");
        assert_eq!(Tongue::Swedish.count(12_345), "12\u{a0}345");
    }

    #[test]
    fn shares_have_one_decimal() {
        assert_eq!(Tongue::English.percent(0.473_4), "47.3%");
        assert_eq!(Tongue::Swedish.percent(1.0), "100,0\u{a0}%");
        assert_eq!(Tongue::Swedish.whole_percent(0.4), "40\u{a0}%");
    }

    #[test]
    fn a_change_has_a_sign_unless_there_is_none() {
        assert_eq!(Tongue::English.change(3.12).as_deref(), Some("+3.1"));
        assert_eq!(Tongue::Swedish.change(-0.1).as_deref(), Some("−0,1"));
        assert_eq!(Tongue::English.change(-0.04), None);
        assert_eq!(Tongue::Swedish.growth(-0.25).as_deref(), Some("−25,0\u{a0}%"));
        assert_eq!(Tongue::English.growth(0.000_4), None);
    }
}
