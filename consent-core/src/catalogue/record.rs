//! What is known about one service.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::CookieRecord;
use crate::config::{
    CategoryId, Country, Date, LegalBasis, Provider, ServiceAim, ServiceId, Told, Translated,
};
use crate::tell::Tool;

/// One file of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Its name in a config, and of its file.
    pub id: ServiceId,
    /// What the supplier calls it.
    pub name: String,
    /// What it was or is called elsewhere.
    pub aliases: Vec<String>,
    /// Who supplies it.
    pub provider: Provider,
    /// Where it acts.
    pub kind: Kind,
    /// When it ended, for one that did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired: Option<Retired>,
    /// The service whose product it is a part of, for one that a visitor switches apart from the rest.
    #[serde(default, rename = "partOf", skip_serializing_if = "Option::is_none")]
    pub part_of: Option<ServiceId>,
    /// What switches it.
    pub category: CategoryId,
    /// Why the law allows it.
    pub basis: LegalBasis,
    /// What it is for, in the languages that the catalogue is written in.
    pub purpose: Translated,
    /// The same in the words that every language has.
    pub aim: ServiceAim,
    /// Countries outside the EEA that may get the data.
    pub transfer: Vec<Country>,
    /// `host/path` globs of its scripts, frames and pixels.
    pub hosts: Vec<String>,
    /// Whether it has content that stands in a page, such as a film, a map or a post.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub embed: bool,
    /// Which tools are told of the decision because of it.
    pub tells: Vec<Tool>,
    /// What it stores.
    pub cookies: Vec<CookieRecord>,
    /// Where all this is from.
    pub source: String,
    /// When somebody last looked there.
    pub reviewed: Date,
}

impl Record {
    /// Returns everything that the service is called: its id, its name, its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.id.as_str(), self.name.as_str()]
            .into_iter()
            .chain(self.aliases.iter().map(String::as_str))
    }

    /// Tells whether it works without consent.
    #[must_use]
    pub fn is_necessary(&self) -> bool {
        self.category.as_str() == CategoryId::NECESSARY
    }

    /// Returns what one of its cookies is for: in the words of the cookie, or else of the service.
    #[must_use]
    pub fn purpose_of<'a>(&'a self, cookie: &'a CookieRecord) -> &'a Translated {
        cookie.purpose.as_ref().unwrap_or(&self.purpose)
    }

    /// Returns what the service is for, in every language.
    #[must_use]
    pub const fn told(&self) -> Told<'_> {
        Told::of_service(&self.purpose, self.aim)
    }

    /// Returns what one of its cookies is for, in every language: what is known of it, or else of the service.
    #[must_use]
    pub const fn told_of<'a>(&'a self, cookie: &'a CookieRecord) -> Told<'a> {
        match (&cookie.purpose, cookie.aim) {
            (Some(own), Some(aim)) => Told::of_cookie(own, aim),
            _ => self.told(),
        }
    }

    /// Finds what is known about a cookie or key, by its name or an older or misspelt one.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&CookieRecord> {
        self.cookies
            .iter()
            .find(|cookie| cookie.names().any(|known| known == name))
    }
}

/// Where a service acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// In the visitor's browser.
    Browser,
    /// Nowhere near it; it may receive personal data all the same.
    Register,
    /// Nowhere any more.
    Retired,
}

/// The end of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    /// Its last day.
    pub on: Date,
    /// The service that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<ServiceId>,
}
