//! Any section and any string that can be made.

use consent_core::strings::bits::{Deciseconds, Letters};
use consent_core::strings::gpp::{Section, SectionId, Standing, TcfCa, TcfCaPublisher, UsLayout, UsSection};
use consent_core::strings::tcf::{Core, PublisherTc, RestrictionKind, Restrictions, TcString, VendorRange};
use consent_core::strings::us_privacy::{Answer, UsPrivacy};
use consent_core::strings::{IdSet, SmallSet};
use proptest::prelude::*;
use proptest::sample::select;

/// Any set of vendors: few, many, or a run.
pub(crate) fn any_vendors() -> impl Strategy<Value = IdSet> {
    let few = prop::collection::btree_set(1u16.., 0..12).prop_map(IdSet::from_iter);
    let many =
        prop::collection::vec(any::<u64>(), 0..20).prop_map(|words| IdSet::from_words(words.into_iter()));
    let run = (1u16.., 0u16..500).prop_map(|(first, more)| {
        let mut set = IdSet::new();
        set.insert_range(first, first.saturating_add(more));
        set
    });
    prop_oneof![few, many, run]
}

fn any_numbers(most: u8) -> impl Strategy<Value = SmallSet> {
    prop::collection::vec(1..=most.max(1), 0..=usize::from(most).min(30)).prop_map(SmallSet::from_iter)
}

fn any_custom() -> impl Strategy<Value = (u8, SmallSet, SmallSet)> {
    (0u8..=63).prop_flat_map(|count| (Just(count), any_numbers(count), any_numbers(count)))
}

fn any_letters() -> impl Strategy<Value = Letters> {
    "[A-Z]{2}".prop_map(|text| Letters::parse(&text).expect("two letters"))
}

fn any_moment() -> impl Strategy<Value = Deciseconds> {
    (0u64..1 << 36).prop_map(|tenths| Deciseconds::new(tenths).expect("fits"))
}

/// Restrictions of which every set of vendors stands in order, as Canada's are read.
fn any_restrictions() -> impl Strategy<Value = Restrictions> {
    let key = (0u8..64, 0u8..4);
    prop::collection::btree_map(key, any_vendors(), 0..4).prop_map(|all| {
        let mut restrictions = Restrictions::new();
        for ((purpose, kind), vendors) in all {
            let ranges = vendors
                .ranges()
                .take(4_000)
                .map(|(first, last)| VendorRange::new(first, last).expect("a range"));
            restrictions.push(purpose, RestrictionKind::from_bits(kind), ranges);
        }
        restrictions
    })
}

pub(crate) fn any_canada() -> impl Strategy<Value = TcfCa> {
    let head = (
        any_moment(),
        any_moment(),
        0u16..4096,
        0u16..4096,
        0u8..64,
        any_letters(),
    );
    let more = (
        0u16..4096,
        0u8..64,
        any::<bool>(),
        any_numbers(12),
        any_numbers(24),
        any_numbers(24),
    );
    let vendors = (
        any_vendors(),
        any_vendors(),
        prop::option::of(any_restrictions()),
        prop::option::of(any_vendors()),
    );
    let publisher = prop::option::of((any_numbers(24), any_numbers(24), any_custom()));
    (head, more, vendors, publisher).prop_map(|(head, more, vendors, publisher)| {
        let publisher =
            publisher.map(
                |(express, implied, (count, custom_express, custom_implied))| TcfCaPublisher {
                    purposes_express_consent: express,
                    purposes_implied_consent: implied,
                    custom_purposes: count,
                    custom_purposes_express_consent: if count == 0 {
                        SmallSet::new()
                    } else {
                        custom_express
                    },
                    custom_purposes_implied_consent: if count == 0 {
                        SmallSet::new()
                    } else {
                        custom_implied
                    },
                },
            );
        TcfCa {
            created: head.0,
            last_updated: head.1,
            cmp_id: head.2,
            cmp_version: head.3,
            consent_screen: head.4,
            consent_language: head.5,
            vendor_list_version: more.0,
            policy_version: more.1,
            use_non_standard_stacks: more.2,
            special_feature_express_consent: more.3,
            purposes_express_consent: more.4,
            purposes_implied_consent: more.5,
            vendor_express_consent: vendors.0,
            vendor_implied_consent: vendors.1,
            restrictions: vendors.2,
            disclosed_vendors: vendors.3,
            publisher,
            ..TcfCa::default()
        }
    })
}

