//! `lifetime-differs`, `lifetime-unlimited`: what is said of lifetimes, and what browsers do.

use std::collections::HashSet;

use consent_core::config::{Lifetime, Storage};

use super::{Case, Warning, warn};
use crate::scan::policy_text::{Said, is_unlimited, sentences, speak_of_cookies, words};

/// How far a declared span may be off, in percent: a month has 28 to 31 days, a year is told as 12 months.
const TOLERANCE: u64 = 5;

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for cookie in case.cookies {
        let (Some(said), named) = (cookie.said, &cookie.named) else {
            continue;
        };
        let truth = cookie
            .known
            .and_then(|(_, known)| Some((known.lifetime?, known.storage)));
        match (said, truth) {
            // Other storage does stay until somebody removes it.
            (Said::Unlimited, Some((Lifetime::Persistent, _))) => {}
            (Said::Unlimited, truth) => {
                let mend = truth.map_or_else(
                    || "say how long it is set for".to_owned(),
                    |(lifetime, _)| format!("the catalogue has {lifetime}"),
                );
                warnings.push(warn(
                    "lifetime-unlimited",
                    &named.file,
                    named.line,
                    format!("`{}` is said to live without end, and browsers keep no cookie for more than 400 days; {mend}", named.name),
                ));
            }
            (Said::Lasts(declared), Some((truth, storage))) if !is_about(declared, truth, storage) => {
                warnings.push(warn(
                    "lifetime-differs",
                    &named.file,
                    named.line,
                    format!("`{}` is said to live for {declared}, and lives for {truth}; correct the text, or check what sets it", named.name),
                ));
            }
            _ => {}
        }
    }
    warnings.extend(in_general(case));
    warnings
}

/// Sentences about cookies in general that give them no end.
fn in_general(case: &Case<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for read in case.documents {
        let entries = case
            .cookies
            .iter()
            .filter(|cookie| cookie.named.file == read.name);
        let entries: HashSet<usize> = entries
            .filter_map(|cookie| cookie.entry.as_ref())
            .flat_map(|entry| entry.lines.clone())
            .collect();
        for (at, (line, said)) in read.lines.iter().zip(&read.words).enumerate() {
            if !is_unlimited(said) || entries.contains(&at) {
                continue;
            }
            let text = line.text();
            let mut spoken = sentences(&text).map(words);
            if spoken.any(|said| is_unlimited(&said) && speak_of_cookies(&said)) {
                warnings.push(warn(
                    "lifetime-unlimited",
                    &read.name,
                    line.number,
                    "cookies are said to stay without end, and browsers keep none for more than 400 days; say how long each one lives".into(),
                ));
            }
        }
    }
    warnings
}

/// Whether two lifetimes are the same to a reader; what browsers cut may be told either way.
fn is_about(declared: Lifetime, truth: Lifetime, storage: Storage) -> bool {
    let near = |one: Lifetime, other: Lifetime| match (one, other) {
        (Lifetime::Seconds(one), Lifetime::Seconds(other)) => {
            one.abs_diff(other).saturating_mul(100) <= other.max(one).saturating_mul(TOLERANCE)
        }
        (one, other) => one == other,
    };
    let kept = (storage == Storage::Cookie).then(|| truth.effective_as_cookie());
    near(declared, truth) || kept.is_some_and(|kept| near(declared, kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_may_have_any_number_of_days_and_a_cut_cookie_either_end() {
        let about = |one: &str, other: &str| {
            is_about(
                Lifetime::parse(one).unwrap(),
                Lifetime::parse(other).unwrap(),
                Storage::Cookie,
            )
        };
        assert!(about("12 months", "1 year"));
        assert!(about("6 months", "180 days"));
        assert!(about("400 days", "2 years"));
        assert!(about("2 years", "2 years"));
        assert!(!about("1 year", "2 years"));
        assert!(!about("session", "30 minutes"));
    }
}
