//! Values of any kind, the same at every run: what a string of each framework can say.

use consent_core::strings::bits::{Deciseconds, Letters};
use consent_core::strings::gpp::{Section, SectionId, TcfCa, TcfCaPublisher, UsField, UsLayout, UsSection};
use consent_core::strings::tcf::{Core, PublisherTc, RestrictionKind, Restrictions, TcString, VendorRange};
use consent_core::strings::us_privacy::{Answer, UsPrivacy};
use consent_core::strings::{IdSet, SmallSet};
use consent_tests::serving::Chance;

/// What the one who writes can say: the libraries each leave something out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writer {
    /// Ours: everything.
    Ours,
    /// iabtcf-es, segment by segment: every segment is written, with something in it or not.
    Segments,
    /// iabtcf-es as platforms use it, with a vendor list of 60 vendors; it drops what its rules do not allow.
    VendorList,
    /// iabgpp-es: no text of global scope, one date, and no answer that has no meaning.
    Platform,
}

fn one_in(chance: &mut Chance, count: u64) -> bool {
    chance.between(1, count) == 1
}

fn small(chance: &mut Chance, most: u64) -> u8 {
    u8::try_from(chance.between(0, most)).expect("small")
}

fn number(chance: &mut Chance, from: u64, to: u64) -> u16 {
    u16::try_from(chance.between(from, to)).expect("fits")
}

fn letters(chance: &mut Chance) -> Letters {
    let letter = |chance: &mut Chance| char::from(b'A' + small(chance, 25));
    let text: String = [letter(chance), letter(chance)].into_iter().collect();
    Letters::parse(&text).expect("two letters")
}

fn moment(chance: &mut Chance) -> Deciseconds {
    Deciseconds::new(chance.between(0, (1 << 36) - 1)).expect("36 bits")
}

fn purposes(chance: &mut Chance, most: u8) -> SmallSet {
    let bits = chance.next();
    match chance.between(0, 3) {
        0 => SmallSet::new(),
        1 => (1..=most).collect(),
        _ => (1..=most).filter(|purpose| bits >> purpose & 1 == 1).collect(),
    }
}

/// The largest vendor that the one who writes can write.
const fn most_vendor(writer: Writer) -> u16 {
    match writer {
        Writer::Ours | Writer::Segments => u16::MAX,
        Writer::VendorList => 60,
        // It writes every set as ranges first, even where bits are shorter, and fails when those are more than 4,095.
        Writer::Platform => 8_000,
    }
}

/// A set of vendors: none, few, many, runs; now and then as far as numbers go.
pub(super) fn vendors(chance: &mut Chance, most: u16) -> IdSet {
    let most = match most {
        0 => return IdSet::new(),
        1_401.. if !one_in(chance, 60) => 1_400,
        most => most,
    };
    let most = number(chance, 1, most.into()).into();
    let mut set = IdSet::new();
    match chance.between(0, 5) {
        0 => {}
        1 => {
            for _ in 0..chance.between(1, 12) {
                set.insert(number(chance, 1, most));
            }
        }
        2 => {
            let every = chance.between(2, 40);
            (1..=most)
                .filter(|_| one_in(chance, every))
                .for_each(|id| set.insert(id as u16));
        }
        3 => set.insert_range(1, most as u16),
        _ => {
            for _ in 0..chance.between(1, 40) {
                let first = number(chance, 1, most);
                let last = u64::from(first) + chance.between(0, 30);
                set.insert_range(first, last.min(most) as u16);
            }
        }
    }
    set
}

/// Restrictions of which no two are of one kind on one purpose, in their order, each on some vendor.
fn restrictions(chance: &mut Chance, most_purpose: u8, kinds: u64, most_vendor: u16) -> Restrictions {
    let mut restrictions = Restrictions::new();
    if !one_in(chance, 3) {
        return restrictions;
    }
    for purpose in 1..=most_purpose {
        if !one_in(chance, 6) {
            continue;
        }
        let kind = RestrictionKind::from_bits(small(chance, kinds - 1));
        let mut set = vendors(chance, most_vendor.min(800));
        set.insert(number(chance, 1, most_vendor.min(800).into()));
        let ranges = set
            .ranges()
            .map(|(first, last)| VendorRange::new(first, last).expect("a range"));
        restrictions.push(purpose, kind, ranges);
    }
    restrictions
}

/// How many purposes the publisher added, and which of them were agreed to.
fn custom(chance: &mut Chance) -> (u8, SmallSet, SmallSet) {
    let count = if one_in(chance, 2) { 0 } else { small(chance, 63) };
    (count, purposes(chance, count), purposes(chance, count))
}

fn publisher(chance: &mut Chance) -> PublisherTc {
    let (custom_purposes, custom_purposes_consent, custom_purposes_legitimate_interest) = custom(chance);
    PublisherTc {
        purposes_consent: purposes(chance, 24),
        purposes_legitimate_interest: purposes(chance, 24),
        custom_purposes,
        custom_purposes_consent,
        custom_purposes_legitimate_interest,
    }
}

