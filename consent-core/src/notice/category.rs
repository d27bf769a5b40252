//! The built-in categories' texts, by the name that a policy has for them.

use super::Texts;
use crate::config::CategoryId;

impl Texts {
    /// Returns name and purpose of a built-in category.
    #[must_use]
    pub fn category(&self, id: &str) -> Option<(&str, &str)> {
        Some(match id {
            CategoryId::NECESSARY => (&self.necessary_name, &self.necessary_purpose),
            CategoryId::FUNCTIONALITY => (&self.functionality_name, &self.functionality_purpose),
            CategoryId::ANALYTICS => (&self.analytics_name, &self.analytics_purpose),
            CategoryId::ADVERTISEMENT => (&self.advertisement_name, &self.advertisement_purpose),
            _ => return None,
        })
    }

    /// Returns how a built-in category that can be switched is called within a sentence.
    #[must_use]
    pub fn phrase(&self, id: &str) -> Option<&str> {
        Some(match id {
            CategoryId::FUNCTIONALITY => &self.functionality_phrase,
            CategoryId::ANALYTICS => &self.analytics_phrase,
            CategoryId::ADVERTISEMENT => &self.advertisement_phrase,
            _ => return None,
        })
    }
}
