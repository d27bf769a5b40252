//! Damaged and hostile cookies: each ends in a record or in none, in bounds, and grants what stands there or nothing.

use consent_core::strings::import::{NoDecision, Stored, System, read};
use proptest::prelude::*;

use super::laws::{assert_sound, granted};
use super::vectors::Vector;

#[test]
fn every_beginning_of_every_vector_grants_no_more_than_the_whole() {
    for vector in Vector::all() {
        let whole = vector.read().ok();
        // What is taken back further on is not yet taken back at the beginning.
        let takes_back = vector.is_attack
            || ["__hs_opt_out", "__hs_do_not_track", "isGpcEnabled=1"]
                .iter()
                .any(|mark| vector.cookies.contains(mark));
        let mut cut = vector.clone();
        while cut.cookies.pop().is_some() {
            if let Ok(part) = cut.read() {
                assert_sound(&part, &cut);
                let allowed = whole.as_ref().map(granted).unwrap_or_default();
                let is_within = granted(&part).iter().all(|name| allowed.contains(name));
                assert!(is_within || takes_back, "{}", cut.cookies);
            }
        }
        let mut cut = vector.clone();
        for place in 0..cut.local.len() {
            while cut.local[place].1.pop().is_some() {
                if let Ok(part) = cut.read() {
                    assert_sound(&part, &cut);
                }
            }
        }
    }
}

#[test]
fn every_vector_with_one_bit_flipped() {
    let flipped = |text: &str, at: usize, bit: u32| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] ^= 1 << bit;
        String::from_utf8_lossy(&bytes).into_owned()
    };
    for vector in Vector::all().into_iter().filter(|it| it.cookies.len() < 2000) {
        for bit in 0..8 {
            for at in 0..vector.cookies.len() {
                let mut other = vector.clone();
                other.cookies = flipped(&vector.cookies, at, bit);
                if let Ok(record) = other.read() {
                    assert_sound(&record, &other);
                }
            }
            for place in 0..vector.local.len() {
                for at in 0..vector.local[place].1.len() {
                    let mut other = vector.clone();
                    other.local[place].1 = flipped(&vector.local[place].1, at, bit);
                    if let Ok(record) = other.read() {
                        assert_sound(&record, &other);
                    }
                }
            }
        }
    }
}

/// The names of the cookies of a vector that its system reads.
fn names(vector: &Vector) -> Vec<String> {
    let is_read = |name: &str| {
        let own = vector.name.as_deref();
        let mut cookies = vector.system.cookies().iter();
        own == Some(name)
            || own.is_none()
                && cookies.any(|cookie| match cookie.strip_suffix('*') {
                    Some(beginning) => name.starts_with(beginning),
                    None => *cookie == name,
                })
    };
    let pairs = vector.cookies.split(';').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, _)| name.trim().to_owned())
        .filter(|name| is_read(name))
        .collect()
}

#[test]
fn a_second_cookie_of_a_name_that_differs_is_a_contradiction() {
    let mut count = 0;
    for vector in Vector::all().into_iter().filter(|vector| vector.read().is_ok()) {
        for name in names(&vector) {
            for other in [
                format!("{}; {name}=other", vector.cookies),
                format!("{name}=; {}", vector.cookies),
            ] {
                let tossed = Vector {
                    cookies: other,
                    ..vector.clone()
                };
                assert_eq!(
                    tossed.read(),
                    Err(NoDecision::Contradiction),
                    "{}",
                    tossed.cookies
                );
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn a_name_is_the_whole_name() {
    for vector in Vector::all().into_iter().filter(|vector| vector.read().is_ok()) {
        let renamed = |rename: &dyn Fn(&str) -> String| {
            let mut other = vector.clone();
            let pairs = vector.cookies.split(';');
            other.cookies = pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    format!("{}={value}", rename(name.trim()))
                })
                .collect::<Vec<_>>()
                .join("; ");
            for (key, _) in &mut other.local {
                *key = rename(key);
            }
            other.read()
        };
        assert_eq!(renamed(&|name| format!("x{name}")), Err(NoDecision::Absent));
        assert_eq!(renamed(&|name| format!("_{name}")), Err(NoDecision::Absent));
        if !vector.system.cookies().iter().any(|cookie| cookie.ends_with('*')) {
            assert_eq!(renamed(&|name| format!("{name}2")), Err(NoDecision::Absent));
        }
    }
}

#[test]
fn no_other_system_takes_a_record_for_its_own_under_its_own_names() {
    for vector in Vector::all().into_iter().filter(|vector| vector.name.is_none()) {
        for system in System::ALL {
            if system != vector.system {
                assert_eq!(
                    vector.read_of(system),
                    Err(NoDecision::Absent),
                    "{}",
                    system.name()
                );
            }
        }
    }
}

#[test]
fn what_is_too_long_or_too_much_is_no_record() {
    let long = format!("!gtag=true{}", "!x=wait".repeat(1200));
    let many: String = (0..600).map(|at| format!("!s{at}=false")).collect();
    assert!(long.len() > 8192 && many.len() < 8192);
    for value in [long, many] {
        let cookies = format!("tarteaucitron={value}");
        let stored = Stored {
            cookies: &cookies,
            local: &[],
        };
        let result = read(System::Tarteaucitron, None, &stored);
        assert!(matches!(result, Err(NoDecision::NotARecord { .. })), "{result:?}");
    }
    let crowd: String = (0..100_000).map(|at| format!("cmplz_{at}=allow; ")).collect();
    let stored = Stored {
        cookies: &crowd,
        local: &[],
    };
    for system in System::ALL {
        let result = read(system, None, &stored);
        assert!(result.is_err(), "{result:?}");
    }
}

#[test]
fn long_texts_are_no_burden() {
    for piece in [
        "[",
        "{\"a\":",
        "%7B",
        "\\u0041",
        "!a=true",
        "a:yes,",
        "1:true_",
        ",",
        "&groups=1:1",
        "é",
    ] {
        for beginning in ["", "{", "{\"", "{\"a\":", "%7B%22", "{stamp:%27", "groups="] {
            let value = [beginning, &piece.repeat(8000 / piece.len())].concat();
            for system in System::ALL {
                let main = system.cookies()[0];
                let cookies = format!("{main}={value}");
                let local = [(main, value.as_str())];
                let _ = read(
                    system,
                    None,
                    &Stored {
                        cookies: &cookies,
                        local: &[],
                    },
                );
                let _ = read(
                    system,
                    None,
                    &Stored {
                        cookies: "",
                        local: &local,
                    },
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_bytes(bytes: Vec<u8>, key in 0usize..3) {
        let text = String::from_utf8_lossy(&bytes);
        for system in System::ALL {
            for cookie in system.cookies() {
                let cookies = format!("{}={text}", cookie.replace('*', "x"));
                let _ = read(system, None, &Stored { cookies: &cookies, local: &[] });
            }
            let local = system.storage_keys().get(key).map(|key| [(*key, &*text)]);
            let _ = read(system, None, &Stored { cookies: &text, local: local.as_ref().map_or(&[], |it| it) });
        }
    }

    #[test]
    fn anything_of_their_characters(text in r#"[{}\[\]"':,!=&%_a-e0-2.\\ ]{0,60}"#) {
        for system in System::ALL {
            let main = system.cookies()[0];
            let cookies = format!("{main}={text}; OptanonAlertBoxClosed=2026-01-22T14:26:49.000Z");
            let _ = read(system, None, &Stored { cookies: &cookies, local: &[] });
            let _ = read(system, None, &Stored { cookies: "", local: &[(main, &text)] });
        }
    }
}
