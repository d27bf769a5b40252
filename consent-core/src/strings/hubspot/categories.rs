//! The visitor's answer by category.

use alloc::string::String;

/// What a visitor can say yes or no to; what is necessary has no number and is always granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::exhaustive_enums, reason = "HubSpot's record has these three")]
pub enum Category {
    /// 1
    Analytics,
    /// 2
    Advertisement,
    /// 3
    Functionality,
}

impl Category {
    /// Every category, by its number.
    pub const ALL: [Self; 3] = [Self::Analytics, Self::Advertisement, Self::Functionality];

    /// Returns the number that it has in the record.
    #[must_use]
    pub const fn number(self) -> &'static str {
        match self {
            Self::Analytics => "1",
            Self::Advertisement => "2",
            Self::Functionality => "3",
        }
    }

    /// Returns HubSpot's name for it, which is ours as well.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Analytics => "analytics",
            Self::Advertisement => "advertisement",
            Self::Functionality => "functionality",
        }
    }
}

/// The answer by category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "HubSpot's record has these three")]
pub struct Categories {
    /// 1
    pub analytics: bool,
    /// 2
    pub advertisement: bool,
    /// 3
    pub functionality: bool,
}

impl Categories {
    /// Writes the record as HubSpot does today.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = String::new();
        for category in Category::ALL {
            if !text.is_empty() {
                text.push('_');
            }
            text.push_str(category.number());
            text.push_str(if self.allows(category) { ":true" } else { ":false" });
        }
        text
    }

    /// Tells whether a category is granted.
    #[must_use]
    pub const fn allows(&self, category: Category) -> bool {
        match category {
            Category::Analytics => self.analytics,
            Category::Advertisement => self.advertisement,
            Category::Functionality => self.functionality,
        }
    }

    /// Grants or denies a category.
    pub const fn set(&mut self, category: Category, is_granted: bool) {
        match category {
            Category::Analytics => self.analytics = is_granted,
            Category::Advertisement => self.advertisement = is_granted,
            Category::Functionality => self.functionality = is_granted,
        }
    }

    /// Tells whether everything is granted: HubSpot's `allowed`.
    #[must_use]
    pub const fn allows_all(&self) -> bool {
        self.analytics && self.advertisement && self.functionality
    }
}
