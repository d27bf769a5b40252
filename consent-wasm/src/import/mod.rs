//! An answer given to another consent system, taken over: one pure function from text to text.
//!
//! *Takes* a compiled policy and the site's [`Sources`] in their compact forms, and a [`Request`] that says what the page
//! sees.
//! *Gives* the consent string, the assignment that writes its cookie, and the name of the system; or nothing, and the
//! visitor is asked.
//! *Never* keeps anything between two calls, and never touches the page.

mod request;
pub use request::Request;

mod sources;
pub use sources::{Source, Sources};

use alloc::string::String;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;

use consent_core::carry::{ConsentString, consent_cookie};
use consent_core::config::Policy;
use consent_core::decision::{Act, Decision};
use consent_core::strings::import::{NoDecision, Stored, System, Taken, read, translate};

/// Answers one request of the page, with a line feed between: consent string, assignment of the cookie, name of the
/// system. The empty answer when nothing is taken over, whatever the reason.
#[must_use]
pub fn answer(policy: &str, sources: &str, request: &str) -> String {
    let (Some(policy), Some(sources), Some(request)) = (
        Policy::from_compact(policy),
        Sources::from_compact(sources),
        Request::parse(request),
    ) else {
        return String::new();
    };
    // In the page nothing is ever freed, so there is nothing to drop either.
    let (policy, sources, request) = (
        ManuallyDrop::new(policy),
        ManuallyDrop::new(sources),
        ManuallyDrop::new(request),
    );
    let Some((taken, system)) = taken(&policy, &sources, &request) else {
        return String::new();
    };
    let decision = Decision {
        grants: taken.grants,
        act: Act::Imported,
        decided_at: taken.decided_at,
        id: request.id,
    };
    let mut text = ConsentString::encode(&decision, &policy);
    let write = consent_cookie(&text, &policy, request.host, request.https);
    for line in [write.assignment.as_str(), system.name()] {
        text.push('\n');
        text.push_str(line);
    }
    text
}

/// Takes over from the first system that has left anything; what only one further down the list knows is older.
fn taken(policy: &Policy, sources: &Sources<'_>, request: &Request<'_>) -> Option<(Taken, System)> {
    let local: Vec<(&str, &str)> = request.local().collect();
    let stored = Stored {
        cookies: request.cookies,
        local: &local,
    };
    for source in sources.iter() {
        match read(source.system, source.name, &stored) {
            Err(NoDecision::Absent) => {}
            Err(_) => return None,
            Ok(record) => {
                let taken = translate(&record, &source.mapping(), policy, request.signal, request.now);
                return taken.ok().map(|taken| (taken, source.system));
            }
        }
    }
    None
}

