//! The two letters that languages (ISO 639-1) and countries (ISO 3166-1) have.

use crate::strings::bits::Letters;

/// Tells whether two letters are a language.
pub(super) fn is_language(letters: Letters) -> bool {
    is_one_of(&LANGUAGES, letters)
}

/// Tells whether two letters are a country.
pub(super) fn is_country(letters: Letters) -> bool {
    is_one_of(&COUNTRIES, letters)
}

fn is_one_of(codes: &[u32; 26], letters: Letters) -> bool {
    let (first, second) = (letters.bits() >> 6, letters.bits() & 0x3f);
    let seconds = codes.get(usize::from(first)).copied().unwrap_or_default();
    letters.are_letters() && seconds & (1 << (second & 0x1f)) != 0
}

/// A bit for each letter, A the lowest.
const fn those(letters: &str) -> u32 {
    let mut mask = 0;
    let mut rest = letters.as_bytes();
    while let [letter, others @ ..] = rest {
        mask |= 1 << (letter.wrapping_sub(b'A') & 0x1f);
        rest = others;
    }
    mask
}

/// The second letters that there are for each first.
#[rustfmt::skip]
const LANGUAGES: [u32; 26] = [
    those("ABEFKMNRSVYZ"), // A
    those("AEGIMNORS"), // B
    those("AEHORSUVY"), // C
    those("AEVZ"), // D
    those("ELNOSTU"), // E
    those("AFIJORY"), // F
    those("ADLNUV"), // G
    those("AEIORTUYZ"), // H
    those("ADEGIKOSTU"), // I
    those("AV"), // J
    those("AGIJKLMNORSUVWY"), // K
    those("ABGINOTUV"), // L
    those("GHIKLNRSTY"), // M
    those("ABDEGLNORVY"), // N
    those("CJMRS"), // O
    those("AILST"), // P
    those("U"), // Q
    those("MNOUW"), // R
    those("ACDEGIKLMNOQRSTUVW"), // S
    those("AEGHIKLNORSTWY"), // T
    those("GKRZ"), // U
    those("EIO"), // V
    those("AO"), // W
    those("H"), // X
    those("IO"), // Y
    those("AHU"), // Z
];

/// The second letters that there are for each first.
#[rustfmt::skip]
const COUNTRIES: [u32; 26] = [
    those("DEFGILMOQRSTUWXZ"), // A
    those("ABDEFGHIJLMNOQRSTVWYZ"), // B
    those("ACDFGHIKLMNORUVWXYZ"), // C
    those("EJKMOZ"), // D
    those("CEGHRST"), // E
    those("IJKMOR"), // F
    those("ABDEFGHILMNPQRSTUWY"), // G
    those("KMNRTU"), // H
    those("DELMNOQRST"), // I
    those("EMOP"), // J
    those("EGHIMNPRWYZ"), // K
    those("ABCIKRSTUVY"), // L
    those("ACDEFGHKLMNOPQRSTUVWXYZ"), // M
    those("ACEFGILOPRUZ"), // N
    those("M"), // O
    those("AEFGHKLMNRSTWY"), // P
    those("A"), // Q
    those("EOSUW"), // R
    those("ABCDEGHIJKLMNORSTVXYZ"), // S
    those("CDFGHJKLMNORTVWZ"), // T
    those("AGMSYZ"), // U
    those("ACEGINU"), // V
    those("FS"), // W
    those(""), // X
    those("ET"), // Y
    those("AMW"), // Z
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_as_the_standards_have() {
        let count = |codes: [u32; 26]| codes.map(u32::count_ones).iter().sum::<u32>();
        assert_eq!((count(LANGUAGES), count(COUNTRIES)), (183, 249));
        let letters = |text| Letters::parse(text).expect("letters");
        assert!(is_language(letters("SV")) && !is_language(letters("XX")));
        assert!(is_country(letters("SE")) && !is_country(letters("EU")) && !is_country(letters("AA")));
    }

    #[cfg(feature = "declare")]
    #[test]
    fn countries_are_those_of_the_configuration() {
        for bits in 0..1 << 12 {
            let letters = Letters::from_bits(bits);
            let known = crate::config::Country::parse(&alloc::format!("{letters}")).is_ok();
            assert_eq!(is_country(letters), known, "{letters}");
        }
    }
}
