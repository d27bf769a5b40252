//! Sentences of the site's own: known, whole, and as neutral as the built-in ones.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use super::super::ConfigDraft;
use super::super::loose::{Loose, short};
use super::super::nearest::{did_you_mean, listed};
use super::super::place::Place;
use super::Checker;
use crate::notice::{Language, Texts};

include!(concat!(env!("OUT_DIR"), "/loaded_words.rs"));

/// The sentences of a language that a site can replace, by key.
pub(in crate::config) fn sentences(language: Language) -> BTreeMap<String, String> {
    let texts = serde_json::to_value(language.texts()).unwrap_or_default();
    let all = texts.as_object().into_iter().flatten();
    all.filter_map(|(key, text)| Some((key.clone(), text.as_str()?.to_string())))
        .collect()
}

impl Checker<'_> {
    /// Every sentence of every language of the site.
    pub(super) fn texts(&mut self, draft: &ConfigDraft) -> BTreeMap<&'static str, Texts> {
        let place = draft.place("texts");
        let mut all: BTreeMap<&'static str, Texts> = self
            .languages
            .iter()
            .map(|language| (language.code(), language.texts().clone()))
            .collect();
        let Some(by_language) = draft.texts.wanted(&place, &mut self.faults) else {
            return all;
        };
        for (code, own) in by_language {
            let place = place.key(code);
            if !self.is_spoken(code, &place) {
                continue;
            }
            if let Loose::Wrong(_) = own {
                let mend = "write an object of sentences, such as {\"title\": \"…\"}";
                self.faults.add(&place, "is not an object", mend);
            }
            let language = self
                .languages
                .iter()
                .copied()
                .find(|language| language.code() == code);
            if let (Some(language), Some(own)) = (language, own.read()) {
                all.insert(language.code(), self.own_texts(language, own, &place));
            }
        }
        all
    }

    fn own_texts(
        &mut self,
        language: Language,
        own: &BTreeMap<String, Loose<String>>,
        place: &Place,
    ) -> Texts {
        let built_in = sentences(language);
        let mut texts = serde_json::to_value(language.texts()).unwrap_or_default();
        for (key, text) in own {
            let place = place.key(&short(key));
            let Some(old) = built_in.get(key) else {
                let known = built_in.keys().map(String::as_str);
                let mend = did_you_mean(key, known).unwrap_or_else(|| "remove it".into());
                self.faults
                    .add(&place, "is not a sentence that can be replaced", mend);
                continue;
            };
            let Some(text) = self.text(text, &place) else {
                continue;
            };
            self.keeps_places(old, &text, &place);
            self.is_neutral(language, &text, &place);
            if let Some(entry) = texts.get_mut(key.as_str()) {
                *entry = Value::String(text);
            }
        }
        let texts = serde_json::from_value(texts).unwrap_or_else(|_| language.texts().clone());
        self.buttons_weigh_the_same(&texts, own, place);
        texts
    }

    /// A replaced sentence says what the built-in one says: its places show which facts.
    fn keeps_places(&mut self, old: &str, new: &str, place: &Place) {
        let (expected, found) = (places(old), places(new));
        let missing: Vec<&str> = expected
            .iter()
            .filter(|name| !found.contains(name))
            .copied()
            .collect();
        if !missing.is_empty() {
            let braced: Vec<String> = missing.iter().map(|name| format!("{{{name}}}")).collect();
            let listed = listed(braced.iter().map(String::as_str), "and");
            self.faults.add(
                place,
                format!("leaves out {listed}"),
                format!("say it with {listed} in it"),
            );
        }
        for name in found.iter().filter(|name| !expected.contains(name)) {
            let mend = match expected.as_slice() {
                [] => "remove it".to_string(),
                known => did_you_mean(name, known.iter().copied()).unwrap_or_else(|| "remove it".into()),
            };
            self.faults
                .add(place, format!("“{{{name}}}” stands for nothing here"), mend);
        }
    }

    /// No shaming, no recommending, no loss: the visitor chooses, the sentence does not.
    fn is_neutral(&mut self, language: Language, text: &str, place: &Place) {
        let lower = text.to_lowercase();
        let words = LOADED_WORDS
            .iter()
            .find(|(code, _)| *code == language.code())
            .map_or(&[][..], |(_, words)| *words);
        if let Some(word) = words.iter().find(|word| begins_a_word(&lower, word)) {
            let mend = "say what happens, and leave it to the visitor what is better";
            self.faults.add(
                place,
                format!("“{word}” pushes the visitor towards one answer"),
                mend,
            );
        }
    }

    /// Neither button may outweigh the other: at most half as long again.
    fn buttons_weigh_the_same(
        &mut self,
        texts: &Texts,
        own: &BTreeMap<String, Loose<String>>,
        place: &Place,
    ) {
        let (yes, no) = (texts.accept_all.chars().count(), texts.reject_all.chars().count());
        if yes.saturating_mul(2) <= no.saturating_mul(3) && no.saturating_mul(2) <= yes.saturating_mul(3) {
            return;
        }
        let key = if own.contains_key("reject_all") {
            "reject_all"
        } else {
            "accept_all"
        };
        let reason = format!(
            "“{}” and “{}” differ too much in length",
            texts.accept_all, texts.reject_all
        );
        self.faults.add(
            &place.key(key),
            reason,
            "write both so that neither is more than half as long again",
        );
    }
}

/// The names between braces.
fn places(sentence: &str) -> Vec<&str> {
    let ends = sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    let mut names: Vec<&str> = ends.map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Tells whether `part` occurs in `text` at the beginning of a word: in Chinese and Japanese anywhere, because they have
/// no spaces, and in Arabic and Hebrew behind the letters that are written together with a word.
fn begins_a_word(text: &str, part: &str) -> bool {
    text.match_indices(part).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let before = before.trim_end_matches(['و', 'ב', 'ה', 'ו', 'ל', 'ש']);
        let last = before.chars().next_back();
        part.starts_with(has_no_spaces) || last.is_none_or(|last| !last.is_alphanumeric())
    })
}

/// Kana and Han (Unicode blocks Hiragana to CJK Unified Ideographs).
const fn has_no_spaces(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_where_its_language_lets_it_begin() {
        assert!(begins_a_word("we recommend it", "recommend"));
        assert!(!begins_a_word("unrecommended", "recommend"));
        assert!(begins_a_word("すべて許可を推奨します", "推奨"));
        assert!(begins_a_word("接受所有（推荐）", "推荐"));
        assert!(begins_a_word("والأفضل", "الأفضل"));
        assert!(begins_a_word("והמומלץ", "מומלץ"));
    }

    /// LAW-17.
    #[test]
    fn the_built_in_sentences_are_neutral() {
        for language in Language::all() {
            let words = LOADED_WORDS
                .iter()
                .find(|(code, _)| *code == language.code())
                .unwrap()
                .1;
            assert!(words.len() > 10, "{language:?}");
            for (key, text) in sentences(language) {
                let lower = text.to_lowercase();
                assert_eq!(
                    words.iter().find(|word| begins_a_word(&lower, word)),
                    None,
                    "{language:?} {key}"
                );
            }
        }
    }

    #[test]
    fn every_sentence_but_the_units_can_be_replaced() {
        let sentences = sentences(Language::parse("sv").unwrap());
        assert!(sentences.contains_key("title") && !sentences.contains_key("units"));
    }

    #[test]
    fn a_word_begins_at_its_beginning() {
        assert!(begins_a_word("rekommenderas", "rekommender") && begins_a_word("vi (missa inte)", "missa"));
        assert!(!begins_a_word("close", "lose"));
    }
}