/// The exported function of the module that `consent build` puts on a site.
#[cfg(all(feature = "import", target_arch = "wasm32"))]
mod export {
    use alloc::string::String;

    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "the generator exports only what is public")]
    pub fn take_over(policy: &str, sources: &str, request: &str) -> String {
        super::answer(policy, sources, request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str =
        "AAAAAAAA\ni\n9d1c0\nconsent\n\n\nnecessary advertisement analytics\nS2 matomo\nc-1jk00 _pk_id.*";
    const ID: &str = "AAAAAAAAAAAAAAAAAAAAAA";
    const REFUSED: &str = "CookieConsent={stamp:%27c3Rh%27%2Cnecessary:true%2Cpreferences:false%2Cstatistics:false%2Cmarketing:false\
        %2Cmethod:%27explicit%27%2Cver:1%2Cutc:1699900000000%2Cregion:%27se%27}";

    fn request(flags: &str, cookies: &str, storage: &str) -> String {
        // 1,700,000,000 seconds.
        ["s44we8", ID, "www.example.se", flags, cookies, storage].join("\n")
    }

    fn take(sources: &str, cookies: &str, storage: &str) -> String {
        answer(POLICY, sources, &request("https:undefined", cookies, storage))
    }

    fn granting() -> String {
        REFUSED.replace("statistics:false", "statistics:true")
    }

    #[test]
    fn a_refusal_comes_over_at_its_own_time() {
        let string = format!("1.AAAAAAAA.A.s42r8g.i.{ID}");
        assert_eq!(
            take("cookiebot\t\t\t", REFUSED, ""),
            format!("{string}\nconsent={string}; Path=/; SameSite=Lax; Max-Age=15724800; Secure\ncookiebot")
        );
    }

    #[test]
    fn a_yes_needs_the_sites_word() {
        assert_eq!(take("cookiebot\t\t\t", &granting(), ""), "");
        let taken = take("cookiebot\t1\t\t", &granting(), "");
        assert!(taken.starts_with("1.AAAAAAAA.Q.s42r8g.i."), "{taken}");
    }

    #[test]
    fn the_first_system_that_left_anything_decides() {
        let both = format!("{REFUSED}; klaro=%7B%22matomo%22%3Atrue%7D");
        let klaro = "klaro\t1\t\t\n\tmatomo\tanalytics\n\tmatomo\tadvertisement";
        let taken = take(&format!("{klaro}\ncookiebot\t\t\t"), &both, "");
        assert!(taken.starts_with("1.AAAAAAAA.w."), "{taken}");
        let taken = take(&format!("cookiebot\t\t\t\n{klaro}"), &both, "");
        assert!(taken.starts_with("1.AAAAAAAA.A."), "{taken}");
        // Even where that does not lead to a decision; only what is not there at all is passed over.
        assert_eq!(
            take(
                &format!("cookiebot\t\t\t\n{klaro}"),
                "CookieConsent=-1; klaro=%7B%22matomo%22%3Atrue%7D",
                ""
            ),
            ""
        );
        let taken = take(
            &format!("cookiebot\t\t\t\n{klaro}"),
            "",
            "klaro\t%7B%22matomo%22%3Afalse%7D",
        );
        assert!(taken.starts_with("1.AAAAAAAA.A."), "{taken}");
    }

    #[test]
    fn global_privacy_control_withholds_advertisement() {
        let all = granting().replace("marketing:false", "marketing:true");
        let asked = |flags: &str| answer(POLICY, "cookiebot\t1\t\t", &request(flags, &all, ""));
        assert!(asked("https:false").starts_with("1.AAAAAAAA.w."));
        assert!(asked("https:true").starts_with("1.AAAAAAAA.Q."));
        assert!(!asked("http:true").contains("Secure"));
    }

    #[test]
    fn whatever_is_damaged_grants_no_more() {
        let whole = request("https:undefined", &granting(), "");
        let policy = Policy::from_compact(POLICY).unwrap();
        let granted =
            ConsentString::parse(answer(POLICY, "cookiebot\t1\t\t", &whole).lines().next().unwrap())
                .unwrap()
                .decision(&policy)
                .unwrap()
                .grants;
        for at in 0..whole.len() {
            for byte in [b' ', b'x', b'\n', b'%', b'\''] {
                let mut damaged = whole.clone().into_bytes();
                damaged[at] = byte;
                let damaged = String::from_utf8(damaged).unwrap();
                for request in [&damaged, &damaged[..at]] {
                    let text = answer(POLICY, "cookiebot\t1\t\t", request);
                    let Some(string) = text.lines().next() else {
                        continue;
                    };
                    let decision = ConsentString::parse(string).unwrap().decision(&policy).unwrap();
                    assert!(decision.grants.is_within(&granted, &policy), "{request}");
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_read_gets_no_answer() {
        let whole = request("https:undefined", REFUSED, "");
        assert_eq!(answer("", "cookiebot\t\t\t", &whole), "");
        assert_eq!(answer(POLICY, "other\t\t\t", &whole), "");
        assert_eq!(answer(POLICY, "", &whole), "");
        assert_eq!(answer(POLICY, "cookiebot\t\t\t", "s44we8"), "");
    }
}
