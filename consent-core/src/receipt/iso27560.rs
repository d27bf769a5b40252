//! A record in the terms of ISO/IEC TS 27560, as JSON-LD: for systems that know that standard and not this program.
//!
//! The names are those of the Data Privacy Vocabulary (W3C DPVCG) and its guide to the standard. Of what the standard
//! asks for, the record has the header, the purposes, the controllers and the event. The rest (recipients, kinds of
//! data, how long it is kept, how to withdraw) is what the visitor was shown: it stands in the notice, which the record
//! names by its digest and a log keeps. A view is derived and never signed; the record is what counts.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Value, json};

use super::moment::rfc3339;
use super::{ConsentRecord, Entry};
use crate::config::CategoryId;
use crate::decision::Act;
use crate::time::Timestamp;

/// The profile of the guide whose names are used: the standard's “schema version”.
const PROFILE: &str = "https://w3id.org/dpv/schema/dpv-27560#record";

/// Views an entry in the terms of the standard; nothing for an entry that is no decision.
#[must_use]
pub fn iso27560(entry: &Entry) -> Option<Value> {
    entry.consent().map(view)
}

fn view(record: &ConsentRecord) -> Value {
    // What is necessary rests on no consent, and nobody was asked for it.
    let asked = record
        .categories
        .iter()
        .filter(|(id, _)| id.as_str() != CategoryId::NECESSARY);
    let purposes: Vec<Value> = asked
        .map(|(id, granted)| part("dpv:Purpose", id.as_str(), status(record, *granted)))
        .collect();
    let services = record
        .exceptions
        .iter()
        .map(|(id, granted)| part("dpv:Service", id.as_str(), status(record, *granted)));
    let controllers = record
        .controllers
        .iter()
        .map(|name| json!({"@type": "dpv:DataController", "dpv:hasName": name}));
    let subject = json!({"@type": "dpv:DataSubject", "dct:identifier": record.subject.to_string()});
    let mut view = json!({
        "@context": {
            "dct": "http://purl.org/dc/terms/",
            "dpv": "https://w3id.org/dpv#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("urn:uuid:{}", record.id),
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": {"@id": PROFILE},
        "dct:language": record.language,
        "dpv:hasIdentifier": record.id.to_string(),
        "dpv:hasDataSubject": subject,
        "dpv:hasNotice": {
            "@type": "dpv:ConsentNotice",
            "dct:identifier": record.notice.to_string(),
            "dct:language": record.language,
        },
        "dpv:hasDataController": controllers.collect::<Vec<_>>(),
        "dpv:hasPurpose": purposes,
        "dpv:hasLegalBasis": {"@id": "dpv:Consent"},
        "dpv:hasConsentControl": {"@id": "dpv:WithdrawConsent"},
        "dpv:hasConsentStatus": {"@id": overall(record)},
        "dpv:isIndicatedBy": subject,
        "dpv:isIndicatedAtTime": moment(record.decided_at),
        "dpv:hasIndicationMethod": method(record),
        "dct:date": moment(record.received_at.second()),
        "dct:valid": format!("{}/{}", rfc3339(record.decided_at), rfc3339(record.expires_at)),
    });
    if let (false, Value::Object(fields)) = (record.exceptions.is_empty(), &mut view) {
        fields.insert("dpv:hasService".into(), services.collect());
    }
    view
}

fn part(kind: &str, id: &str, status: &str) -> Value {
    json!({"@type": kind, "dct:identifier": id, "dpv:hasConsentStatus": {"@id": status}})
}

fn moment(time: Timestamp) -> Value {
    json!({"@type": "xsd:dateTime", "@value": rfc3339(time)})
}

/// How it was said: the act and where, and of an answer that was taken over whose it was.
fn method(record: &ConsentRecord) -> String {
    let (act, source) = (record.act.word(), record.source);
    match &record.imported {
        Some(imported) => format!(
            "{act} ({source} from {}, SHA-256 {})",
            imported.from.name(),
            imported.sha256
        ),
        None => format!("{act} ({source})"),
    }
}

/// What was said of one purpose or service.
const fn status(record: &ConsentRecord, granted: bool) -> &'static str {
    match (granted, record.act) {
        (true, _) => "dpv:ConsentGiven",
        (false, Act::Withdrawn) => "dpv:ConsentWithdrawn",
        (false, _) => "dpv:ConsentRefused",
    }
}

/// What was said of all of it: given if anything was.
fn overall(record: &ConsentRecord) -> &'static str {
    let asked = record
        .categories
        .iter()
        .filter(|(id, _)| id.as_str() != CategoryId::NECESSARY);
    let granted = asked
        .map(|(_, granted)| *granted)
        .chain(record.exceptions.values().copied());
    status(record, granted.into_iter().any(|granted| granted))
}
