//! Finds the names of services in a line: whole words, longest name first, Swedish endings and compounds too.

use std::collections::HashMap;
use std::sync::LazyLock;

use consent_core::catalogue::{Catalogue, Record};
use serde::Deserialize;

/// What texts do with names.
#[derive(Deserialize)]
struct Habits {
    written: HashMap<String, Vec<String>>,
    renamed: Vec<String>,
    misspelt: Vec<String>,
    never: Vec<String>,
    ordinary: Vec<String>,
    determiners: Vec<String>,
    titles: Vec<String>,
    compounds: Vec<String>,
}

/// The habits, which a test has read.
static HABITS: LazyLock<Habits> = LazyLock::new(|| {
    serde_json::from_str(include_str!("data/names.json")).expect("the list of names is in order")
});

/// The fewest letters of a name that may begin a compound without a hyphen.
const COMPOUND: usize = 6;

/// Whether a name is an older one of a product that is called otherwise now.
pub(crate) fn is_renamed(written: &str) -> bool {
    HABITS
        .renamed
        .iter()
        .any(|name| name.eq_ignore_ascii_case(written))
}

/// Whether a name is a usual slip for another one.
pub(crate) fn is_misspelt(written: &str) -> bool {
    HABITS
        .misspelt
        .iter()
        .any(|name| name.eq_ignore_ascii_case(written))
}

/// One name of a service, in parts.
#[derive(Debug)]
struct Name<'c> {
    record: &'c Record,
    text: String,
    parts: Vec<String>,
    is_ordinary: bool,
}

/// All names, by their first part.
#[derive(Debug)]
pub(crate) struct ServiceNames<'c> {
    by_start: HashMap<String, Vec<Name<'c>>>,
    /// First parts of names of one part, that a compound may begin with, by their first three letters.
    compounds: HashMap<String, Vec<String>>,
}

/// A name in a line.
#[derive(Clone, Debug)]
pub(crate) struct Hit<'c> {
    pub(crate) record: &'c Record,
    /// The name of the catalogue that it is.
    pub(crate) name: String,
}

/// A run of letters and digits.
struct Part<'t> {
    text: &'t str,
    lower: String,
    start: usize,
    end: usize,
}

impl<'c> ServiceNames<'c> {
    /// Collects them.
    pub(crate) fn of(catalogue: &'c Catalogue) -> Self {
        let mut names = Self {
            by_start: HashMap::new(),
            compounds: HashMap::new(),
        };
        for record in catalogue.iter() {
            let own = std::iter::once(record.name.as_str()).chain(record.aliases.iter().map(String::as_str));
            let written = HABITS
                .written
                .get(record.id.as_str())
                .into_iter()
                .flatten()
                .map(String::as_str);
            for text in own
                .chain(written)
                .filter(|text| !HABITS.never.iter().any(|never| never == text))
            {
                let parts: Vec<String> = parts(text).into_iter().map(|part| part.lower).collect();
                let is_ordinary = HABITS.ordinary.iter().any(|ordinary| ordinary == text);
                if let [only] = parts.as_slice()
                    && only.len() >= COMPOUND
                    && !is_ordinary
                {
                    names
                        .compounds
                        .entry(only.chars().take(3).collect())
                        .or_default()
                        .push(only.clone());
                }
                let Some(first) = parts.first().cloned() else {
                    continue;
                };
                let name = Name {
                    record,
                    text: text.to_owned(),
                    parts,
                    is_ordinary,
                };
                names.by_start.entry(first).or_default().push(name);
            }
        }
        for starting in names.by_start.values_mut() {
            starting.sort_by_key(|name| std::cmp::Reverse(name.parts.len()));
        }
        names
    }

    /// Tells whether a text is a name, and not an address that looks like one.
    pub(crate) fn is_name(&self, text: &str) -> bool {
        let parts = parts(text);
        let first = parts.first().map_or("", |part| part.lower.as_str());
        let starting = self.by_start.get(first).into_iter().flatten();
        starting
            .into_iter()
            .any(|name| name.text.eq_ignore_ascii_case(text))
    }

