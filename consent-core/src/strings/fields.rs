//! The small formats as JSON has them: what `consent verify` shows, and `consent encode` takes.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::IdSet;
use super::google_ac::GoogleAc;
use super::hubspot::Categories;
use super::us_privacy::{Answer, UsPrivacy};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OfUsPrivacy {
    #[serde(default = "one")]
    version: u8,
    notice: Answer,
    opt_out_sale: Answer,
    lspa: Answer,
}

const fn one() -> u8 {
    1
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_char(self.character())
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("“{text}” is none of “Y”, “N” and “-”")))
    }
}

impl Serialize for UsPrivacy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = OfUsPrivacy {
            version: 1,
            notice: self.notice,
            opt_out_sale: self.opt_out_sale,
            lspa: self.lspa,
        };
        fields.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for UsPrivacy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = OfUsPrivacy::deserialize(deserializer)?;
        match fields.version {
            1 => Ok(Self {
                notice: fields.notice,
                opt_out_sale: fields.opt_out_sale,
                lspa: fields.lspa,
            }),
            _ => Err(D::Error::custom("version: 1, there is no other")),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OfGoogleAc {
    version: Option<u8>,
    consented: Vec<u16>,
    /// Who was shown and not consented to; version 1 does not say.
    disclosed_not_consented: Option<Vec<u16>>,
}

impl Serialize for GoogleAc {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ids = |set: &IdSet| set.iter().collect::<Vec<_>>();
        let fields = OfGoogleAc {
            version: Some(self.version()),
            consented: ids(self.consented()),
            disclosed_not_consented: self.disclosed().map(ids),
        };
        fields.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for GoogleAc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = OfGoogleAc::deserialize(deserializer)?;
        let lists = [Some(&fields.consented), fields.disclosed_not_consented.as_ref()];
        if lists.into_iter().flatten().any(|list| list.contains(&0)) {
            return Err(D::Error::custom("providers are numbered from 1"));
        }
        let set = |list: Vec<u16>| IdSet::from_iter(list);
        let said = Self::new(set(fields.consented), fields.disclosed_not_consented.map(set))
            .map_err(D::Error::custom)?;
        match fields.version {
            Some(version) if version != said.version() => Err(D::Error::custom(
                "version 2 has disclosedNotConsented, which may be empty, and version 1 has it not",
            )),
            _ => Ok(said),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfHubSpot {
    #[serde(default = "always")]
    necessary: bool,
    analytics: bool,
    advertisement: bool,
    functionality: bool,
}

const fn always() -> bool {
    true
}

impl Serialize for Categories {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = OfHubSpot {
            necessary: true,
            analytics: self.analytics,
            advertisement: self.advertisement,
            functionality: self.functionality,
        };
        fields.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Categories {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = OfHubSpot::deserialize(deserializer)?;
        match fields.necessary {
            true => Ok(Self {
                analytics: fields.analytics,
                advertisement: fields.advertisement,
                functionality: fields.functionality,
            }),
            false => Err(D::Error::custom(
                "necessary: true, HubSpot's record has no number for it",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json, to_value};

    use super::*;

    fn refused<T: for<'de> Deserialize<'de>>(value: serde_json::Value) -> String {
        match from_value::<T>(value) {
            Ok(_) => String::from("read"),
            Err(error) => format!("{error}"),
        }
    }

    #[test]
    fn what_is_shown_is_taken() {
        let us = UsPrivacy::parse("1Y-N").expect("a string");
        let shown = to_value(us).expect("JSON");
        assert_eq!(
            shown,
            json!({"version": 1, "notice": "Y", "optOutSale": "-", "lspa": "N"})
        );
        assert_eq!(from_value::<UsPrivacy>(shown).expect("the same"), us);
        for text in ["1~", "2~1.9~dv.", "2~~dv.3"] {
            let said = GoogleAc::parse(text).expect("a string");
            let shown = to_value(&said).expect("JSON");
            assert_eq!(from_value::<GoogleAc>(shown).expect("the same"), said, "{text}");
        }
        let said = Categories::parse("1:true_2:false_3:true").expect("a record");
        let shown = to_value(said).expect("JSON");
        assert_eq!(
            shown,
            json!({"necessary": true, "analytics": true, "advertisement": false, "functionality": true})
        );
        assert_eq!(from_value::<Categories>(shown).expect("the same"), said);
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        let us = refused::<UsPrivacy>;
        assert!(us(json!({"notice": "X", "optOutSale": "N", "lspa": "N"})).contains("“X” is none of"));
        assert!(us(json!({"notice": "Y", "optOutSale": "N"})).contains("`lspa`"));
        assert!(
            us(json!({"version": 2, "notice": "Y", "optOutSale": "N", "lspa": "N"})).contains("version: 1")
        );
        let ac = refused::<GoogleAc>;
        assert!(ac(json!({"consented": [0]})).contains("from 1"));
        assert!(ac(json!({"version": 2, "consented": [1]})).contains("disclosedNotConsented"));
        assert!(
            ac(json!({"version": 1, "consented": [], "disclosedNotConsented": []})).contains("version 1")
        );
        assert!(ac(json!({"consented": [7], "disclosedNotConsented": [7]})).contains("provider 7"));
        let hubspot = refused::<Categories>;
        let of = |necessary| json!({"necessary": necessary, "analytics": true, "advertisement": true, "functionality": true});
        assert!(hubspot(of(false)).contains("necessary"));
        assert!(hubspot(json!({"analytics": true})).contains("missing field"));
        assert_eq!(hubspot(of(true)), "read");
    }
}
