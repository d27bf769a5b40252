//! The vendor list and the list of platforms are read from their JSON, and rules and permission ask them.
#![cfg(feature = "gvl")]

mod strings;

use consent_core::strings::Severity::{Error, Warning};
use consent_core::strings::bits::Deciseconds;
use consent_core::strings::tcf::{Basis, Declarations, Known, ListError, PlatformList, VendorList};
use strings::sound::{NOW, against, sound};

const JSON: &str = include_str!("strings/vendor_list.json");

#[test]
fn the_vendor_list_is_read() {
    let list = VendorList::from_json(JSON).expect("a vendor list");
    assert_eq!(
        (
            list.edition.specification,
            list.edition.version,
            list.edition.policy
        ),
        (3, 175, 5)
    );
    assert!(list.purposes[&1].consentable && !list.purposes[&10].right_to_object);
    assert_eq!(list.stacks[&1].special_features, [1, 2]);
    let vendor = &list.vendors[&10];
    assert_eq!(
        (vendor.http_get_limit, vendor.cookie_max_age_seconds),
        (Some(32), Some(31_536_000))
    );
    assert_eq!(vendor.data_retention.purposes[&2], 180);
    assert_eq!(vendor.urls[1].lang_id.as_deref(), Some("sv"));
    let flexible = list.declared(20).expect("in the list");
    assert!(flexible.flexible_purposes.iter().eq([2, 4, 9]));
    assert!(list.declared(30).is_some_and(|it| it.deleted_at.is_some()));
    assert_eq!(list.declared(50), None);

    let tc = sound();
    assert!(tc.may_process(10, 1, Basis::Consent, &list).is_granted());
    assert!(
        tc.may_process(20, 2, Basis::LegitimateInterest, &list)
            .is_granted()
    );
    assert!(!tc.may_process(30, 1, Basis::Consent, &list).is_granted());
    assert_eq!(against(&tc, &Known::at(NOW).with_vendors(&list)), []);
}

#[test]
fn what_is_no_list_is_refused() {
    let error = |from: &str, to: &str| VendorList::from_json(&JSON.replace(from, to)).expect_err(to);
    assert!(matches!(error("\"vendors\"", "\"sellers\""), ListError::Shape(_)));
    assert_eq!(error("Version\": 3", "Version\": 4"), ListError::Specification(4));
    assert_eq!(
        error("2026-11-19T16:00:00Z", "soon"),
        ListError::Date("soon".into())
    );
    assert_eq!(error("\"id\": 40", "\"id\": 41"), ListError::Id("40".into()));
    assert!(error("\"40\"", "\"forty\"").to_string().contains("forty"));
}

#[test]
fn the_list_of_platforms_is_read() {
    let json = r#"{"lastUpdated": "2026-11-19T16:00:00Z", "cmps": {
        "880": {"id": 880, "name": "One", "isCommercial": true, "environments": ["web"]},
        "881": {"id": 881, "name": "Two", "isCommercial": true, "deletedDate": "2026-11-01T00:00:00Z"}}}"#;
    let list = PlatformList::from_json(json).expect("a list");
    let known = Known::at(NOW).with_platforms(&list);
    let mut tc = sound();
    assert_eq!(against(&tc, &known), []);
    tc.core.cmp_id = 881;
    assert_eq!(against(&tc, &known), [(Error, "cmp-deleted")]);
    tc.core.is_service_specific = false;
    tc.core.created = Deciseconds::default();
    assert!(against(&tc, &known).contains(&(Warning, "dates-differ")));
    assert_eq!(
        PlatformList::from_json(&json.replace("\"id\": 881", "\"id\": 1")),
        Err(ListError::Id("881".into()))
    );
    assert!(PlatformList::from_json("[]").is_err());
}
