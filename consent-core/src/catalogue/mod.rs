//! Stage 1, declare: what is known about services, their cookies and their suppliers.
//!
//! *Takes* the records beside this crate's manifest, `catalogue/<id>.json`, one for each service.
//! *Gives* a [`Catalogue`] in which a service is found by its id, by its name, or by an older or misspelt name,
//! and by what it leaves behind: the name of a cookie, the address of a script.
//! *Never* guesses a fact: every [`Record`] says where it is from and when somebody last looked, and a
//! lifetime that no source gives is left for the site to fill in.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::config::{ServiceId, nearest};

mod cookie_record;
pub use cookie_record::{Confidence, CookieRecord, SetBy, Status};

mod lookup;
pub use lookup::{Identified, Under};

mod record;
pub use record::{Kind, Record, Retired};

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// The known services.
#[derive(Clone, Debug, Default)]
pub struct Catalogue(BTreeMap<ServiceId, Record>);

impl Catalogue {
    /// Returns the records that come with this crate.
    ///
    /// # Example
    /// ```
    /// use consent_core::catalogue::Catalogue;
    /// let catalogue = Catalogue::built_in();
    /// assert_eq!(catalogue.get("google-analytics").unwrap().name, "Google Analytics");
    /// assert_eq!(catalogue.find_alias("google adwords").unwrap().id.as_str(), "google-ads");
    /// ```
    #[must_use]
    pub fn built_in() -> Self {
        // A record that cannot be read does not pass the tests, so none is left out here.
        RECORDS
            .iter()
            .filter_map(|(_, text)| serde_json::from_str::<Record>(text).ok())
            .collect()
    }

    /// Returns the record of a service.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Record> {
        self.iter().find(|record| record.id.as_str() == id)
    }

    /// Finds a service by any of its names. Case does not matter.
    #[must_use]
    pub fn find_alias(&self, name: &str) -> Option<&Record> {
        let name = name.trim().to_lowercase();
        self.iter()
            .find(|record| record.names().any(|known| known.to_lowercase() == name))
    }

    /// Returns the names of services and cookies that are close to a word, the closest first, at most three.
    #[must_use]
    pub fn nearest(&self, word: &str) -> Vec<&str> {
        let names = self.iter().flat_map(|record| {
            let id = record.id.as_str();
            // A name that is the id but for its capitals would only stand there twice.
            let called = record
                .names()
                .filter(move |name| *name == id || !name.eq_ignore_ascii_case(id));
            called.chain(record.cookies.iter().flat_map(CookieRecord::names))
        });
        nearest(word, names)
    }

    /// Returns every record, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.0.values()
    }
}

impl FromIterator<Record> for Catalogue {
    fn from_iter<I: IntoIterator<Item = Record>>(records: I) -> Self {
        Self(
            records
                .into_iter()
                .map(|record| (record.id.clone(), record))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests;
