//! GPP strings: ours and iabgpp-es, section by section.

use std::collections::BTreeMap;

use consent_core::strings::gpp::{Gpp, Section, SectionId, Standing, write};
use consent_tests::peers::{Answer, ask_all};
use consent_tests::serving::Chance;
use serde_json::{Map, Value, json};

use super::changed::changed;
use super::models::{Writer, platform};
use super::reasons::{self, Seen};
use super::values::{of_section, without_empty_restrictions};
use super::{strings_each_way, vectors};

/// Strings that end the process of iabgpp-es at once: an array of more entries than there can be.
const DEADLY: [&str; 2] = ["tcfcav1_full.json", "src/v1/mod.rs:563"];

fn settled() -> Vec<&'static str> {
    let settled = SectionId::all().filter(|id| id.standing() == Standing::Settled);
    settled.filter_map(SectionId::name).collect()
}

fn decode(text: &str) -> Value {
    json!({"do": "gpp.decode", "text": text, "names": settled()})
}

fn values(sections: &[Section<'_>]) -> Map<String, Value> {
    let name = |section: &Section<'_>| section.id().name().expect("a settled section").to_owned();
    sections
        .iter()
        .map(|section| (name(section), of_section(section)))
        .collect()
}

/// What theirs say of each section, which must all have been read.
fn said(answer: Answer, text: &str) -> Map<String, Value> {
    let Answer::Said(Value::Object(sections)) = answer else {
        panic!("{text}: {answer:?}");
    };
    let read = sections
        .into_iter()
        .map(|(name, mut section)| match section.get_mut("ok") {
            Some(values) => (name, without_empty_restrictions(values.take())),
            None => panic!("{text}: {name}: {section}"),
        });
    read.collect()
}

#[test]
fn what_ours_writes_theirs_reads_alike() {
    let mut chance = Chance::new(4);
    let models: Vec<_> = (0..strings_each_way())
        .map(|_| platform(&mut chance, Writer::Ours))
        .collect();
    let texts: Vec<String> = models
        .iter()
        .map(|sections| write(sections).expect("everything fits"))
        .collect();
    let questions: Vec<Value> = texts.iter().map(|text| decode(text)).collect();
    for ((sections, text), answer) in models.iter().zip(&texts).zip(ask_all(&questions)) {
        assert_eq!(said(answer, text), values(sections), "{text}");
    }
}

#[test]
fn what_theirs_write_ours_reads_alike() {
    let mut chance = Chance::new(5);
    let models: Vec<_> = (0..strings_each_way())
        .map(|_| platform(&mut chance, Writer::Platform))
        .collect();
    let questions: Vec<Value> = models
        .iter()
        .map(|sections| json!({"do": "gpp.encode", "sections": values(sections)}))
        .collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (sections, answer) in models.iter().zip(ask_all(&questions)) {
        let Answer::Said(Value::String(text)) = answer else {
            panic!("{answer:?}: {}", Value::Object(values(sections)));
        };
        let gpp = Gpp::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let read: Vec<Section<'_>> = gpp
            .sections()
            .map(|(id, section)| section.unwrap_or_else(|error| panic!("{text}: {id}: {error}")))
            .collect();
        assert_eq!(values(&read), values(sections), "{text}");
        read.iter()
            .for_each(|section| *kinds.entry(section.id().to_string()).or_default() += 1);
    }
    assert_eq!(
        kinds.len(),
        settled().len(),
        "every settled section was written: {kinds:?}"
    );
}

#[test]
fn what_was_changed_is_read_alike_or_refused_for_a_reason() {
    let mut chance = Chance::new(6);
    let known = ["valid", "invalid"]
        .into_iter()
        .flat_map(|kind| vectors("gpp.json", kind));
    let is_deadly = |vector: &Value| {
        DEADLY
            .iter()
            .any(|name| vector["origin"].to_string().contains(name))
    };
    let known: Vec<String> = known
        .filter(|(_, vector)| !is_deadly(vector))
        .map(|(text, _)| text)
        .collect();
    let changed = (0..strings_each_way()).map(|index| {
        let text = match index % 4 {
            0 => known[index / 4 % known.len()].clone(),
            _ => write(&platform(&mut chance, Writer::Ours)).expect("everything fits"),
        };
        match index % 5 {
            0 => changed(&mut chance, &text, '~'),
            // Within the sections, so that the header fits them still.
            _ => match text.split_once('~') {
                Some((header, rest)) => format!("{header}~{}", changed(&mut chance, rest, '.')),
                None => text,
            },
        }
    });
    let changed: Vec<String> = changed.collect();
    let texts: Vec<&str> = known.iter().chain(&changed).map(String::as_str).collect();
    let questions: Vec<Value> = texts.iter().map(|text| decode(text)).collect();

    let mut seen = Seen::default();
    for (text, answer) in texts.iter().zip(ask_all(&questions)) {
        match answer {
            Answer::Said(theirs) => compare(&mut seen, text, &theirs),
            Answer::Refused(_) => seen.refused += 1,
            Answer::Lost => seen.lost += 1,
        }
    }
    seen.tell("iabgpp-es");
    assert!(
        seen.alike * 2 > texts.len(),
        "most sections of what was changed can still be read"
    );
    let codings = seen.reasons.get(reasons::CODINGS).copied().unwrap_or_default();
    assert!(
        codings * 200 < texts.len(),
        "{codings} sections of Canada are read otherwise, which is more than chance"
    );
}

/// Holds every section that theirs could read against ours.
fn compare(seen: &mut Seen, text: &str, theirs: &Value) {
    let gpp = Gpp::parse(text);
    for (name, section) in theirs.as_object().expect("sections") {
        let Some(values) = section.get("ok") else {
            seen.refused += 1;
            continue;
        };
        let values = without_empty_restrictions(values.clone());
        let place = format!("{text}: {name}");
        let id = SectionId::by_name(name).expect("a section");
        let ours = match &gpp {
            Err(error) => Err(reasons::of_platform(text, error)),
            Ok(gpp) => {
                let of_id = gpp
                    .text(id)
                    .unwrap_or_else(|| panic!("{place} is not there for ours"));
                Section::read(id, of_id)
                    .map(|section| of_section(&section))
                    .map_err(|error| reasons::of_section(of_id, &error))
            }
        };
        seen.compare(&place, ours, &values, |ours, theirs| {
            reasons::in_section(id, ours, theirs)
        });
    }
}