pub(crate) fn any_united_states() -> impl Strategy<Value = UsSection> {
    let layouts: Vec<&'static UsLayout> = UsLayout::all().collect();
    let answers = prop::collection::vec(0u8..4, 64);
    (select(layouts), 0u8..64, answers, any::<Option<bool>>()).prop_map(|(layout, version, answers, gpc)| {
        let mut section = UsSection::new(layout).with_version(version);
        let mut answers = answers.into_iter();
        for (field, count) in layout.fields() {
            for number in 0..count {
                let answer = answers.next().expect("more than any section has");
                assert!(section.set(field, number, answer));
            }
        }
        section.gpc = gpc;
        section
    })
}

pub(crate) fn any_us_privacy() -> impl Strategy<Value = UsPrivacy> {
    let answer = || select(vec![Answer::Yes, Answer::No, Answer::NotApplicable]);
    (answer(), answer(), answer()).prop_map(|(notice, opt_out_sale, lspa)| UsPrivacy {
        notice,
        opt_out_sale,
        lspa,
    })
}

fn any_europe() -> impl Strategy<Value = TcString> {
    let custom = prop::option::of((any_numbers(24), any_custom()));
    (
        any_moment(),
        0u16..4096,
        any_numbers(24),
        any_vendors(),
        prop::option::of(any_vendors()),
        custom,
    )
        .prop_map(
            |(moment, cmp_id, purposes, vendors, disclosed_vendors, custom)| TcString {
                core: Core {
                    created: moment,
                    last_updated: moment,
                    cmp_id,
                    purposes_consent: purposes,
                    vendor_consents: vendors,
                    ..Core::default()
                },
                disclosed_vendors,
                publisher: custom.map(|(purposes_consent, (custom_purposes, consent, interest))| {
                    PublisherTc {
                        purposes_consent,
                        custom_purposes,
                        custom_purposes_consent: if custom_purposes == 0 {
                            SmallSet::new()
                        } else {
                            consent
                        },
                        custom_purposes_legitimate_interest: if custom_purposes == 0 {
                            SmallSet::new()
                        } else {
                            interest
                        },
                        ..PublisherTc::default()
                    }
                }),
                ..TcString::default()
            },
        )
}

fn any_opaque() -> impl Strategy<Value = Section<'static>> {
    let unread = |id: &SectionId| id.standing() != Standing::Settled;
    let listed = SectionId::all().filter(unread).collect::<Vec<_>>();
    let id = prop_oneof![select(listed), (28u16..).prop_map(SectionId::new)];
    (id, "[A-Za-z0-9_.-]{1,12}").prop_map(|(id, text)| Section::Opaque(id, text.into()))
}

pub(crate) fn any_section() -> impl Strategy<Value = Section<'static>> {
    prop_oneof![
        2 => any_canada().prop_map(|ca| Section::TcfCaV1(Box::new(ca))),
        4 => any_united_states().prop_map(Section::Us),
        1 => any_us_privacy().prop_map(Section::UsPrivacy),
        1 => any_europe().prop_map(|tc| Section::TcfEuV2(Box::new(tc))),
        1 => any_opaque(),
    ]
}

/// Sections of which no two have the same number, in their order.
pub(crate) fn any_sections() -> impl Strategy<Value = Vec<Section<'static>>> {
    prop::collection::vec(any_section(), 0..8).prop_map(|mut sections| {
        sections.sort_by_key(Section::id);
        sections.dedup_by_key(|section| section.id());
        sections
    })
}
