//! What the configurator shows is what a build ships: for the five sites, in languages of their own and in others, and
//! wherever a visitor is.

use std::path::{Path, PathBuf};

use consent_configurator::{Verdict, in_language, met};
use consent_core::config::Region;
use consent_core::notice::Language;
use consent_core::visit::Opens;
use consent_tests::{SITES, config_file};
use serde_json::{Value, json};

/// Languages of every site, and some that the configurator rehearses: long words, another script, from the right.
const LANGUAGES: [&str; 5] = ["sv", "en", "de", "ja", "ar"];

/// Nobody knows; each regime with its own words; a part that has its country's row; and what is no place at all.
const REGIONS: [&str; 12] = [
    "", "SE", "GB", "FR", "CA-QC", "BR", "US-CA", "US-TX", "US-AK", "CA-ON", "AU", "ZZ",
];

/// A site's config as one text, since a page cannot read what it extends; it honours every region.
fn text_of(file: &Path) -> String {
    let read = |file: &Path| -> Value {
        let text =
            std::fs::read_to_string(file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
        serde_json::from_str(&text).expect("JSON")
    };
    let mut config = read(file);
    let own = config.as_object_mut().expect("an object");
    if let Some(base) = own.remove("extends") {
        let base = read(&file.with_file_name(base.as_str().expect("a name")));
        for (key, value) in base.as_object().expect("an object") {
            own.entry(key.as_str()).or_insert_with(|| value.clone());
        }
    }
    own.insert("regions".into(), json!("auto"));
    config.to_string()
}

/// A folder with everything that `consent build` makes of a text.
struct Shipped(tempfile::TempDir);

impl Shipped {
    fn of(file: &Path, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        consent_cli::build_text(file, text, &folder.path().join("site"))
            .unwrap_or_else(|fault| panic!("{fault}"));
        Self(folder)
    }

    fn text(&self, name: &str) -> String {
        let path: PathBuf = self.0.path().join("site").join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{name}: {fault}"))
    }

    /// Which version is published for a region, by its own entry or its country's.
    fn version(&self, region: &str) -> String {
        let all: Value = serde_json::from_str(&self.text("regions.json")).expect("JSON");
        let named = [region, region.get(..2).unwrap_or_default()];
        let place = named.iter().find_map(|name| all["regions"].get(*name));
        let place = place.unwrap_or(&all["elsewhere"]);
        place["version"].as_str().expect("a name").to_owned()
    }

    /// What a version's loader knows of the site, in a language.
    fn constants(&self, version: &str, language: &str) -> Value {
        let names = ["consent", version, language, "js"];
        let named: Vec<&str> = names.into_iter().filter(|part| !part.is_empty()).collect();
        let loader = self.text(&named.join("."));
        let from = loader.find("{\"k\":").expect("the constants");
        let mut values = serde_json::Deserializer::from_str(&loader[from..]).into_iter::<Value>();
        values.next().expect("a value").expect("JSON")
    }
}

/// Every text of a compiled tree, in order.
fn words(tree: &Value) -> Vec<String> {
    match tree {
        Value::String(text) => vec![text.clone()],
        Value::Array(element) => element.iter().skip(2).flat_map(words).collect(),
        _ => Vec::new(),
    }
}

fn shows_what_ships(file: &Path, text: &str, language: Language) {
    let text = in_language(text, language).expect("a config");
    let verdict = Verdict::of(&text);
    let config = verdict.config.unwrap_or_else(|| panic!("{:?}", verdict.faults));
    let shipped = Shipped::of(file, &text);
    let first = config.languages.first() == Some(&language);
    for region in REGIONS {
        let about = format!("{}, {}, {region}", file.display(), language.code());
        let met = met(&config, language, Region::parse(region).ok().as_ref(), false);
        assert_eq!(met.version, shipped.version(region), "{about}");
        let dash = if met.version.is_empty() { "" } else { "-" };
        let notice = shipped.text(&format!("notice.{}{dash}{}.json", language.code(), met.version));
        assert_eq!(met.notice.canonical_json(), notice, "{about}");

        let code = if first { "" } else { language.code() };
        let constants = shipped.constants(&met.version, code);
        let opens = match (constants["a"].as_u64(), constants["n"].as_u64()) {
            (Some(1), None) => Opens::Question,
            (Some(0), Some(1)) => Opens::Information,
            (Some(0), None) => Opens::WayBack,
            other => panic!("{about}: {other:?}"),
        };
        assert_eq!(met.opening.opens, opens, "{about}");
        let texts = &met.notice.texts;
        let (layer, way_back) = (words(&constants["u"][1]), words(&constants["u"][2]));
        for sentence in [&texts.title, &texts.body, &texts.reject_all] {
            assert!(
                layer.iter().any(|word| word.trim() == &**sentence),
                "{about}: {sentence}"
            );
        }
        assert_eq!(way_back, [texts.reopen.to_string()], "{about}");
    }
}

#[test]
fn the_configurator_shows_what_a_build_ships() {
    for site in SITES {
        let file = config_file(site);
        let text = text_of(&file);
        for language in LANGUAGES {
            shows_what_ships(&file, &text, Language::parse(language).expect("a language"));
        }
    }
}
