//! Libraries that are a script and a style sheet: the lightest that there are.

use consent_tests::packages::{bundle, package};
use serde_json::{Value, json};

use super::{Added, CATEGORIES, Contestant, TEXT, TITLE, page, styled, tag, with_head};
use crate::served::Draft;

pub(super) fn vanilla(draft: &mut Draft) -> Contestant {
    let name = "vanilla-cookieconsent";
    let enabled: serde_json::Map<String, Value> = CATEGORIES
        .iter()
        .map(|one| ((*one).to_owned(), json!({})))
        .collect();
    let sections: Vec<Value> = CATEGORIES
        .iter()
        .map(|one| json!({ "title": one, "description": one, "linkedCategory": one }))
        .collect();
    let mut config = json!({ "categories": enabled, "language": { "default": "en", "translations": { "en": {
        "consentModal": { "title": TITLE, "description": TEXT, "acceptAllBtn": "Accept all",
            "acceptNecessaryBtn": "Reject all", "showPreferencesBtn": "Preferences" },
        "preferencesModal": { "title": "Cookie preferences", "acceptAllBtn": "Accept all",
            "acceptNecessaryBtn": "Reject all", "savePreferencesBtn": "Save", "closeIconLabel": "Close", "sections": sections } } } } });
    config["categories"]["necessary"] = json!({ "enabled": true, "readOnly": true });
    let script = bundle(
        &format!("import * as Asked from 'vanilla-cookieconsent'; Asked.run({config});"),
        "js",
    );
    let head = styled(
        draft,
        name,
        &script,
        &package("vanilla-cookieconsent/dist/cookieconsent.css"),
    );
    with_head(draft, name, head);
    Contestant {
        name,
        path: format!("/{name}/"),
        notice: "#cc-main .cm",
        accept: "#cc-main .cm__btn[data-role=all]",
        reject: "#cc-main .cm__btn[data-role=necessary]",
        preferences: Some(["#cc-main .cm__btn[data-role=show]", "#cc-main .pm"]),
    }
}

/// Runs what was held, for those who leave that to the site.
const RUN: &str =
    "const run = (fits) => document.querySelectorAll('script[type=\"text/plain\"]').forEach((held) => {
    if (!fits(held.dataset.category)) return;
    const script = document.createElement('script'); script.text = held.text; held.replaceWith(script); });";

pub(super) fn osano(draft: &mut Draft) -> Contestant {
    let name = "cookieconsent";
    let config = json!({ "type": "opt-in", "position": "bottom", "revokable": false,
        "palette": { "popup": { "background": "#fff", "text": "#111" }, "button": { "background": "#17407f", "text": "#fff" } },
        "content": { "message": TEXT, "allow": "Accept all", "deny": "Reject all", "link": "Policy", "href": "#" } });
    let script = bundle(
        &format!(
            "import 'cookieconsent/build/cookieconsent.min.js'; {RUN}
             const on = (status) => {{ if (status == 'allow') run(() => true); }};
             window.cookieconsent.initialise({{ ...{config}, onInitialise: on, onStatusChange: on }});"
        ),
        "js",
    );
    let head = styled(
        draft,
        name,
        &script,
        &package("cookieconsent/build/cookieconsent.min.css"),
    );
    with_head(draft, name, head);
    Contestant {
        name: "cookieconsent (Osano)",
        path: format!("/{name}/"),
        notice: ".cc-window",
        accept: ".cc-window .cc-allow",
        reject: ".cc-window .cc-deny",
        preferences: None,
    }
}

pub(super) fn orejime(draft: &mut Draft) -> Contestant {
    let name = "orejime";
    let purposes =
        CATEGORIES.map(|one| json!({ "id": one, "title": one, "description": one, "cookies": [] }));
    let config = json!({ "privacyPolicyUrl": "#", "purposes": purposes });
    draft.put(
        format!("/{name}/it.js"),
        &package("orejime/dist/orejime-standard-en.js"),
    );
    draft.put(
        format!("/{name}/it.css"),
        &package("orejime/dist/orejime-standard.css"),
    );
    let head = format!(
        "<link rel=\"stylesheet\" href=\"it.css\"><script>window.orejimeConfig = {config}</script><script defer src=\"it.js\"></script>"
    );
    let tags = CATEGORIES.map(|one| {
        format!(
            "<template data-purpose=\"{one}\"><script>{}</script></template>",
            tag(one)
        )
    });
    let tags = Some(tags.concat());
    page(draft, name, Added { head, tags, body: "" });
    Contestant {
        name,
        path: format!("/{name}/"),
        notice: ".orejime-Banner",
        accept: ".orejime-Banner-saveButton",
        reject: ".orejime-Banner-declineButton",
        preferences: Some([".orejime-Banner-learnMoreButton", ".orejime-Modal"]),
    }
}

pub(super) fn cookie_though(draft: &mut Draft) -> Contestant {
    let name = "cookie-though";
    let policies = [
        ("necessary", "essential"),
        ("functionality", "functional"),
        ("analytics", "statistics"),
        ("advertisement", "marketing"),
    ]
    .map(|(id, category)| json!({ "id": id, "label": id, "description": id, "category": category }));
    let config = json!({ "policies": policies, "essentialLabel": "Always on",
        "permissionLabels": { "accept": "Save", "acceptAll": "Accept all", "decline": "Reject all" },
        "header": { "title": TITLE, "description": TEXT }, "customizeLabel": "Preferences", "cookiePolicy": { "url": "#", "label": "Policy" } });
    let script = bundle(
        &format!(
            "import * as Module from 'cookie-though'; {RUN}
             const Asked = Module.default || Module; Asked.init({config});
             const on = ({{ cookieOptions }}) => cookieOptions.forEach((one) => one.isEnabled && run((category) => category == one.id));
             Asked.onPreferencesChanged(on); const had = Asked.getPreferences(); if (had.isCustomised) on(had);"
        ),
        "js",
    );
    draft.put(format!("/{name}/it.js"), &script);
    let head = "<script defer src=\"it.js\"></script>".to_owned();
    with_head(draft, name, head);
    Contestant {
        name,
        path: format!("/{name}/"),
        notice: ".cookie-though",
        accept: ".cookie-though >> .ct-acceptance button:last-child",
        reject: ".cookie-though >> .ct-acceptance button:first-child",
        preferences: Some([
            ".cookie-though >> .ct-customization-button",
            ".cookie-though >> .ct-policies",
        ]),
    }
}
