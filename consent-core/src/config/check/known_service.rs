//! A service of the catalogue, with what the site adds: it may fill in, shorten and add, never loosen.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::draft::{LocalText, ServiceParts};
use super::super::loose::Loose;
use super::super::nearest::{listed, nearest};
use super::super::place::Place;
use super::super::{CategoryId, DeclaredService, LegalBasis, Told, Translated};
use super::services::Found;
use super::{Checker, short};
use crate::catalogue::{Kind, Record};

impl Checker<'_> {
    pub(super) fn known_service(
        &mut self,
        name: &str,
        parts: &ServiceParts,
        place: &Place,
        name_place: &Place,
    ) -> Option<Found> {
        let catalogue = self.catalogue;
        let Some(record) = catalogue.get(name) else {
            self.not_known(name, name_place);
            return None;
        };
        if record.kind == Kind::Retired {
            self.retired(record, name_place);
            return None;
        }
        let in_browser = record.kind == Kind::Browser;
        self.says_nothing_known(parts, place);
        let category = self.moved_category(record, parts, place);
        let basis = category
            .as_ref()
            .and_then(|category| self.moved_basis(record, category, parts, place));
        let role = parts.role.wanted(&place.key("role"), &mut self.faults).copied();
        let purpose = self.purpose_or(record.told(), &parts.purpose, &place.key("purpose"));
        let mut transfer = record.transfer.clone();
        transfer.extend(
            self.transfer(parts, place)
                .into_iter()
                .filter(|country| !record.transfer.contains(country)),
        );
        let mut hosts = record.hosts.clone();
        hosts.extend(
            self.hosts(parts, place)
                .into_iter()
                .filter(|host| !record.hosts.contains(host)),
        );
        let embed = parts.embed.wanted(&place.key("embed"), &mut self.faults).copied();
        let embed = embed.unwrap_or(record.embed);
        let iab = self.iab_vendor(parts, place);
        let cookies = if in_browser {
            self.known_cookies(record, parts, place)
        } else {
            Vec::new()
        };
        if !in_browser && !parts.cookies.is_absent() {
            let mend = "remove them; or define a service of your own with “id” for what is stored";
            let reason = format!(
                "{} is listed as a recipient that stores nothing in the browser",
                record.name
            );
            self.faults.add(&place.key("cookies"), reason, mend);
        }
        self.has_no_tracker(category.as_ref(), parts, place);
        let mut service = DeclaredService {
            id: record.id.clone(),
            name: record.name.clone(),
            provider: record.provider.clone(),
            category: category?,
            basis: basis?,
            role,
            purpose: purpose?,
            transfer,
            hosts,
            embed,
            tells: record.tells.clone(),
            iab,
            exempt: None,
            cookies,
        };
        service.exempt = self.exemption(parts, &service, place);
        Some(Found { service, in_browser })
    }

    fn not_known(&mut self, name: &str, place: &Place) {
        let shown = short(name);
        if let Some(record) = self.catalogue.find_alias(name) {
            let reason = format!(
                "“{shown}” is called “{}” in the catalogue ({})",
                record.id, record.name
            );
            self.faults.add(place, reason, format!("write “{}”", record.id));
            return;
        }
        let all = self.catalogue.iter().flat_map(Record::names);
        let mut ids: Vec<&str> = Vec::new();
        for id in nearest(name, all)
            .into_iter()
            .filter_map(|close| self.catalogue.find_alias(close))
        {
            if !ids.contains(&id.id.as_str()) {
                ids.push(id.id.as_str());
            }
        }
        let own =
            "define a service of your own with “id”, “name”, “provider”, “category”, “basis” and “purpose”";
        let mend = if ids.is_empty() {
            own.to_string()
        } else {
            format!("did you mean {}? Or {own}", listed(ids, "or"))
        };
        self.faults
            .add(place, format!("“{shown}” is not in the catalogue"), mend);
    }

    fn retired(&mut self, record: &Record, place: &Place) {
        let ended = record.retired.as_ref();
        let when = ended.map_or_else(String::new, |ended| format!(" on {}", ended.on));
        let mend = match ended.and_then(|ended| ended.successor.as_ref()) {
            Some(successor) => format!("declare “{successor}” if that is what you use now, or remove it"),
            None => "remove it".to_string(),
        };
        self.faults.add(
            place,
            format!("{} ended{when} and can no longer be used", record.name),
            mend,
        );
    }

    /// Name and supplier are the catalogue's to say.
    fn says_nothing_known(&mut self, parts: &ServiceParts, place: &Place) {
        for (key, is_absent) in [
            ("name", parts.name.is_absent()),
            ("provider", parts.provider.is_absent()),
        ] {
            if !is_absent {
                let mend = "remove it; or define a service of your own with “id”";
                self.faults
                    .add(&place.key(key), "is known from the catalogue", mend);
            }
        }
    }

    fn moved_category(&mut self, record: &Record, parts: &ServiceParts, place: &Place) -> Option<CategoryId> {
        if parts.category.is_absent() {
            return Some(record.category.clone());
        }
        let place = place.key("category");
        let category = self.category_named(&parts.category, &place)?;
        if category.as_str() == CategoryId::NECESSARY && !record.is_necessary() {
            let reason = format!("{} is not necessary for a page to work", record.name);
            self.faults.add(
                &place,
                reason,
                format!("remove it; the catalogue says “{}”", record.category),
            );
            return None;
        }
        Some(category)
    }

    fn moved_basis(
        &mut self,
        record: &Record,
        category: &CategoryId,
        parts: &ServiceParts,
        place: &Place,
    ) -> Option<LegalBasis> {
        let place = place.key("basis");
        let known = if *category == record.category {
            record.basis
        } else {
            LegalBasis::Consent
        };
        let basis = match &parts.basis {
            given if given.is_absent() => known,
            given => *given.wanted(&place, &mut self.faults)?,
        };
        self.basis_fits(basis, Some(category), &place).then_some(basis)
    }

    /// The site's own words, or those of the catalogue in the site's languages: no visitor is told it in a language that
    /// the site does not speak (LAW-19).
    pub(super) fn purpose_or(
        &mut self,
        known: Told<'_>,
        own: &Loose<LocalText>,
        place: &Place,
    ) -> Option<Translated> {
        if !own.is_absent() {
            return self.translated(own, place);
        }
        let said = self
            .languages
            .iter()
            .map(|language| (*language, known.get(*language).into()));
        Some(said.collect())
    }
}
