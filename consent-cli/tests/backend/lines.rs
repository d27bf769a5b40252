//! `consent verify --lines`: one object a line, in the order of the lines, whatever stands in them.

use serde_json::Value;

use crate::run::{consent, consent_reading_bytes};

/// A text of every format, and what it is.
const FORMATS: [(&str, &str); 13] = [
    ("consent", "1.AAAAAAAA.A.s44we8.r.AAAAAAAAAAAAAAAAAAAAAA"),
    ("receipt", "{\"version\":1}"),
    ("tcf-eu-v1", "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA"),
    ("tcf-eu-v2", "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"),
    ("gpp", "DBABzw~1YNN~BAAAAAAAAQA.QA"),
    ("us-privacy", "1YNN"),
    ("google-ac", "2~1.35~dv.9"),
    ("google-consent-mode", "G101"),
    ("google-consent-mode", "13r3q3t3u5"),
    ("gpc", "Sec-GPC: 1"),
    ("hubspot", "1:true_2:false_3:true"),
    ("import-tarteaucitron", "!gtag=false"),
    ("import-klaro", "a=b; klaro=%7B%22matomo%22%3Afalse%7D"),
];

fn readings(text: &[u8]) -> (i32, Vec<Value>, String) {
    let said = consent_reading_bytes(text, &["verify", "--lines"]);
    let lines = said.out.lines().map(|line| serde_json::from_str(line).unwrap());
    (said.code, lines.collect(), said.err)
}

#[test]
fn every_format_is_answered_in_its_place() {
    let text: String = FORMATS.iter().flat_map(|(_, text)| [text, "\n"]).collect();
    let (code, readings, _) = readings(text.as_bytes());
    assert_eq!(code, 1, "not all of them are valid");
    assert_eq!(readings.len(), FORMATS.len());
    for ((format, text), reading) in FORMATS.iter().zip(readings) {
        assert_eq!(reading["format"], *format, "{text}: {reading}");
        let keys: Vec<&String> = reading.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["fields", "findings", "format", "verdict"], "{text}");
        // The same as alone, but for what cannot be verified without a policy or keys.
        let alone = consent(&["verify", text, "--json"]);
        assert!(alone.code == 2 || alone.json() == reading, "{text}: {alone:?}");
    }
}

#[test]
fn the_exit_code_is_that_of_all_lines_together() {
    let said = |text: &str| readings(text.as_bytes()).0;
    assert_eq!(said("1YNN\n1---\n"), 0);
    assert_eq!(said("1YNN\n1Y--\n1---\n"), 1);
    assert_eq!(said(""), 0, "nothing was wrong");
    assert_eq!(said("1YNN"), 0, "the last line needs no end");
}

#[test]
fn lines_that_are_no_text_are_answered_as_well() {
    let text = b"1YNN\n\n \t\r\n\xff\xfe\n1Y\xffN\n\x00\n1:true\xc3\n1---\r\n";
    let (code, readings, _) = readings(text);
    let formats: Vec<&Value> = readings.iter().map(|reading| &reading["format"]).collect();
    assert_eq!(formats[0], "us-privacy");
    assert_eq!(formats[7], "us-privacy", "a line may end as Windows ends it");
    assert_eq!(readings[7]["verdict"], "valid");
    for (place, reading) in readings.iter().enumerate().take(7).skip(1) {
        assert_eq!(reading["verdict"], "invalid", "line {place}: {reading}");
        assert_eq!(reading["fields"], Value::Null, "line {place}: {reading}");
    }
    assert_eq!((code, readings.len()), (1, 8));
}

#[test]
fn long_lines_are_answered_up_to_a_limit() {
    let long = |letter: &str, length: usize| letter.repeat(length);
    let text = format!(
        "C{}\nDB{}\n2~{}\n{}\n1YNN\n",
        long("A", 70_000),
        long("A", 70_000),
        long("1.", 40_000),
        long("1:true_", 100_000),
    );
    let (code, lines, _) = readings(text.as_bytes());
    let formats: Vec<&Value> = lines.iter().map(|reading| &reading["format"]).collect();
    assert_eq!((code, lines.len()), (1, 5), "{formats:?}");
    assert!(
        lines[..4].iter().all(|reading| reading["verdict"] == "invalid"),
        "{formats:?}"
    );
    assert!(
        lines[0]["findings"][0]["message"]
            .as_str()
            .unwrap()
            .contains("longer than 65536")
    );
    assert_eq!(lines[4]["verdict"], "valid", "what follows is read all the same");

    let (code, lines, err) = readings(format!("1YNN\n{}\n1---\n", long("A", 1 << 20)).as_bytes());
    assert_eq!((code, lines.len()), (2, 1), "what was answered before stays");
    assert!(err.contains("longer than 1 MiB"), "{err}");
}

#[test]
fn the_help_names_every_format() {
    let verify = consent(&["verify", "--help"]).out;
    for name in [
        "TCF",
        "GPP",
        "US Privacy",
        "Additional Consent",
        "Consent Mode",
        "GPC",
        "HubSpot",
        "Cookie header",
        "receipt",
        "--lines",
    ] {
        let words = verify.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(name), "{name}: {verify}");
    }
    let encode = consent(&["encode", "--help"]).out;
    for name in [
        "consent",
        "tcf-eu-v2",
        "gpp",
        "us-privacy",
        "google-ac",
        "hubspot",
    ] {
        assert!(encode.contains(&format!("{name}:")), "{name}: {encode}");
    }
}
