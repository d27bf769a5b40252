//! `docs/strings.md` has every rule: the tables are made of what the rules say about the examples here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use consent_core::strings::bits::{Deciseconds, Letters};
use consent_core::strings::gpp::{Section, SectionId, SetCoding, TcfCa, UsField, UsLayout, UsSection};
use consent_core::strings::tcf::{
    self, Core, Declarations, Declared, Edition, Platform, Platforms, RestrictionKind, Restrictions,
    TcString, VendorRange,
};
use consent_core::time::{DAY, Timestamp};

use super::{Finding, Known, verify};

/// 22 November 2026.
const NOW: Timestamp = Timestamp::from_secs(1_795_305_600);

/// A rule and how severe it is, to what it said about its first example and where it stands.
type Rules = BTreeMap<(String, &'static str), (String, String)>;

/// Takes in findings, of which the first of each kind is the example.
fn add(rules: &mut Rules, findings: impl IntoIterator<Item = Finding>) {
    for finding in findings {
        let severity = match finding.severity {
            super::Severity::Note => "note",
            super::Severity::Warning => "warning",
            super::Severity::Error => "error",
        };
        rules
            .entry((finding.rule.to_owned(), severity))
            .or_insert((finding.message, finding.source));
    }
}

fn letters(text: &str) -> Letters {
    Letters::parse(text).expect("two letters")
}

fn day(secs: u64) -> Deciseconds {
    Deciseconds::midnight(Timestamp::from_secs(secs))
}

/// A TC string of today that no rule has anything to say about.
fn sound() -> TcString {
    TcString {
        core: Core {
            created: day(NOW.as_secs()),
            last_updated: day(NOW.as_secs()),
            cmp_id: 880,
            consent_language: letters("SV"),
            vendor_list_version: 175,
            policy_version: 5,
            is_service_specific: true,
            purposes_consent: [1].into_iter().collect(),
            publisher_country: letters("SE"),
            vendor_consents: [10].into_iter().collect(),
            ..Core::default()
        },
        disclosed_vendors: Some([10].into_iter().collect()),
        ..TcString::default()
    }
}

/// A list of one vendor and of one platform, which was deleted.
struct Lists;

impl Platforms for Lists {
    fn platform(&self, id: u16) -> Option<Platform> {
        (id == 880).then_some(Platform {
            deleted_at: Some(NOW),
        })
    }
}

impl Declarations for Lists {
    fn declared(&self, vendor: u16) -> Option<Declared> {
        (vendor == 1).then(Declared::new)
    }

    fn edition(&self) -> Option<Edition> {
        Some(Edition {
            specification: 3,
            version: 174,
            policy: 5,
        })
    }
}

fn europe() -> Rules {
    let beyond = Letters::from_bits(26 << 6);
    let at = |tc: &mut TcString, secs: u64| {
        (tc.core.created, tc.core.last_updated) = (day(secs), day(secs));
    };
    let restrict = |tc: &mut TcString, purpose, kind| {
        tc.core.restrictions.push(purpose, kind, VendorRange::new(1, 9));
    };
    use RestrictionKind::{NotAllowed, RequireConsent, Undefined};
    let changes: [&dyn Fn(&mut TcString); 28] = [
        &|_| {},
        &|tc| tc.core.is_service_specific = false,
        &|tc| tc.core.vendor_list_version = 0,
        &|tc| tc.core.policy_version = 3,
        &|tc| tc.core.policy_version = 6,
        &|tc| tc.core.created = day(NOW.as_secs() + DAY),
        &|tc| tc.core.created = day(NOW.as_secs() - DAY),
        &|tc| tc.core.created = Deciseconds::new(NOW.as_secs() * 10 - 7).expect("fits"),
        &|tc| at(tc, NOW.as_secs() + DAY),
        &|tc| at(tc, NOW.as_secs() - 400 * DAY),
        &|tc| tc.core.cmp_id = 0,
        &|tc| tc.core.consent_language = beyond,
        &|tc| tc.core.consent_language = letters("XX"),
        &|tc| tc.core.publisher_country = beyond,
        &|tc| tc.core.publisher_country = letters("EU"),
        &|tc| tc.core.publisher_country = letters("AA"),
        &|tc| tc.core.purposes_legitimate_interest.insert(3),
        &|tc| tc.core.purposes_consent.insert(12),
        &|tc| tc.core.purpose_one_treatment = true,
        &|tc| restrict(tc, 25, NotAllowed),
        &|tc| restrict(tc, 2, Undefined),
        &|tc| {
            restrict(tc, 2, NotAllowed);
            restrict(tc, 2, RequireConsent);
        },
        &|tc| tc.disclosed_vendors = None,
        &|tc| {
            at(tc, 1_772_236_800);
            tc.disclosed_vendors = None;
        },
        &|tc| tc.core.vendor_consents.insert(11),
        &|tc| {
            at(tc, 1_772_236_800 - DAY);
            tc.core.vendor_consents.insert(11);
        },
        &|tc| tc.allowed_vendors = Some([1].into_iter().collect()),
        &|tc| {
            at(tc, 1_600_000_000);
            tc.allowed_vendors = Some([1].into_iter().collect());
        },
    ];
    let mut rules = Rules::new();
    let mut judge = |tc: &TcString, known: &tcf::Known<'_>| {
        add(&mut rules, tc.findings(known).into_iter().map(Finding::from));
    };
    for change in changes {
        let mut tc = sound();
        change(&mut tc);
        judge(&tc, &tcf::Known::at(NOW));
    }
    let listed = tcf::Known::at(NOW).with_platforms(&Lists).with_vendors(&Lists);
    judge(&sound(), &listed);
    let mut former = sound();
    former.core.policy_version = 3;
    judge(&former, &listed);
    rules
}

