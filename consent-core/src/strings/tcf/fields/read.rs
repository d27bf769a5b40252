//! JSON to values: what does not fit is refused by the name of its field.

use alloc::string::String;
use alloc::vec::Vec;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::{Fields, WrittenRestriction};
use crate::strings::bits::{Deciseconds, Letters};
use crate::strings::tcf::layout::Segment;
use crate::strings::tcf::model::{Core, PublisherTc, TcString};
use crate::strings::tcf::restrictions::{RestrictionKind, Restrictions, VendorRange};
use crate::strings::{IdSet, SmallSet};

impl<'de> Deserialize<'de> for TcString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Fields::deserialize(deserializer)?;
        read(&fields).map_err(D::Error::custom)
    }
}

fn read(fields: &Fields) -> Result<TcString, String> {
    let segments = [
        Segment::DisclosedVendors,
        Segment::AllowedVendors,
        Segment::PublisherTc,
    ]
    .map(Segment::name);
    if let Some(name) = fields
        .empty_segments
        .iter()
        .find(|name| !segments.contains(&name.as_str()))
    {
        return Err(alloc::format!("emptySegments: “{name}” is none of {segments:?}"));
    }
    let empty = |segment: Segment| fields.empty_segments.iter().any(|name| name == segment.name());
    let segment = |segment: Segment, set: IdSet| (!set.is_empty() || empty(segment)).then_some(set);
    let consent = numbers("pubCustomConsents", &fields.pub_custom_consents)?;
    let interest = numbers("pubCustomLI", &fields.pub_custom_li)?;
    let publisher = PublisherTc {
        purposes_consent: numbers("pubConsents", &fields.pub_consents)?,
        purposes_legitimate_interest: numbers("pubLI", &fields.pub_li)?,
        custom_purposes: fields
            .num_custom_purposes
            .unwrap_or_else(|| consent.largest().max(interest.largest())),
        custom_purposes_consent: consent,
        custom_purposes_legitimate_interest: interest,
    };
    let restrictions = read_restrictions(&fields.publisher_restrictions)?;
    let special_features = numbers("specialFeatureOptins", &fields.special_feature_optins)?;
    let interests = vendors("vendorLegitimateInterests", &fields.vendor_legitimate_interests)?;
    Ok(TcString {
        core: Core {
            created: moment("created", fields.created)?,
            last_updated: moment("lastUpdated", fields.last_updated.unwrap_or(fields.created))?,
            cmp_id: fields.cmp_id,
            cmp_version: fields.cmp_version,
            consent_screen: fields.consent_screen,
            consent_language: letters("consentLanguage", &fields.consent_language)?,
            vendor_list_version: fields.vendor_list_version,
            policy_version: fields.policy_version,
            is_service_specific: fields.is_service_specific,
            use_non_standard_texts: fields.use_non_standard_texts,
            special_feature_opt_ins: special_features,
            purposes_consent: numbers("purposeConsents", &fields.purpose_consents)?,
            purposes_legitimate_interest: numbers(
                "purposeLegitimateInterests",
                &fields.purpose_legitimate_interests,
            )?,
            purpose_one_treatment: fields.purpose_one_treatment,
            publisher_country: letters("publisherCC", &fields.publisher_cc)?,
            vendor_consents: vendors("vendorConsents", &fields.vendor_consents)?,
            vendor_legitimate_interests: interests,
            restrictions,
        },
        disclosed_vendors: segment(
            Segment::DisclosedVendors,
            vendors("disclosedVendors", &fields.disclosed_vendors)?,
        ),
        allowed_vendors: segment(
            Segment::AllowedVendors,
            vendors("allowedVendors", &fields.allowed_vendors)?,
        ),
        publisher: (publisher != PublisherTc::default() || empty(Segment::PublisherTc)).then_some(publisher),
    })
}

impl<'de> Deserialize<'de> for Restrictions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<WrittenRestriction>::deserialize(deserializer)?;
        read_restrictions(&list).map_err(D::Error::custom)
    }
}

fn read_restrictions(list: &[WrittenRestriction]) -> Result<Restrictions, String> {
    let mut restrictions = Restrictions::new();
    for it in list {
        let (kind, ranges) = read_restriction(it)?;
        restrictions.push(it.purpose_id, kind, ranges);
    }
    Ok(restrictions)
}

fn read_restriction(it: &WrittenRestriction) -> Result<(RestrictionKind, Vec<VendorRange>), String> {
    let vendors = vendors("publisherRestrictions", it.vendors.as_deref().unwrap_or_default())?;
    let ranges = vendors.ranges().chain(it.vendor_ranges.iter().flatten().copied());
    let ranges: Option<Vec<_>> = ranges
        .map(|(first, last)| VendorRange::new(first, last))
        .collect();
    match ranges {
        Some(ranges) if it.r#type <= 3 => Ok((RestrictionKind::from_bits(it.r#type), ranges)),
        Some(_) => Err("publisherRestrictions: type is 0 to 3".into()),
        None => {
            Err("publisherRestrictions: vendorRanges go from a vendor to one that is not below it".into())
        }
    }
}

fn vendors(name: &str, list: &[u16]) -> Result<IdSet, String> {
    match list.contains(&0) {
        true => Err(alloc::format!("{name}: vendors are numbered from 1")),
        false => Ok(list.iter().copied().collect()),
    }
}

fn numbers(name: &str, list: &[u8]) -> Result<SmallSet, String> {
    match list.iter().all(|number| (1..=64).contains(number)) {
        true => Ok(list.iter().copied().collect()),
        false => Err(alloc::format!("{name}: numbers from 1 to 64")),
    }
}

fn moment(name: &str, tenths: u64) -> Result<Deciseconds, String> {
    Deciseconds::new(tenths)
        .ok_or_else(|| alloc::format!("{name}: tenths of a second since 1970, below 2^36"))
}

fn letters(name: &str, text: &str) -> Result<Letters, String> {
    Letters::parse(text).ok_or_else(|| alloc::format!("{name}: two letters of A-Z, not “{text}”"))
}
