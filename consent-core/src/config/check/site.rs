//! What a config says of the site itself: who, where, in which languages, under which rules.

use alloc::format;
use alloc::vec::Vec;

use super::super::draft::ControllerDraft;
use super::super::loose::{Loose, short};
use super::super::nearest::{did_you_mean, listed};
use super::super::place::Place;
use super::super::{ConfigDraft, Controller, Date, Host, Regime, Translated};
use super::text::is_readable;
use super::{Checker, url};
use crate::notice::Language;

/// The days that an answer may hold (182: no nagging; 730: consent grows old).
const LIFETIME_DAYS: core::ops::RangeInclusive<u32> = 182..=730;

impl Checker<'_> {
    pub(super) fn version(&mut self, draft: &ConfigDraft) -> Option<Date> {
        let place = draft.place("version");
        let text = draft.version.needed(&place, &mut self.faults)?;
        let date = Date::parse(text);
        if date.is_err() {
            let reason = format!("“{}” is not a date", short(text));
            self.faults.add(
                &place,
                reason,
                "write the day from which it holds, such as “2026-11-22”",
            );
        }
        date.ok()
    }

    pub(super) fn controllers(&mut self, draft: &ConfigDraft) -> Vec<Controller> {
        let Some(list) = self.filled(
            &draft.controllers,
            &draft.place("controllers"),
            "who decides over the data",
        ) else {
            return Vec::new();
        };
        let mut controllers: Vec<Controller> = Vec::new();
        for (index, controller) in list.iter().enumerate() {
            let place = draft.entry("controllers", index);
            let Some(controller) = controller.needed(&place, &mut self.faults) else {
                continue;
            };
            let Some(controller) = self.controller(controller, &place) else {
                continue;
            };
            if controllers
                .iter()
                .any(|other| other.name == controller.name && other.country == controller.country)
            {
                self.faults.add(
                    &place,
                    format!("“{}” is named twice", controller.name),
                    "keep one of the two",
                );
            }
            controllers.push(controller);
        }
        controllers
    }

    fn controller(&mut self, draft: &ControllerDraft, place: &Place) -> Option<Controller> {
        self.unknown::<ControllerDraft>(&draft.unknown, place);
        let name = self.text(&draft.name, &place.key("name"));
        let contact = self.text(&draft.contact, &place.key("contact"));
        if contact.as_deref().is_some_and(url::is_scheme_that_acts) {
            let mend = "write an e-mail address, a telephone number or a web address";
            self.faults
                .add(&place.key("contact"), "is not a way to reach anybody", mend);
        }
        let country = self.country(&draft.country, &place.key("country"));
        let address = self.optional_text(&draft.address, &place.key("address"));
        let registration = self.optional_text(&draft.registration, &place.key("registration"));
        Some(Controller {
            name: name?,
            contact: contact?,
            country: country?,
            address: address?,
            registration: registration?,
        })
    }

    pub(super) fn domains(&mut self, draft: &ConfigDraft) -> Vec<Host> {
        let Some(list) = self.filled(
            &draft.domains,
            &draft.place("domains"),
            "a domain such as “example.se”",
        ) else {
            return Vec::new();
        };
        let mut domains: Vec<Host> = Vec::new();
        for (index, text) in list.iter().enumerate() {
            let place = draft.entry("domains", index);
            let Some(text) = text.needed(&place, &mut self.faults) else {
                continue;
            };
            match Host::parse(text) {
                None => {
                    let mend =
                        "write the name alone, such as “example.se”, without “https://”, port, path or “*”";
                    self.faults
                        .add(&place, format!("“{}” is not a domain", short(text)), mend);
                }
                Some(host) if domains.contains(&host) => {
                    self.faults
                        .add(&place, format!("“{text}” is named twice"), "keep one of the two");
                }
                Some(host) => domains.push(host),
            }
        }
        domains
    }

    /// Every other text is measured against these.
    pub(super) fn read_languages(&mut self, draft: &ConfigDraft) {
        let before = self.faults.0.len();
        let Some(list) = self.filled(
            &draft.languages,
            &draft.place("languages"),
            "a language such as “sv”",
        ) else {
            return;
        };
        for (index, text) in list.iter().enumerate() {
            let place = draft.entry("languages", index);
            let Some(text) = text.needed(&place, &mut self.faults) else {
                continue;
            };
            let known = || Language::all().map(Language::code);
            match Language::all().find(|language| language.code() == text) {
                None => {
                    let only = || format!("languages are {}", listed(known(), "and"));
                    let mend = match Language::parse(text) {
                        Some(language) => format!("write “{}”", language.code()),
                        None => did_you_mean(text, known()).unwrap_or_else(only),
                    };
                    let reason = format!("“{}” is not a language that is built in", short(text));
                    self.faults.add(&place, reason, mend);
                }
                Some(language) if self.languages.contains(&language) => {
                    self.faults
                        .add(&place, format!("“{text}” is named twice"), "keep one of the two");
                }
                Some(language) => self.languages.push(language),
            }
        }
        self.languages_are_known = self.faults.0.len() == before;
    }

    pub(super) fn policy_url(&mut self, draft: &ConfigDraft) -> Option<Translated> {
        let place = draft.place("policyUrl");
        let urls = self.translated(&draft.policy_url, &place);
        let mut are_right = true;
        for (code, url) in draft.policy_url.read().into_iter().flatten() {
            // What cannot even be read as a text has been said already.
            if let Some(url) = url.read().filter(|url| is_readable(url)) {
                are_right &= self.is_address_or_path(url, &place.key(code));
            }
        }
        urls.filter(|_| are_right)
    }

    pub(super) fn regime(&mut self, draft: &ConfigDraft) -> Regime {
        draft
            .regime
            .wanted(&draft.place("regime"), &mut self.faults)
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn lifetime_days(&mut self, draft: &ConfigDraft) -> u32 {
        let place = draft.place("lifetimeDays");
        let days = draft.lifetime_days.wanted(&place, &mut self.faults).copied();
        let days = days.unwrap_or(*LIFETIME_DAYS.start());
        if !LIFETIME_DAYS.contains(&days) {
            let mend = "write 182 (half a year) up to 730 (two years); a yes and a no hold equally long";
            self.faults.add(
                &place,
                format!("{days} days is outside what an answer may hold"),
                mend,
            );
        }
        days
    }

    /// A list with at least one entry.
    fn filled<'d, T>(&mut self, list: &'d Loose<Vec<T>>, place: &Place, what: &str) -> Option<&'d Vec<T>> {
        let list = list.needed(place, &mut self.faults)?;
        if list.is_empty() {
            self.faults
                .add(place, "is empty", format!("name at least {what}"));
        }
        (!list.is_empty()).then_some(list)
    }
}
