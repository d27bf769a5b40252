//! What a config says of the site itself: who, where, in which languages, under which rules.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::super::draft::{ConsentCookieDraft, ControllerDraft, LookDraft};
use super::super::loose::{Loose, short};
use super::super::nearest::{did_you_mean, listed};
use super::super::place::Place;
use super::super::policy::is_cookie_name;
use super::super::{ConfigDraft, ConsentCookie, Controller, Date, Host, Look, Regime, Translated};
use super::{Checker, url};
use crate::gate::Markup;
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
                    let mend = did_you_mean(text, known()).unwrap_or_else(only);
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
        let urls = self.translated(&draft.policy_url, &place)?;
        let mut are_right = true;
        for language in self.languages.clone() {
            are_right &= self.is_address_or_path(urls.get(language), &place.key(language.code()));
        }
        are_right.then_some(urls)
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

    pub(super) fn consent_cookie(&mut self, draft: &ConfigDraft) -> ConsentCookie {
        let place = draft.place("cookie");
        let default = ConsentCookieDraft::default();
        let cookie = draft.cookie.wanted(&place, &mut self.faults).unwrap_or(&default);
        self.unknown::<ConsentCookieDraft>(&cookie.unknown, &place);
        let name = cookie
            .name
            .wanted(&place.key("name"), &mut self.faults)
            .map_or("consent", String::as_str);
        let shares = cookie
            .share_subdomains
            .wanted(&place.key("shareSubdomains"), &mut self.faults);
        let share_subdomains = shares.copied().unwrap_or(false);
        if !is_cookie_name(name) {
            let mend = "write 1 to 64 letters, digits, “_” or “-”";
            self.faults.add(
                &place.key("name"),
                format!("“{}” is not a cookie's name", short(name)),
                mend,
            );
        } else if name.starts_with("__Host-") && share_subdomains {
            let reason = "contradicts the name: a cookie with “__Host-” belongs to one host alone";
            self.faults.add(
                &place.key("shareSubdomains"),
                reason,
                "write false, or another name",
            );
        }
        ConsentCookie {
            name: name.to_string(),
            share_subdomains,
        }
    }

    pub(super) fn look(&mut self, draft: &ConfigDraft) -> Look {
        let place = draft.place("look");
        let default = LookDraft::default();
        let look = draft.look.wanted(&place, &mut self.faults).unwrap_or(&default);
        self.unknown::<LookDraft>(&look.unknown, &place);
        let layout = look
            .layout
            .wanted(&place.key("layout"), &mut self.faults)
            .copied()
            .unwrap_or_default();
        let theme = look
            .theme
            .wanted(&place.key("theme"), &mut self.faults)
            .copied()
            .unwrap_or_default();
        Look { layout, theme }
    }

    pub(super) fn reload_on_withdrawal(&mut self, draft: &ConfigDraft) -> bool {
        let place = draft.place("reloadOnWithdrawal");
        draft
            .reload_on_withdrawal
            .wanted(&place, &mut self.faults)
            .copied()
            .unwrap_or(true)
    }

    pub(super) fn path(&mut self, draft: &ConfigDraft) -> Option<String> {
        let place = draft.place("path");
        let path = match &draft.path {
            Loose::Absent => "/consent/",
            other => other.wanted(&place, &mut self.faults)?.as_str(),
        };
        let is_right = url::is_path(path) && path.ends_with('/') && !path.contains(['?', '#']);
        if !is_right {
            let mend = "write a path that begins and ends with “/”, such as “/consent/”";
            self.faults.add(
                &place,
                format!("“{}” is not a folder of the site", short(path)),
                mend,
            );
        }
        is_right.then(|| path.to_string())
    }

    pub(super) fn markup(&mut self, draft: &ConfigDraft) -> Vec<Markup> {
        let Some(list) = draft.markup.wanted(&draft.place("markup"), &mut self.faults) else {
            return Vec::new();
        };
        let mut systems = Vec::new();
        for (index, system) in list.iter().enumerate() {
            let place = draft.entry("markup", index);
            let Some(system) = system.needed(&place, &mut self.faults).copied() else {
                continue;
            };
            if systems.contains(&system) {
                self.faults.add(&place, "is named twice", "keep one of the two");
            } else {
                systems.push(system);
            }
        }
        systems
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
