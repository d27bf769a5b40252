//! TC strings: ours and iabtcf-es.

use consent_core::strings::tcf::TcString;
use consent_tests::peers::{Answer, ask_all};
use consent_tests::serving::Chance;
use serde_json::{Value, json};

use super::models::{Writer, europe};
use super::reasons::{self, Seen};
use super::values::of_europe;
use super::{changed, strings_each_way, vectors};

fn decode(text: &str) -> Value {
    json!({"do": "tcf.decode", "text": text})
}

#[test]
fn what_ours_writes_theirs_reads_alike() {
    let mut chance = Chance::new(1);
    let models: Vec<TcString> = (0..strings_each_way())
        .map(|_| europe(&mut chance, Writer::Ours))
        .collect();
    let texts: Vec<String> = models
        .iter()
        .map(|tc| tc.encode().expect("everything fits"))
        .collect();
    let questions: Vec<Value> = texts.iter().map(|text| decode(text)).collect();
    for ((tc, text), answer) in models.iter().zip(&texts).zip(ask_all(&questions)) {
        assert_eq!(answer, Answer::Said(of_europe(tc)), "{text}");
    }
}

#[test]
fn what_theirs_write_ours_reads_alike() {
    let mut chance = Chance::new(2);
    let models: Vec<(TcString, &str)> = (0..strings_each_way())
        .map(|index| match index % 4 {
            0 => (europe(&mut chance, Writer::VendorList), "tcf.encode.list"),
            _ => (europe(&mut chance, Writer::Segments), "tcf.encode"),
        })
        .collect();
    let questions: Vec<Value> = models
        .iter()
        .map(|(tc, question)| json!({"do": question, "fields": of_europe(tc)}))
        .collect();
    for ((tc, question), answer) in models.iter().zip(ask_all(&questions)) {
        let Answer::Said(Value::String(text)) = answer else {
            panic!("{question}: {answer:?}: {}", of_europe(tc));
        };
        let read = TcString::decode(&text).unwrap_or_else(|error| panic!("{question}: {text}: {error}"));
        assert_eq!(of_europe(&read), of_europe(tc), "{question}: {text}");
    }
}

#[test]
fn what_was_changed_is_read_alike_or_refused_for_a_reason() {
    let mut chance = Chance::new(3);
    let known = ["valid", "invalid"]
        .into_iter()
        .flat_map(|kind| vectors("tcf_v2.json", kind));
    let known: Vec<String> = known.map(|(text, _)| text).collect();
    let changed = (0..strings_each_way()).map(|index| {
        let text = match index % 3 {
            0 => known[index / 3 % known.len()].clone(),
            _ => europe(&mut chance, Writer::Ours)
                .encode()
                .expect("everything fits"),
        };
        changed::changed(&mut chance, &text, '.')
    });
    let changed: Vec<String> = changed.collect();
    let texts: Vec<&str> = known.iter().chain(&changed).map(String::as_str).collect();
    let questions: Vec<Value> = texts.iter().map(|text| decode(text)).collect();

    let mut seen = Seen::default();
    for (text, answer) in texts.iter().zip(ask_all(&questions)) {
        let ours = TcString::decode(text).map(|tc| of_europe(&tc));
        match answer {
            Answer::Said(theirs) => seen.compare(
                text,
                ours.map_err(|error| reasons::of_europe(text, &error)),
                &theirs,
                reasons::in_europe,
            ),
            Answer::Refused(_) => seen.refused += 1,
            Answer::Lost => seen.lost += 1,
        }
    }
    seen.tell("iabtcf-es");
    assert!(
        seen.alike * 5 > texts.len(),
        "most of what was changed can still be read"
    );
}
