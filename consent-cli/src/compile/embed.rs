//! What is the site's own in the script of the placeholders: one language's sentences, and who is held.

use std::collections::BTreeMap;
use std::fmt;

use consent_core::config::{CategoryId, Config, DeclaredService};
use consent_core::notice::Notice;
use serde::{Serialize, Serializer};

use super::constants::script_json;
use super::paste::paste;
use crate::bundle::Bundle;

/// Where it goes.
const PLACE: &str = "__SITE__";

/// A service as a placeholder speaks of it, or a category, which has neither supplier nor hosts.
type Named<'a> = (&'a str, &'a str, &'a str, Option<Vec<&'a str>>);

/// What is the site's own.
struct Site<'a> {
    texts: [&'a str; 7],
    names: BTreeMap<&'a str, Named<'a>>,
    style: &'a str,
    look: BTreeMap<&'a str, &'a str>,
}

impl Serialize for Site<'_> {
    /// A list, in the order in which the script reads it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.texts, &self.names, self.style, &self.look).serialize(serializer)
    }
}

/// Tells whether content of others stands in the site's pages, which can be held.
pub(super) fn is_needed(config: &Config) -> bool {
    config.services.iter().any(has_place)
}

fn has_place(service: &DeclaredService) -> bool {
    service.embed && service.category.as_str() != CategoryId::NECESSARY
}

/// Pastes what is the site's own into the script.
///
/// # Errors
/// When the script has no place for it.
pub(super) fn script(config: &Config, notice: &Notice, bundle: &Bundle) -> Result<String, EmbedError> {
    let texts = &notice.texts;
    let mut names = BTreeMap::new();
    for category in notice.categories.iter().filter(|category| !category.fixed) {
        let held = config.services.iter().filter(|service| has_place(service));
        let held: BTreeMap<_, _> = held.map(|service| (service.id.as_str(), service)).collect();
        for service in &category.services {
            if let Some(declared) = held.get(service.id.as_str()) {
                let named = (
                    &*service.name,
                    &*declared.provider.name,
                    within(&service.purpose),
                    Some(hosts(declared)),
                );
                names.insert(&*service.id, named);
            }
        }
        // A service may be called like a category; an element that names both asks for the service first.
        let named = (&*category.name, "", within(&category.purpose), None);
        names.entry(&*category.id).or_insert(named);
    }
    let direction = if notice.right_to_left { "rtl" } else { "ltr" };
    let site = Site {
        texts: [
            &texts.held_title,
            &texts.held_body,
            &texts.held_once,
            &texts.held_always,
            &texts.held_start,
            &texts.held_link,
            &texts.held_shown,
        ],
        names,
        style: bundle.embed_style,
        look: [("lang", notice.language.as_str()), ("dir", direction)].into(),
    };
    let json = script_json(&site).map_err(|_| EmbedError)?;
    paste(bundle.embed_script, &[(PLACE, &json)]).map_err(|_| EmbedError)
}

/// A sentence within another, which has a full stop of its own.
fn within(sentence: &str) -> &str {
    sentence.trim_end_matches(['.', '。', '।'])
}

/// The hosts of a service, each once, without those that stand for any.
fn hosts(service: &DeclaredService) -> Vec<&str> {
    let mut hosts: Vec<_> = service
        .hosts
        .iter()
        .filter_map(|glob| glob.split('/').next())
        .collect();
    hosts.retain(|host| !host.contains('*'));
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

/// Why a script cannot carry what is the site's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmbedError;

impl fmt::Display for EmbedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the script of the placeholders in this command has no {PLACE}")
    }
}

impl std::error::Error for EmbedError {}
