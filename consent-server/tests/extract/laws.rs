//! Laws of the layer, for any decision and any way of writing a cookie.

use std::collections::BTreeSet;

use consent_core::decision::{Act, Grants};
use consent_core::time::DAY;
use proptest::prelude::*;
use proptest::sample::select;

use crate::site::{answer, asking, layer, set, site, string, through};
use crate::withholding::NAMES;

/// What a visitor may carry: nothing, something of any age that holds or not, or two that disagree.
#[derive(Clone, Debug)]
struct Visitor {
    cookies: String,
    granted: BTreeSet<&'static str>,
}

const SERVICES: [(&str, usize); 3] = [("analytics-server", 2), ("matomo", 2), ("meta-pixel", 1)];

fn any_visitor() -> impl Strategy<Value = Visitor> {
    let answers = (
        any::<[bool; 2]>(),
        any::<[bool; 3]>(),
        0..400 * DAY,
        any::<[bool; 2]>(),
    );
    answers.prop_map(|(categories, services, age, [answered, doubled])| {
        let site = site();
        let policy = site.policy();
        let mut grants = Grants::none();
        for (index, _) in categories.iter().enumerate().filter(|(_, on)| **on) {
            grants = grants.with_category(index + 1);
        }
        for ((name, category), on) in SERVICES.into_iter().zip(services) {
            if on != categories[category - 1] {
                grants = grants.with_exception(policy, policy.service(name).expect("a service"));
            }
        }
        let own = string(policy, Act::Chosen, grants, age);
        let holds = answered && !doubled && age < 182 * DAY;
        let by_name = SERVICES.iter().zip(services).filter(|(_, on)| *on && holds);
        Visitor {
            granted: by_name.map(|((name, _), _)| *name).collect(),
            cookies: match (answered, doubled) {
                (false, _) => "a=b".into(),
                (true, false) => format!("a=b; consent={own}"),
                (true, true) => format!(
                    "consent={own}; consent={}",
                    string(policy, Act::RejectAll, Grants::none(), age + 1)
                ),
            },
        }
    })
}

/// A cookie in any way that it can be written, and the service that declares it.
fn any_line() -> impl Strategy<Value = (String, Option<&'static str>)> {
    let attributes = [
        "Path=/",
        "PATH=/shop",
        "domain=example.se",
        "Max-Age=0",
        "mAx-aGe=99",
        "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "Secure",
        "httponly",
        "SameSite=None",
        "Partitioned",
        "Priority=High",
        "consent=1",
        "session=1",
        "",
        "=",
        " FPID = x",
    ];
    let values = [
        "",
        "x",
        "\"x\"",
        "\"a b\"",
        "a=b",
        "=",
        "%3B",
        "session",
        "1.x",
        "x\\\"y",
        "x,session=1",
    ];
    let around = ["", " ", "\t", "  \t "];
    (
        select(NAMES.to_vec()),
        select(vec!["", "=", " =", "=="]),
        [
            select(around.to_vec()),
            select(around.to_vec()),
            select(around.to_vec()),
        ],
        select(values.to_vec()),
        prop::collection::vec(select(attributes.to_vec()), 0..6),
        select(vec![";", "; ", " ;\t"]),
    )
        .prop_map(
            |((name, service), nameless, [before, between, after], value, attributes, separator)| {
                let pair = format!("{nameless}{before}{name}{between}={after}{value}");
                let line = [vec![pair.as_str()], attributes].concat().join(separator);
                (line, service)
            },
        )
}

fn any_destination() -> impl Strategy<Value = &'static str> {
    select(vec!["document", "empty", "iframe", "image", "script", "style"])
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime")
        .block_on(future)
}

/// The name under which a browser sends a cookie back (RFC 6265bis section 5.6), told independently of the layer.
fn sent_name(line: &str) -> String {
    let pair = line.split(';').next().unwrap_or_default();
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    let (name, value) = (name.trim_matches([' ', '\t']), value.trim_matches([' ', '\t']));
    let sent = if name.is_empty() {
        value.to_owned()
    } else {
        format!("{name}={value}")
    };
    sent.split('=')
        .next()
        .unwrap_or_default()
        .trim_matches([' ', '\t'])
        .to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn no_cookie_of_a_denied_service_is_ever_set(
        visitor in any_visitor(),
        lines in prop::collection::vec(any_line(), 0..8),
        destination in any_destination(),
    ) {
        let headers: Vec<(&str, &str)> = lines.iter().map(|(line, _)| ("set-cookie", line.as_str())).collect();
        let response = run(through(&layer(), asking(destination, "/shop/", &visitor.cookies), answer(&headers)));
        for line in set(&response) {
            let name = sent_name(&line);
            let declared = NAMES.iter().find(|(known, _)| *known == name).and_then(|(_, service)| *service);
            // What the layer itself adds ends a cookie or is our own.
            let ends = line.starts_with(&format!("{name}=; Max-Age=0; Path=/"));
            prop_assert!(declared.is_none_or(|service| visitor.granted.contains(service)) || ends && !lines.iter().any(|(given, _)| *given == line), "{line:?}");
        }
    }

    #[test]
    fn everything_else_passes_to_the_byte_and_in_its_order(
        visitor in any_visitor(),
        lines in prop::collection::vec(any_line(), 0..8),
    ) {
        let headers: Vec<(&str, &str)> = lines.iter().map(|(line, _)| ("set-cookie", line.as_str())).collect();
        let response = run(through(&layer(), asking("image", "/", &visitor.cookies), answer(&headers)));
        let passes = |(_, service): &&(String, Option<&'static str>)| service.is_none_or(|service| visitor.granted.contains(service));
        let expected: Vec<&str> = lines.iter().filter(passes).map(|(line, _)| line.as_str()).collect();
        prop_assert_eq!(set(&response), expected);
    }

    #[test]
    fn any_bytes_in_a_cookie_header_are_answered_and_grant_nothing(cookies in prop::collection::vec(32u8..=255, 0..200)) {
        let cookies: Vec<u8> = cookies.into_iter().filter(|byte| *byte != 127).collect();
        let mut request = asking("document", "/", "");
        request.headers_mut().insert("cookie", axum::http::HeaderValue::from_bytes(&cookies).expect("a value"));
        let response = run(through(&layer(), request, answer(&[("set-cookie", "FPID=1")])));
        prop_assert!(set(&response).is_empty(), "{:?}", set(&response));
    }
}
