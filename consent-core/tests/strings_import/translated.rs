//! What comes over of one record under one policy, case by case.

use consent_core::config::{Category, Policy, PolicyParts, Regime, Service};
use consent_core::decision::Signal;
use consent_core::strings::import::{Mapping, NotTaken, Stored, System, Taken, read, translate};
use consent_core::time::{DAY, Timestamp};

const NOW: Timestamp = Timestamp::from_secs(1_770_000_000);

const EXPLICIT: &str = "CookieConsent={stamp:%27AAAA==%27%2Cnecessary:true%2Cpreferences:false%2Cstatistics:true\
                        %2Cmarketing:false%2Cmethod:%27explicit%27%2Cver:1%2Cutc:1769301826093%2Cregion:%27se%27}";

fn policy_of(regime: Regime) -> Policy {
    Policy::new(PolicyParts {
        regime,
        categories: vec![
            Category::necessary(),
            Category::new("advertisement").unwrap(),
            Category::new("analytics").unwrap(),
            Category::new("functionality").unwrap(),
        ],
        services: vec![
            Service::new("hotjar", 2).unwrap(),
            Service::new("matomo", 2).unwrap(),
            Service::new("meta", 1).unwrap(),
            Service::new("youtube", 3).unwrap(),
        ],
        ..PolicyParts::default()
    })
    .unwrap()
}

fn mapping<'a>(system: System, opt_in: bool, map: &'a [(&'a str, &'a str)]) -> Mapping<'a> {
    Mapping {
        system,
        name: None,
        opt_in,
        revision: None,
        map,
    }
}

fn take(cookies: &str, mapping: &Mapping<'_>, policy: &Policy, gpc: bool) -> Result<Taken, NotTaken> {
    let record = read(mapping.system, mapping.name, &Stored { cookies, local: &[] }).expect(cookies);
    translate(&record, mapping, policy, Signal { gpc }, NOW)
}

/// Everything that can be granted, in the policy's order.
const EVERYTHING: [&str; 7] = [
    "advertisement",
    "analytics",
    "functionality",
    "hotjar",
    "matomo",
    "meta",
    "youtube",
];

/// What is granted of [`EVERYTHING`].
fn names(taken: &Taken, policy: &Policy) -> Vec<&'static str> {
    EVERYTHING
        .into_iter()
        .filter(|name| taken.grants.allows(policy, name))
        .collect()
}

fn granted(
    system: System,
    cookies: &str,
    map: &[(&str, &str)],
    regime: Regime,
    gpc: bool,
) -> Result<Vec<&'static str>, NotTaken> {
    let policy = policy_of(regime);
    let taken = take(cookies, &mapping(system, true, map), &policy, gpc)?;
    Ok(names(&taken, &policy))
}

#[test]
fn a_refusal_comes_over_without_any_word_of_the_site() {
    let policy = policy_of(Regime::OptIn);
    for (system, cookies) in [
        (System::Cookiebot, "CookieConsent=0"),
        (System::Osano, "cookieconsent_status=deny"),
        (System::HubSpot, "__hs_cookie_cat_pref=1:false_2:false_3:false"),
        (System::HubSpot, "__hs_opt_out=yes"),
        (System::CookieYes, "viewed_cookie_policy=no"),
        (
            System::CookieYes,
            "cookieyes-consent=consent:no,action:yes,functional:yes,analytics:yes,advertisement:yes",
        ),
        (System::C15t, "c15t=c.necessary:1,i.t:1769301826093"),
        (
            System::Complianz,
            "cmplz_banner-status=dismissed; cmplz_preferences=deny; cmplz_statistics=deny; cmplz_marketing=deny",
        ),
    ] {
        let taken = take(cookies, &mapping(system, false, &[]), &policy, false).expect(cookies);
        assert!(names(&taken, &policy).is_empty(), "{cookies}");
    }
}

#[test]
fn a_grant_comes_over_only_with_the_attestation() {
    let policy = policy_of(Regime::OptIn);
    let silent = mapping(System::Cookiebot, false, &[]);
    assert_eq!(
        take(EXPLICIT, &silent, &policy, false),
        Err(NotTaken::NotAttested {
            name: "analytics".into()
        })
    );
    let taken = take(EXPLICIT, &mapping(System::Cookiebot, true, &[]), &policy, false).unwrap();
    assert_eq!(names(&taken, &policy), ["analytics", "hotjar", "matomo"]);
    assert_eq!(taken.decided_at.as_secs(), 1_769_301_826);
}

