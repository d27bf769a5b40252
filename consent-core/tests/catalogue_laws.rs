//! Laws of the catalogue's look-up, for any name and any order, and the age of what it says.
#![cfg(feature = "declare")]

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::{SystemTime, UNIX_EPOCH};

use consent_core::catalogue::{Catalogue, CookieRecord, Identified, Record, Under};
use consent_core::config::{Date, RegionRule, ServiceId, Storage};
use proptest::prelude::*;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::built_in);

fn entries() -> impl Iterator<Item = (&'static Record, &'static CookieRecord)> {
    CATALOGUE
        .iter()
        .flat_map(|record| record.cookies.iter().map(move |cookie| (record, cookie)))
}

/// What it may be, as service and entry.
fn said(identified: &Identified<'_>) -> BTreeSet<(String, String)> {
    let pair =
        |(record, cookie): (&Record, &CookieRecord)| (record.id.to_string(), cookie.name.as_str().to_owned());
    identified.candidates().map(pair).collect()
}

/// Names as browsers have them: from the catalogue's own patterns, and others.
fn any_name() -> impl Strategy<Value = String> {
    let patterns: Vec<String> = entries()
        .flat_map(|(_, cookie)| cookie.names().map(str::to_owned))
        .collect();
    prop_oneof![
        4 => (proptest::sample::select(patterns), "[a-zA-Z0-9_.]{0,8}").prop_map(|(pattern, rest)| pattern.replace('*', &rest)),
        1 => "[a-zA-Z0-9_.-]{1,12}",
    ]
}

fn any_storage() -> impl Strategy<Value = Storage> {
    prop_oneof![4 => Just(Storage::Cookie), 1 => Just(Storage::Local), 1 => Just(Storage::Session)]
}

fn any_found() -> impl Strategy<Value = Vec<ServiceId>> {
    let ids: Vec<ServiceId> = CATALOGUE.iter().map(|record| record.id.clone()).collect();
    proptest::sample::subsequence(ids, 0..12)
}

proptest! {
    #[test]
    fn exact_beats_glob_and_the_longest_glob_wins(name in any_name(), storage in any_storage(), found in any_found()) {
        let identified = CATALOGUE.identify(&name, storage, Under::Unknown, &found);
        let covering = || {
            entries().filter(|(_, cookie)| {
                cookie.storage == storage
                    && (cookie.name.covers(&name) || cookie.aliases.contains(&name))
            })
        };
        let is_exact = |cookie: &CookieRecord| cookie.names().any(|known| known == name);
        let longest = covering().map(|(_, cookie)| cookie.name.as_str().len()).max();
        prop_assert_eq!(covering().next().is_none(), identified == Identified::Unknown);
        for (_, cookie) in identified.candidates() {
            if covering().any(|(_, cookie)| is_exact(cookie)) {
                prop_assert!(is_exact(cookie), "{}", cookie.name.as_str());
            } else {
                prop_assert_eq!(Some(cookie.name.as_str().len()), longest);
            }
        }
    }

    #[test]
    fn the_order_of_files_does_not_matter(
        name in any_name(),
        storage in any_storage(),
        found in any_found(),
        records in Just(CATALOGUE.iter().cloned().collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let shuffled: Catalogue = records.into_iter().map(|mut record| { record.cookies.reverse(); record }).collect();
        let one = CATALOGUE.identify(&name, storage, Under::Unknown, &found);
        let other = shuffled.identify(&name, storage, Under::Unknown, &found);
        prop_assert_eq!(said(&one), said(&other));
        prop_assert_eq!(matches!(one, Identified::Known(..)), matches!(other, Identified::Known(..)));
    }

    #[test]
    fn nothing_is_guessed(name in any_name(), storage in any_storage(), found in any_found()) {
        let identified = CATALOGUE.identify(&name, storage, Under::Unknown, &found);
        let Identified::Known(record, cookie) = identified else { return Ok(()) };
        let speaks = |id: &ServiceId, part_of: &Option<ServiceId>| {
            found.iter().any(|found| found == id || Some(found) == part_of.as_ref())
        };
        prop_assert!(!cookie.shared || speaks(&record.id, &record.part_of), "a common name with nothing to confirm it");
        let rivals = entries().filter(|(other, entry)| {
            other.id != record.id
                && entry.storage == storage
                && entry.closeness(&name) == cookie.closeness(&name)
        });
        for (rival, entry) in rivals {
            let is_ours = entry.of.as_ref() == Some(&record.id);
            let only_we_are_there = speaks(&record.id, &record.part_of) && !speaks(&rival.id, &rival.part_of);
            prop_assert!(is_ours || only_we_are_there, "{} or {}", record.id, rival.id);
        }
    }

    #[test]
    fn what_is_found_narrows_and_nothing_else(name in any_name(), storage in any_storage(), found in any_found()) {
        let alone = said(&CATALOGUE.identify(&name, storage, Under::Unknown, &[]));
        let among = said(&CATALOGUE.identify(&name, storage, Under::Unknown, &found));
        let every: BTreeSet<_> = entries()
            .filter(|(_, cookie)| cookie.storage == storage && cookie.closeness(&name).is_some())
            .map(|(record, cookie)| (record.id.to_string(), cookie.name.as_str().to_owned()))
            .collect();
        prop_assert!(among.is_subset(&every));
        let is_about_it = every.iter().any(|(id, _)| {
            let part_of = CATALOGUE.get(id).and_then(|record| record.part_of.clone());
            found.iter().any(|found| found.as_str() == id || Some(found) == part_of.as_ref())
        });
        if !is_about_it {
            prop_assert_eq!(alone, among);
        }
    }

    #[test]
    fn any_text_is_an_address(text in any::<String>(), rest in "[ -~]{0,40}") {
        let _ = CATALOGUE.of_url(&text);
        let _ = CATALOGUE.of_url(&format!("https://{rest}"));
        let _ = CATALOGUE.nearest(&text);
    }
}

/// Facts age. A year after a file was last held against its source, somebody must do it again.
#[test]
fn no_review_is_older_than_a_year() {
    let days = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() / 86_400);
    let days = i64::try_from(days).unwrap();
    let mut old: Vec<String> = CATALOGUE
        .iter()
        .filter(|record| days - days_of(record.reviewed) > 366)
        .map(|record| {
            format!(
                "consent-core/catalogue/{}.json, reviewed {}",
                record.id, record.reviewed
            )
        })
        .collect();
    let rows = RegionRule::all().map(|rule| (rule, Date::parse(rule.reviewed).unwrap()));
    old.extend(
        rows.filter(|(_, reviewed)| days - days_of(*reviewed) > 366)
            .map(|(rule, reviewed)| {
                let regions = rule.regions.join(" ");
                format!("consent-core/regimes/regions.json, {regions}, reviewed {reviewed}")
            }),
    );
    assert!(
        old.is_empty(),
        "review again and write the day:\n{}",
        old.join("\n")
    );
}

/// Days since 1970-01-01 (Howard Hinnant, days_from_civil).
fn days_of(date: Date) -> i64 {
    let text = date.to_string();
    let mut parts = text.split('-').map(|part| part.parse::<i64>().unwrap());
    let (year, month, day) = (
        parts.next().unwrap(),
        parts.next().unwrap(),
        parts.next().unwrap(),
    );
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + of_year - 719_468
}
