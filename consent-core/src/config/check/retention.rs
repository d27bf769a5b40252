//! How long data is kept: text for the policy page, but with a period that can be read.

use alloc::format;
use alloc::vec::Vec;

use super::super::draft::RetentionDraft;
use super::super::loose::short;
use super::super::place::Place;
use super::super::{ConfigDraft, Lifetime, Retention};
use super::Checker;

impl Checker<'_> {
    pub(super) fn retention(&mut self, draft: &ConfigDraft) -> Vec<Retention> {
        let place = draft.place("retention");
        let Some(list) = draft.retention.wanted(&place, &mut self.faults) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for (index, line) in list.iter().enumerate() {
            let place = draft.entry("retention", index);
            let Some(line) = line.needed(&place, &mut self.faults) else {
                continue;
            };
            lines.extend(self.retention_line(line, &place));
        }
        lines
    }

    fn retention_line(&mut self, draft: &RetentionDraft, place: &Place) -> Option<Retention> {
        self.unknown::<RetentionDraft>(&draft.unknown, place);
        let what = self.translated(&draft.what, &place.key("what"));
        let period = self.period(draft, &place.key("period"));
        let from = self.translated(&draft.from, &place.key("from"));
        Some(Retention {
            what: what?,
            period: period?,
            from: from?,
        })
    }

    fn period(&mut self, draft: &RetentionDraft, place: &Place) -> Option<Lifetime> {
        let text = draft.period.needed(place, &mut self.faults)?;
        let period = Lifetime::parse(text)
            .ok()
            .filter(|period| matches!(period, Lifetime::Seconds(_)));
        if period.is_none() {
            let mend = "write a number and a unit, such as “3 months” or “7 years”; personal data is not kept for ever";
            self.faults
                .add(place, format!("“{}” is not a period", short(text)), mend);
        }
        period
    }
}
