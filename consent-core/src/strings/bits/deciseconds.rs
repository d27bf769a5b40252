//! Moments as the IAB's formats write them: tenths of a second since 1970, in 36 bits.

use crate::time::Timestamp;

/// Tenths of a second since 1970-01-01T00:00:00Z; 36 bits reach into the year 2187.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deciseconds(u64);

/// Tenths of a second in a day.
const DAY: u64 = 864_000;

impl Deciseconds {
    /// How many bits it is written with.
    pub const WIDTH: usize = 36;

    /// Makes a moment, or nothing when it does not fit into 36 bits.
    #[must_use]
    pub const fn new(tenths: u64) -> Option<Self> {
        match tenths >> Self::WIDTH {
            0 => Some(Self(tenths)),
            _ => None,
        }
    }

    /// Returns the tenths of a second since 1970.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Returns the second in which the moment lies.
    #[must_use]
    pub const fn second(self) -> Timestamp {
        Timestamp::from_secs(self.0 / 10)
    }

    /// Returns the midnight (UTC) before or at a second, as TCF writes its dates; the last that fits for later ones.
    #[must_use]
    pub const fn midnight(second: Timestamp) -> Self {
        let day = second.as_secs() / 86_400;
        match Self::new(day.saturating_mul(DAY)) {
            Some(moment) => moment,
            None => Self(((1 << Self::WIDTH) - 1) / DAY * DAY),
        }
    }

    /// Tells whether it is a midnight (UTC).
    #[must_use]
    pub const fn is_midnight(self) -> bool {
        self.0.is_multiple_of(DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_midnights() {
        let moment = Deciseconds::midnight(Timestamp::from_secs(1_700_000_000));
        assert_eq!(moment.second().as_secs(), 1_699_920_000);
        assert!(moment.is_midnight());
        assert!(!Deciseconds::new(1).expect("fits").is_midnight());
        assert!(Deciseconds::midnight(Timestamp::from_secs(u64::MAX)).is_midnight());
        assert_eq!(Deciseconds::new(1 << 36), None);
    }
}
