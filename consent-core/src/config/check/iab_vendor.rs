//! Who a service is on the Global Vendor List, and what TCF lets anybody ask for.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

use super::super::draft::{IabVendorDraft, ServiceParts};
use super::super::loose::Loose;
use super::super::place::Place;
use super::super::{CategoryId, IabVendor};
use super::Checker;
use super::services::Found;

/// The purposes of TCF, and its special features (policy 5).
const PURPOSES: u8 = 11;
const SPECIAL_FEATURES: u8 = 2;

/// What has rested on consent alone since policy 4 (TCF Policies, Appendix A).
const BY_CONSENT_ONLY: [u8; 5] = [1, 3, 4, 5, 6];

impl Checker<'_> {
    /// The vendor that a service is; nothing when it is none, or when there is a fault.
    pub(super) fn iab_vendor(&mut self, parts: &ServiceParts, place: &Place) -> Option<IabVendor> {
        let place = place.key("iab");
        let draft = parts.iab.wanted(&place, &mut self.faults)?;
        self.unknown::<IabVendorDraft>(&draft.unknown, &place);
        let id_place = place.key("vendor");
        let id = draft.vendor.needed(&id_place, &mut self.faults).copied();
        let id = id.and_then(|id| self.within(id, 1, u16::MAX, &id_place));
        let purposes = self.numbers(&draft.purposes, PURPOSES, "purpose", &place.key("purposes"));
        let interest_place = place.key("legitimateInterest");
        let legitimate_interest =
            self.numbers(&draft.legitimate_interest, PURPOSES, "purpose", &interest_place);
        for purpose in BY_CONSENT_ONLY
            .into_iter()
            .filter(|it| legitimate_interest.contains(it))
        {
            let reason =
                format!("purpose {purpose} cannot rest on legitimate interest (TCF policy 4 and later)");
            let mend = "move it to “purposes”, or remove it";
            self.faults.add(&interest_place, reason, mend);
        }
        for purpose in purposes.intersection(&legitimate_interest) {
            let reason = format!("purpose {purpose} rests on consent already");
            let mend = "name it in one of “purposes” and “legitimateInterest”";
            self.faults.add(&interest_place, reason, mend);
        }
        let special_features = self.numbers(
            &draft.special_features,
            SPECIAL_FEATURES,
            "special feature",
            &place.key("specialFeatures"),
        );
        if draft.purposes.is_absent() && draft.legitimate_interest.is_absent() {
            let mend = "add “purposes”, “legitimateInterest” or both, as the list has them for the vendor";
            self.faults
                .add(&place, "names no purpose: nothing could ever be granted", mend);
        }
        Some(IabVendor {
            id: id?,
            purposes,
            legitimate_interest,
            special_features,
        })
    }

    /// A vendor is one service, and one that a visitor can refuse.
    pub(super) fn is_one_vendor(&mut self, found: &Found, place: &Place, seen: &mut BTreeSet<u16>) {
        let Some(vendor) = &found.service.iab else { return };
        if !seen.insert(vendor.id) {
            let mend = "keep it at one service: a TC string has one answer for a vendor";
            let reason = format!("vendor {} is another service already", vendor.id);
            self.faults.add(&place.key("vendor"), reason, mend);
        }
        let mend = "remove it; or declare the part that a visitor can switch as a service of its own";
        if !found.in_browser {
            let reason = "is a service that does nothing in the browser, so that no visitor can grant it";
            self.faults.add(place, reason, mend);
        } else if found.service.category.as_str() == CategoryId::NECESSARY {
            let reason = "what is necessary is always on, and a TC string says what a visitor granted";
            self.faults.add(place, reason, mend);
        }
    }

    /// A number that a field has room for.
    pub(super) fn within(&mut self, number: u32, least: u16, most: u16, place: &Place) -> Option<u16> {
        let found = u16::try_from(number)
            .ok()
            .filter(|it| (least..=most).contains(it));
        if found.is_none() {
            self.faults.add(
                place,
                format!("{number} is out of range"),
                format!("write a number from {least} to {most}"),
            );
        }
        found
    }

    /// Numbers that TCF counts from 1, each once.
    fn numbers(
        &mut self,
        list: &Loose<Vec<Loose<u32>>>,
        most: u8,
        what: &str,
        place: &Place,
    ) -> BTreeSet<u8> {
        let mut numbers = BTreeSet::new();
        for (index, number) in list
            .wanted(place, &mut self.faults)
            .into_iter()
            .flatten()
            .enumerate()
        {
            let place = place.index(index);
            let Some(number) = number.needed(&place, &mut self.faults).copied() else {
                continue;
            };
            match u8::try_from(number).ok().filter(|it| (1..=most).contains(it)) {
                Some(number) if numbers.insert(number) => {}
                Some(_) => {
                    let reason = format!("{what} {number} is named twice");
                    self.faults.add(&place, reason, "keep one of the two");
                }
                None => {
                    let reason = format!("TCF has no {what} {number}");
                    let mend = format!("write a number from 1 to {most}");
                    self.faults.add(&place, reason, mend);
                }
            }
        }
        numbers
    }
}
