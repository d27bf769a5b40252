//! Words of a text, and phrases that are looked for among them.
//!
//! ```text
//! phrase = piece *( " " piece )
//! piece  = "~" number                 ; up to that many other words
//!        / form *( "|" form )         ; one of these
//! form   = [ "*" ] letters [ "*" ]    ; "*" for any beginning or end, so that inflections are found
//! ```

/// Splits a text into words in small letters. A hyphen between letters joins (`intresse-avvägning`), one between
/// digits parts; a point or comma stays between digits.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        } else if (matches!(letter, '.' | ',') && before.is_ascii_digit() && next.is_ascii_digit())
            || (letter == '\'' && before.is_alphabetic() && next.is_alphabetic())
        {
            word.push(letter);
        } else if !(matches!(letter, '-' | '‐' | '‑')
            && before.is_alphanumeric()
            && next.is_alphanumeric()
            && !(before.is_ascii_digit() && next.is_ascii_digit()))
            && !word.is_empty()
        {
            words.push(std::mem::take(&mut word));
        }
        before = letter;
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Splits a text into sentences, roughly: at a point, exclamation or question mark before a space, at a semicolon, and
/// between the cells of a row.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(". ")
        .flat_map(|part| part.split_inclusive("! "))
        .flat_map(|part| part.split_inclusive("? "))
        .flat_map(|part| part.split(';'))
}

/// A phrase, read once.
#[derive(Clone, Debug)]
pub(crate) struct Phrase(Vec<Piece>);

#[derive(Clone, Debug)]
enum Piece {
    Gap(usize),
    OneOf(Vec<Form>),
}

#[derive(Clone, Debug)]
struct Form {
    letters: String,
    any_beginning: bool,
    any_end: bool,
}

impl Form {
    fn is(&self, word: &str) -> bool {
        match (self.any_beginning, self.any_end) {
            (false, false) => word == self.letters,
            (false, true) => word.starts_with(&self.letters),
            (true, false) => word.ends_with(&self.letters),
            (true, true) => word.contains(&self.letters),
        }
    }
}

impl Phrase {
    /// Reads a phrase.
    pub(crate) fn read(text: &str) -> Self {
        let piece = |piece: &str| {
            if let Some(number) = piece.strip_prefix('~') {
                return Piece::Gap(number.parse().unwrap_or(0));
            }
            let form = |form: &str| Form {
                any_beginning: form.starts_with('*'),
                any_end: form.len() > 1 && form.ends_with('*'),
                letters: form.trim_matches('*').to_lowercase(),
            };
            Piece::OneOf(piece.split('|').map(form).collect())
        };
        Self(text.split_whitespace().map(piece).collect())
    }

    /// Finds it: where it begins and ends among the words.
    pub(crate) fn find(&self, words: &[String]) -> Option<(usize, usize)> {
        (0..words.len()).find_map(|start| {
            let length = length(&self.0, words.get(start..)?)?;
            Some((start, start + length))
        })
    }
}

/// How many words the pieces take from the beginning. A gap takes as few as it can.
fn length(pieces: &[Piece], words: &[String]) -> Option<usize> {
    let Some((first, rest)) = pieces.split_first() else {
        return Some(0);
    };
    match first {
        Piece::Gap(most) => (0..=*most).find_map(|taken| Some(taken + length(rest, words.get(taken..)?)?)),
        Piece::OneOf(forms) => {
            let word = words.first()?;
            forms.iter().find(|form| form.is(word))?;
            Some(1 + length(rest, words.get(1..)?)?)
        }
    }
}

/// Several phrases that mean the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases(Vec<Phrase>);

impl Phrases {
    /// Finds the first of them that is there.
    pub(crate) fn find(&self, words: &[String]) -> Option<(usize, usize)> {
        self.0.iter().filter_map(|phrase| phrase.find(words)).min()
    }

    /// Tells whether one of them is there.
    pub(crate) fn are_in(&self, words: &[String]) -> bool {
        self.0.iter().any(|phrase| phrase.find(words).is_some())
    }

    /// Tells whether one of them is all that is there.
    pub(crate) fn are_all_of(&self, words: &[String]) -> bool {
        self.0
            .iter()
            .any(|phrase| length(&phrase.0, words) == Some(words.len()) && !words.is_empty())
    }
}

impl<S: AsRef<str>> FromIterator<S> for Phrases {
    fn from_iter<I: IntoIterator<Item = S>>(phrases: I) -> Self {
        Self(
            phrases
                .into_iter()
                .map(|phrase| Phrase::read(phrase.as_ref()))
                .collect(),
        )
    }
}

impl<'de> serde::Deserialize<'de> for Phrases {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<String>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_join_words_and_part_numbers() {
        assert_eq!(
            words("Intresse-avvägning, 6-12 mån. (1,5 år) Facebook- don't"),
            [
                "intresseavvägning",
                "6",
                "12",
                "mån",
                "1,5",
                "år",
                "facebook",
                "don't"
            ]
        );
        assert_eq!(words(" – "), Vec::<String>::new());
    }

    #[test]
    fn phrases_find_inflections_and_reach_over_a_gap() {
        let found = |phrase: &str, text: &str| Phrase::read(phrase).find(&words(text));
        assert_eq!(found("obegränsad* tid*", "under en obegränsad tid"), Some((2, 4)));
        assert_eq!(
            found("stäng* ~2 webbläsar*", "när du stänger din webbläsare"),
            Some((2, 5))
        );
        assert_eq!(
            found("stäng* ~1 webbläsar*", "stänger du ner din webbläsare"),
            None
        );
        assert_eq!(found("a|b c", "x b c"), Some((1, 3)));
        assert_eq!(found("*systemet", "ärendesystemet"), Some((0, 1)));
    }
}
