//! The site's constants, as the loader reads them: one JSON object with keys of one letter.

use std::collections::BTreeMap;

use consent_core::gate::Markup;
use serde::Serialize;

use super::calls::Calls;
use super::iab::Offered;
use super::tree::Node;

/// Everything the loader knows of the site. Every key is one letter, because every visitor pays for it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Constants<'a> {
    /// The name of the consent cookie.
    #[serde(rename = "k")]
    pub(crate) cookie: &'a str,
    /// What a consent string must name to count.
    #[serde(rename = "p")]
    pub(crate) fingerprint: String,
    /// How many seconds a decision holds.
    #[serde(rename = "m")]
    pub(crate) max_age: u64,
    /// The categories in the policy's order.
    #[serde(rename = "c")]
    pub(crate) categories: Vec<&'a str>,
    /// The services in the policy's order, each with the index of its category.
    #[serde(rename = "s")]
    pub(crate) services: Vec<(&'a str, u8)>,
    /// Whether the visitor is asked.
    #[serde(rename = "a")]
    pub(crate) asks: u8,
    /// Whether a visitor without a decision is informed; only in a loader for regimes.
    #[serde(rename = "n", skip_serializing_if = "Option::is_none")]
    pub(crate) informs: Option<u8>,
    /// Whether the law names the way back; only in a loader for regimes.
    #[serde(rename = "o", skip_serializing_if = "Option::is_none")]
    pub(crate) named: Option<u8>,
    /// The files that hold in some regions, each after their names, empty for this one, and how strict it is; only in a
    /// loader for regimes.
    #[serde(rename = "r", skip_serializing_if = "Vec::is_empty")]
    pub(crate) regions: Vec<(&'a str, String, u8)>,
    /// The language of this file.
    #[serde(rename = "g")]
    pub(crate) language: &'a str,
    /// Where the engine is, and its integrity.
    #[serde(rename = "e")]
    pub(crate) engine: (String, String),
    /// Where this loader is in other languages, by tag in lower case, and empty for its own; not there for most sites.
    #[serde(rename = "l", skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) languages: BTreeMap<String, String>,
    /// The markers of other systems that the site's pages carry.
    #[serde(rename = "w")]
    pub(crate) markers: Vec<Marker>,
    /// What other tools are told: at the start, and when a decision is known.
    #[serde(rename = "t")]
    pub(crate) tells: [Calls; 2],
    /// The host, the notice, the way back to it, and the line that speaks to screen readers.
    #[serde(rename = "u")]
    pub(crate) trees: [Node; 4],
    /// The style of the notice.
    #[serde(rename = "y")]
    pub(crate) style: String,
    /// The edge of the window at which the page keeps room for the notice; empty for none.
    #[serde(rename = "d")]
    pub(crate) edge: &'a str,
    /// Where answers given to other systems are taken over; not there for most sites.
    #[serde(rename = "i", skip_serializing_if = "Option::is_none")]
    pub(crate) import: Option<Import<'a>>,
    /// Where the script of the placeholders is, and its integrity; only in a loader that reads it.
    #[serde(rename = "h", skip_serializing_if = "Option::is_none")]
    pub(crate) embed: Option<(String, String)>,
    /// The IAB's answers that are offered; only in a loader that reads it.
    #[serde(rename = "b", skip_serializing_if = "Option::is_none")]
    pub(crate) iab: Option<&'a Offered>,
}

/// The script and its integrity, the cookies and the keys of storage that it is fetched for, and the digest of the
/// notice, empty where decisions are not recorded.
pub(crate) type Import<'a> = (&'a (String, String), &'a [String], &'a [String], String);

/// How another system marks an element: attribute, prefix, and its words with ours, or 0 when the attribute
/// holds a service's name.
pub(crate) type Marker = (&'static str, &'static str, Words);

/// Another system's words.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Words {
    /// There are none: always 0.
    None(u8),
    /// Theirs and ours.
    Ours(BTreeMap<&'static str, &'static str>),
}

/// Reads how the named systems mark elements.
pub(crate) fn markers(systems: &[Markup]) -> Vec<Marker> {
    let marker = |system: &Markup| {
        let known = system.attributes();
        let words = known.words.iter().copied().collect::<BTreeMap<_, _>>();
        let words = if words.is_empty() {
            Words::None(0)
        } else {
            Words::Ours(words)
        };
        (known.attribute, known.prefix, words)
    };
    systems.iter().map(marker).collect()
}

