//! A service of the site's own: everything a visitor must be told has to be there.

use alloc::format;
use alloc::vec::Vec;

use super::super::draft::{ProviderDraft, ServiceParts};
use super::super::place::Place;
use super::super::{DeclaredService, Provider, ServiceId};
use super::services::Found;
use super::{Checker, short};

impl Checker<'_> {
    pub(super) fn own_service(&mut self, id: &str, parts: &ServiceParts, place: &Place) -> Option<Found> {
        let id = self.own_id(id, &place.key("id"));
        let name = self.text(&parts.name, &place.key("name"));
        let provider = parts.provider.needed(&place.key("provider"), &mut self.faults);
        let provider = provider.and_then(|provider| self.provider(provider, &place.key("provider")));
        let category = self.category_named(&parts.category, &place.key("category"));
        let basis = parts.basis.needed(&place.key("basis"), &mut self.faults).copied();
        let basis = basis.filter(|basis| self.basis_fits(*basis, category.as_ref(), &place.key("basis")));
        let role = parts.role.wanted(&place.key("role"), &mut self.faults).copied();
        let purpose = self.translated(&parts.purpose, &place.key("purpose"));
        let transfer = self.transfer(parts, place);
        let hosts = self.hosts(parts, place);
        let embed = parts
            .embed
            .wanted(&place.key("embed"), &mut self.faults)
            .copied()
            .unwrap_or_default();
        let iab = self.iab_vendor(parts, place);
        let cookies = self.own_cookies(parts, place);
        self.has_no_tracker(category.as_ref(), parts, place);
        let mut service = DeclaredService {
            id: id?,
            name: name?,
            provider: provider?,
            category: category?,
            basis: basis?,
            role,
            purpose: purpose?,
            transfer,
            hosts,
            embed,
            tells: Vec::new(),
            iab,
            exempt: None,
            cookies,
        };
        service.exempt = self.exemption(parts, &service, place);
        Some(Found {
            service,
            in_browser: true,
        })
    }

    fn own_id(&mut self, text: &str, place: &Place) -> Option<ServiceId> {
        let Ok(id) = ServiceId::parse(text) else {
            let mend = "write a letter and then up to 39 of a-z, 0-9 and “-”, such as “our-chat”";
            self.faults
                .add(place, format!("“{}” is not a name", short(text)), mend);
            return None;
        };
        if self.catalogue.get(text).is_some() {
            let mend = format!("write {{\"use\": \"{text}\"}} to take it from there, or another id");
            self.faults
                .add(place, format!("“{text}” is a service of the catalogue"), mend);
            return None;
        }
        if text == ServiceId::CHOICE {
            self.faults.add(
                place,
                format!("“{text}” is the visitor's own choice"),
                "write another id",
            );
            return None;
        }
        let own = self.own_categories.iter().map(super::CategoryId::as_str);
        if super::CategoryId::BUILT_IN
            .into_iter()
            .chain(own)
            .any(|category| category == text)
        {
            self.faults.add(
                place,
                format!("“{text}” is the name of a category"),
                "write another id",
            );
            return None;
        }
        Some(id)
    }

    fn provider(&mut self, draft: &ProviderDraft, place: &Place) -> Option<Provider> {
        self.unknown::<ProviderDraft>(&draft.unknown, place);
        let name = self.text(&draft.name, &place.key("name"));
        let country = self.country(&draft.country, &place.key("country"));
        let url = self.address(&draft.url, &place.key("url"));
        Some(Provider {
            name: name?,
            country: country?,
            url: url?,
        })
    }
}
