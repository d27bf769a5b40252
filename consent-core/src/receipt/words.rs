//! Words of a record: how it came about and what is remarkable about it.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::decision::Act;

/// Where an act was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The notice's first layer.
    Notice,
    /// Its second layer, where services can be switched one by one.
    Preferences,
    /// The page's own code or buttons.
    Page,
    /// A standing wish of the browser.
    Signal,
    /// Another system's record.
    Import,
}

/// What is remarkable about how a record arrived. None of it makes the record less true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// The server's clock had gone back, so that the time of receipt is the last one's and a millisecond.
    ClockStepped,
    /// The subject's own counter does not follow on the last one that is known.
    Gap,
    /// It arrived more than half an hour after the decision.
    Late,
    /// The notice that it names is not known here.
    NoticeUnknown,
}

/// Why a regime held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegimeBecause {
    /// The site's policy says so for everybody.
    Policy,
}

/// Why entries were erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The person whose they were asked for it.
    Subject,
    /// They had been kept for as long as is said.
    Retention,
}

impl Act {
    /// Returns the act in words, as a record has it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AcceptAll => "accept-all",
            Self::RejectAll => "reject-all",
            Self::Chosen => "chosen",
            Self::Withdrawn => "withdrawn",
            Self::Signal => "signal",
            Self::Imported => "imported",
            Self::Insisted => "insisted",
        }
    }

    /// Reads the words of an act.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }
}

/// An act on its way into JSON and out of it; for `#[serde(with)]`.
pub(super) mod act {
    use serde::{Deserializer, Serializer};

    use crate::decision::Act;

    use super::super::text::TextVisitor;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(in super::super) fn serialize<S: Serializer>(act: &Act, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(act.word())
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Act, D::Error> {
        deserializer.deserialize_str(TextVisitor {
            parse: Act::from_word,
            expected: "an act: accept-all, reject-all, chosen, withdrawn, signal, imported or insisted",
        })
    }
}

/// Says the word that JSON has for a value of these types.
macro_rules! display_word {
    ($($name:ident { $($variant:ident => $word:literal),+ })+) => {$(
        impl $name {
            /// Returns the word on the wire.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    )+};
}

display_word! {
    Source { Notice => "notice", Preferences => "preferences", Page => "page", Signal => "signal", Import => "import" }
    Flag { ClockStepped => "clock-stepped", Gap => "gap", Late => "late", NoticeUnknown => "notice-unknown" }
    RegimeBecause { Policy => "policy" }
    Reason { Subject => "subject", Retention => "retention" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn a_word_is_the_same_in_json_and_in_sentences() {
        for flag in [Flag::ClockStepped, Flag::Gap, Flag::Late, Flag::NoticeUnknown] {
            assert_eq!(serde_json::to_string(&flag).unwrap(), format!("\"{flag}\""));
        }
        for source in [
            Source::Notice,
            Source::Preferences,
            Source::Page,
            Source::Signal,
            Source::Import,
        ] {
            assert_eq!(serde_json::to_string(&source).unwrap(), format!("\"{source}\""));
        }
        for reason in [Reason::Subject, Reason::Retention] {
            assert_eq!(serde_json::to_string(&reason).unwrap(), format!("\"{reason}\""));
        }
        assert_eq!(
            serde_json::to_string(&RegimeBecause::Policy).unwrap(),
            format!("\"{}\"", RegimeBecause::Policy)
        );
    }

    #[test]
    fn flags_are_in_the_order_of_their_words() {
        let all = [Flag::ClockStepped, Flag::Gap, Flag::Late, Flag::NoticeUnknown];
        assert!(all.is_sorted() && all.is_sorted_by_key(|flag| flag.word()));
    }

    #[test]
    fn every_act_has_its_own_words() {
        for act in Act::ALL {
            assert_eq!(Act::from_word(act.word()), Some(act));
        }
        assert_eq!(Act::from_word("accept"), None);
    }
}
