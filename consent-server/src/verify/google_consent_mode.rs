//! What Google Consent Mode puts into requests: a hint at what Google was told, and no proof of anything.

use consent_core::strings::google_consent_mode::{Certainty, Signals, State};
use serde_json::{Map, Value, json};

use super::{Finding, Format, Reading, Severity};

const GUIDES: &str = "Google, Consent Mode: the value of a request's gcs or gcd";

pub(super) fn read(text: &str) -> Reading {
    let said = match Signals::parse(text) {
        Ok(said) => said,
        Err(error) => return Reading::malformed(Format::GoogleConsentMode, error, GUIDES),
    };
    let word = |state: Option<State>| state.map_or(Value::Null, |state| state.word().into());
    let mut states = Map::new();
    let mut commands = Map::new();
    for (storage, signal) in said.iter() {
        states.insert(storage.name().into(), word(signal.state()));
        let commanded = json!({ "default": word(signal.default), "update": word(signal.update) });
        commands.insert(storage.name().into(), commanded);
    }
    let mut fields = json!({
        "parameter": said.parameter,
        "certainty": said.certainty.word(),
        "states": states,
    });
    let mut findings = Vec::new();
    if said.certainty == Certainty::Observed {
        fields["commands"] = commands.into();
        findings.push(Finding::new(
            Severity::Warning,
            "observed-meaning",
            "Google does not document these letters: what they mean was found by watching requests",
            GUIDES,
        ));
    }
    Reading {
        format: Some(Format::GoogleConsentMode),
        fields,
        findings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::Verdict;

    #[test]
    fn how_sure_it_is_is_said() {
        let reading = read("G10-");
        assert_eq!(reading.verdict(), Verdict::Valid);
        assert_eq!(
            reading.fields,
            json!({
                "parameter": "gcs",
                "certainty": "documented",
                "states": { "ad_storage": "denied", "analytics_storage": null },
            })
        );
        let reading = read("13r3q3t3l5");
        assert!(reading.has("observed-meaning") && reading.verdict() == Verdict::Valid);
        assert_eq!(reading.fields["states"]["ad_storage"], "granted");
        assert_eq!(
            reading.fields["commands"]["ad_storage"],
            json!({ "default": "denied", "update": "granted" })
        );
        assert_eq!(reading.fields["states"]["ad_personalization"], Value::Null);
        assert!(read("11o1o1o1o5").has("malformed"));
    }
}