    /// Finds every name in a line, in its order.
    pub(crate) fn find(&self, line: &str) -> Vec<Hit<'c>> {
        let parts = parts(line);
        let mut hits: Vec<(Hit<'c>, bool)> = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            let hit = self.at(line, &parts, at);
            at += hit.as_ref().map_or(1, |(_, _, taken)| *taken);
            if let Some((hit, needs_company, _)) = hit {
                hits.push((hit, needs_company));
            }
        }
        // A name that is an ordinary word as well counts among others that are not.
        let has_company = hits.iter().any(|(_, needs_company)| !needs_company);
        hits.retain(|(_, needs_company)| !needs_company || has_company);
        hits.into_iter().map(|(hit, _)| hit).collect()
    }

    /// The longest name that begins at a part, whether it needs others beside it, and how many parts it takes.
    fn at(&self, line: &str, parts: &[Part<'_>], at: usize) -> Option<(Hit<'c>, bool, usize)> {
        let first = parts.get(at)?;
        let stem = self.stem(&first.lower);
        let mut starting = [Some(first.lower.as_str()), first.lower.strip_suffix('s'), stem]
            .into_iter()
            .flatten()
            .filter_map(|start| self.by_start.get(start))
            .flatten();
        let name = starting.find(|name| self.fits(name, line, parts, at))?;
        let last = parts.get(at + name.parts.len() - 1)?;
        let before_title = parts.get(at + name.parts.len()).is_some_and(|next| {
            HABITS.titles.contains(&next.lower) && next.text.starts_with(char::is_uppercase)
        });
        // “Our Teams” are people.
        let before = at.checked_sub(1).and_then(|before| parts.get(before));
        let is_determined =
            name.is_ordinary && before.is_some_and(|word| HABITS.determiners.contains(&word.lower));
        if before_title || is_determined {
            return None;
        }
        let needs_company = name.is_ordinary && !stands_out(line, first.start, last.end);
        let hit = Hit {
            record: name.record,
            name: name.text.clone(),
        };
        Some((hit, needs_company, name.parts.len()))
    }

    /// The name that a compound begins with, such as `linkedin` in `linkedinprofil`.
    fn stem(&self, word: &str) -> Option<&str> {
        let start: String = word.chars().take(3).collect();
        let stems = self.compounds.get(&start)?;
        let found = stems.iter().find(|stem| {
            let rest = word.strip_prefix(stem.as_str());
            rest.is_some_and(|rest| HABITS.compounds.iter().any(|compound| compound == rest))
        });
        found.map(String::as_str)
    }

    fn fits(&self, name: &Name<'_>, line: &str, parts: &[Part<'_>], at: usize) -> bool {
        let count = name.parts.len();
        let Some(own) = parts.get(at..at + count) else {
            return false;
        };
        let is_joined = own.windows(2).all(|pair| match pair {
            [one, other] => line.get(one.end..other.start).is_some_and(|gap| {
                gap.len() <= 2 && gap.chars().all(|letter| " -./&!(,'\u{2011}".contains(letter))
            }),
            _ => true,
        });
        let is_same = own
            .iter()
            .zip(&name.parts)
            .enumerate()
            .all(|(index, (part, wanted))| {
                let is_last = index + 1 == count;
                part.lower == *wanted
                    || (is_last && part.lower.strip_suffix('s') == Some(wanted))
                    || (is_last && count == 1 && self.stem(&part.lower) == Some(wanted))
            });
        // A word that is an ordinary one as well is a name only when it is written as one.
        let start = own.first().map_or(0, |part| part.start);
        let written_as_name = line.get(start..).is_some_and(|text| text.starts_with(&name.text));
        let plain_short = count == 1 && name.text.len() <= 4 && name.text.chars().all(char::is_uppercase);
        let needs_case = name.is_ordinary || plain_short;
        is_joined && is_same && (!needs_case || written_as_name)
    }
}

/// Whether an ordinary word is used as a name: within a sentence, or before a dash, a colon or the end.
fn stands_out(line: &str, start: usize, end: usize) -> bool {
    let before = line.get(..start).unwrap_or_default().trim_end();
    let after = line.get(end..).unwrap_or_default().trim_start();
    let begins = before.is_empty() || before.ends_with(['.', '!', '?', ':', '•', '|']);
    let is_listed = after.is_empty() || after.starts_with(['–', '—', '-', ':', ',', '(', '|']);
    if begins { is_listed } else { true }
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text.get(from..at).unwrap_or_default();
                parts.push(Part {
                    text: word,
                    lower: word.to_lowercase(),
                    start: from,
                    end: at,
                });
                start = None;
            }
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<String> {
        let catalogue = Catalogue::built_in();
        let names = ServiceNames::of(&catalogue);
        names
            .find(line)
            .iter()
            .map(|hit| hit.record.id.to_string())
            .collect()
    }

    #[test]
    fn names_are_found_whole_with_their_endings() {
        assert_eq!(
            found("Vi mäter med Google Analytics och AdWords."),
            ["google-analytics", "google-ads"]
        );
        assert_eq!(
            found("HubSpots formulär och Facebook-sidan"),
            ["hubspot", "facebook-plugins"]
        );
        assert_eq!(
            found("din Linkedinprofil, Linked In"),
            ["linkedin-embed", "linkedin-embed"]
        );
        assert_eq!(found("möten i Microsoft Teams och Zoom"), ["teams", "zoom"]);
        assert_eq!(found("HOGIA LÖN – löner"), ["hogia"]);
    }

    #[test]
    fn ordinary_words_are_not_names() {
        for line in [
            "Our teams zoom in on each segment of the market.",
            "Teams from all over the country",
            "We drift from time to time; see the heap of notes.",
            "Cookie information: read more",
            "Microsoft 365 Architect, Example AB",
            "facebooking",
            "Hotjar counts; write to our Teams",
        ] {
            let named: Vec<String> = found(line).into_iter().filter(|id| id != "hotjar").collect();
            assert_eq!(named, Vec::<String>::new(), "{line}");
        }
    }
}
