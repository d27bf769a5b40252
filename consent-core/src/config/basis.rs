//! The legal bases a site can name, and which of them can carry storage on a visitor's device.

use serde::{Deserialize, Serialize};

/// Why the law allows a service to process personal data (GDPR Article 6(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "declare", derive(schemars::JsonSchema))]
pub enum LegalBasis {
    /// The visitor said yes (Article 6(1)(a)).
    #[serde(rename = "consent")]
    Consent,
    /// Needed for a contract with the visitor: sign-in, basket, payment (Article 6(1)(b)).
    #[serde(rename = "contract")]
    Contract,
    /// Demanded by law: the proof of consent, security (Article 6(1)(c)).
    #[serde(rename = "legal obligation")]
    LegalObligation,
    /// The site's interest outweighs (Article 6(1)(f)). Can never carry storage on the device: the ePrivacy
    /// rule (in Sweden 9 kap. 28 § lag 2022:482) asks for consent whatever the basis of the processing.
    #[serde(rename = "legitimate interest")]
    LegitimateInterest,
}
