//! Larger systems, each as its documents say.

use consent_tests::packages::{bundle, package};
use serde_json::json;

use super::{Added, CATEGORIES, Contestant, TEXT, TITLE, page, styled, tag};
use crate::served::Draft;

pub(super) fn klaro(draft: &mut Draft) -> Contestant {
    let name = "klaro";
    let services =
        CATEGORIES.map(|one| json!({ "name": one, "title": one, "purposes": [one], "cookies": [] }));
    let titles = |words: &str| -> serde_json::Map<String, serde_json::Value> {
        CATEGORIES
            .iter()
            .map(|one| ((*one).to_owned(), json!({ "title": one, "description": words })))
            .collect()
    };
    let mut texts = json!({ "acceptAll": "Accept all", "ok": "Accept all", "decline": "Reject all", "acceptSelected": "Save",
        "consentNotice": { "description": TEXT, "learnMore": "Preferences" },
        "consentModal": { "title": "Cookie preferences", "description": TEXT }, "purposes": titles(TEXT) });
    if let Some(texts) = texts.as_object_mut() {
        texts.extend(titles(TEXT));
    }
    let config = json!({ "version": 1, "elementID": "klaro", "lang": "en", "acceptAll": true, "default": false,
        "disablePoweredBy": true, "translations": { "zz": { "privacyPolicyUrl": "#" }, "en": texts }, "services": services });
    draft.put(
        format!("/{name}/config.js"),
        format!("var klaroConfig = {config}").as_bytes(),
    );
    draft.put(format!("/{name}/klaro.js"), &package("klaro/dist/klaro.js"));
    let head = "<script defer src=\"config.js\"></script><script defer src=\"klaro.js\"></script>".to_owned();
    let tags = CATEGORIES.map(|one| {
        let tag = tag(one);
        format!(
            "<script type=\"text/plain\" data-type=\"text/javascript\" data-name=\"{one}\">{tag}</script>"
        )
    });
    let tags = Some(tags.concat());
    page(draft, name, Added { head, tags, body: "" });
    Contestant {
        name,
        path: format!("/{name}/"),
        notice: "#klaro .cookie-notice",
        accept: "#klaro .cookie-notice .cm-btn-success",
        reject: "#klaro .cookie-notice .cn-decline",
        preferences: Some(["#klaro .cookie-notice .cm-link", "#klaro .cookie-modal .cm-modal"]),
    }
}

pub(super) fn tarteaucitron(draft: &mut Draft) -> Contestant {
    let name = "tarteaucitron";
    for file in [
        "tarteaucitron.min.js",
        "tarteaucitron.services.min.js",
        "lang/tarteaucitron.en.min.js",
        "css/tarteaucitron.min.css",
    ] {
        draft.put(
            format!("/{name}/{file}"),
            &package(&format!("tarteaucitronjs/{file}")),
        );
    }
    let config = json!({ "privacyUrl": "#", "bodyPosition": "bottom", "hashtag": "#tarteaucitron", "cookieName": "tarteaucitron",
        "orientation": "bottom", "showAlertSmall": false, "cookieslist": false, "showIcon": false, "DenyAllCta": true,
        "AcceptAllCta": true, "highPrivacy": true, "handleBrowserDNTRequest": false, "removeCredit": true, "moreInfoLink": true,
        "useExternalCss": false, "useExternalJs": false, "mandatory": true, "googleConsentMode": false, "bingConsentMode": false });
    let services = [
        ("functionality", "api"),
        ("analytics", "analytic"),
        ("advertisement", "ads"),
    ]
    .map(|(one, kind)| {
        // Some names are taken: it brings services of its own.
        let tag = tag(one);
        format!(
            "tarteaucitron.services.own_{one} = {{ key: 'own_{one}', type: '{kind}', name: '{one}', needConsent: true, cookies: [],
               js: () => {{ {tag} }}, fallback: () => {{}} }}; (tarteaucitron.job = tarteaucitron.job || []).push('own_{one}');"
        )
    })
    .concat();
    draft.put(
        format!("/{name}/it.js"),
        format!("tarteaucitron.init({config}); {services}").as_bytes(),
    );
    let head = "<script>var tarteaucitronForceLanguage = 'en'</script>\
        <script defer src=\"tarteaucitron.min.js\"></script><script defer src=\"it.js\"></script>"
        .to_owned();
    let tags = Some(String::new());
    page(draft, name, Added { head, tags, body: "" });
    Contestant {
        name,
        path: format!("/{name}/"),
        notice: "#tarteaucitronAlertBig",
        accept: "#tarteaucitronPersonalize2",
        reject: "#tarteaucitronAllDenied2",
        preferences: Some(["#tarteaucitronCloseAlert", "#tarteaucitron"]),
    }
}

pub(super) fn c15t(draft: &mut Draft) -> Contestant {
    let name = "c15t";
    let scripts = [
        ("functionality", "functionality"),
        ("analytics", "measurement"),
        ("advertisement", "marketing"),
    ]
    .map(|(one, category)| json!({ "id": one, "textContent": tag(one), "category": category }));
    let options = json!({ "mode": "offline", "consentCategories": ["necessary", "functionality", "measurement", "marketing"],
        "overrides": { "country": "DE", "language": "en" }, "scripts": scripts });
    let app = format!(
        "import React from 'react'; import {{ createRoot }} from 'react-dom/client';
         import {{ ConsentManagerProvider, ConsentBanner, ConsentDialog }} from '@c15t/react';
         const h = React.createElement; const at = document.body.appendChild(document.createElement('div'));
         createRoot(at).render(h(ConsentManagerProvider, {{ options: {options} }},
           h(ConsentBanner, {{ title: {TITLE:?}, description: {TEXT:?} }}), h(ConsentDialog)));"
    );
    let sheet = bundle("@import \"@c15t/react/styles.css\";", "css");
    let head = styled(draft, name, &bundle(&app, "js"), &sheet);
    let tags = Some(String::new());
    page(draft, name, Added { head, tags, body: "" });
    Contestant {
        name: "c15t (React)",
        path: format!("/{name}/"),
        notice: "[data-testid=consent-banner-card]",
        accept: "[data-testid=consent-banner-accept-button]",
        reject: "[data-testid=consent-banner-reject-button]",
        preferences: Some([
            "[data-testid=consent-banner-customize-button]",
            "[data-testid=consent-dialog-card]",
        ]),
    }
}
