//! The site's own categories, and which of the built-in ones its services use.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::draft::CategoryDraft;
use super::super::loose::{Loose, short};
use super::super::nearest::{did_you_mean, listed};
use super::super::place::Place;
use super::super::{CategoryId, ConfigDraft, DeclaredCategory, DeclaredService, Policy, Translated};
use super::Checker;
use crate::notice::{Language, Texts};

impl Checker<'_> {
    /// The site's own categories. Their names are known from here on, even of those with a fault in them.
    pub(super) fn categories(&mut self, draft: &ConfigDraft) -> Vec<DeclaredCategory> {
        let place = draft.place("categories");
        let Some(list) = draft.categories.wanted(&place, &mut self.faults) else {
            return Vec::new();
        };
        let mut categories = Vec::new();
        for (index, category) in list.iter().enumerate() {
            let place = draft.entry("categories", index);
            let Some(category) = category.needed(&place, &mut self.faults) else {
                continue;
            };
            categories.extend(self.category(category, &place));
        }
        categories
    }

    fn category(&mut self, draft: &CategoryDraft, place: &Place) -> Option<DeclaredCategory> {
        self.unknown::<CategoryDraft>(&draft.unknown, place);
        let id = self.category_id(draft, &place.key("id"));
        let name = self.translated(&draft.name, &place.key("name"));
        let purpose = self.translated(&draft.purpose, &place.key("purpose"));
        Some(DeclaredCategory {
            id: id?,
            name: name?,
            purpose: purpose?,
            own: true,
        })
    }

    fn category_id(&mut self, draft: &CategoryDraft, place: &Place) -> Option<CategoryId> {
        let text = draft.id.needed(place, &mut self.faults)?;
        let (reason, mend) = match CategoryId::parse(text) {
            Err(_) => (
                "is not a name",
                "write a letter and then up to 39 of a-z, 0-9 and “-”, such as “chat”",
            ),
            Ok(id) if CategoryId::BUILT_IN.contains(&id.as_str()) => (
                "is built in already",
                "remove the category; services can name it as it is",
            ),
            Ok(id) if self.own_categories.contains(&id) => {
                ("is defined twice", "give one of the two another id")
            }
            Ok(id) => {
                self.own_categories.push(id.clone());
                return Some(id);
            }
        };
        self.faults
            .add(place, format!("“{}” {reason}", short(text)), mend);
        None
    }

    /// The category that a service names.
    pub(super) fn category_named(&mut self, id: &Loose<String>, place: &Place) -> Option<CategoryId> {
        let text = id.needed(place, &mut self.faults)?;
        let own = self.own_categories.iter().map(CategoryId::as_str);
        let known: Vec<&str> = CategoryId::BUILT_IN.into_iter().chain(own).collect();
        if !known.contains(&text.as_str()) {
            let or_else = || {
                format!(
                    "write {}, or define it under “categories”",
                    listed(known.clone(), "or")
                )
            };
            let mend = did_you_mean(text, known.clone()).unwrap_or_else(or_else);
            self.faults
                .add(place, format!("there is no category “{}”", short(text)), mend);
            return None;
        }
        CategoryId::parse(text).ok()
    }

    /// `necessary`, the built-in ones that are used, and the site's own, in the order in which they are shown.
    pub(super) fn used_categories(
        &mut self,
        draft: &ConfigDraft,
        own: Vec<DeclaredCategory>,
        services: &[DeclaredService],
        texts: &BTreeMap<&'static str, Texts>,
    ) -> Vec<DeclaredCategory> {
        let is_used = |id: &str| services.iter().any(|service| service.category.as_str() == id);
        let mut categories: Vec<DeclaredCategory> = CategoryId::BUILT_IN
            .into_iter()
            .filter(|id| *id == CategoryId::NECESSARY || is_used(id))
            .filter_map(|id| self.built_in(id, texts))
            .collect();
        categories.extend(own);
        if categories.len() > Policy::MOST_CATEGORIES {
            let reason = format!(
                "makes {} categories to switch",
                categories.len().saturating_sub(1)
            );
            self.faults.add(
                &draft.place("categories"),
                reason,
                "a visitor can switch 31; join some of them",
            );
        }
        categories
    }

    fn built_in(&self, id: &str, texts: &BTreeMap<&'static str, Texts>) -> Option<DeclaredCategory> {
        let in_languages = |sentence: &dyn Fn(&Texts) -> Option<String>| -> Option<Translated> {
            let text = |language: Language| {
                let texts = texts.get(language.code()).unwrap_or_else(|| language.texts());
                sentence(texts).map(|sentence| (language, sentence))
            };
            self.languages.iter().copied().map(text).collect()
        };
        let name = in_languages(&|texts| texts.category(id).map(|(name, _)| name.to_string()))?;
        let purpose = in_languages(&|texts| texts.category(id).map(|(_, purpose)| purpose.to_string()))?;
        Some(DeclaredCategory {
            id: CategoryId::parse(id).ok()?,
            name,
            purpose,
            own: false,
        })
    }
}
