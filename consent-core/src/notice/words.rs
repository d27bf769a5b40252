//! Facts in the words of a language: lists, spans of time, bases, roles.

use alloc::format;
use alloc::string::{String, ToString};

use fixed_decimal::Decimal;
use icu_experimental::dimension::units::categorized_formatter::CategorizedFormatter;
use icu_experimental::dimension::units::options::Width;
use icu_experimental::measure::category::Duration;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use super::{Language, Texts, fill};
use crate::config::{LegalBasis, Lifetime, Role, Storage};

impl Language {
    /// Joins the parts of a list: “one, two and three” (Unicode CLDR).
    #[must_use]
    pub fn listed(self, parts: &[&str]) -> String {
        let options = ListFormatterOptions::default().with_length(ListLength::Wide);
        // Every built-in language has its pattern in the compiled data, which the tests hold against all of them.
        match ListFormatter::try_new_and((&self.cldr()).into(), options) {
            Ok(list) => list.format_to_string(parts.iter()),
            Err(_) => parts.join(", "),
        }
    }

    /// Says a number of a unit, by its index in [`Lifetime::UNITS`]; past the end it is seconds.
    fn span(self, number: u64, unit: usize) -> String {
        let (name, _) = Lifetime::UNITS.get(unit).unwrap_or(&("second", 1));
        if let Some(own) = self.own_span(number, name) {
            return own;
        }
        let unit = match unit {
            0 => Duration::year(),
            1 => Duration::month(),
            2 => Duration::day(),
            3 => Duration::hour(),
            4 => Duration::minute(),
            _ => Duration::second(),
        };
        // “Outlier” is the constructor whose data has all six of these units.
        let formatter =
            CategorizedFormatter::try_new_outlier((&self.cldr()).into(), unit, Width::Long.into());
        let number = Decimal::from(number);
        formatter.map_or_else(
            |_| number.to_string(),
            |formatter| formatter.format_fixed_decimal(&number).to_string(),
        )
    }

    /// The same in the language's own words, where it has some.
    fn own_span(self, number: u64, unit: &str) -> Option<String> {
        let (_, forms) = self.units().iter().find(|(known, _)| *known == unit)?;
        let rules = PluralRules::try_new_cardinal((&self.cldr()).into()).ok()?;
        let form = match rules.category_for(number) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        };
        let (_, text) = forms.iter().find(|(known, _)| *known == form)?;
        Some(fill(text, &[("number", &number.to_string())]))
    }

    fn cldr(self) -> Locale {
        Locale::try_from_str(self.locale()).unwrap_or(Locale::UNKNOWN)
    }
}

impl Texts {
    /// Says how long something lives, in the language of these texts.
    #[must_use]
    pub fn lifetime(&self, lifetime: Lifetime, language: Language) -> String {
        match (lifetime, lifetime.in_words()) {
            (Lifetime::Session, _) => self.session.clone().into_owned(),
            (Lifetime::Persistent, _) => self.persistent.clone().into_owned(),
            (Lifetime::Seconds(_), Some((number, unit))) => language.span(number, unit),
            (Lifetime::Seconds(secs), None) => language.span(secs, usize::MAX),
        }
    }

    /// Names a legal basis.
    #[must_use]
    pub fn basis_named(&self, basis: LegalBasis) -> &str {
        match basis {
            LegalBasis::Consent => &self.basis_consent,
            LegalBasis::Contract => &self.basis_contract,
            LegalBasis::LegalObligation => &self.basis_legal_obligation,
            LegalBasis::LegitimateInterest => &self.basis_legitimate_interest,
        }
    }

    /// Names a supplier's role.
    #[must_use]
    pub fn role_named(&self, role: Role) -> &str {
        match role {
            Role::Controller => &self.role_controller,
            Role::Joint => &self.role_joint,
            Role::Processor => &self.role_processor,
        }
    }

    /// Names a storage, and says whether it is hidden from scripts.
    #[must_use]
    pub fn storage_named(&self, storage: Storage, http_only: bool) -> String {
        let name = match storage {
            Storage::Cookie => &self.storage_cookie,
            Storage::Local => &self.storage_local,
            Storage::Session => &self.storage_session,
        };
        if http_only {
            format!("{name}. {}", self.http_only)
        } else {
            name.clone().into_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(tag: &str, lifetime: &str) -> String {
        let language = Language::parse(tag).unwrap();
        language
            .texts()
            .lifetime(Lifetime::parse(lifetime).unwrap(), language)
    }

    #[test]
    fn spans_of_time_are_as_the_language_has_them() {
        assert_eq!(said("en", "1 day"), "1 day");
        assert_eq!(said("en", "182 days"), "182 days");
        assert_eq!(said("sv", "13 months"), "13 månader");
        assert_eq!(said("sv", "1 year"), "1 år");
        // Its own words in place of CLDR's “dygn”.
        assert_eq!(said("sv", "182 days"), "182 dagar");
        assert_eq!(said("mt", "2 years"), "sentejn");
        assert_eq!(said("sv", "session"), "Session");
    }

    #[test]
    fn lists_are_as_the_language_has_them() {
        let listed = |tag| Language::parse(tag).unwrap().listed(&["a", "b", "c"]);
        assert_eq!(listed("en"), "a, b and c");
        assert_eq!(listed("sv"), "a, b och c");
        assert_eq!(Language::parse("sv").unwrap().listed(&[]), "");
    }

    #[test]
    fn a_language_that_counts_in_words_of_its_own_has_every_form() {
        for language in Language::all() {
            for (unit, forms) in language.units() {
                assert!(
                    Lifetime::UNITS.iter().any(|(known, _)| known == unit),
                    "{language:?}: {unit}"
                );
                for number in 1..=1_000 {
                    assert!(
                        language.own_span(number, unit).is_some(),
                        "{language:?}: {number} {unit}"
                    );
                }
                assert!(!forms.is_empty());
            }
        }
    }

    #[test]
    fn every_language_has_words_for_every_unit() {
        for language in Language::all() {
            for unit in Lifetime::UNITS.iter().map(|(unit, _)| unit) {
                let text = said(language.code(), &format!("3 {unit}s"));
                assert!(text.chars().any(char::is_alphabetic), "{language:?}: {text}");
            }
        }
    }
}
