//! What holds for every TC string: what is written is read, one way or the other, and nothing is read past its end.
#![cfg(feature = "strings")]

use consent_core::strings::bits::{Deciseconds, Letters};
use consent_core::strings::tcf::{
    Core, EncodeError, Field, LazyTc, PublisherTc, RestrictionKind, Restrictions, Segment, TcString,
    VendorRange,
};
use consent_core::strings::{IdSet, SmallSet};
use proptest::collection::vec;
use proptest::prelude::*;

/// Sets that are short, long, of runs, and of single vendors here and there.
fn vendors() -> impl Strategy<Value = IdSet> {
    let few = vec(1..=u16::MAX, 0..5).prop_map(IdSet::from_iter);
    let dense = vec(1..1_500u16, 0..600).prop_map(IdSet::from_iter);
    let runs = vec((1..3_000u16, 0..400u16), 0..12).prop_map(|runs| {
        let mut set = IdSet::new();
        for (first, more) in runs {
            set.insert_range(first, first + more);
        }
        set
    });
    let all = Just((1..=u16::MAX).collect());
    prop_oneof![4 => few, 4 => dense, 4 => runs, 1 => all]
}

fn numbers(largest: u8) -> impl Strategy<Value = SmallSet> {
    vec(1..=largest, 0..10).prop_map(SmallSet::from_iter)
}

fn restrictions() -> impl Strategy<Value = Restrictions> {
    let range = (1..=u16::MAX, 0..300u16)
        .prop_map(|(first, more)| VendorRange::new(first, first.saturating_add(more)).expect("a range"));
    vec((0..64u8, 0..4u8, vec(range, 0..6)), 0..8).prop_map(|all| {
        let mut restrictions = Restrictions::new();
        for (purpose, kind, ranges) in all {
            restrictions.push(purpose, RestrictionKind::from_bits(kind), ranges);
        }
        restrictions
    })
}

prop_compose! {
    fn publisher()(custom_purposes in 0..64u8)(
        custom_purposes in Just(custom_purposes),
        purposes_consent in numbers(24),
        purposes_legitimate_interest in numbers(24),
        consent in numbers(63),
        interest in numbers(63),
    ) -> PublisherTc {
        let those: SmallSet = (1..=custom_purposes).collect();
        PublisherTc {
            purposes_consent,
            purposes_legitimate_interest,
            custom_purposes,
            custom_purposes_consent: consent.and(those),
            custom_purposes_legitimate_interest: interest.and(those),
        }
    }
}

prop_compose! {
    fn core()(
        moments in (0..1u64 << 36, 0..1u64 << 36),
        small in (0..4096u16, 0..4096u16, 0..64u8, 0..4096u16, 0..4096u16, 0..64u8, 0..4096u16),
        flags in any::<(bool, bool, bool)>(),
        special_feature_opt_ins in numbers(12),
        purposes in (numbers(24), numbers(24)),
        vendors in (vendors(), vendors()),
        restrictions in restrictions(),
    ) -> Core {
        Core {
            created: Deciseconds::new(moments.0).expect("fits"),
            last_updated: Deciseconds::new(moments.1).expect("fits"),
            cmp_id: small.0,
            cmp_version: small.1,
            consent_screen: small.2,
            consent_language: Letters::from_bits(small.3),
            vendor_list_version: small.4,
            policy_version: small.5,
            is_service_specific: flags.0,
            use_non_standard_texts: flags.1,
            special_feature_opt_ins,
            purposes_consent: purposes.0,
            purposes_legitimate_interest: purposes.1,
            purpose_one_treatment: flags.2,
            publisher_country: Letters::from_bits(small.6),
            vendor_consents: vendors.0,
            vendor_legitimate_interests: vendors.1,
            restrictions,
        }
    }
}