#[test]
fn a_grant_without_proof_never_comes_over() {
    let policy = policy_of(Regime::OptIn);
    let old = EXPLICIT.replace("%2Cmethod:%27explicit%27", "");
    let refused = take(&old, &mapping(System::Cookiebot, true, &[]), &policy, false);
    assert!(
        matches!(refused, Err(NotTaken::Unproven { ref name, .. }) if name == "analytics"),
        "{refused:?}"
    );
    assert!(refused.unwrap_err().to_string().contains("explicit"));
}

#[test]
fn services_answer_for_themselves_and_all_of_them_for_their_category() {
    let map = [
        ("a", "hotjar"),
        ("b", "matomo"),
        ("c", "meta"),
        ("d", "functionality"),
    ];
    let klaro = |json: &str| {
        granted(
            System::Klaro,
            &format!("klaro={json}"),
            &map,
            Regime::OptIn,
            false,
        )
    };
    assert_eq!(
        klaro(r#"{"a":true,"b":true,"c":false,"d":false}"#),
        Ok(vec!["analytics", "hotjar", "matomo"])
    );
    assert_eq!(
        klaro(r#"{"a":true,"b":false,"c":true,"d":true}"#),
        Ok(vec![
            "advertisement",
            "functionality",
            "hotjar",
            "meta",
            "youtube"
        ])
    );
    assert_eq!(
        klaro(r#"{"a":true,"c":false,"d":false}"#),
        Err(NotTaken::Unanswered {
            category: "analytics".into()
        })
    );
}

#[test]
fn two_of_theirs_in_one_of_ours_must_both_be_granted() {
    let record = "cookieyes-consent=consent:yes,action:yes,functional:no,analytics:yes,performance:no,advertisement:no";
    assert_eq!(
        granted(System::CookieYes, record, &[], Regime::OptIn, false),
        Ok(vec![])
    );
    let only_analytics = [("performance", "necessary")];
    assert_eq!(
        granted(System::CookieYes, record, &only_analytics, Regime::OptIn, false),
        Ok(vec!["analytics", "hotjar", "matomo"])
    );
}

#[test]
fn what_the_site_maps_is_answered_by_the_rest_too() {
    let json = r#"{"categories":["analytics"],"services":{"analytics":["ga"]},"consentId":"1",
        "consentTimestamp":"2026-01-01T00:00:00.000Z","lastConsentTimestamp":"2026-01-01T00:00:00.000Z"}"#;
    let cookies = format!("cc_cookie={}", json.replace('\n', ""));
    let of =
        |map: &[(&str, &str)]| granted(System::VanillaCookieconsent, &cookies, map, Regime::OptIn, false);
    // One of several services may have been refused, and is not named.
    assert_eq!(of(&[]), Ok(vec![]));
    assert_eq!(
        of(&[("analytics/ga", "analytics")]),
        Ok(vec!["analytics", "hotjar", "matomo"])
    );
    assert_eq!(
        of(&[("analytics/ga", "analytics"), ("analytics/clarity", "analytics")]),
        Ok(vec![])
    );
    assert_eq!(of(&[("analytics/ga", "matomo")]), Ok(vec!["matomo"]));
}

#[test]
fn one_word_for_everything_grants_everything_but_what_gpc_withholds() {
    let all = "cookieconsent_status=allow";
    assert_eq!(
        granted(System::Osano, all, &[], Regime::OptIn, false),
        Ok(EVERYTHING.to_vec())
    );
    let without = vec!["analytics", "functionality", "hotjar", "matomo", "youtube"];
    assert_eq!(granted(System::Osano, all, &[], Regime::OptIn, true), Ok(without));
    let map = [("meta-pixel", "meta"), ("ga", "advertisement")];
    let record = r#"klaro={"meta-pixel":true,"ga":false}"#;
    assert_eq!(
        granted(System::Klaro, record, &map, Regime::OptOut, false),
        Ok(vec!["meta"])
    );
    assert_eq!(
        granted(System::Klaro, record, &map, Regime::OptOut, true),
        Ok(vec![])
    );
}

#[test]
fn where_the_policy_does_not_ask_only_a_denial_changes_anything() {
    let explicit = |text: &str| EXPLICIT.replace("preferences:false", text);
    for regime in [Regime::OptOut, Regime::Notice] {
        let all = explicit("preferences:true").replace("marketing:false", "marketing:true");
        assert_eq!(
            granted(System::Cookiebot, &all, &[], regime, false),
            Err(NotTaken::NothingDenied)
        );
        let one = explicit("preferences:true");
        let left = vec!["analytics", "functionality", "hotjar", "matomo", "youtube"];
        assert_eq!(granted(System::Cookiebot, &one, &[], regime, false), Ok(left));
        // Not attested: what was denied holds, and the rest does not come over.
        let policy = policy_of(regime);
        let taken = take(&one, &mapping(System::Cookiebot, false, &[]), &policy, false).unwrap();
        assert!(names(&taken, &policy).is_empty());
        // What a policy does not have is no denial of anything.
        let elsewhere = r#"klaro={"x":false}"#;
        assert_eq!(
            granted(System::Klaro, elsewhere, &[("x", "nowhere")], regime, false),
            Err(NotTaken::NothingDenied)
        );
    }
}

#[test]
fn a_revision_must_be_the_one_that_the_site_names() {
    let policy = policy_of(Regime::OptIn);
    let revised = |revision| Mapping {
        revision: Some(revision),
        ..mapping(System::VanillaCookieconsent, true, &[])
    };
    let cookies = r#"cc_cookie={"categories":[],"revision":3,"consentId":"1","consentTimestamp":"2026-01-01T00:00:00Z","lastConsentTimestamp":"2026-01-01T00:00:00Z"}"#;
    assert!(take(cookies, &revised(3), &policy, false).is_ok());
    assert_eq!(
        take(cookies, &revised(4), &policy, false),
        Err(NotTaken::Revision {
            theirs: Some(3),
            ours: 4
        })
    );
    let none = Mapping {
        system: System::Cookiebot,
        ..revised(1)
    };
    assert_eq!(
        take("CookieConsent=0", &none, &policy, false),
        Err(NotTaken::Revision {
            theirs: None,
            ours: 1
        })
    );
}

#[test]
fn a_record_holds_from_its_own_time_to_its_own_end() {
    let policy = policy_of(Regime::OptIn);
    let of = |time: &str, end: &str| {
        let cookies = format!(
            r#"cc_cookie={{"categories":[],"consentId":"1","consentTimestamp":"{time}","lastConsentTimestamp":"{time}"{end}}}"#
        );
        take(
            &cookies,
            &mapping(System::VanillaCookieconsent, true, &[]),
            &policy,
            false,
        )
        .map(|taken| taken.decided_at.as_secs())
    };
    // Now is 2026-02-02T02:40:00Z.
    assert_eq!(of("2026-02-01T00:00:00Z", ""), Ok(1_769_904_000));
    // Half a day ahead: a clock that differs.
    assert_eq!(of("2026-02-02T14:40:00Z", ""), Ok(NOW.as_secs()));
    assert_eq!(of("2026-02-03T14:40:00Z", ""), Err(NotTaken::Time));
    assert_eq!(of("2014-12-31T23:59:59Z", ""), Err(NotTaken::Time));
    assert_eq!(of("2025-08-01T00:00:00Z", ""), Err(NotTaken::Over));
    let end = NOW.as_secs() + 10 * DAY;
    let moved = end - policy.max_age();
    assert_eq!(
        of("2026-02-01T00:00:00Z", &format!(r#","expirationTime":{end}000"#)),
        Ok(moved)
    );
    let past = NOW.as_secs();
    assert_eq!(
        of("2026-02-01T00:00:00Z", &format!(r#","expirationTime":{past}000"#)),
        Err(NotTaken::Over)
    );
}

#[test]
fn a_record_without_time_holds_for_thirty_days() {
    let policy = policy_of(Regime::OptIn);
    let taken = take(
        "CookieConsent=0",
        &mapping(System::Cookiebot, false, &[]),
        &policy,
        false,
    )
    .unwrap();
    assert_eq!(
        taken.decided_at.as_secs() + policy.max_age(),
        NOW.as_secs() + 30 * DAY
    );
}

#[test]
fn a_policy_with_nothing_to_switch_takes_nothing() {
    let policy = Policy::new(PolicyParts::default()).unwrap();
    let taken = take(
        "CookieConsent=0",
        &mapping(System::Cookiebot, true, &[]),
        &policy,
        false,
    );
    assert_eq!(taken, Err(NotTaken::NothingDenied));
}

#[test]
fn every_reason_is_told_in_words() {
    for why in [
        NotTaken::Unanswered { category: "a".into() },
        NotTaken::NotAttested { name: "a".into() },
        NotTaken::Unproven {
            name: "a".into(),
            why: "b",
        },
        NotTaken::NothingDenied,
        NotTaken::Revision {
            theirs: None,
            ours: 2,
        },
        NotTaken::Revision {
            theirs: Some(1),
            ours: 2,
        },
        NotTaken::Time,
        NotTaken::Over,
    ] {
        assert!(why.to_string().len() > 15, "{why:?}");
    }
}
