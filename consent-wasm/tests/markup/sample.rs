//! A notice as a small company's site has it, in a language of choice.

use consent_core::notice::{
    Language, Notice, Sentence, ShownCategory, ShownController, ShownCookie, ShownService, fill,
};

/// The notice in the language with this tag.
pub(crate) fn notice(tag: &str) -> Notice {
    let language = Language::parse(tag).expect("a built-in language");
    let mut texts = language.texts().clone();
    let purposes = [
        &texts.functionality_phrase,
        &texts.analytics_phrase,
        &texts.advertisement_phrase,
    ]
    .map(|phrase| &**phrase)
    .join(", ");
    let places = [
        ("controllers", "Ngager AB"),
        ("purposes", &purposes),
        ("reopen", &texts.reopen),
    ];
    // As a site has it whose visitors are asked: nothing closes the notice without an answer.
    texts.informed_close = Sentence::default();
    texts.signal_honoured = Sentence::default();
    texts.body = fill(&texts.body, &places).into();
    texts.preferences_body = fill(&texts.preferences_body, &[("period", "182 d")]).into();
    let categories = vec![
        category(
            "necessary",
            &texts.necessary_name,
            &texts.necessary_purpose,
            vec![cloudflare(tag)],
        ),
        category(
            "functionality",
            &texts.functionality_name,
            &texts.functionality_purpose,
            vec![youtube(tag)],
        ),
        category(
            "analytics",
            &texts.analytics_name,
            &texts.analytics_purpose,
            vec![google_analytics(tag), hubspot(tag)],
        ),
        category(
            "advertisement",
            &texts.advertisement_name,
            &texts.advertisement_purpose,
            vec![linkedin(tag)],
        ),
    ];
    Notice {
        language: language.code().into(),
        right_to_left: language.is_right_to_left(),
        texts,
        controllers: vec![ShownController {
            name: "Ngager AB".into(),
            contact: "hej@ngager.com".into(),
        }],
        policy_url: "/integritet.html".into(),
        categories,
    }
}

fn category(id: &str, name: &str, purpose: &str, services: Vec<ShownService>) -> ShownCategory {
    let (id, name, purpose) = (id.to_owned(), name.to_owned(), purpose.to_owned());
    ShownCategory {
        fixed: id == "necessary",
        id,
        name,
        purpose,
        services,
    }
}

fn in_language<'a>(tag: &str, sv: &'a str, en: &'a str) -> &'a str {
    if tag == "sv" { sv } else { en }
}

fn service(tag: &str, id: &str, name: &str, provider: [&str; 2], cookies: Vec<ShownCookie>) -> ShownService {
    ShownService {
        id: id.into(),
        name: name.into(),
        provider: provider[0].into(),
        provider_url: provider[1].into(),
        purpose: in_language(
            tag,
            "Mäter hur besökare hittar till och använder webbplatsen, så att innehållet kan förbättras.",
            "Measures how visitors find and use the website, so that its content can be improved.",
        )
        .into(),
        basis: in_language(tag, "Samtycke", "Consent").into(),
        role: in_language(tag, "Personuppgiftsbiträde", "Processor").into(),
        transfer: "USA".into(),
        cookies,
    }
}

fn cookie(tag: &str, name: &str, lifetime: [&str; 2], kept_at_most: [&str; 2]) -> ShownCookie {
    ShownCookie {
        name: name.into(),
        purpose: in_language(
            tag,
            "Skiljer besökare från varandra.",
            "Tells visitors from one another.",
        )
        .into(),
        lifetime: in_language(tag, lifetime[0], lifetime[1]).into(),
        kept_at_most: in_language(tag, kept_at_most[0], kept_at_most[1]).into(),
        stored_as: in_language(tag, "Kaka", "Cookie").into(),
        party: in_language(tag, "Förstapart", "First party").into(),
        erasure: String::new(),
    }
}

const TWO_YEARS: [&str; 2] = ["2 år", "2 years"];
const AT_MOST: [&str; 2] = [
    "webbläsaren behåller den högst 400 dagar",
    "the browser keeps it for at most 400 days",
];
const HALF_HOUR: [&str; 2] = ["30 minuter", "30 minutes"];
const HALF_YEAR: [&str; 2] = ["6 månader", "6 months"];
const NOTHING: [&str; 2] = [""; 2];

fn cloudflare(tag: &str) -> ShownService {
    let mut cookie = cookie(tag, "__cf_bm", HALF_HOUR, NOTHING);
    cookie.erasure = in_language(
        tag,
        "Dold för skript: bara webbplatsens server kan ta bort den.",
        "Hidden from scripts: only the website’s server can remove it.",
    )
    .into();
    let provider = [
        "Cloudflare, Inc. (USA)",
        "https://www.cloudflare.com/privacypolicy/",
    ];
    service(tag, "cloudflare", "Cloudflare", provider, vec![cookie])
}

fn youtube(tag: &str) -> ShownService {
    let cookies =
        ["VISITOR_INFO1_LIVE", "VISITOR_PRIVACY_METADATA"].map(|name| cookie(tag, name, HALF_YEAR, NOTHING));
    let provider = [
        "Google Ireland Limited (Irland)",
        "https://policies.google.com/privacy",
    ];
    service(tag, "youtube", "YouTube", provider, cookies.into())
}

fn google_analytics(tag: &str) -> ShownService {
    let cookies = ["_ga", "_ga_*"].map(|name| cookie(tag, name, TWO_YEARS, AT_MOST));
    let provider = [
        "Google Ireland Limited (Irland)",
        "https://policies.google.com/privacy",
    ];
    service(
        tag,
        "google-analytics",
        "Google Analytics",
        provider,
        cookies.into(),
    )
}

fn hubspot(tag: &str) -> ShownService {
    let mut cookies: Vec<_> = ["__hstc", "hubspotutk"]
        .map(|name| cookie(tag, name, HALF_YEAR, NOTHING))
        .into();
    cookies.push(cookie(tag, "__hssc", HALF_HOUR, NOTHING));
    let provider = [
        "HubSpot Ireland Limited (Irland)",
        "https://legal.hubspot.com/privacy-policy",
    ];
    service(tag, "hubspot", "HubSpot", provider, cookies)
}

fn linkedin(tag: &str) -> ShownService {
    let provider = ["LinkedIn Ireland Unlimited Company (Irland)", ""];
    service(tag, "linkedin-insight", "LinkedIn Insight Tag", provider, vec![])
}
