//! TCF Canada: sets as lists of numbers; what is not there is left out.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::strings::bits::{Deciseconds, Letters};
use crate::strings::gpp::canada::{TcfCa, TcfCaPublisher};
use crate::strings::tcf::Restrictions;
use crate::strings::{IdSet, SmallSet};

/// The fields by the specification's names.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Fields {
    #[serde(default = "one")]
    version: u8,
    /// Tenths of a second since 1970.
    created: u64,
    last_updated: u64,
    cmp_id: u16,
    cmp_version: u16,
    consent_screen: u8,
    consent_language: String,
    vendor_list_version: u16,
    tcf_policy_version: u8,
    use_non_standard_stacks: bool,
    special_feature_express_consent: Vec<u8>,
    purposes_express_consent: Vec<u8>,
    purposes_implied_consent: Vec<u8>,
    vendor_express_consent: Vec<u16>,
    vendor_implied_consent: Vec<u16>,
    #[serde(default)]
    pub_restrictions: Option<Restrictions>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disclosed_vendors: Option<Vec<u16>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub_purposes_express_consent: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub_purposes_implied_consent: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    num_custom_purposes: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    custom_purposes_express_consent: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    custom_purposes_implied_consent: Option<Vec<u8>>,
}

const fn one() -> u8 {
    1
}

impl Serialize for TcfCa {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ids = |set: &IdSet| set.iter().collect::<Vec<_>>();
        let numbers = |set: SmallSet| set.iter().collect::<Vec<_>>();
        let publisher = self.publisher.as_ref();
        let of_publisher = |set: fn(&TcfCaPublisher) -> SmallSet| publisher.map(|it| numbers(set(it)));
        let fields = Fields {
            version: 1,
            created: self.created.get(),
            last_updated: self.last_updated.get(),
            cmp_id: self.cmp_id,
            cmp_version: self.cmp_version,
            consent_screen: self.consent_screen,
            consent_language: self.consent_language.to_string(),
            vendor_list_version: self.vendor_list_version,
            tcf_policy_version: self.policy_version,
            use_non_standard_stacks: self.use_non_standard_stacks,
            special_feature_express_consent: numbers(self.special_feature_express_consent),
            purposes_express_consent: numbers(self.purposes_express_consent),
            purposes_implied_consent: numbers(self.purposes_implied_consent),
            vendor_express_consent: ids(&self.vendor_express_consent),
            vendor_implied_consent: ids(&self.vendor_implied_consent),
            pub_restrictions: self.restrictions.clone(),
            disclosed_vendors: self.disclosed_vendors.as_ref().map(ids),
            pub_purposes_express_consent: of_publisher(|it| it.purposes_express_consent),
            pub_purposes_implied_consent: of_publisher(|it| it.purposes_implied_consent),
            num_custom_purposes: publisher.map(|it| it.custom_purposes),
            custom_purposes_express_consent: of_publisher(|it| it.custom_purposes_express_consent),
            custom_purposes_implied_consent: of_publisher(|it| it.custom_purposes_implied_consent),
        };
        fields.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for TcfCa {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(Fields::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

fn read(fields: Fields) -> Result<TcfCa, String> {
    if fields.version != 1 {
        return Err("Version: 1, there is no other".into());
    }
    Ok(TcfCa {
        publisher: publisher(&fields)?,
        created: moment("Created", fields.created)?,
        last_updated: moment("LastUpdated", fields.last_updated)?,
        cmp_id: fields.cmp_id,
        cmp_version: fields.cmp_version,
        consent_screen: fields.consent_screen,
        consent_language: Letters::parse(&fields.consent_language)
            .ok_or("ConsentLanguage: two letters of A-Z")?,
        vendor_list_version: fields.vendor_list_version,
        policy_version: fields.tcf_policy_version,
        use_non_standard_stacks: fields.use_non_standard_stacks,
        special_feature_express_consent: numbers(
            "SpecialFeatureExpressConsent",
            &fields.special_feature_express_consent,
        )?,
        purposes_express_consent: numbers("PurposesExpressConsent", &fields.purposes_express_consent)?,
        purposes_implied_consent: numbers("PurposesImpliedConsent", &fields.purposes_implied_consent)?,
        vendor_express_consent: vendors("VendorExpressConsent", &fields.vendor_express_consent)?,
        vendor_implied_consent: vendors("VendorImpliedConsent", &fields.vendor_implied_consent)?,
        restrictions: fields.pub_restrictions,
        disclosed_vendors: fields
            .disclosed_vendors
            .map(|list| vendors("DisclosedVendors", &list))
            .transpose()?,
        ..TcfCa::default()
    })
}

/// The publisher's subsection is there when any field of it is.
fn publisher(fields: &Fields) -> Result<Option<TcfCaPublisher>, String> {
    let lists = [
        ("PubPurposesExpressConsent", &fields.pub_purposes_express_consent),
        ("PubPurposesImpliedConsent", &fields.pub_purposes_implied_consent),
        (
            "CustomPurposesExpressConsent",
            &fields.custom_purposes_express_consent,
        ),
        (
            "CustomPurposesImpliedConsent",
            &fields.custom_purposes_implied_consent,
        ),
    ];
    if fields.num_custom_purposes.is_none() && lists.iter().all(|(_, list)| list.is_none()) {
        return Ok(None);
    }
    let mut sets = [SmallSet::new(); 4];
    for (set, (name, list)) in sets.iter_mut().zip(lists) {
        *set = numbers(name, list.as_deref().unwrap_or_default())?;
    }
    let [express, implied, custom_express, custom_implied] = sets;
    let last = custom_express.largest().max(custom_implied.largest());
    Ok(Some(TcfCaPublisher {
        purposes_express_consent: express,
        purposes_implied_consent: implied,
        custom_purposes: fields.num_custom_purposes.unwrap_or(last),
        custom_purposes_express_consent: custom_express,
        custom_purposes_implied_consent: custom_implied,
    }))
}

fn vendors(name: &str, list: &[u16]) -> Result<IdSet, String> {
    match list.contains(&0) {
        true => Err(format!("{name}: vendors are numbered from 1")),
        false => Ok(list.iter().copied().collect()),
    }
}

fn numbers(name: &str, list: &[u8]) -> Result<SmallSet, String> {
    match list.iter().all(|number| (1..=64).contains(number)) {
        true => Ok(list.iter().copied().collect()),
        false => Err(format!("{name}: numbers from 1 to 64")),
    }
}

fn moment(name: &str, tenths: u64) -> Result<Deciseconds, String> {
    Deciseconds::new(tenths).ok_or_else(|| format!("{name}: tenths of a second since 1970, below 2^36"))
}
