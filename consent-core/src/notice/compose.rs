//! Composes the notice: everything that is declared, in the words of one language.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::shown::{Notice, ShownCategory, ShownController, ShownCookie, ShownService};
use super::{Language, Sentence, Texts, fill};
use crate::config::{
    CategoryId, Config, Controller, Declared, DeclaredCategory, DeclaredCookie, DeclaredService, Host,
    LegalBasis, Lifetime, Party, ServiceId, Storage,
};
use crate::erase::{Erasure, erasure_of};
use crate::time::DAY;

impl Config {
    /// Returns what a visitor is shown in a language; in the site's first language if it does not speak it.
    #[must_use]
    pub fn notice(&self, language: Language) -> Notice {
        let language = self.spoken(language);
        let composer = Composer {
            declared: self,
            language,
            texts: self.texts(language),
        };
        Notice {
            language: language.code().into(),
            right_to_left: language.is_right_to_left(),
            texts: composer.filled_texts(),
            controllers: self
                .controllers
                .iter()
                .map(|controller| ShownController {
                    name: controller.name.clone(),
                    contact: controller.contact.clone(),
                })
                .collect(),
            policy_url: self.policy_url.get(language).into(),
            categories: self
                .categories
                .iter()
                .map(|category| composer.category(category))
                .collect(),
        }
    }

    /// Returns how a service is shown, one without browser storage too.
    #[must_use]
    pub fn shown_service(&self, service: &DeclaredService, language: Language) -> ShownService {
        let language = self.spoken(language);
        Composer {
            declared: self,
            language,
            texts: self.texts(language),
        }
        .service(service)
    }
}

/// One config in one language.
pub(super) struct Composer<'a> {
    pub(super) declared: &'a Declared,
    pub(super) language: Language,
    pub(super) texts: &'a Texts,
}