fn platform() -> Rules {
    let layout = |id| UsLayout::newest(SectionId::new(id)).expect("a layout");
    let of = |id, answers: &[(UsField, u8)]| {
        let mut section = UsSection::new(layout(id));
        for (field, answer) in answers {
            assert!(section.set(*field, 0, *answer));
        }
        section
    };
    use UsField::{MspaCoveredTransaction, SaleOptOut, SaleOptOutNotice};
    let mut california = of(
        8,
        &[
            (SaleOptOutNotice, 1),
            (SaleOptOut, 2),
            (MspaCoveredTransaction, 2),
        ],
    );
    california.gpc = Some(true);
    let mut virginia = of(9, &[]);
    virginia.gpc = Some(true);
    let sections = [
        Section::Us(of(7, &[]).with_version(1)),
        Section::Us(of(8, &[(SaleOptOut, 3)])),
        Section::Us(of(8, &[(SaleOptOut, 1)])),
        Section::Us(of(8, &[(SaleOptOutNotice, 1)])),
        Section::Us(california),
        Section::Us(virginia),
        Section::Opaque(SectionId::new(1), "A".into()),
        Section::Opaque(SectionId::new(3), "A".into()),
        Section::Opaque(SectionId::new(24), "A".into()),
        Section::Opaque(SectionId::new(99), "A".into()),
    ];
    let mut rules = Rules::new();
    for section in &sections {
        let findings = section.findings("", &tcf::Known::at(NOW));
        add(&mut rules, findings.into_iter().map(Finding::from));
    }
    read(&mut rules, &["DBAA", "DBABzw~1YNN~BAAA", "DBABzw~1YNN"]);
    rules
}

fn canada() -> Rules {
    let sound = TcfCa {
        created: day(NOW.as_secs()),
        last_updated: day(NOW.as_secs()),
        cmp_id: 31,
        consent_language: letters("FR"),
        restrictions: Some(Restrictions::new()),
        ..TcfCa::default()
    };
    let changes: [&dyn Fn(&mut TcfCa); 8] = [
        &|ca| ca.last_updated = day(NOW.as_secs() + 3 * DAY),
        &|ca| ca.last_updated = Deciseconds::new(ca.last_updated.get() + 7).expect("fits"),
        &|ca| ca.last_updated = day(NOW.as_secs() - DAY),
        &|ca| ca.consent_language = Letters::from_bits(26),
        &|ca| (ca.cmp_id, ca.restrictions) = (1, None),
        &|ca| {
            let mut all = Restrictions::new();
            all.push(1, RestrictionKind::Undefined, []);
            ca.restrictions = Some(all);
        },
        &|ca| {
            ca.vendor_express_consent = [7].into_iter().collect();
            ca.disclosed_vendors = Some([8].into_iter().collect());
        },
        &|ca| ca.coding = SetCoding::Former,
    ];
    let mut rules = Rules::new();
    for change in changes {
        let mut ca = sound.clone();
        change(&mut ca);
        add(&mut rules, ca.findings(NOW).into_iter().map(Finding::from));
    }
    rules
}

/// What is said about whole texts.
fn read(rules: &mut Rules, texts: &[&str]) {
    let known = Known {
        policies: &[],
        keys: None,
        now: NOW,
    };
    for text in texts {
        add(rules, verify(text, &known).findings);
    }
}

fn of_texts(texts: &[&str]) -> Rules {
    let mut rules = Rules::new();
    read(&mut rules, texts);
    rules
}

