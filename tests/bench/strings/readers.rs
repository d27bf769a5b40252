//! Who reads, and how long one reading takes.

use std::hint::black_box;
use std::str::FromStr as _;
use std::time::{Duration, Instant};

use consent_core::strings::gpp::Gpp;
use consent_core::strings::tcf::{Known, LazyTc, TcString};
use consent_core::time::Timestamp;
use iab_gpp::sections::tcfeuv2::TcfEuV2;
use iab_gpp::v1::GPPString;
use lib_tcstring::TcModelV2;

/// One who reads a string.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    pub(crate) peer: Peer,
}

/// Where it runs.
#[derive(Clone, Copy)]
pub(crate) enum Peer {
    /// Here: reads all of a text, and says whether it could.
    Rust(fn(&str) -> bool),
    /// In Node.js: the library's name.
    Node(&'static str),
}

const fn rust(name: &'static str, read: fn(&str) -> bool) -> Reader {
    let peer = Peer::Rust(read);
    Reader { name, peer }
}

const fn node(name: &'static str) -> Reader {
    let peer = Peer::Node(name);
    Reader { name, peer }
}

/// Who reads TC strings; the first is what the others are held against.
pub(crate) const TC: [Reader; 7] = [
    rust("rules", tc_with_rules),
    rust("decode", tc),
    rust("one vendor", tc_of_one_vendor),
    rust("lib_tcstring", lib_tcstring),
    rust("iab_gpp", iab_gpp_europe),
    node("iabtcf-es"),
    node("iabgpp-es"),
];

/// Who reads GPP strings.
pub(crate) const PLATFORM: [Reader; 5] = [
    rust("rules", gpp_with_rules),
    rust("decode", gpp),
    rust("header", gpp_header),
    rust("iab_gpp", iab_gpp),
    node("iabgpp-es"),
];

const NOW: Timestamp = Timestamp::from_secs(1_795_305_600);

pub(crate) fn tc_with_rules(text: &str) -> bool {
    let read = TcString::decode(text);
    read.is_ok_and(|tc| black_box(tc.findings(&Known::at(NOW))).len() < usize::MAX)
}

fn tc(text: &str) -> bool {
    black_box(TcString::decode(text)).is_ok()
}

fn tc_of_one_vendor(text: &str) -> bool {
    LazyTc::new(text).is_ok_and(|tc| black_box(tc.vendor(755)).is_ok())
}

pub(crate) fn lib_tcstring(text: &str) -> bool {
    black_box(TcModelV2::try_from(text)).is_ok()
}

pub(crate) fn iab_gpp_europe(text: &str) -> bool {
    black_box(TcfEuV2::from_str(text)).is_ok()
}

pub(crate) fn gpp_with_rules(text: &str) -> bool {
    let Ok(gpp) = Gpp::parse(text) else {
        return false;
    };
    let known = Known::at(NOW);
    gpp.sections().all(|(id, section)| {
        section.is_ok_and(|section| {
            let text = gpp.text(id).unwrap_or_default();
            black_box(section.findings(text, &known)).len() < usize::MAX
        })
    })
}

fn gpp(text: &str) -> bool {
    Gpp::parse(text).is_ok_and(|gpp| gpp.sections().all(|(_, section)| black_box(section).is_ok()))
}

fn gpp_header(text: &str) -> bool {
    black_box(Gpp::parse(text)).is_ok()
}

pub(crate) fn iab_gpp(text: &str) -> bool {
    GPPString::from_str(text).is_ok_and(|gpp| black_box(gpp.decode_all_sections()).iter().all(Result::is_ok))
}

/// How many nanoseconds one reading takes; nothing when the text cannot be read.
pub(crate) fn time(read: fn(&str) -> bool, text: &str, moment: Duration) -> Option<f64> {
    if !read(text) {
        return None;
    }
    let began = Instant::now();
    let (mut count, mut step) = (0u32, 1u32);
    loop {
        for _ in 0..step {
            black_box(read(black_box(text)));
        }
        count += step;
        let taken = began.elapsed();
        if taken >= moment {
            return Some(taken.as_nanos() as f64 / f64::from(count));
        }
        step = (step * 2).min(1024);
    }
}