/// A TC string's values.
pub(super) fn europe(chance: &mut Chance, writer: Writer) -> TcString {
    let by_list = writer == Writer::VendorList;
    let most = most_vendor(writer);
    let mut created = moment(chance);
    let mut last_updated = moment(chance);
    if writer == Writer::Platform {
        // Dates of that library are JavaScript's, to the millisecond; it has one for both.
        created = last_updated;
    }
    if one_in(chance, 2) {
        last_updated = created;
    }
    let mut interests = purposes(chance, 24);
    if matches!(writer, Writer::VendorList | Writer::Platform) {
        interests = interests.without(SmallSet::from_iter([1, 3, 4, 5, 6]));
    }
    let segment =
        |chance: &mut Chance, always: bool| (always || one_in(chance, 2)).then(|| vendors(chance, most));
    let (disclosed_vendors, allowed_vendors) = match writer {
        Writer::Ours => (segment(chance, false), segment(chance, false)),
        Writer::Segments => (segment(chance, true), segment(chance, true)),
        Writer::VendorList | Writer::Platform => (segment(chance, true), None),
    };
    TcString {
        core: Core {
            created,
            last_updated,
            cmp_id: number(chance, 2, 4095),
            cmp_version: number(chance, 0, 4095),
            consent_screen: small(chance, 63),
            consent_language: if by_list {
                Letters::parse("EN").expect("letters")
            } else {
                letters(chance)
            },
            vendor_list_version: if by_list {
                number(chance, 1, 3)
            } else {
                number(chance, 0, 4095)
            },
            policy_version: if by_list {
                2 + small(chance, 3)
            } else {
                small(chance, 63)
            },
            is_service_specific: matches!(writer, Writer::VendorList | Writer::Platform)
                || !one_in(chance, 4),
            use_non_standard_texts: one_in(chance, 2),
            special_feature_opt_ins: purposes(chance, 12),
            purposes_consent: purposes(chance, 24),
            purposes_legitimate_interest: interests,
            purpose_one_treatment: one_in(chance, 2),
            publisher_country: letters(chance),
            vendor_consents: vendors(chance, most),
            vendor_legitimate_interests: vendors(chance, most),
            restrictions: restrictions(chance, if by_list { 24 } else { 63 }, 3, most),
        },
        disclosed_vendors,
        allowed_vendors,
        publisher: (writer != Writer::Ours || one_in(chance, 2)).then(|| publisher(chance)),
    }
}

fn canada(chance: &mut Chance, writer: Writer) -> TcfCa {
    let most = most_vendor(writer);
    let of_publisher = (writer != Writer::Ours || one_in(chance, 2)).then(|| {
        let (count, express, implied) = custom(chance);
        TcfCaPublisher {
            purposes_express_consent: purposes(chance, 24),
            purposes_implied_consent: purposes(chance, 24),
            custom_purposes: count,
            custom_purposes_express_consent: express,
            custom_purposes_implied_consent: implied,
        }
    });
    TcfCa {
        created: moment(chance),
        last_updated: moment(chance),
        cmp_id: number(chance, 0, 4095),
        cmp_version: number(chance, 0, 4095),
        consent_screen: small(chance, 63),
        consent_language: letters(chance),
        vendor_list_version: number(chance, 0, 4095),
        policy_version: small(chance, 63),
        use_non_standard_stacks: one_in(chance, 2),
        special_feature_express_consent: purposes(chance, 12),
        purposes_express_consent: purposes(chance, 24),
        purposes_implied_consent: purposes(chance, 24),
        vendor_express_consent: vendors(chance, most),
        vendor_implied_consent: vendors(chance, most),
        restrictions: Some(restrictions(chance, 63, 4, most)),
        disclosed_vendors: one_in(chance, 2).then(|| vendors(chance, most)),
        publisher: of_publisher,
        ..TcfCa::default()
    }
}

fn us_privacy(chance: &mut Chance) -> UsPrivacy {
    let answers = [Answer::Yes, Answer::No, Answer::NotApplicable];
    let mut answer = || answers[usize::from(small(chance, 2))];
    UsPrivacy {
        notice: answer(),
        opt_out_sale: answer(),
        lspa: answer(),
    }
}

fn united_states(chance: &mut Chance, layout: &'static UsLayout, writer: Writer) -> UsSection {
    let mut section = UsSection::new(layout);
    // The national section's two layouts are told apart by their length here and by this number there.
    if layout.section() != SectionId::US_NATIONAL && one_in(chance, 4) {
        section = section.with_version(small(chance, 63));
    }
    for (field, count) in layout.fields() {
        let (least, most) = match (writer, field) {
            (Writer::Ours, _) => (0, 3),
            (_, UsField::MspaCoveredTransaction) => (1, 2),
            _ => (0, 2),
        };
        for number in 0..count {
            let answer = u8::try_from(chance.between(least, most)).expect("small");
            assert!(section.set(field, number, answer));
        }
    }
    if layout.has_gpc() && one_in(chance, 2) {
        section.gpc = Some(one_in(chance, 2));
    }
    section
}

/// Sections of a GPP string in their order, each of its own kind: mostly one or two, so that each kind comes often.
pub(super) fn platform(chance: &mut Chance, writer: Writer) -> Vec<Section<'static>> {
    let layouts: Vec<&'static UsLayout> = UsLayout::all().collect();
    let mut sections = Vec::new();
    for _ in 0..=chance.between(0, 3) {
        let kinds = u64::try_from(layouts.len()).expect("few");
        sections.push(match chance.between(0, kinds + 3) {
            0 => Section::TcfEuV2(Box::new(europe(chance, writer))),
            1 | 2 => Section::TcfCaV1(Box::new(canada(chance, writer))),
            3 => Section::UsPrivacy(us_privacy(chance)),
            place => {
                let layout = layouts[usize::try_from(place - 4).expect("small")];
                Section::Us(united_states(chance, layout, writer))
            }
        });
    }
    sections.sort_by_key(Section::id);
    sections.dedup_by_key(|section| section.id());
    sections
}
