//! Facts in the words of a language: lists, spans of time, bases, roles.

use alloc::format;
use alloc::string::String;

use super::fill;
use super::texts::{Texts, Units};
use crate::config::{LegalBasis, Lifetime, Role, Storage};

impl Texts {
    /// Joins the parts of a list: “one, two and three”.
    #[must_use]
    pub fn listed(&self, parts: &[&str]) -> String {
        match parts {
            [] => String::new(),
            [only] => (*only).into(),
            [others @ .., last] => format!("{} {} {last}", others.join(", "), self.and),
        }
    }

    /// Says how long something lives.
    #[must_use]
    pub fn lifetime(&self, lifetime: Lifetime) -> String {
        match (lifetime, lifetime.in_words()) {
            (Lifetime::Session, _) => self.session.clone().into_owned(),
            (Lifetime::Persistent, _) => self.persistent.clone().into_owned(),
            (Lifetime::Seconds(_), Some((number, unit))) => self.units.say(number, unit),
            (Lifetime::Seconds(secs), None) => self.units.say(secs, usize::MAX),
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

impl Units {
    /// Says a number of a unit, by its index in [`Lifetime::UNITS`]; past the end it is seconds.
    ///
    /// The build script has seen to it that one is one and everything else is several in every language.
    fn say(&self, number: u64, unit: usize) -> String {
        let [one, several] = match unit {
            0 => &self.year,
            1 => &self.month,
            2 => &self.day,
            3 => &self.hour,
            4 => &self.minute,
            _ => &self.second,
        };
        fill(
            if number == 1 { one } else { several },
            &[("number", &format!("{number}"))],
        )
    }
}
