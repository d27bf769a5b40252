//! HubSpot: its record of the categories, and the words beside it that only deny.
//!
//! The grammar is [`Categories`]'. The record shows neither when nor by whom. `__hs_opt_out=yes` is an earlier banner's
//! refusal of everything; `__hs_do_not_track=yes` ends HubSpot's own tracking, so what measures and what advertises.

use super::{ForeignRecord, NoDecision, Proof, Stored, System};
use crate::carry::HUBSPOT_COOKIE;
use crate::strings::hubspot::{Categories, Category, Mark};

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    let mut record = ForeignRecord::new(
        System::HubSpot,
        Proof::OnlyByAttestation("its record says neither when it was written, nor whether a visitor did it"),
    );
    let said = stored.cookie(name.unwrap_or(HUBSPOT_COOKIE))?;
    if let Some(text) = said {
        let said = Categories::parse(text).map_err(|_| NoDecision::NotARecord {
            what: "pairs of a number and “true” or “false” were expected",
            at: 0,
        })?;
        for category in Category::ALL {
            record.add(category.number(), said.allows(category))?;
        }
    }
    if is_set(Mark::OptOut, stored)? {
        record.rest = Some(false);
        record
            .answers
            .iter_mut()
            .for_each(|answer| answer.granted = false);
    }
    if is_set(Mark::DoNotTrack, stored)? {
        record.add(Category::Analytics.number(), false)?;
        record.add(Category::Advertisement.number(), false)?;
    }
    if record.answers.is_empty() && record.rest.is_none() {
        return Err(NoDecision::Absent);
    }
    Ok(record)
}

fn is_set(mark: Mark, stored: &Stored<'_>) -> Result<bool, NoDecision> {
    let value = stored.cookie(mark.cookie())?;
    Ok(value.and_then(|value| mark.says(value)) == Some(true))
}
