//! Osano's free cookieconsent, once Insites: one word for everything, in version 4 one for each category.
//!
//! ```text
//! cookieconsent_status            = "allow" / "deny" / "dismiss"             ; version 3
//! cookieconsent_status_<CATEGORY> = "ALLOW" / "DENY" / "DISMISS"             ; version 4
//!                                 ; UNCATEGORIZED ESSENTIAL PERSONALIZATION ANALYTICS MARKETING
//! ```
//!
//! `dismiss` closes a notice that asks nothing: no answer. Neither says when.

use super::{ForeignRecord, NoDecision, Proof, Stored, System};

pub(super) fn read(name: Option<&str>, stored: &Stored<'_>) -> Result<ForeignRecord, NoDecision> {
    let name = name.unwrap_or("cookieconsent_status");
    let mut record = ForeignRecord::new(System::Osano, Proof::Shown);
    let of_3 = stored.cookie(name)?;
    match of_3 {
        Some("allow") => record.rest = Some(true),
        Some("deny") => record.rest = Some(false),
        Some("dismiss") | None => {}
        Some(_) => {
            return Err(NoDecision::NotARecord {
                what: "“allow”, “deny” or “dismiss” was expected",
                at: 0,
            });
        }
    }
    let of_4 = stored.family(&[name, "_"].concat())?;
    for (category, word) in &of_4 {
        let granted = match *word {
            "ALLOW" => true,
            "DENY" => false,
            _ => continue,
        };
        // Both versions on one device: whichever is older, they must not differ.
        if record.rest.is_some_and(|rest| rest != granted) {
            return Err(NoDecision::Contradiction);
        }
        record.add(category, granted)?;
    }
    if of_3.is_none() && of_4.is_empty() {
        return Err(NoDecision::Absent);
    }
    record.decided().map_err(|_| NoDecision::NotDecided {
        why: "“dismiss” closes a notice and answers nothing",
    })
}