impl Composer<'_> {
    /// The places of sentences that hold for the whole notice; those of single cookies and rows stay open.
    fn filled_texts(&self) -> Texts {
        let (declared, texts) = (self.declared, self.texts);
        let names: Vec<&str> = declared
            .controllers
            .iter()
            .map(|controller| controller.name.as_str())
            .collect();
        let contacts: Vec<&str> = declared
            .controllers
            .iter()
            .map(|controller| controller.contact.as_str())
            .collect();
        let purposes = self.purposes();
        let purposes: Vec<&str> = purposes.iter().map(String::as_str).collect();
        let domains: Vec<String> = declared.domains.iter().map(Host::to_unicode).collect();
        let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
        let (controllers, purposes) = (self.language.listed(&names), self.language.listed(&purposes));
        let date = declared.version.to_string();
        let holds = Lifetime::Seconds(u64::from(declared.lifetime_days).saturating_mul(DAY));
        let reopen = self.way_back();
        let body = [
            ("controllers", controllers.as_str()),
            ("purposes", &purposes),
            ("reopen", &reopen),
        ];
        let intro = [("domains", self.language.listed(&domains)), ("date", date)];
        let intro = intro.each_ref().map(|(name, value)| (*name, value.as_str()));
        let filled = Texts {
            body: fill(&texts.body, &body).into(),
            opt_out_body: fill(&texts.opt_out_body, &body).into(),
            informed_body: fill(&texts.informed_body, &body).into(),
            preferences_body: fill(
                &texts.preferences_body,
                &[("period", &texts.lifetime(holds, self.language))],
            )
            .into(),
            declaration_intro: fill(&texts.declaration_intro, &intro).into(),
            declaration_rights_body: fill(
                &texts.declaration_rights_body,
                &[("contact", &self.language.listed(&contacts))],
            )
            .into(),
            declaration_complaints: self.complaints(),
            reopen: reopen.clone(),
            ..texts.clone()
        };
        self.of_regime(filled)
    }

    /// Where to complain about the controllers, by their countries; empty where no authority is known.
    fn complaints(&self) -> Sentence {
        let mut authorities: Vec<&str> = Vec::new();
        for controller in &self.declared.controllers {
            for authority in controller.country.authorities() {
                if !authorities.contains(authority) {
                    authorities.push(authority);
                }
            }
        }
        if authorities.is_empty() {
            return Sentence::default();
        }
        let authorities = self.language.listed(&authorities);
        fill(
            &self.texts.declaration_complaints,
            &[("authorities", &authorities)],
        )
        .into()
    }

    /// The categories that can be switched, as they are called within a sentence.
    fn purposes(&self) -> Vec<String> {
        let switchable = self
            .declared
            .categories
            .iter()
            .filter(|category| !is_fixed(category));
        let phrase = |category: &DeclaredCategory| match self.texts.phrase(category.id.as_str()) {
            Some(phrase) => phrase.to_string(),
            None if self.language.has_capital_nouns() => category.name.get(self.language).to_string(),
            None => category.name.get(self.language).to_lowercase(),
        };
        switchable.map(phrase).collect()
    }

    fn category(&self, category: &DeclaredCategory) -> ShownCategory {
        let services = self
            .declared
            .services
            .iter()
            .filter(|service| service.category == category.id);
        let choice = is_fixed(category).then(|| self.choice());
        ShownCategory {
            id: category.id.as_str().into(),
            name: category.name.get(self.language).into(),
            purpose: self.with_exempt(category.purpose.get(self.language), |service| {
                service.category == category.id
            }),
            fixed: is_fixed(category),
            services: choice
                .into_iter()
                .chain(services.map(|service| self.service(service)))
                .collect(),
        }
    }

    /// What we store ourselves: the decision, in a cookie and in its mirror.
    ///
    /// It is shown like any other, because it is stored like any other. A policy does not have it: nothing
    /// ever erases it, and there is nothing to switch.
    fn choice(&self) -> ShownService {
        let (declared, texts) = (self.declared, self.texts);
        let stored = |more: &str, purpose: &Sentence, storage, lifetime| ShownCookie {
            name: [&declared.cookie.name, more].concat(),
            purpose: purpose.clone().into_owned(),
            lifetime: texts.lifetime(lifetime, self.language),
            kept_at_most: String::new(),
            stored_as: texts.storage_named(storage, false),
            party: texts.party_first.clone().into_owned(),
            erasure: String::new(),
        };
        let secs = u64::from(declared.lifetime_days).saturating_mul(DAY);
        let mut cookies = alloc::vec![
            stored(
                "",
                &texts.choice_purpose,
                Storage::Cookie,
                Lifetime::Seconds(secs)
            ),
            stored("", &texts.choice_purpose, Storage::Local, Lifetime::Persistent),
        ];
        if declared.record.is_some() {
            // What the page's record script keeps; it gives up on a choice that could not be sent for so long.
            let (queue, receipts) = (&texts.choice_queue_purpose, &texts.choice_receipts_purpose);
            cookies.push(stored(
                "-queue",
                queue,
                Storage::Local,
                Lifetime::Seconds(30 * DAY),
            ));
            cookies.push(stored(
                "-receipts",
                receipts,
                Storage::Local,
                Lifetime::Persistent,
            ));
        }
        if !declared.regime.asks() {
            // That the visitor has closed the notice which informs.
            let purpose = &texts.choice_purpose;
            cookies.push(stored("-informed", purpose, Storage::Local, Lifetime::Persistent));
        }
        if !declared.import.is_empty() {
            let purpose = &texts.choice_imported_purpose;
            cookies.push(stored("-imported", purpose, Storage::Local, Lifetime::Persistent));
        }
        if let Some(iab) = &declared.iab {
            let purpose = &texts.choice_told_purpose;
            // What the page keeps beside the choice, so that other companies' scripts can ask for it.
            cookies.push(stored("-iab", purpose, Storage::Local, Lifetime::Persistent));
            if iab.us_privacy {
                let us_privacy = stored("", purpose, Storage::Cookie, Lifetime::Seconds(secs));
                cookies.push(ShownCookie {
                    name: "usprivacy".into(),
                    ..us_privacy
                });
            }
        }
        let provider = |controller: &Controller| {
            format!("{} ({})", controller.name, controller.country.name(self.language))
        };
        ShownService {
            id: ServiceId::CHOICE.into(),
            name: texts.choice_name.clone().into_owned(),
            provider: declared.controllers.first().map(provider).unwrap_or_default(),
            provider_url: String::new(),
            purpose: texts.choice_purpose.clone().into_owned(),
            basis: texts.basis_named(LegalBasis::LegalObligation).into(),
            role: String::new(),
            transfer: String::new(),
            cookies,
        }
    }

    fn service(&self, service: &DeclaredService) -> ShownService {
        let provider = &service.provider;
        let transfer: Vec<&str> = service
            .transfer
            .iter()
            .map(|country| country.name(self.language))
            .collect();
        ShownService {
            id: service.id.as_str().into(),
            name: service.name.clone(),
            provider: format!("{} ({})", provider.name, provider.country.name(self.language)),
            provider_url: provider.url.clone(),
            purpose: self.with_exemption(service.purpose.get(self.language), service),
            basis: self.texts.basis_named(service.basis).into(),
            role: service.role.map_or("", |role| self.texts.role_named(role)).into(),
            transfer: self.language.listed(&transfer),
            cookies: service
                .cookies
                .iter()
                .map(|cookie| self.cookie(cookie, &provider.name))
                .collect(),
        }
    }

    fn cookie(&self, cookie: &DeclaredCookie, provider: &str) -> ShownCookie {
        let (rule, texts) = (&cookie.rule, self.texts);
        let kept = rule.effective_lifetime();
        let kept_at_most = if kept == rule.lifetime {
            String::new()
        } else {
            fill(
                &texts.kept_at_most,
                &[("lifetime", &texts.lifetime(kept, self.language))],
            )
        };
        ShownCookie {
            name: rule.name.as_str().into(),
            purpose: cookie.purpose.get(self.language).into(),
            lifetime: texts.lifetime(rule.lifetime, self.language),
            kept_at_most,
            stored_as: texts.storage_named(rule.storage, rule.http_only),
            party: match rule.party {
                Party::First => texts.party_first.clone().into_owned(),
                Party::Third => texts.party_third.clone().into_owned(),
            },
            erasure: match erasure_of(rule) {
                Erasure::ByPage => String::new(),
                Erasure::ByServer => texts.erase_by_server.clone().into_owned(),
                Erasure::ByNobody => fill(&texts.erase_by_nobody, &[("provider", provider)]),
            },
        }
    }
}

fn is_fixed(category: &DeclaredCategory) -> bool {
    category.id.as_str() == CategoryId::NECESSARY
}
