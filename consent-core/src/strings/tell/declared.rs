//! The terms of a checked config.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::terms::{TcfTerms, Terms, Vendor};
use crate::config::{CategoryId, Config};
use crate::strings::bits::Letters;
use crate::strings::gpp::{SectionId, UsLayout};

impl Terms {
    /// Returns what a site says in the IAB's strings; nothing when it offers none of them.
    #[must_use]
    pub fn of(config: &Config) -> Option<Self> {
        let iab = config.iab.as_ref()?;
        let tcf = iab.tcf.as_ref();
        let sections: &[SectionId] = iab
            .gpp
            .as_ref()
            .map(|gpp| gpp.sections.as_slice())
            .unwrap_or_default();
        let is_sold = |category: &CategoryId| category.as_str() == CategoryId::ADVERTISEMENT;
        let categories = config.categories.iter().map(|category| &category.id);
        let services = config
            .services
            .iter()
            .filter(|service| is_sold(&service.category));
        let opts_out = iab.us_privacy || !sections.is_empty();
        let sold = categories
            .filter(|id| is_sold(id))
            .map(ToString::to_string)
            .chain(services.map(|service| service.id.to_string()))
            .filter(|_| opts_out)
            .collect();
        let mut vendors: Vec<Vendor> = config
            .services
            .iter()
            .filter(|_| tcf.is_some())
            .filter_map(|service| {
                let vendor = service.iab.as_ref()?;
                Some(Vendor {
                    id: vendor.id,
                    service: service.id.to_string(),
                    purposes: vendor.purposes.iter().copied().collect(),
                    legitimate_interest: vendor.legitimate_interest.iter().copied().collect(),
                    special_features: vendor.special_features.iter().copied().collect(),
                })
            })
            .collect();
        vendors.sort_unstable_by_key(|vendor| vendor.id);
        Some(Self {
            tcf: tcf.map(|tcf| TcfTerms {
                cmp_id: tcf.cmp.id,
                cmp_version: tcf.cmp.version,
                publisher_country: Letters::parse(tcf.publisher_country.code()).unwrap_or_default(),
                vendor_list_version: tcf.vendor_list_version,
            }),
            sections: sections.iter().filter_map(|id| UsLayout::newest(*id)).collect(),
            us_privacy: iab.us_privacy,
            sold,
            vendors,
        })
    }
}
