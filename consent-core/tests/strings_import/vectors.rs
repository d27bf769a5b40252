//! Every record reads as its vector says.

use consent_core::strings::import::{ForeignRecord, NoDecision, Proof, Stored, System, read};
use consent_core::time::Millis;
use serde_json::{Value, json};

const IMPORT: &str = include_str!("../vectors/strings/import.json");

/// What a browser keeps, and what is to be read from it.
#[derive(Clone, Debug)]
pub(crate) struct Vector {
    pub(crate) system: System,
    pub(crate) name: Option<String>,
    pub(crate) cookies: String,
    pub(crate) local: Vec<(String, String)>,
    pub(crate) is_attack: bool,
    pub(crate) said: Value,
}

impl Vector {
    pub(crate) fn all() -> Vec<Self> {
        let file: Value = serde_json::from_str(IMPORT).expect("the file is JSON");
        let records = file["records"].as_array().expect("a list of records");
        records.iter().map(Self::of).collect()
    }

    fn of(vector: &Value) -> Self {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let mut cookies = text(&vector["string"]).expect("a text");
        if let Some(piece) = vector["then"][0].as_str() {
            let times = vector["then"][1].as_u64().expect("a number");
            cookies += &piece.repeat(times.try_into().expect("small"));
        }
        let local = vector["local"].as_object();
        Self {
            system: text(&vector["system"])
                .and_then(|name| System::from_name(&name))
                .expect("a system"),
            name: text(&vector["name"]),
            cookies,
            local: local
                .into_iter()
                .flatten()
                .map(|(key, value)| (key.clone(), text(value).expect("a text")))
                .collect(),
            is_attack: vector["origin"][0] == "an attack",
            said: vector.clone(),
        }
    }

    pub(crate) fn read(&self) -> Result<ForeignRecord, NoDecision> {
        self.read_of(self.system)
    }

    pub(crate) fn read_of(&self, system: System) -> Result<ForeignRecord, NoDecision> {
        let local: Vec<(&str, &str)> = self
            .local
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        let stored = Stored {
            cookies: &self.cookies,
            local: &local,
        };
        read(system, self.name.as_deref(), &stored)
    }
}

/// A record as a vector has it.
fn values(record: &ForeignRecord) -> Value {
    let answers = record
        .answers
        .iter()
        .map(|answer| (answer.name.clone(), answer.granted.into()));
    json!({
        "answers": Value::Object(answers.collect()),
        "rest": record.rest,
        "decidedAt": record.decided_at.map(Millis::as_millis),
        "expiresAt": record.expires_at.map(Millis::as_millis),
        "revision": record.revision,
        "proof": match record.proof {
            Proof::Shown => "shown",
            Proof::OnlyByAttestation(_) => "only-by-attestation",
            Proof::None(_) => "none",
        },
    })
}

#[test]
fn every_record_reads_as_its_vector_says() {
    let all = Vector::all();
    for vector in &all {
        let said = &vector.said;
        match (vector.read(), said["error"].as_str()) {
            (Ok(record), None) => {
                assert_eq!(record.system, vector.system);
                assert_eq!(values(&record), said["expected"], "{said}");
            }
            (Err(error), Some(name)) => {
                assert!(format!("{error:?}").starts_with(name), "{error:?}: {said}");
                assert!(!error.to_string().is_empty());
            }
            (result, _) => panic!("{result:?}: {said}"),
        }
    }
    assert_eq!(all.len(), 141);
}

#[test]
fn every_system_has_vectors_of_both_kinds() {
    for system in System::ALL {
        let of = |is_read: bool| {
            let all = Vector::all();
            all.iter()
                .any(|it| it.system == system && it.read().is_ok() == is_read)
        };
        assert!(of(true) && of(false), "{}", system.name());
    }
}
