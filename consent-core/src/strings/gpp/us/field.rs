//! The questions that the sections of the United States answer.

use core::fmt;

/// What an answer's numbers 1 and 2 say; 0 is always “not applicable”, and 3 is not defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Question {
    /// 1: the notice was given; 2: it was not.
    Notice,
    /// 1: the consumer opted out; 2: did not.
    OptOut,
    /// 1: no consent; 2: consent. In California, Utah and Iowa sensitive data are opted out of instead.
    Consent,
    /// 1: yes; 2: no.
    Mspa,
}

/// Declares the fields with the specification's names and what they ask.
macro_rules! fields {
    ($($(#[$meta:meta])* $field:ident $question:ident,)*) => {
        /// A field of a section of the United States, named as in the specification.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum UsField {
            $($(#[$meta])* $field,)*
        }

        impl UsField {
            /// Every field, in the order in which sections have them.
            pub const ALL: &[Self] = &[$(Self::$field,)*];

            /// Returns the specification's name for it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$field => stringify!($field),)*
                }
            }

            /// Returns what it asks.
            #[must_use]
            pub const fn question(self) -> Question {
                match self {
                    $(Self::$field => Question::$question,)*
                }
            }
        }
    };
}

fields! {
    /// Notice that personal data are shared with third parties.
    SharingNotice Notice,
    /// Notice of how personal data are processed.
    ProcessingNotice Notice,
    /// Notice of the right to opt out of the sale of personal data.
    SaleOptOutNotice Notice,
    /// Notice of the right to opt out of sharing.
    SharingOptOutNotice Notice,
    /// Notice of the right to opt out of targeted advertising.
    TargetedAdvertisingOptOutNotice Notice,
    /// Notice of the right to opt out of the processing of sensitive data.
    SensitiveDataProcessingOptOutNotice Notice,
    /// The same by the name that Iowa has for it.
    SensitiveDataOptOutNotice Notice,
    /// Notice of the right to limit the use of sensitive data.
    SensitiveDataLimitUseNotice Notice,
    /// Opted out of the sale of personal data.
    SaleOptOut OptOut,
    /// Opted out of sharing.
    SharingOptOut OptOut,
    /// Opted out of targeted advertising.
    TargetedAdvertisingOptOut OptOut,
    /// Sensitive data, by kind.
    SensitiveDataProcessing Consent,
    /// Data of known children, by age or purpose.
    KnownChildSensitiveDataConsents Consent,
    /// Purposes that are not those for which the data were collected.
    PersonalDataConsents Consent,
    /// The same by the name that later sections have for it.
    AdditionalDataProcessingConsent Consent,
    /// The transaction is covered by IAB's Multi-State Privacy Agreement.
    MspaCoveredTransaction Mspa,
    /// The agreement's opt-out option mode.
    MspaOptOutOptionMode Mspa,
    /// The agreement's service provider mode.
    MspaServiceProviderMode Mspa,
}

impl UsField {
    /// Finds a field by its name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

impl fmt::Display for UsField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
