//! A decision in the words of the United States: who opted out of sale, sharing and targeted advertising.

use alloc::string::String;
use alloc::vec::Vec;

use super::choice::Choice;
use super::terms::Terms;
use crate::strings::gpp::{UsField, UsSection, write_us};
use crate::strings::us_privacy::{Answer, UsPrivacy};

/// Notices that a site gives which offers the sections at all: its cookie page says them.
const NOTICES: [UsField; 5] = [
    UsField::SharingNotice,
    UsField::ProcessingNotice,
    UsField::SaleOptOutNotice,
    UsField::SharingOptOutNotice,
    UsField::TargetedAdvertisingOptOutNotice,
];

/// What a visitor opts out of by refusing the category advertisement.
const OPT_OUTS: [UsField; 3] = [
    UsField::SaleOptOut,
    UsField::SharingOptOut,
    UsField::TargetedAdvertisingOptOut,
];

const YES: u8 = 1;
const NO: u8 = 2;

impl Terms {
    /// Says a choice in the sections of the United States that are in force.
    ///
    /// Sensitive data and those of children are “not applicable”: a site that processes any must not say so in these
    /// strings. No transaction is covered by the MSPA.
    #[must_use]
    pub fn us_sections(&self, choice: &Choice<'_>) -> Vec<UsSection> {
        let opted_out = if self.has_opted_out(choice) { YES } else { NO };
        let of_layout = |layout| {
            let mut section = UsSection::new(layout);
            // What a section does not ask is not set in it.
            for notice in NOTICES {
                section.set(notice, 0, YES);
            }
            for field in OPT_OUTS {
                section.set(field, 0, opted_out);
            }
            section.set(UsField::MspaCoveredTransaction, 0, NO);
            section.gpc = section.layout().has_gpc().then_some(choice.signal.gpc);
            section
        };
        self.sections.iter().copied().map(of_layout).collect()
    }

    /// Writes those sections as a GPP string; nothing where the site has none.
    #[must_use]
    pub fn gpp_string(&self, choice: &Choice<'_>) -> Option<String> {
        let sections = self.us_sections(choice);
        (!sections.is_empty()).then(|| write_us(&sections))
    }

    /// Says a choice as a US Privacy string; nothing where the site has none.
    #[must_use]
    pub fn us_privacy(&self, choice: &Choice<'_>) -> Option<UsPrivacy> {
        let opted_out = if self.has_opted_out(choice) {
            Answer::Yes
        } else {
            Answer::No
        };
        self.us_privacy.then_some(UsPrivacy {
            notice: Answer::Yes,
            opt_out_sale: opted_out,
            lspa: Answer::No,
        })
    }

    /// One refusal is enough: there is one answer for all that is sold.
    fn has_opted_out(&self, choice: &Choice<'_>) -> bool {
        self.sold.iter().any(|name| !choice.grants(name))
    }
}
