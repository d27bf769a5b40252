//! Banners of others, from npm: found, answered, and what really happened told.

use consent_tests::packages::{bundle, package};

use super::served::Draft;
use super::{Audited, audit};

/// What every page's tag does when it runs: it asks its supplier and leaves a cookie.
pub(super) const TAG: &str = "document.cookie = '_ga=GA1.1.1; path=/; max-age=63072000'; \
    new Image().src = 'http://www.google-analytics.com.localhost:{port}/g/collect?v=2';";

/// Puts vanilla-cookieconsent on a host; gives what the head of its pages has to have.
pub(super) fn vanilla_head(draft: &mut Draft, host: &str) -> String {
    draft.put(
        host,
        "/cc.css",
        "text/css",
        package("vanilla-cookieconsent/dist/cookieconsent.css"),
    );
    draft.script(
        host,
        "/cc.js",
        package("vanilla-cookieconsent/dist/cookieconsent.umd.js"),
    );
    draft.script(
        host,
        "/run.js",
        "CookieConsent.run({ categories: { necessary: { enabled: true, readOnly: true }, analytics: { autoClear: { cookies: [{ name: '_ga' }] } } },
          language: { default: 'en', translations: { en: {
            consentModal: { title: 'Cookies?', description: 'We count.', acceptAllBtn: 'Accept all', acceptNecessaryBtn: 'Reject all', showPreferencesBtn: 'Choose' },
            preferencesModal: { title: 'Choices', acceptAllBtn: 'Accept all', acceptNecessaryBtn: 'Reject all', savePreferencesBtn: 'Save', closeIconLabel: 'Close',
              sections: [{ title: 'Counting', description: 'Visits', linkedCategory: 'analytics' }] } } } } });",
    );
    format!(
        "<link rel=\"stylesheet\" href=\"/cc.css\"><script defer src=\"/cc.js\"></script><script defer src=\"/run.js\"></script>\
         <script type=\"text/plain\" data-category=\"analytics\">{TAG}</script>"
    )
}

/// What leads back to its choices.
pub(super) const VANILLA_BACK: &str = "<button data-cc=\"show-preferencesModal\">Cookie settings</button>";

fn vanilla(draft: &mut Draft) {
    let head = vanilla_head(draft, "vanilla");
    draft.page("vanilla", &head, VANILLA_BACK);
}

fn klaro(draft: &mut Draft) {
    let host = "klaro";
    draft.script(host, "/klaro.js", package("klaro/dist/klaro.js"));
    draft.script(
        host,
        "/config.js",
        "var klaroConfig = { version: 1, elementID: 'klaro', lang: 'en', acceptAll: true, default: false,
          translations: { zz: { privacyPolicyUrl: '#privacy' } },
          services: [{ name: 'ga', title: 'Counting', purposes: ['analytics'], cookies: ['_ga'] }] };",
    );
    let head = format!(
        "<script defer src=\"/config.js\"></script><script defer src=\"/klaro.js\"></script>\
         <script type=\"text/plain\" data-type=\"text/javascript\" data-name=\"ga\">{TAG}</script>"
    );
    // Nothing on the page leads back.
    draft.page(host, &head, "");
}

fn tarteaucitron(draft: &mut Draft) {
    let host = "tarteaucitron";
    for file in [
        "tarteaucitron.min.js",
        "tarteaucitron.services.min.js",
        "lang/tarteaucitron.en.min.js",
    ] {
        draft.script(
            host,
            &format!("/tac/{file}"),
            package(&format!("tarteaucitronjs/{file}")),
        );
    }
    draft.put(
        host,
        "/tac/css/tarteaucitron.min.css",
        "text/css",
        package("tarteaucitronjs/css/tarteaucitron.min.css"),
    );
    draft.script(
        host,
        "/run.js",
        format!(
            "tarteaucitron.init({{ privacyUrl: '#privacy', bodyPosition: 'bottom', hashtag: '#tarteaucitron', cookieName: 'tarteaucitron', orientation: 'bottom',
               showAlertSmall: false, cookieslist: false, showIcon: true, iconPosition: 'BottomRight', DenyAllCta: true, AcceptAllCta: true, highPrivacy: true,
               handleBrowserDNTRequest: false, removeCredit: true, moreInfoLink: true, mandatory: true, googleConsentMode: false, bingConsentMode: false }});
             tarteaucitron.services.counting = {{ key: 'counting', type: 'analytic', name: 'Counting', needConsent: true, cookies: ['_ga'], js: function () {{ {TAG} }}, fallback: function () {{}} }};
             (tarteaucitron.job = tarteaucitron.job || []).push('counting');"
        ),
    );
    let head = "<script>var tarteaucitronForceLanguage = 'en'</script><script defer src=\"/tac/tarteaucitron.min.js\"></script>\
                <script defer src=\"/run.js\"></script>";
    draft.page(host, head, "");
}

