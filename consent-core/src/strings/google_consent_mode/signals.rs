//! What requests to Google carry: `gcs` and `gcd`.

use core::fmt;

use super::storage::{State, Storage};

/// How sure it is that a parameter means what is read from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Certainty {
    /// Its meaning is shown in Google's documents.
    Documented,
    /// Its meaning was found by watching requests; sources disagree.
    Observed,
}

impl Certainty {
    /// Returns the word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
        }
    }
}

/// What a parameter of a request says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signals {
    /// The parameter: `gcs` or `gcd`.
    pub parameter: &'static str,
    /// How sure the meaning is.
    pub certainty: Certainty,
    states: [(Storage, Signal); 4],
    count: usize,
}

/// What is said about one of them by default, and after the visitor answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "Consent Mode has these two commands")]
pub struct Signal {
    /// What `gtag('consent', 'default', …)` set.
    pub default: Option<State>,
    /// What `gtag('consent', 'update', …)` set, or all that is known where the two are not told apart.
    pub update: Option<State>,
}

impl Signal {
    /// Returns what holds: the update, or else the default; nothing when neither was set.
    #[must_use]
    pub const fn state(self) -> Option<State> {
        match self.update {
            Some(state) => Some(state),
            None => self.default,
        }
    }
}

/// Why a text is neither `gcs` nor `gcd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConsentModeError {
    /// It begins as neither.
    Form,
    /// A character has no known meaning.
    Character {
        /// Its place, from 0.
        at: usize,
    },
}

impl fmt::Display for ConsentModeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("neither gcs, such as G101, nor gcd, such as 13r3q3r3q5"),
            Self::Character { at } => write!(f, "character {at} has no meaning that is known"),
        }
    }
}

impl core::error::Error for ConsentModeError {}

impl Signals {
    /// Reads the value of `gcs` or `gcd`.
    ///
    /// # Errors
    /// [`ConsentModeError`] for another form, and for a letter without a known meaning.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::google_consent_mode::{Signals, State, Storage};
    ///
    /// let said = Signals::parse("G101")?;
    /// assert_eq!(said.state(Storage::Ad), Some(State::Denied));
    /// assert_eq!(said.state(Storage::Analytics), Some(State::Granted));
    /// # Ok::<(), consent_core::strings::google_consent_mode::ConsentModeError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, ConsentModeError> {
        match *text.as_bytes() {
            [b'G', b'1', ad, analytics] => {
                let read = |byte, at| digit(byte).ok_or(ConsentModeError::Character { at });
                let (ad, analytics) = (read(ad, 2)?, read(analytics, 3)?);
                let none = (Storage::Ad, Signal::default());
                Ok(Self {
                    parameter: "gcs",
                    certainty: Certainty::Documented,
                    states: [(Storage::Ad, ad), (Storage::Analytics, analytics), none, none],
                    count: 2,
                })
            }
            [
                b'1',
                b'1' | b'3',
                ad,
                after_ad,
                analytics,
                after_analytics,
                user_data,
                after_data,
                personalization,
                last,
                ..,
            ] if [after_ad, after_analytics, after_data, last]
                .iter()
                .all(u8::is_ascii_digit) =>
            {
                let read = |byte, at| letter(byte).ok_or(ConsentModeError::Character { at });
                Ok(Self {
                    parameter: "gcd",
                    certainty: Certainty::Observed,
                    states: [
                        (Storage::Ad, read(ad, 2)?),
                        (Storage::Analytics, read(analytics, 4)?),
                        (Storage::AdUserData, read(user_data, 6)?),
                        (Storage::AdPersonalization, read(personalization, 8)?),
                    ],
                    count: 4,
                })
            }
            _ => Err(ConsentModeError::Form),
        }
    }

    /// Returns what is said, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (Storage, Signal)> {
        self.states.iter().copied().take(self.count)
    }

    /// Returns what holds for one; nothing when it was not set, or is not said.
    #[must_use]
    pub fn state(&self, storage: Storage) -> Option<State> {
        let (_, signal) = self.iter().find(|(other, _)| *other == storage)?;
        signal.state()
    }
}

fn digit(byte: u8) -> Option<Signal> {
    let update = match byte {
        b'0' => Some(State::Denied),
        b'1' => Some(State::Granted),
        b'-' => None,
        _ => return None,
    };
    Some(Signal {
        default: None,
        update,
    })
}

/// Source: public guides that agree on these nine (Baersch on simoahava.com, Promingotti); reviewed 22 November 2026.
fn letter(byte: u8) -> Option<Signal> {
    use State::{Denied, Granted};
    let (default, update) = match byte {
        b'l' => (None, None),
        b'p' => (Some(Denied), None),
        b'q' => (Some(Denied), Some(Denied)),
        b't' => (Some(Granted), None),
        b'r' => (Some(Denied), Some(Granted)),
        b'm' => (None, Some(Denied)),
        b'n' => (None, Some(Granted)),
        b'u' => (Some(Granted), Some(Denied)),
        b'v' => (Some(Granted), Some(Granted)),
        _ => return None,
    };
    Some(Signal { default, update })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_neither_is_told_where() {
        for text in [
            "",
            "G1",
            "G1111",
            "g111",
            "G211",
            "12l1l1l1l1",
            "11l1l1l1l",
            "11l1l1l1lå",
            "11p1p1p1pp",
            "11pxp1p1p5",
        ] {
            assert_eq!(Signals::parse(text), Err(ConsentModeError::Form), "{text}");
        }
        assert_eq!(Signals::parse("G1x1"), Err(ConsentModeError::Character { at: 2 }));
        assert_eq!(
            Signals::parse("11p1z1p1p5"),
            Err(ConsentModeError::Character { at: 4 })
        );
    }

    #[test]
    fn the_update_holds_over_the_default() {
        let said = Signals::parse("13r3u3p3l5l1").expect("a gcd");
        assert_eq!((said.parameter, said.certainty), ("gcd", Certainty::Observed));
        assert_eq!(said.state(Storage::Ad), Some(State::Granted));
        assert_eq!(said.state(Storage::Analytics), Some(State::Denied));
        assert_eq!(said.state(Storage::AdUserData), Some(State::Denied));
        assert_eq!(said.state(Storage::AdPersonalization), None);
        assert_eq!(said.state(Storage::Security), None);
        let unset = Signals::parse("G1-1").expect("a gcs");
        assert_eq!(unset.state(Storage::Ad), None);
        assert_eq!(unset.iter().count(), 2);
    }
}