/// What may follow `<` only if the page's parser is not to leave or change the script (HTML 13.2.5.15): the
/// beginnings of `</script`, `<!--` and `<script`.
const PARSED: [char; 4] = ['/', '!', 's', 'S'];

/// Writes JSON that is safe inside an inline script, whatever texts are in it.
///
/// # Errors
/// When the value cannot be written as JSON.
pub(crate) fn script_json(value: &impl Serialize) -> serde_json::Result<String> {
    let json = serde_json::to_string(value)?
        .replace('\u{2028}', r"\u2028")
        .replace('\u{2029}', r"\u2029");
    // Outside texts JSON has no `<`, so an escape never ends up where none is allowed.
    let mut parts = json.split('<');
    let mut safe = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        safe.push_str(if part.starts_with(PARSED) { r"\u003c" } else { "<" });
        safe.push_str(part);
    }
    Ok(safe)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use consent_core::config::{Policy, PolicyParts};
    use consent_core::tell::Moment;
    use std::collections::BTreeSet;

    /// Constants of a site with nothing to decide.
    pub(crate) fn sample(policy: &Policy) -> Constants<'_> {
        let text = || Node::Text(String::new());
        let calls = || Calls::at(Moment::Start, &[], policy);
        Constants {
            cookie: policy.cookie(),
            fingerprint: policy.fingerprint().to_string(),
            max_age: policy.max_age(),
            categories: Vec::new(),
            services: Vec::new(),
            asks: 0,
            informs: None,
            named: None,
            regions: Vec::new(),
            language: "</script>",
            engine: Default::default(),
            languages: BTreeMap::new(),
            markers: Vec::new(),
            tells: [calls(), calls()],
            trees: [text(), text(), text(), text()],
            style: String::new(),
            edge: "bottom",
            import: None,
            embed: None,
            iab: None,
        }
    }

    #[test]
    fn no_text_can_end_the_script_it_stands_in() {
        let hostile = "</script><SCRIPT>alert(1)</Script><!-- <<!-- a < b \u{2028}\u{2029} \"\\ <";
        let json = script_json(&hostile).unwrap();
        assert!(
            !["</", "<S", "<s", "<!", "\u{2028}", "\u{2029}"]
                .iter()
                .any(|end| json.contains(end)),
            "{json}"
        );
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }

    #[test]
    fn markers_have_their_words_or_none() {
        let json = serde_json::to_string(&markers(&[Markup::OneTrust, Markup::Klaro])).unwrap();
        assert!(
            json.starts_with(r#"[["class","optanon-category-",{"C0001":"necessary","C0002":"analytics","#)
        );
        assert!(
            json.ends_with(r#"],["data-name","",0]]"#.trim_start_matches(']')),
            "{json}"
        );
    }

    #[test]
    fn the_keys_are_those_that_the_loader_reads() {
        let source = include_str!("../../../consent-wasm/loader/types.d.ts");
        let (_, interface) = source.split_once("interface Constants {").unwrap();
        let (interface, _) = interface.split_once("\n}").unwrap();
        let read: BTreeSet<String> = interface
            .lines()
            .filter_map(|line| line.strip_prefix("  "))
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(':'))
            .map(|(key, _)| key.trim_end_matches('?').to_owned())
            .collect();
        let policy = Policy::new(PolicyParts::default()).unwrap();
        let mut sample = sample(&policy);
        let without = serde_json::to_string(&sample).unwrap();
        assert!(!without.contains("\"i\":") && !without.contains("\"b\":") && !without.contains("\"l\":"));
        assert!(
            ["n", "o", "r"]
                .iter()
                .all(|key| !without.contains(&format!("\"{key}\":")))
        );
        let script = Default::default();
        sample.import = Some((&script, &[], &[], String::new()));
        let offered = Offered(Default::default(), 0, 0, 0, Vec::new(), false, false);
        sample.iab = Some(&offered);
        sample.embed = Some(Default::default());
        sample.languages = [("sv".to_owned(), String::new())].into();
        sample.informs = Some(1);
        sample.named = Some(1);
        sample.regions = vec![("US", String::new(), 0)];
        let written = serde_json::to_value(sample).unwrap();
        let written: BTreeSet<String> = written.as_object().unwrap().keys().cloned().collect();
        assert_eq!(written, read);
    }
}
