//! Small counts and a view of them, for tests.

use super::{LogStatus, PolicyMark, Range, SignedHead, Tongue, View};
use crate::stats::{Asked, Day, Every, Stats};
use crate::store::{Counted, Tally};

/// Three days of February, seen on the fourth; nothing on the second.
pub(super) fn small() -> Stats {
    let counted = |day: &str, act: &str, language: &str, grants: &str, count| Counted {
        tally: Tally {
            day: Day::parse(day).unwrap().number(),
            policy: "AAAAAAAA".into(),
            language: language.into(),
            act: act.into(),
            regime: "opt-in".into(),
            grants: grants.into(),
        },
        count,
    };
    let counted = [
        counted("2026-02-03", "accept-all", "sv", "analytics functionality", 6),
        counted("2026-02-03", "reject-all", "sv", "", 3),
        counted("2026-02-05", "chosen", "en", "functionality", 1),
        counted("2026-02-05", "withdrawn", "en", "", 2),
        counted("2026-02-05", "signal", "en", "", 4),
    ];
    let asked = Asked::from([(
        "AAAAAAAA".to_owned(),
        vec!["analytics".to_owned(), "functionality".to_owned()],
    )]);
    let range = view().range;
    Stats::gather(&counted, range.from(), range.to(), Every::Day, &asked)
}

pub(super) fn view() -> View {
    let day = |text| Day::parse(text).unwrap();
    View {
        tongue: Tongue::English,
        site: "ngager".into(),
        sites: vec!["ngager".into()],
        range: Range::between(day("2026-02-03"), day("2026-02-05")),
        chosen: None,
        before: None,
        categories: [("analytics".to_owned(), "Analytics".to_owned())].into(),
        policies: vec![PolicyMark {
            fingerprint: "AAAAAAAA".into(),
            version: Some("2026-01-01".into()),
            known_on: day("2026-01-01"),
        }],
        recorded: true,
        log: LogStatus {
            size: 16,
            waiting: 0,
            head: Some(SignedHead {
                size: 16,
                at: 1_770_300_000_000,
            }),
            kid: Some("abcdefghijk".into()),
        },
        address: "https://consent.example.se".into(),
        now: u64::from(day("2026-02-06").number()) * 86_400_000,
    }
}
