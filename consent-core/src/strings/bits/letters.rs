//! Two letters of six bits each, A = 0: languages and countries.

use core::fmt;

/// Two letters as they were written; what is beyond Z is kept, for a rule to find.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letters([u8; 2]);

impl Letters {
    /// How many bits they are written with.
    pub const WIDTH: usize = 12;

    /// Takes the low 12 bits of a number.
    #[must_use]
    pub const fn from_bits(bits: u16) -> Self {
        let [high, low] = (bits << 2).to_be_bytes();
        Self([high & 0x3f, low >> 2])
    }

    /// Returns the 12 bits.
    #[must_use]
    pub const fn bits(self) -> u16 {
        let Self([first, second]) = self;
        (u16::from_be_bytes([first, 0]) >> 2) | u16::from_be_bytes([0, second])
    }

    /// Reads two letters of A-Z, of either case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match *text.as_bytes() {
            [first, second] => Some(Self([place(first)?, place(second)?])),
            _ => None,
        }
    }

    /// Tells whether both are of A-Z.
    #[must_use]
    pub const fn are_letters(self) -> bool {
        let Self([first, second]) = self;
        first < 26 && second < 26
    }

    /// Returns both as capital letters; one beyond Z is a `?`.
    #[must_use]
    pub fn characters(self) -> [char; 2] {
        self.0.map(|place| match b'A'.checked_add(place) {
            Some(byte @ b'A'..=b'Z') => char::from(byte),
            _ => '?',
        })
    }
}

impl fmt::Debug for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letters({self})")
    }
}

impl fmt::Display for Letters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.characters()
            .into_iter()
            .try_for_each(|letter| fmt::Write::write_char(f, letter))
    }
}

/// The place of a letter in the alphabet.
const fn place(letter: u8) -> Option<u8> {
    match letter.to_ascii_uppercase() {
        letter @ b'A'..=b'Z' => letter.checked_sub(b'A'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn letters_come_back() {
        assert_eq!(Letters::parse("EN").expect("letters").to_string(), "EN");
        assert_eq!(Letters::parse("sv"), Letters::parse("SV"));
        for bits in 0..1 << 12 {
            let letters = Letters::from_bits(bits);
            assert_eq!(letters.bits(), bits);
            assert_eq!(
                Letters::parse(&letters.to_string()).is_some(),
                letters.are_letters()
            );
        }
    }

    #[test]
    fn two_letters_and_nothing_else() {
        for text in ["", "E", "ENG", "E1", "É", "[_"] {
            assert_eq!(Letters::parse(text), None, "{text}");
        }
    }
}
