//! Values to JSON: sets as lists of numbers, restrictions by purpose and kind.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec::Vec;

use serde::{Serialize, Serializer};

use super::{Fields, WrittenRestriction};
use crate::strings::tcf::layout::Segment;
use crate::strings::tcf::model::{PublisherTc, TcString};
use crate::strings::tcf::restrictions::{RestrictionKind, Restrictions};
use crate::strings::{IdSet, SmallSet};

/// How many vendors of restrictions are named one by one; a short text could name millions.
const NAMED_VENDORS: usize = 65_535;

impl Serialize for TcString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let core = &self.core;
        let publisher = self.publisher.clone().unwrap_or_default();
        let ids = |set: &IdSet| set.iter().collect::<Vec<_>>();
        let numbers = |set: SmallSet| set.iter().collect::<Vec<_>>();
        let last_custom = publisher
            .custom_purposes_consent
            .largest()
            .max(publisher.custom_purposes_legitimate_interest.largest());
        let fields = Fields {
            created: core.created.get(),
            last_updated: Some(core.last_updated.get()),
            cmp_id: core.cmp_id,
            cmp_version: core.cmp_version,
            consent_screen: core.consent_screen,
            consent_language: core.consent_language.to_string(),
            vendor_list_version: core.vendor_list_version,
            policy_version: core.policy_version,
            is_service_specific: core.is_service_specific,
            use_non_standard_texts: core.use_non_standard_texts,
            special_feature_optins: numbers(core.special_feature_opt_ins),
            purpose_consents: numbers(core.purposes_consent),
            purpose_legitimate_interests: numbers(core.purposes_legitimate_interest),
            purpose_one_treatment: core.purpose_one_treatment,
            publisher_cc: core.publisher_country.to_string(),
            vendor_consents: ids(&core.vendor_consents),
            vendor_legitimate_interests: ids(&core.vendor_legitimate_interests),
            publisher_restrictions: written(&core.restrictions),
            disclosed_vendors: self.disclosed_vendors.as_ref().map(ids).unwrap_or_default(),
            allowed_vendors: self.allowed_vendors.as_ref().map(ids).unwrap_or_default(),
            pub_consents: numbers(publisher.purposes_consent),
            pub_li: numbers(publisher.purposes_legitimate_interest),
            pub_custom_consents: numbers(publisher.custom_purposes_consent),
            pub_custom_li: numbers(publisher.custom_purposes_legitimate_interest),
            num_custom_purposes: (publisher.custom_purposes > last_custom)
                .then_some(publisher.custom_purposes),
            empty_segments: self.empty_segments().map(|segment| segment.to_string()).collect(),
        };
        fields.serialize(serializer)
    }
}

impl TcString {
    /// The segments that are there with nothing in them.
    fn empty_segments(&self) -> impl Iterator<Item = Segment> {
        let is_empty = |set: &Option<IdSet>| set.as_ref().is_some_and(IdSet::is_empty);
        [
            (Segment::DisclosedVendors, is_empty(&self.disclosed_vendors)),
            (Segment::AllowedVendors, is_empty(&self.allowed_vendors)),
            (
                Segment::PublisherTc,
                self.publisher.as_ref() == Some(&PublisherTc::default()),
            ),
        ]
        .into_iter()
        .filter_map(|(segment, is_empty)| is_empty.then_some(segment))
    }
}

impl Serialize for Restrictions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        written(self).serialize(serializer)
    }
}

/// Several restrictions of one kind on one purpose become one.
fn written(restrictions: &Restrictions) -> Vec<WrittenRestriction> {
    let keys: BTreeSet<(u8, RestrictionKind)> = restrictions.iter().map(|it| (it.purpose, it.kind)).collect();
    let merged: BTreeMap<_, IdSet> = keys
        .into_iter()
        .map(|(purpose, kind)| ((purpose, kind), restrictions.vendors(purpose, kind)))
        .collect();
    let named = merged
        .values()
        .fold(0usize, |count, set| count.saturating_add(set.len()));
    merged
        .into_iter()
        .map(|((purpose_id, kind), set)| {
            let each = named <= NAMED_VENDORS;
            WrittenRestriction {
                purpose_id,
                r#type: kind.bits(),
                vendors: each.then(|| set.iter().collect()),
                vendor_ranges: (!each).then(|| set.ranges().collect()),
            }
        })
        .collect()
}
