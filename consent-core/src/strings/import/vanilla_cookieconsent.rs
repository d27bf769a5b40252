//! vanilla-cookieconsent: what the visitor accepted, with the services of each category that has some.
//!
//! ```text
//! cookie  = encodeURIComponent(JSON), of version 2 also JSON as it stands; in local storage JSON as it stands
//! JSON    = { categories: [ text ], revision: number, services: { category: [ text ] }, expirationTime: ms,
//!             consentId, consentTimestamp: ISO, lastConsentTimestamp: ISO, … }                ; version 3
//!         / { categories: [ text ], revision: number, consent_uuid, consent_date: ISO, last_consent_update: ISO, … } ; 2
//! ```
//!
//! Only what was accepted is named. It is written by a save alone; without id and both times neither version believes
//! its own record. In its opt-out mode a save lists what was never asked, which the record does not show.
//!
//! A category with services stays accepted as long as one of them is, and those that were refused are not named. So its
//! services are answered here, as `category/service`, and the category is not.

use alloc::string::String;
use alloc::vec::Vec;

use super::json::Json;
use super::text::{iso, object_text, once};
use super::{ForeignRecord, NoDecision, Proof, Stored, System};
use crate::time::Millis;

const SYSTEM: System = System::VanillaCookieconsent;

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    let name = name.unwrap_or("cc_cookie");
    stored.either(name, &[name], parse)
}

#[derive(Default)]
struct Found {
    categories: Option<Vec<String>>,
    services: Option<Vec<(String, String)>>,
    revision: Option<Option<u64>>,
    expires: Option<Option<u64>>,
    /// Id, first and last time, of version 3.
    of_3: [Option<Option<String>>; 3],
    /// The same of version 2.
    of_2: [Option<Option<String>>; 3],
}

fn parse(text: &str) -> Result<ForeignRecord, NoDecision> {
    let text = object_text(text)?;
    let mut found = Found::default();
    let [id, first, last] = &mut found.of_3;
    let [id_2, first_2, last_2] = &mut found.of_2;
    Json::read(&text, &mut |json, key| match key {
        "categories" => once(&mut found.categories, names(json)?),
        "services" => once(&mut found.services, services(json)?),
        "revision" => once(&mut found.revision, json.whole_if_any()?),
        "expirationTime" => once(&mut found.expires, json.whole_if_any()?),
        "consentId" => once(id, json.string_if_any()?),
        "consentTimestamp" => once(first, json.string_if_any()?),
        "lastConsentTimestamp" => once(last, json.string_if_any()?),
        "consent_uuid" => once(id_2, json.string_if_any()?),
        "consent_date" => once(first_2, json.string_if_any()?),
        "last_consent_update" => once(last_2, json.string_if_any()?),
        _ => json.skip(),
    })?;
    let Some(categories) = found.categories else {
        return Err(NoDecision::NotARecord {
            what: "it has no categories",
            at: 0,
        });
    };
    let Some(decided_at) = decided(&found.of_3).or_else(|| decided(&found.of_2)) else {
        return Err(NoDecision::NotDecided {
            why: "id and times of a save are missing, without which the system itself does not believe it",
        });
    };
    let mut record = ForeignRecord::new(SYSTEM, Proof::Shown);
    record.rest = Some(false);
    record.decided_at = Some(decided_at);
    record.expires_at = found.expires.flatten().map(Millis::from_millis);
    record.revision = found.revision.flatten();
    let services = found.services.unwrap_or_default();
    for category in categories.iter().filter(|it| *it != SYSTEM.necessary()) {
        let mut has_services = false;
        for (_, service) in services.iter().filter(|(of, _)| of == category) {
            has_services = true;
            record.add(&[category, "/", service].concat(), true)?;
        }
        if !has_services {
            record.add(category, true)?;
        }
    }
    record.decided()
}

/// When the last save was, if a save is shown.
fn decided([id, first, last]: &[Option<Option<String>>; 3]) -> Option<Millis> {
    let is_id = |id: &&String| !id.is_empty();
    id.as_ref()?.as_ref().filter(is_id)?;
    iso(first.as_ref()?.as_ref()?)?;
    iso(last.as_ref()?.as_ref()?)
}

fn names(json: &mut Json<'_>) -> Result<Vec<String>, NoDecision> {
    let mut names = Vec::new();
    json.array(&mut |json, _| {
        names.push(json.string()?);
        Ok(())
    })?;
    Ok(names)
}

/// Pairs of a category and a service.
fn services(json: &mut Json<'_>) -> Result<Vec<(String, String)>, NoDecision> {
    let mut services = Vec::new();
    if !json.is_object() {
        return json.skip().map(|()| services);
    }
    json.object(&mut |json, category| {
        if !json.is_array() {
            return json.skip();
        }
        json.array(&mut |json, _| {
            services.push((category.into(), json.string()?));
            Ok(())
        })
    })?;
    Ok(services)
}
