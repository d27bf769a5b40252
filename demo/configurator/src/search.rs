//! Finding services in the catalogue by a part of what they are called.

use consent_core::catalogue::{Catalogue, Kind, Record};

/// Returns the services in use today that have the words in a name, a supplier or an address, at most `most` of them:
/// first those that are called so from the beginning. No words find nothing.
#[must_use]
pub fn search<'c>(catalogue: &'c Catalogue, words: &str, most: usize) -> Vec<&'c Record> {
    let wanted = words.trim().to_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(bool, &Record)> = catalogue
        .iter()
        .filter(|record| record.kind != Kind::Retired)
        .filter(|record| {
            let hosts = record.hosts.iter().map(String::as_str);
            let mut all = record.names().chain([record.provider.name.as_str()]).chain(hosts);
            all.any(|text| text.to_lowercase().contains(&wanted))
        })
        .map(|record| {
            let begins = record
                .names()
                .any(|name| name.to_lowercase().starts_with(&wanted));
            (!begins, record)
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().take(most).map(|(_, record)| record).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    fn found(words: &str) -> Vec<&str> {
        let found = search(catalogue(), words, 5);
        found.iter().map(|record| record.id.as_str()).collect()
    }

    #[test]
    fn a_part_of_a_name_or_an_address_is_enough() {
        assert_eq!(found("youtu").first(), Some(&"youtube"));
        assert!(found("googletagmanager.com").contains(&"google-analytics"));
        assert_eq!(found("google").len(), 5);
    }

    #[test]
    fn nothing_finds_nothing_and_what_has_ended_is_not_found() {
        assert_eq!(found(" "), [""; 0]);
        assert_eq!(found("tictail"), [""; 0]);
    }
}
