//! The engine: every decision of the page as one pure function from text to text.
//!
//! *Takes* a compiled policy in its compact form and a [`Request`] that says what the page sees.
//! *Gives* the lines of an answer: where the visitor stands, what to write, what to erase.
//! *Never* keeps anything between two calls, and never touches the page.
//!
//! Text on both sides keeps the border small: the module imports nothing and exports one function.

mod request;
pub use request::Request;

mod answer;
pub use answer::lines;

use alloc::string::String;
use core::mem::ManuallyDrop;

use consent_core::config::Policy;
use consent_core::visit;

/// Answers one request of the loader.
///
/// A policy or request that cannot be read gets the empty answer; the loader then refuses everything and
/// asks nothing.
#[must_use]
pub fn answer(policy: &str, request: &str) -> String {
    answered::<true>(policy, request)
}

/// The same for policies that are opt-in without exemptions, and smaller: most sites have no other. Any other policy is
/// one that cannot be read.
#[must_use]
pub fn answer_where_asked(policy: &str, request: &str) -> String {
    answered::<false>(policy, request)
}

fn answered<const REGIMES: bool>(policy: &str, request: &str) -> String {
    let policy = if REGIMES {
        Policy::from_compact(policy)
    } else {
        Policy::from_compact_where_asked(policy)
    };
    let Some(policy) = policy else {
        return String::new();
    };
    let Some(request) = Request::parse(request) else {
        return String::new();
    };
    // In the page nothing is ever freed, so there is nothing to drop either.
    let (policy, request) = (ManuallyDrop::new(policy), ManuallyDrop::new(request));
    let visit = &request.visit;
    let plan = match (request.act, request.new_id, REGIMES) {
        (None, Some(id), true) => visit::begin(&policy, visit, id),
        (None, None, true) => visit::arrive(&policy, visit),
        (None, _, false) => visit::arrive_where_asked(&policy, visit),
        (Some(_), None, _) => return String::new(),
        (Some(act), Some(id), true) => {
            let before = visit::arrive(&policy, visit).grants;
            visit::decide(&policy, visit, act, request.wish(&policy, before), id)
        }
        (Some(act), Some(id), false) => {
            let before = visit::arrive_where_asked(&policy, visit).grants;
            visit::decide_where_asked(&policy, visit, act, request.wish(&policy, before), id)
        }
    };
    lines(&ManuallyDrop::new(plan), &policy, &request)
}

/// The exported function of the module that `consent build` puts on a site.
#[cfg(all(feature = "engine", target_arch = "wasm32"))]
mod export {
    use alloc::string::String;

    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "the generator exports only what is public")]
    pub fn answer(policy: &str, request: &str) -> String {
        if cfg!(feature = "regimes") {
            super::answer(policy, request)
        } else {
            super::answer_where_asked(policy, request)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    const POLICY: &str = "AAAAAAAA\ni\n9d1c0\nconsent\n\nh\nnecessary analytics\n\
        S1 google-analytics\nc-11juo0 _ga\nc-11juo0 _ga_*\nl-* ga:keys\nS1 matomo\nc-1jk00 _pk_id.*";
    const ID: &str = "AAAAAAAAAAAAAAAAAAAAAA";

    fn request(verb: &str, flags: &str, mirror: &str, keys: &str, wish: &str, cookies: &str) -> String {
        [
            verb,
            "s44we8",
            ID,
            "www.example.se",
            "/",
            flags,
            mirror,
            keys,
            "",
            wish,
            cookies,
        ]
        .join("\n")
    }

    fn ask(verb: &str, mirror: &str, wish: &str, cookies: &str) -> Vec<String> {
        let request = request(
            verb,
            "https:falseundefined",
            mirror,
            "ga:keys\tmine",
            wish,
            cookies,
        );
        answer(POLICY, &request).lines().map(String::from).collect()
    }

    #[test]
    fn a_first_visit_is_asked_and_nothing_is_written() {
        assert_eq!(ask("o", "", "", "_ga=x"), ["sunasked", "gnecessary", "q"]);
    }

    #[test]
    fn a_refusal_is_written_and_erases_what_is_there() {
        let lines = ask("r", "", "", "_ga=x; other=y; _ga_1R7=z");
        assert_eq!(
            lines[..2],
            ["sdecided".to_string(), format!("v1.AAAAAAAA.A.s44we8.r.{ID}")]
        );
        assert!(lines.contains(&"w__hs_cookie_cat_pref=1:false_2:false_3:false; Path=/; SameSite=Lax; Max-Age=15552000; Secure".into()));
        assert!(
            lines.contains(&"c_ga=; Max-Age=0; Path=/; Domain=example.se".into()),
            "{lines:?}"
        );
        assert!(lines.contains(&"c_ga_1R7=; Max-Age=0; Path=/".into()));
        assert!(lines.contains(&"lga:keys".into()));
        assert!(
            !lines
                .iter()
                .any(|line| line.contains("other") || line.contains("mine"))
        );
    }

    #[test]
    fn a_decision_that_is_stored_whole_needs_nothing_written() {
        let string = format!("1.AAAAAAAA.g.s44we8.a.{ID}");
        let lines = ask("o", &string, "", &format!("_ga=x; consent={string}"));
        assert_eq!(lines, ["sdecided".to_string(), format!("v{string}")]);
        let lines = ask("o", "", "", &format!("consent={string}"));
        let write = lines
            .iter()
            .position(|line| line.starts_with(&format!("wconsent={string}; ")));
        let expire = lines
            .iter()
            .position(|line| line == "cconsent=; Max-Age=0; Path=/");
        assert!(expire < write && expire.is_some(), "{lines:?}");
    }

    #[test]
    fn what_is_not_named_in_a_wish_stays_as_it_is() {
        let all = format!("consent=1.AAAAAAAA.g.s44we8.a.{ID}");
        let cases = [
            ("-matomo", "g", Some("Q")),
            ("-analytics", "A", None),
            ("-analytics +matomo", "A", Some("Q")),
            ("+analytics -matomo", "g", Some("Q")),
            ("", "g", None),
            ("+nothing", "g", None),
        ];
        for (wish, categories, exceptions) in cases {
            let mut expected = vec![format!("v1.AAAAAAAA.{categories}.s44we8.c.{ID}")];
            expected.extend(exceptions.map(str::to_string));
            assert_eq!(ask("c", "", wish, &all)[1], expected.join("."), "{wish}");
        }
    }

    #[test]
    fn the_smaller_engine_says_the_same_of_opt_in_and_nothing_of_the_rest() {
        let all = format!("consent=1.AAAAAAAA.g.s44we8.a.{ID}");
        for (verb, wish, cookies) in [
            ("o", "", ""),
            ("o", "", &*all),
            ("a", "", ""),
            ("r", "", &all),
            ("c", "-matomo", &all),
        ] {
            let request = request(verb, "https:truetrue", "", "", wish, cookies);
            assert_eq!(
                answer_where_asked(POLICY, &request),
                answer(POLICY, &request),
                "{request}"
            );
            for other in [
                POLICY.replace("\ni\n", "\no\n"),
                POLICY.replace("S1 matomo", "E1 matomo"),
            ] {
                assert_eq!(answer_where_asked(&other, &request), "");
                assert_ne!(answer(&other, &request), "");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_gets_no_answer() {
        assert_eq!(answer("", "o"), "");
        assert_eq!(answer(POLICY, "o\nnow"), "");
    }
}