fn c15t(draft: &mut Draft) {
    let host = "c15t";
    let app = format!(
        "import React from 'react'; import {{ createRoot }} from 'react-dom/client';
         import {{ ConsentManagerProvider, ConsentBanner, ConsentDialog }} from '@c15t/react';
         const options = {{ mode: 'offline', consentCategories: ['necessary', 'measurement'], overrides: {{ country: 'DE', language: 'en' }},
           scripts: [{{ id: 'counting', textContent: {TAG:?}, category: 'measurement' }}] }};
         const h = React.createElement;
         createRoot(document.getElementById('app')).render(h(ConsentManagerProvider, {{ options }}, h(ConsentBanner), h(ConsentDialog)));"
    );
    draft.script(host, "/app.js", bundle(&app, "js"));
    draft.put(
        host,
        "/app.css",
        "text/css",
        bundle("@import \"@c15t/react/styles.css\";", "css"),
    );
    let head = "<link rel=\"stylesheet\" href=\"/app.css\"><script defer src=\"/app.js\"></script>";
    draft.page(host, head, "<div id=\"app\"></div>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_systems_are_found_and_answered_and_told_as_they_are() {
    let mut draft = Draft::default();
    vanilla(&mut draft);
    klaro(&mut draft);
    tarteaucitron(&mut draft);
    c15t(&mut draft);
    let web = draft.serve().await;
    let pages = ["vanilla", "klaro", "tarteaucitron", "c15t"].map(|host| web.url(host));
    let audited = tokio::task::block_in_place(|| audit(&pages, &[]));
    // Whether it takes away what its tag has stored: c15t stops the tag, and leaves the cookie.
    let systems = [
        ("vanilla-cookieconsent", true),
        ("klaro", true),
        ("tarteaucitron", true),
        ("c15t", false),
    ];
    for (page, (id, erases)) in pages.iter().zip(systems) {
        assert_eq!(
            audited.site(page)["system"]["id"],
            id,
            "{:#?}",
            audited.site(page)
        );
        told_as_it_is(&audited, page);
        after_withdrawal(&audited, page, erases);
    }
    // The pixel was asked for as often as the reports say.
    let told = audited.told["requests"].as_array().expect("requests").iter();
    let pixels = told
        .filter(|one| super::text(&one["url"]).contains("google-analytics.com"))
        .count();
    assert_eq!(pixels, web.asked("www.google-analytics.com/g/collect"));
    assert!(pixels >= 4, "each ran its tag after a yes");
    audited.has(&pages[1], "no-way-back", "accept", "way back", "Klaro");
}

/// Nothing before a yes or after a no; the tag after a yes.
fn told_as_it_is(audited: &Audited, page: &str) {
    let findings = audited.faults(page);
    for phase in ["before", "reject", "gpc"] {
        let early = findings
            .iter()
            .find(|one| one["phase"] == phase && one["service"] == "google-analytics");
        assert!(early.is_none(), "{page}: {early:#?}");
        assert!(!audited.kept(page, phase).contains(&"_ga"), "{page} {phase}");
    }
    assert_eq!(
        audited.phases_done(page),
        5,
        "{page}: {:#?}",
        audited.site(page)["phases"]
    );
    assert!(
        audited.kept(page, "accept").contains(&"_ga"),
        "{page}: {:?}",
        audited.kept(page, "accept")
    );
}

/// The tag does not run any more; what it left is there or gone, and told as it is.
fn after_withdrawal(audited: &Audited, page: &str, erases: bool) {
    let kept = audited.kept(page, "withdraw");
    assert_eq!(kept.contains(&"_ga"), !erases, "{page}: {kept:?}");
    let survives: Vec<&str> = audited
        .faults(page)
        .into_iter()
        .filter(|one| one["rule"] == "survives-withdrawal")
        .map(|one| super::text(&one["subject"]))
        .collect();
    if erases {
        assert!(survives.is_empty(), "{page}: {survives:?}");
    } else {
        assert_eq!(survives, ["_ga"], "{page}");
        audited.errs(page, "survives-withdrawal", "withdraw", "_ga", "script http://");
    }
}