/// Every table of the document, by the mark that it stands under.
fn tables() -> [(&'static str, Rules); 9] {
    let mut tcf = europe();
    read(
        &mut tcf,
        &["CPXxRfAPXxRfAAfKABENB-Cg", "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA"],
    );
    [
        ("any", of_texts(&["nonsense"])),
        ("tcf", tcf),
        ("gpp", platform()),
        ("tcfcav1", canada()),
        ("us-privacy", of_texts(&["1Y--", "1ynn"])),
        ("google-ac", of_texts(&["1~1.1", "2~1~"])),
        ("google", of_texts(&["13r3q3t3l5", "11o1o1o1o5", "Sec-GPC: 0"])),
        (
            "hubspot",
            of_texts(&["1:true_9:true", "1:TRUE", "1:true_2", "1:true_1:false"]),
        ),
        (
            "import",
            of_texts(&[
                "cookieconsent_status=allow; cmplz_a=x",
                "cookieconsent_status=dismiss",
                "klaro=x",
                "klaro=%7B%22a%22%3Atrue%7D; klaro=%7B%22a%22%3Afalse%7D",
                "!a=true",
                "{stamp:%27A%27%2Cnecessary:true%2Cpreferences:false%2Cstatistics:true%2Cmarketing:false\
                 %2Cmethod:%27explicit%27%2Cver:1%2Cutc:1795300000000%2Cregion:%27se%27}",
                "{stamp:%27A%27%2Cnecessary:true%2Cpreferences:false%2Cstatistics:true%2Cmarketing:false\
                 %2Cver:1%2Cutc:1895300000000%2Cregion:%27se%27}",
                "{\"categories\":[\"a\"],\"consentId\":\"1\",\"consentTimestamp\":\"2020-01-01T00:00:00Z\",\
                 \"lastConsentTimestamp\":\"2020-01-01T00:00:00Z\",\"expirationTime\":1600000000000}",
            ]),
        ),
    ]
}

fn as_table(rules: &Rules) -> String {
    let mut text =
        String::from("| rule | severity | what it says, for example | source |\n|---|---|---|---|\n");
    for ((rule, severity), (message, source)) in rules {
        let (message, source) = (message.replace('|', "\\|"), source.replace('|', "\\|"));
        let _ = writeln!(text, "| `{rule}` | {severity} | {message} | {source} |");
    }
    text
}

/// The tables of `docs/strings.md`. To write them anew, run this test with `CONSENT_WRITE_DOCS=1`.
#[test]
fn the_documentation_has_every_rule() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/strings.md");
    let mut text = std::fs::read_to_string(path).unwrap();
    for (name, rules) in tables() {
        let (begin, end) = (format!("<!-- rules: {name} -->\n"), "<!-- end of rules -->");
        let (before, rest) = text
            .split_once(&begin)
            .unwrap_or_else(|| panic!("{name} has no place"));
        let (_, after) = rest.split_once(end).unwrap();
        text = format!("{before}{begin}{}{end}{after}", as_table(&rules));
    }
    if std::env::var_os("CONSENT_WRITE_DOCS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text);
}

/// Every rule that is named in a source has an example here, and so stands in the document.
#[test]
fn no_rule_is_left_out() {
    let named: BTreeSet<(String, &str)> = tables()
        .into_iter()
        .flat_map(|(_, rules)| rules.into_keys())
        .collect();
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["../consent-core/src/strings", "src/verify"] {
        in_sources(&root.join(folder), &mut found);
    }
    assert!(found.len() > 60, "{found:?}");
    let missing: Vec<_> = found.difference(&named).collect();
    assert!(missing.is_empty(), "without an example: {missing:?}");
}

/// The rules of our own strings and receipts, which are documented elsewhere, and this file.
const ELSEWHERE: [&str; 6] = [
    "consent_string.rs",
    "cookie_header.rs",
    "documented.rs",
    "mod.rs",
    "reading.rs",
    "receipt.rs",
];

fn in_sources(folder: &Path, found: &mut BTreeSet<(String, &'static str)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            in_sources(&path, found);
        } else if !(folder.ends_with("verify") && ELSEWHERE.contains(&name.as_str())) {
            let text = std::fs::read_to_string(&path).unwrap();
            in_source(text.split("#[cfg(test)]").next().unwrap(), found);
        }
    }
}

/// The first literal after each of the ways in which a finding is made.
fn in_source(text: &str, found: &mut BTreeSet<(String, &'static str)>) {
    for (way, severity) in [
        ("report.error(", "error"),
        ("report.warning(", "warning"),
        ("report.note(", "note"),
        ("Finding::error(", "error"),
        ("Severity::Error,", "error"),
        ("Severity::Warning,", "warning"),
        ("Severity::Note,", "note"),
        ("warn(", "warning"),
    ] {
        for rest in text.split(way).skip(1) {
            let literal = rest
                .trim_start()
                .strip_prefix('"')
                .and_then(|it| it.split('"').next());
            found.extend(literal.map(|rule| (rule.to_owned(), severity)));
        }
    }
}
