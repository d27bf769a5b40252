//! The seven things that may be granted or denied, and the two words for it.

/// One of the things that may be granted or denied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Storage {
    /// `ad_storage`
    Ad,
    /// `ad_user_data`
    AdUserData,
    /// `ad_personalization`
    AdPersonalization,
    /// `analytics_storage`
    Analytics,
    /// `functionality_storage`
    Functionality,
    /// `personalization_storage`
    Personalization,
    /// `security_storage`
    Security,
}

impl Storage {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Ad,
        Self::AdUserData,
        Self::AdPersonalization,
        Self::Analytics,
        Self::Functionality,
        Self::Personalization,
        Self::Security,
    ];

    /// Returns Google's name for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ad => "ad_storage",
            Self::AdUserData => "ad_user_data",
            Self::AdPersonalization => "ad_personalization",
            Self::Analytics => "analytics_storage",
            Self::Functionality => "functionality_storage",
            Self::Personalization => "personalization_storage",
            Self::Security => "security_storage",
        }
    }

    /// Finds one by its name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|storage| storage.name() == name)
    }
}

/// What is said about one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "Consent Mode knows no third word")]
pub enum State {
    /// `granted`
    Granted,
    /// `denied`
    Denied,
}

impl State {
    /// Reads the word that `gtag('consent', …)` takes; any other is none.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "granted" => Some(Self::Granted),
            "denied" => Some(Self::Denied),
            _ => None,
        }
    }

    /// Returns the word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Denied => "denied",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_lead_back() {
        for storage in Storage::ALL {
            assert_eq!(Storage::by_name(storage.name()), Some(storage));
        }
        for state in [State::Granted, State::Denied] {
            assert_eq!(State::parse(state.word()), Some(state));
        }
        assert_eq!((Storage::by_name("ads"), State::parse("GRANTED")), (None, None));
    }
}
