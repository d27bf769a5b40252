//! Which answers of the IAB the pages offer: only what the site may say, and where it is asked.

use alloc::format;
use alloc::vec::Vec;

use super::super::draft::IabDraft;
use super::super::loose::short;
use super::super::nearest::{did_you_mean, listed};
use super::super::place::Place;
use super::super::{CategoryId, Cmp, ConfigDraft, Country, DeclaredCategory, Gpp, Iab, Regime, Tcf};
use super::Checker;
use crate::strings::gpp::SectionId;

/// The sections that can be in force at once (GPP, CMP API, `applicableSections`).
const MOST_SECTIONS: usize = 2;

/// The names of the sections that a page can offer: those of the United States that are settled.
pub(in super::super) fn offered_sections() -> impl Iterator<Item = &'static str> {
    SectionId::of_the_united_states().filter_map(SectionId::name)
}

fn is_offered(id: SectionId) -> bool {
    SectionId::of_the_united_states().any(|other| other == id)
}

impl Checker<'_> {
    /// Nothing when nothing is offered, or when there is a fault.
    pub(super) fn iab(
        &mut self,
        draft: &ConfigDraft,
        regime: Regime,
        categories: &[DeclaredCategory],
    ) -> Option<Iab> {
        let place = draft.place("iab");
        let parts = draft.iab.wanted(&place, &mut self.faults)?;
        self.unknown::<IabDraft>(&parts.unknown, &place);
        let cmp = self.cmp(parts, &place);
        let country = self.publisher_country(parts, &place);
        let list = parts
            .vendor_list_version
            .wanted(&place.key("vendorListVersion"), &mut self.faults)
            .and_then(|version| self.within(*version, 1, 4095, &place.key("vendorListVersion")));
        let wants_tcf = parts.tcf.wanted(&place.key("tcf"), &mut self.faults) == Some(&true);
        let wants_gpp = parts.gpp.wanted(&place.key("gpp"), &mut self.faults).is_some();
        let us_privacy = parts.us_privacy.wanted(&place.key("usPrivacy"), &mut self.faults) == Some(&true);
        for (wanted, key) in [(wants_tcf, "tcf"), (wants_gpp, "gpp")] {
            if wanted && parts.cmp_id.is_absent() {
                let reason = "answers in the name of a consent management platform, and none is named";
                let mend = "add “cmpId” with the number under which IAB Europe has registered yours; \
                            without one, remove this";
                self.faults.add(&place.key(key), reason, mend);
            }
        }
        if wants_tcf {
            self.asks_first(regime, parts, &place);
        }
        for (wanted, key) in [(wants_gpp, "gpp"), (us_privacy, "usPrivacy")] {
            if wanted {
                self.lets_opt_out(regime, categories, &place.key(key));
            }
        }
        let sections = self.sections(parts, &place);
        let tcf = cmp.zip(country).zip(list).filter(|_| wants_tcf);
        (wants_tcf || wants_gpp || us_privacy).then(|| Iab {
            tcf: tcf.map(|((cmp, publisher_country), vendor_list_version)| Tcf {
                cmp,
                publisher_country,
                vendor_list_version,
            }),
            gpp: cmp.filter(|_| wants_gpp).map(|cmp| Gpp { cmp, sections }),
            us_privacy,
        })
    }

    fn cmp(&mut self, parts: &IabDraft, place: &Place) -> Option<Cmp> {
        let version_place = place.key("cmpVersion");
        let version = parts
            .cmp_version
            .wanted(&version_place, &mut self.faults)
            .copied();
        let version = self.within(version.unwrap_or(1), 0, 4095, &version_place);
        let id_place = place.key("cmpId");
        let id = *parts.cmp_id.wanted(&id_place, &mut self.faults)?;
        if id <= 1 {
            let reason = format!("{id} is the number of no registered consent management platform");
            let mend = "write the number that IAB Europe has given yours; without one, remove “cmpId”, “tcf” and “gpp”";
            self.faults.add(&id_place, reason, mend);
            return None;
        }
        let id = self.within(id, 2, 4095, &id_place)?;
        Some(Cmp {
            id,
            version: version?,
        })
    }

    fn publisher_country(&mut self, parts: &IabDraft, place: &Place) -> Option<Country> {
        let place = place.key("publisherCountry");
        let code = parts.publisher_country.wanted(&place, &mut self.faults)?.clone();
        self.is_country(&code, &place)
    }

    /// TCF is for places where the visitor is asked before anything happens.
    fn asks_first(&mut self, regime: Regime, parts: &IabDraft, place: &Place) {
        let needed = [
            (parts.publisher_country.is_absent(), "publisherCountry"),
            (parts.vendor_list_version.is_absent(), "vendorListVersion"),
        ];
        for (_, key) in needed.into_iter().filter(|(is_absent, _)| *is_absent) {
            let mend = "add it: a TC string names the country whose law is followed and the vendor list that was used";
            self.faults.add(&place.key(key), "is missing", mend);
        }
        if regime != Regime::OptIn {
            let reason = "TCF is for visitors who are asked first, and here they are not";
            let mend = "remove it, or write “opt-in” at “regime”";
            self.faults.add(&place.key("tcf"), reason, mend);
        }
    }

    /// The strings of the United States say who opted out, of what is in the category advertisement.
    fn lets_opt_out(&mut self, regime: Regime, categories: &[DeclaredCategory], place: &Place) {
        if regime != Regime::OptOut {
            let reason = "says whether a visitor opted out, and this regime is not opt-out";
            let mend = "remove it, or write “opt-out” at “regime”";
            self.faults.add(place, reason, mend);
        }
        let is_sold = |category: &DeclaredCategory| category.id.as_str() == CategoryId::ADVERTISEMENT;
        if !categories.iter().any(is_sold) {
            let reason = "says whether a visitor opted out of sale, sharing and targeted advertising, and no service \
                          is in the category “advertisement”";
            self.faults.add(
                place,
                reason,
                "remove it, or declare the services that it is about",
            );
        }
    }

    fn sections(&mut self, parts: &IabDraft, place: &Place) -> Vec<SectionId> {
        let place = place.key("gpp");
        let list = parts.gpp.read().map(Vec::as_slice).unwrap_or_default();
        let mut sections = Vec::new();
        for (index, name) in list.iter().enumerate() {
            let place = place.index(index);
            let Some(name) = name.needed(&place, &mut self.faults) else {
                continue;
            };
            match SectionId::by_name(name) {
                Some(id) if is_offered(id) && sections.contains(&id) => {
                    self.faults.add(&place, "is named twice", "keep one of the two");
                }
                Some(id) if is_offered(id) => sections.push(id),
                Some(SectionId::TCF_EU_V2) => {
                    let reason = "TCF's answers stand in `__tcfapi`, which the GPP does not replace";
                    self.faults
                        .add(&place, reason, "remove it, and write “tcf”: true");
                }
                Some(SectionId::US_PRIVACY) => {
                    let reason = "the US Privacy string has an interface of its own";
                    self.faults
                        .add(&place, reason, "remove it, and write “usPrivacy”: true");
                }
                Some(id) => {
                    let reason = format!("section {id} is not one that a page can offer");
                    self.faults.add(&place, reason, Self::write_one_of());
                }
                None => {
                    let mend = did_you_mean(name, offered_sections()).unwrap_or_else(Self::write_one_of);
                    let reason = format!("“{}” is no section of the GPP", short(name));
                    self.faults.add(&place, reason, mend);
                }
            }
        }
        if list.len() > MOST_SECTIONS || (list.is_empty() && parts.gpp.read().is_some()) {
            let reason = format!("names {} sections", list.len());
            let mend = "name the one that is in force on the site; or two, if which of them is in force cannot be told";
            self.faults.add(&place, reason, mend);
        }
        sections.sort_unstable();
        sections
    }

    fn write_one_of() -> alloc::string::String {
        format!("write one of {}", listed(offered_sections(), "and"))
    }
}