prop_compose! {
    fn tc()(
        core in core(),
        disclosed_vendors in proptest::option::of(vendors()),
        allowed_vendors in proptest::option::of(vendors()),
        publisher in proptest::option::of(publisher()),
    ) -> TcString {
        TcString { core, disclosed_vendors, allowed_vendors, publisher }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_written_is_read(tc in tc()) {
        let text = tc.encode().expect("everything fits");
        prop_assert_eq!(TcString::decode(&text), Ok(tc));
    }

    #[test]
    fn a_look_up_says_what_reading_all_says(tc in tc(), vendor in prop_oneof![0..1_600u16, any::<u16>()]) {
        let text = tc.encode().expect("everything fits");
        let signals = LazyTc::new(&text).and_then(|lazy| lazy.vendor(vendor)).expect("a sound string");
        prop_assert_eq!(signals.consent, tc.core.vendor_consents.contains(vendor));
        prop_assert_eq!(signals.legitimate_interest, tc.core.vendor_legitimate_interests.contains(vendor));
        prop_assert_eq!(signals.disclosed, tc.disclosed_vendors.map(|set| set.contains(vendor)));
    }

    #[test]
    fn segments_are_read_in_any_order(tc in tc(), padding in "[=]{0,3}") {
        let text = tc.encode().expect("everything fits");
        let (core, rest) = text.split_once('.').unwrap_or((&text, ""));
        let mut parts: Vec<&str> = rest.split('.').filter(|part| !part.is_empty()).collect();
        parts.reverse();
        parts.insert(0, core);
        prop_assert_eq!(TcString::decode(&(parts.join(".") + &padding)), Ok(tc));
    }

    #[test]
    fn json_says_the_same(tc in tc()) {
        // Letters beyond Z have no name in JSON; several restrictions of one kind on one purpose become one there.
        let mut tc = tc;
        tc.core.consent_language = Letters::parse("SV").expect("letters");
        tc.core.publisher_country = Letters::parse("SE").expect("letters");
        let json = serde_json::to_string(&tc).expect("JSON");
        let again: TcString = serde_json::from_str(&json).expect("what was written");
        for it in tc.core.restrictions.iter() {
            let vendors = |of: &TcString| of.core.restrictions.vendors(it.purpose, it.kind);
            prop_assert_eq!(vendors(&tc), vendors(&again));
        }
        prop_assert_eq!(serde_json::to_string(&again).expect("JSON"), json);
        tc.core.restrictions = again.core.restrictions.clone();
        prop_assert_eq!(again, tc);
    }

    #[test]
    fn any_text_ends_in_values_or_an_error(text in any::<String>()) {
        read_all(&text);
        read_all(&format!("C{text}"));
    }

    #[test]
    fn any_bits_end_in_values_or_an_error(text in "C[A-Za-z0-9_-]{0,120}(\\.[A-Za-z0-9_-]{0,40}){0,3}={0,2}") {
        read_all(&text);
    }
}

fn read_all(text: &str) {
    if let Ok(tc) = TcString::decode(text) {
        let again = tc.encode().expect("what was read fits");
        assert_eq!(TcString::decode(&again), Ok(tc), "{text}");
    }
    if let Ok(lazy) = LazyTc::new(text) {
        let _ = (
            lazy.vendor(1),
            lazy.vendor(u16::MAX),
            lazy.number(Field::PublisherCc),
        );
    }
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let refused = |change: fn(&mut TcString), segment, field, most| {
        let mut tc = TcString {
            publisher: Some(PublisherTc::default()),
            ..TcString::default()
        };
        change(&mut tc);
        assert_eq!(tc.encode(), Err(EncodeError { segment, field, most }));
    };
    let in_core = |change, field, most| refused(change, Segment::Core, field, most);
    in_core(|tc| tc.core.cmp_id = 4096, Field::CmpId, 4095);
    in_core(|tc| tc.core.consent_screen = 64, Field::ConsentScreen, 63);
    in_core(
        |tc| tc.core.purposes_consent.insert(25),
        Field::PurposesConsent,
        24,
    );
    in_core(
        |tc| tc.core.special_feature_opt_ins.insert(13),
        Field::SpecialFeatureOptIns,
        12,
    );
    let restrict = |tc: &mut TcString, purpose| {
        tc.core
            .restrictions
            .push(purpose, RestrictionKind::NotAllowed, []);
    };
    in_core(
        |tc| tc.core.restrictions.push(64, RestrictionKind::NotAllowed, []),
        Field::PubRestrictions,
        63,
    );
    let mut tc = TcString::default();
    (0..4096).for_each(|_| restrict(&mut tc, 1));
    let field = Field::PubRestrictions;
    let error = EncodeError {
        segment: Segment::Core,
        field,
        most: 4095,
    };
    assert_eq!(tc.encode(), Err(error));
    let mut tc = TcString::default();
    let each = (1..=4096).filter_map(|vendor| VendorRange::new(vendor, vendor));
    tc.core.restrictions.push(1, RestrictionKind::NotAllowed, each);
    assert_eq!(tc.encode(), Err(error));
    let custom = |change: fn(&mut PublisherTc), field, most| {
        let mut publisher = PublisherTc {
            custom_purposes: 3,
            ..PublisherTc::default()
        };
        change(&mut publisher);
        let tc = TcString {
            publisher: Some(publisher),
            ..TcString::default()
        };
        assert_eq!(
            tc.encode(),
            Err(EncodeError {
                segment: Segment::PublisherTc,
                field,
                most
            })
        );
    };
    custom(|it| it.custom_purposes = 64, Field::NumCustomPurposes, 63);
    custom(
        |it| it.custom_purposes_consent.insert(4),
        Field::CustomPurposesConsent,
        3,
    );
    custom(
        |it| it.purposes_legitimate_interest.insert(25),
        Field::PubPurposesLiTransparency,
        24,
    );
}

#[test]
fn the_shorter_way_to_write_vendors_is_taken() {
    let length = |set: IdSet| {
        let tc = TcString {
            disclosed_vendors: Some(set),
            ..TcString::default()
        };
        let text = tc.encode().expect("fits");
        text.rsplit('.').next().map(str::len)
    };
    // 3 bits of type, 17 of head; then 12 and 33 bits for one range, 12 and 17 for one vendor.
    assert_eq!(
        length((1..=u16::MAX).collect()),
        Some((3 + 17 + 12 + 33_usize).next_multiple_of(8).div_ceil(6))
    );
    assert_eq!(
        length([u16::MAX].into_iter().collect()),
        Some((3 + 17 + 12 + 17_usize).next_multiple_of(8).div_ceil(6))
    );
    // Every second vendor: bits are shorter than so many entries, of which no more than 4,095 fit.
    assert_eq!(
        length((1..=u16::MAX).step_by(2).collect()),
        Some((20 + 65_535_usize).next_multiple_of(8).div_ceil(6))
    );
}
