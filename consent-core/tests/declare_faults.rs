//! Every rule of the check: what breaks it is one fault, at its place, with a way to mend it.
#![cfg(feature = "declare")]

mod declare;

use consent_core::config::ConfigDraft;
use declare::{checked, faults, put, sound, with};
use serde_json::{Value, json};

#[test]
fn the_sound_config_has_no_fault() {
    let config = checked(&sound());
    assert_eq!(config.services.len(), 4);
    assert_eq!(config.register.len(), 1);
}

/// Puts `value` at `pointer`; then there is exactly one fault, at `path`, and its words are these.
fn one(pointer: &str, value: Value, path: &str, reason: &str, mend: &str) {
    let what = format!("{pointer} = {value}");
    let found = faults(&with(pointer, value));
    let [fault] = found.as_slice() else {
        panic!("{what}: {found:#?}")
    };
    let fits = fault.path == path && fault.reason.contains(reason) && fault.mend.contains(mend);
    assert!(
        fits,
        "{what}\nfound    {fault}\nexpected {path}: …{reason}…; …{mend}…"
    );
}

#[test]
fn what_is_needed_must_be_there() {
    for key in ["version", "controllers", "domains", "policyUrl", "services"] {
        one(&format!("/{key}"), Value::Null, key, "is missing", "add it");
    }
    one("/controllers", json!([]), "controllers", "is empty", "at least");
    one("/domains", json!([]), "domains", "is empty", "at least");
    one(
        "/controllers/0/contact",
        Value::Null,
        "controllers[0].contact",
        "is missing",
        "a text",
    );
    one(
        "/controllers/0/name",
        json!("  "),
        "controllers[0].name",
        "is empty",
        "write a text",
    );
    one(
        "/categories/0/purpose",
        Value::Null,
        "categories[0].purpose",
        "is missing",
        "each language",
    );
    for key in ["name", "provider", "category", "basis", "purpose"] {
        one(
            &format!("/services/2/{key}"),
            Value::Null,
            &format!("services[2].{key}"),
            "is missing",
            "add it",
        );
    }
    for key in ["name", "purpose", "lifetime"] {
        let path = format!("services[2].cookies[0].{key}");
        one(
            &format!("/services/2/cookies/0/{key}"),
            Value::Null,
            &path,
            "is missing",
            "add it",
        );
    }
    one(
        "/retention/0/period",
        Value::Null,
        "retention[0].period",
        "is missing",
        "add it",
    );
}

#[test]
fn what_does_not_fit_is_said_and_the_rest_is_still_read() {
    one("/version", json!(2026), "version", "the number 2026", "a text");
    one(
        "/lifetimeDays",
        json!("200"),
        "lifetimeDays",
        "the text “200”",
        "a whole number",
    );
    one(
        "/lifetimeDays",
        json!(200.5),
        "lifetimeDays",
        "the number 200.5",
        "a whole number",
    );
    one(
        "/regime",
        json!("optin"),
        "regime",
        "the text “optin”",
        "“opt-in”",
    );
    one(
        "/controllers/1",
        json!("Sample"),
        "controllers[1]",
        "the text “Sample”",
        "“name”, “contact”",
    );
    one(
        "/services/0",
        json!(7),
        "services[0]",
        "the number 7",
        "“use” or “id”",
    );
    one(
        "/services/2/role",
        json!("owner"),
        "services[2].role",
        "“owner”",
        "“processor”",
    );
    one(
        "/services/2/cookies",
        json!({}),
        "services[2].cookies",
        "an object",
        "a list",
    );
    one(
        "/services/2/cookies/0/httpOnly",
        json!("yes"),
        "services[2].cookies[0].httpOnly",
        "“yes”",
        "true or false",
    );
    one("/look/theme", json!("blue"), "look.theme", "“blue”", "“system”");
    one(
        "/markup/0",
        json!("cookibot"),
        "markup[0]",
        "“cookibot”",
        "“cookiebot”",
    );
    one(
        "/texts/sv",
        json!("x"),
        "texts.sv",
        "not an object",
        "object of sentences",
    );
    one("/texts", json!([]), "texts", "a list", "language");
    one("/cookie", json!("consent"), "cookie", "“consent”", "object");
}

#[test]
fn unknown_keys_name_the_one_that_was_meant() {
    one("/domain", json!(["x.se"]), "domain", "not known", "“domains”");
    one(
        "/controllers/0/nmae",
        json!("x"),
        "controllers[0].nmae",
        "not known",
        "“name”",
    );
    one(
        "/cookie/sharesubdomains",
        json!(true),
        "cookie.sharesubdomains",
        "not known",
        "“shareSubdomains”",
    );
    one(
        "/services/1/cookie",
        json!([]),
        "services[1].cookie",
        "not known",
        "“cookies”",
    );
    one(
        "/services/2/cookies/0/lifetme",
        json!("x"),
        "services[2].cookies[0].lifetme",
        "not known",
        "“lifetime”",
    );
    one(
        "/services/2/provider/homepage",
        json!("x"),
        "services[2].provider.homepage",
        "not known",
        "known here are",
    );
    one(
        "/look/color",
        json!("x"),
        "look.color",
        "not known",
        "“layout” and “theme”",
    );
    one(
        "/retention/0/whatt",
        json!({}),
        "retention[0].whatt",
        "not known",
        "“what”",
    );
    one(
        "/categories/0/colour",
        json!({}),
        "categories[0].colour",
        "not known",
        "remove it",
    );
}

#[test]
fn the_site_itself() {
    one(
        "/version",
        json!("22/11/2026"),
        "version",
        "not a date",
        "2026-11-22",
    );
    one(
        "/version",
        json!("2026-02-30"),
        "version",
        "not a date",
        "2026-11-22",
    );
    one(
        "/controllers/0/country",
        json!("se"),
        "controllers[0].country",
        "not a country",
        "write “SE”",
    );
    one(
        "/controllers/0/country",
        json!("UK"),
        "controllers[0].country",
        "not a country",
        "write “GB”",
    );
    one(
        "/controllers/0/contact",
        json!("javascript:alert(1)"),
        "controllers[0].contact",
        "reach",
        "e-mail",
    );
    one(
        "/controllers/0/contact",
        json!("java\tscript:x"),
        "controllers[0].contact",
        "control character",
        "one line",
    );
    one(
        "/controllers/-",
        json!({"name": "Exempel AB", "contact": "x", "country": "SE"}),
        "controllers[2]",
        "twice",
        "keep",
    );
    one(
        "/domains/0",
        json!("https://example.se"),
        "domains[0]",
        "not a domain",
        "without “https://”",
    );
    one(
        "/domains/0",
        json!("*.example.se"),
        "domains[0]",
        "not a domain",
        "alone",
    );
    one(
        "/domains/-",
        json!("xn--kpexperterna-4ib.se"),
        "domains[2]",
        "twice",
        "keep",
    );
    one("/lifetimeDays", json!(181), "lifetimeDays", "181 days", "182");
    one("/lifetimeDays", json!(731), "lifetimeDays", "731 days", "730");
    one(
        "/cookie/name",
        json!("a=b"),
        "cookie.name",
        "not a cookie's name",
        "letters, digits",
    );
    one(
        "/cookie/name",
        json!("__Host-consent"),
        "cookie.shareSubdomains",
        "contradicts",
        "write false",
    );
    one("/path", json!("consent"), "path", "not a folder", "/consent/");
    one(
        "/path",
        json!("//cdn.example/"),
        "path",
        "not a folder",
        "/consent/",
    );
    one("/markup/-", json!("klaro"), "markup[2]", "twice", "keep");
    one(
        "/retention/0/period",
        json!("unlimited"),
        "retention[0].period",
        "not a period",
        "3 months",
    );
    one(
        "/retention/0/period",
        json!("session"),
        "retention[0].period",
        "not a period",
        "3 months",
    );
}

#[test]
fn addresses_can_only_be_read() {
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http://example.se",
        "/\\evil.example",
        "kakor",
    ] {
        one(
            "/policyUrl/sv",
            json!(url),
            "policyUrl.sv",
            "not a safe address",
            "https://",
        );
    }
    one(
        "/services/2/provider/url",
        json!("/privacy"),
        "services[2].provider.url",
        "not a safe address",
        "https://",
    );
    one(
        "/services/2/hosts/0",
        json!("https://chat.example.se/"),
        "services[2].hosts[0]",
        "not a host",
        "without",
    );
    one(
        "/services/2/hosts/0",
        json!("*/*"),
        "services[2].hosts[0]",
        "not a host",
        "chat.example.se",
    );
}

#[test]
fn every_text_has_every_language_and_no_other() {
    one("/languages/-", json!("sv"), "languages[2]", "twice", "keep");
    one(
        "/languages/-",
        json!("sw"),
        "languages[2]",
        "not a language that is built in",
        "“sv”",
    );
    one(
        "/policyUrl/en",
        Value::Null,
        "policyUrl.en",
        "is missing",
        "English (en)",
    );
    one(
        "/categories/0/name/sv",
        Value::Null,
        "categories[0].name.sv",
        "is missing",
        "Svenska (sv)",
    );
    one(
        "/services/2/purpose/en",
        json!(""),
        "services[2].purpose.en",
        "is empty",
        "write a text",
    );
    one(
        "/services/2/cookies/0/purpose/en",
        Value::Null,
        "services[2].cookies[0].purpose.en",
        "is missing",
        "English",
    );
    one(
        "/retention/0/what/de",
        json!("Fragen"),
        "retention[0].what.de",
        "not a language that is built in",
        "sv",
    );
    one(
        "/texts/de",
        json!({}),
        "texts.de",
        "not a language that is built in",
        "sv",
    );

    let mut only_swedish = sound();
    put(&mut only_swedish, "/languages", json!(["sv"]));
    let found = faults(&only_swedish);
    assert!(found.len() > 5, "{found:?}");
    assert!(
        found
            .iter()
            .all(|fault| fault.path.ends_with(".en") && fault.mend.contains("add “en” to “languages”"))
    );
}

#[test]
fn a_fault_in_the_languages_draws_no_others_after_it() {
    one("/languages", Value::Null, "languages", "is missing", "add it");
    one(
        "/languages/1",
        json!("eng"),
        "languages[1]",
        "not a language",
        "“en”",
    );
}

#[test]
fn categories_are_the_sites_own_and_few_enough() {
    let category =
        |id: &str| json!({"id": id, "name": {"sv": "x", "en": "x"}, "purpose": {"sv": "x", "en": "x"}});
    one(
        "/categories/-",
        category("support"),
        "categories[1].id",
        "defined twice",
        "another id",
    );
    one(
        "/categories/-",
        category("analytics"),
        "categories[1].id",
        "built in",
        "remove",
    );
    one(
        "/categories/-",
        category("My chat"),
        "categories[1].id",
        "not a name",
        "a letter",
    );
    one(
        "/services/2/category",
        json!("suport"),
        "services[2].category",
        "no category “suport”",
        "“support”",
    );
    one(
        "/services/2/category",
        json!("zzz"),
        "services[2].category",
        "no category “zzz”",
        "or define it",
    );

    // analytics and advertisement are in use, so that 29 own ones fill the 31 and the 30th is too many.
    let mut config = sound();
    for index in 1..29 {
        put(&mut config, "/categories/-", category(&format!("c{index}")));
    }
    assert_eq!(checked(&config).policy().switchable(), 31);
    put(&mut config, "/categories/-", category("c29"));
    let found = faults(&config);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].path == "categories" && found[0].mend.contains("31"),
        "{found:?}"
    );
}

#[test]
fn services_are_known_or_complete() {
    one(
        "/services/0",
        json!("google-analytic"),
        "services[0]",
        "not in the catalogue",
        "“google-analytics”",
    );
    one(
        "/services/0",
        json!("frobnicator"),
        "services[0]",
        "not in the catalogue",
        "of your own",
    );
    one(
        "/services/0",
        json!("Twitter"),
        "services[0]",
        "is called “x-embed”",
        "write “x-embed”",
    );
    one(
        "/services/0",
        json!({"use": "Google AdWords"}),
        "services[0].use",
        "is called “google-ads”",
        "write “google-ads”",
    );
    one(
        "/services/0",
        json!("WhatsUp"),
        "services[0]",
        "is called “whatsapp”",
        "write “whatsapp”",
    );
    one(
        "/services/0",
        json!("skype"),
        "services[0]",
        "ended on 2025-05-05",
        "“teams”",
    );
    one(
        "/services/0",
        json!("tictail"),
        "services[0]",
        "ended on",
        "remove it",
    );
    one(
        "/services/1",
        json!("kajabi-affiliate"),
        "services[1]",
        "no source says how long “kjba” lives",
        "lifetime",
    );
    one(
        "/services/-",
        json!({"use": "google-analytics"}),
        "services[5].use",
        "declared twice",
        "keep one",
    );
    one(
        "/services/0",
        json!({"name": "x"}),
        "services[0]",
        "names no service",
        "“use”",
    );
    one(
        "/services/1/id",
        json!("kajabi-affiliate"),
        "services[1].id",
        "beside “use”",
        "keep",
    );
    one(
        "/services/2/id",
        json!("matomo"),
        "services[2].id",
        "a service of the catalogue",
        "{\"use\": \"matomo\"}",
    );
    one(
        "/services/2/id",
        json!("Our chat"),
        "services[2].id",
        "not a name",
        "a letter",
    );
    one(
        "/services/2/id",
        json!("analytics"),
        "services[2].id",
        "the name of a category",
        "another id",
    );
    one(
        "/services/2/id",
        json!("consent-choice"),
        "services[2].id",
        "own choice",
        "another id",
    );
    one(
        "/services/2/transfer/0",
        json!("USA"),
        "services[2].transfer[0]",
        "not a country",
        "two letters",
    );
    one(
        "/services/1/name",
        json!("Kajabi"),
        "services[1].name",
        "known from the catalogue",
        "remove it",
    );
    one(
        "/services/4",
        json!({"use": "sendgrid", "cookies": []}),
        "services[4].cookies",
        "stores nothing",
        "“id”",
    );

    let mut many = sound();
    for _ in 0..508 {
        put(&mut many, "/services/-", json!("matomo"));
    }
    let found = faults(&many);
    assert!(
        found[0].path == "services" && found[0].mend.contains("512"),
        "{:?}",
        found[0]
    );
}

#[test]
fn the_basis_carries_the_storage() {
    one(
        "/services/2/basis",
        json!("legitimate interest"),
        "services[2].basis",
        "never carries storage",
        "write “consent”",
    );
    one(
        "/services/3/basis",
        json!("legitimate interest"),
        "services[3].basis",
        "never carries storage",
        "“consent”",
    );
    one(
        "/services/3/basis",
        json!("consent"),
        "services[3].basis",
        "must be possible to refuse",
        "can be switched",
    );
    one(
        "/services/2/basis",
        json!("contract"),
        "services[2].basis",
        "rests on consent",
        "“necessary”",
    );
    one(
        "/services/2/basis",
        json!("interest"),
        "services[2].basis",
        "“interest”",
        "“consent”",
    );
    one(
        "/services/0",
        json!({"use": "google-analytics", "category": "necessary"}),
        "services[0].category",
        "not necessary",
        "“analytics”",
    );
    one(
        "/services/0",
        json!({"use": "google-analytics", "basis": "contract"}),
        "services[0].basis",
        "rests on consent",
        "write “consent”",
    );
    // A necessary service may become one that can be refused; then it rests on consent.
    let moved = checked(&with(
        "/services/0",
        json!({"use": "cloudflare", "category": "functionality"}),
    ));
    assert_eq!(moved.services[0].basis, consent_core::config::LegalBasis::Consent);
}

#[test]
fn nothing_necessary_is_a_known_tracker() {
    let name = "/services/3/cookies/0/name";
    let path = "services[3].cookies[0].name";
    for (cookie, service) in [
        ("_ga", "google-analytics"),
        ("_ga_ABC", "google-analytics"),
        ("_gcl_*", "google-ads"),
        ("_fbp", "meta-pixel"),
        ("hubspotutk", "hubspot"),
    ] {
        let mut config = with(name, json!(cookie));
        put(&mut config, "/services/3/cookies/0/httpOnly", json!(false));
        let found = faults(&config);
        assert_eq!(found.len(), 1, "{cookie}: {found:?}");
        let names = format!("“{service}”");
        assert!(
            found[0].path == path && found[0].mend.contains(&names),
            "{cookie}: {}",
            found[0]
        );
    }
    let tag = json!(["www.googletagmanager.com/gtag/*"]);
    one(
        "/services/3/hosts",
        tag,
        "services[3].hosts[0]",
        "never necessary",
        "needs consent",
    );
    let cookie =
        json!({"name": "_fbp", "purpose": {"sv": "Säkerhet.", "en": "Safety."}, "lifetime": "90 days"});
    let hidden = json!({"use": "cloudflare", "cookies": [cookie]});
    one(
        "/services/0",
        hidden,
        "services[0].cookies[0].name",
        "never necessary",
        "“meta-pixel”",
    );
    // The same name in another place is another thing.
    checked(&with(name, json!("GPS")));
}

#[test]
fn lifetimes_are_such_as_browsers_keep() {
    let (pointer, path) = (
        "/services/2/cookies/0/lifetime",
        "services[2].cookies[0].lifetime",
    );
    for text in ["unlimited", "", "2", "forever", "0 days"] {
        one(pointer, json!(text), path, "at most 400 days", "“session”");
    }
    one(
        pointer,
        json!("2 years"),
        path,
        "longer than browsers keep",
        "“400 days” or less",
    );
    one(
        pointer,
        json!("persistent"),
        path,
        "cannot live for ever",
        "local storage",
    );
    one(
        "/services/2/cookies/0/storage",
        json!("session"),
        path,
        "ends with the session",
        "“session”",
    );
    let local = json!({"name": "oc_log", "purpose": {"sv": "x", "en": "x"}, "lifetime": "session", "storage": "local"});
    one(
        "/services/2/cookies/-",
        local.clone(),
        "services[2].cookies[1].lifetime",
        "does not end",
        "“persistent”",
    );
    let mut hidden = local;
    put(&mut hidden, "/lifetime", json!("persistent"));
    checked(&with("/services/2/cookies/-", hidden.clone()));
    put(&mut hidden, "/httpOnly", json!(true));
    one(
        "/services/2/cookies/-",
        hidden,
        "services[2].cookies[1].httpOnly",
        "contradicts",
        "write false",
    );
    one(
        "/services/2/cookies/0/name",
        json!("a;b"),
        "services[2].cookies[0].name",
        "not the name",
        "“;”",
    );
    one(
        "/services/2/cookies/0/name",
        json!("ab*"),
        "services[2].cookies[0].name",
        "not the name",
        "four others",
    );
}

#[test]
fn what_the_catalogue_knows_can_only_become_shorter() {
    let service = |cookie: Value| json!({"use": "google-analytics", "cookies": [cookie]});
    let path = "services[0].cookies[0].lifetime";
    one(
        "/services/0",
        service(json!({"name": "_ga", "lifetime": "3 years"})),
        path,
        "longer than",
        "400 days",
    );
    one(
        "/services/0",
        service(json!({"name": "_gid", "lifetime": "2 days"})),
        path,
        "longer than the “1 day”",
        "“1 day”",
    );
    let alias = json!({"use": "cloudflare", "cookies": [{"name": "__cfuvid"}]});
    one(
        "/services/0",
        alias,
        "services[0].cookies[0].name",
        "“_cfuvid”",
        "write “_cfuvid”",
    );
    let new = json!({"name": "_ga_extra", "lifetime": "1 day"});
    one(
        "/services/0",
        service(new),
        "services[0].cookies[0].purpose",
        "is missing",
        "add it",
    );
    let twice = json!({"use": "google-analytics", "cookies": [{"name": "_ga"}, {"name": "_ga"}]});
    one(
        "/services/0",
        twice,
        "services[0].cookies[1].name",
        "twice",
        "keep",
    );

    let known = checked(&sound()).services[0].cookies.len();
    let shorter = checked(&with(
        "/services/0",
        service(json!({"name": "_ga", "lifetime": "180 days"})),
    ));
    assert_eq!(shorter.services[0].cookies.len(), known);
    let ga = shorter.services[0]
        .cookies
        .iter()
        .find(|cookie| cookie.rule.name.as_str() == "_ga")
        .unwrap();
    assert_eq!(ga.rule.lifetime.to_string(), "6 months");
    // What is known may be repeated, even if no browser keeps it that long.
    checked(&with(
        "/services/0",
        service(json!({"name": "_ga", "lifetime": "2 years"})),
    ));
}

#[test]
fn sentences_stay_whole_and_neutral() {
    one(
        "/texts/sv/titel",
        json!("x"),
        "texts.sv.titel",
        "not a sentence",
        "“title”",
    );
    one(
        "/texts/sv/units",
        json!("x"),
        "texts.sv.units",
        "not a sentence",
        "remove it",
    );
    one(
        "/texts/sv/body",
        json!("{controllers}: {purposes}"),
        "texts.sv.body",
        "leaves out “{reopen}”",
        "{reopen}",
    );
    one(
        "/texts/sv/title",
        json!("Hej {name}"),
        "texts.sv.title",
        "“{name}” stands for nothing",
        "remove it",
    );
    one(
        "/texts/sv/preferences_body",
        json!("{day} {days}"),
        "texts.sv.preferences_body",
        "“{day}”",
        "“days”",
    );
    one(
        "/texts/sv/title",
        json!(""),
        "texts.sv.title",
        "is empty",
        "write a text",
    );
    one(
        "/texts/sv/title",
        json!("Kakor rekommenderas"),
        "texts.sv.title",
        "“rekommender” pushes",
        "leave it",
    );
    one(
        "/texts/en",
        json!({"accept_all": "Accept all (recommended)", "reject_all": "Reject all of these"}),
        "texts.en.accept_all",
        "“recommend” pushes",
        "leave it",
    );
    one(
        "/texts/en",
        json!({"reject_all": "No thanks, I"}),
        "texts.en.reject_all",
        "pushes",
        "leave it",
    );
    one(
        "/texts/en",
        json!({"reject_all": "No"}),
        "texts.en.reject_all",
        "differ too much",
        "half as long",
    );
    one(
        "/texts/en",
        json!({"accept_all": "Accept all of them at once"}),
        "texts.en.accept_all",
        "differ too much",
        "half",
    );
}

#[test]
fn a_key_that_is_written_twice_is_a_fault() {
    let text = sound().to_string().replacen(
        "\"regime\":\"opt-in\"",
        "\"regime\":\"notice\",\"regime\":\"opt-in\"",
        1,
    );
    let error = ConfigDraft::from_json(&text)
        .unwrap()
        .check(&Default::default())
        .unwrap_err();
    assert!(
        error
            .faults
            .iter()
            .any(|fault| fault.path == "regime" && fault.reason == "is written twice"),
        "{error}"
    );
}

#[test]
fn what_is_not_json_is_one_fault_with_line_and_column() {
    for (text, path) in [
        ("", "line 1, column 0"),
        ("{\n  \"version\": \"2026-11-22\",\n}", "line 3, column 1"),
        ("{\"a\": 1} x", "line 1, column 10"),
        ("{'a': 1}", "line 1, column 2"),
    ] {
        let error = ConfigDraft::from_json(text).unwrap_err();
        assert_eq!(error.faults.len(), 1);
        assert_eq!(error.faults[0].path, path, "{text}: {error}");
        assert!(!error.faults[0].reason.contains(" at line "), "{error}");
    }
    for text in ["[]", "null", "\"x\"", "12"] {
        let error = ConfigDraft::from_json(text).unwrap_err();
        assert_eq!(error.faults[0].path, "the file", "{error}");
    }
}

#[test]
fn ten_mistakes_are_ten_faults() {
    let mut config = sound();
    let mistakes = [
        ("/version", json!("yesterday"), "version"),
        (
            "/controllers/0/country",
            json!("Sweden"),
            "controllers[0].country",
        ),
        ("/domains/0", json!("example.se/"), "domains[0]"),
        ("/policyUrl/en", json!("javascript:alert(1)"), "policyUrl.en"),
        ("/lifetimeDays", json!(30), "lifetimeDays"),
        ("/services/0", json!("google-analytic"), "services[0]"),
        (
            "/services/2/basis",
            json!("legitimate interest"),
            "services[2].basis",
        ),
        (
            "/services/3/cookies/0/name",
            json!("_ga"),
            "services[3].cookies[0].name",
        ),
        (
            "/texts/sv/title",
            json!("Missa inte våra kakor"),
            "texts.sv.title",
        ),
        ("/colour", json!("red"), "colour"),
    ];
    for (pointer, value, _) in &mistakes {
        put(&mut config, pointer, value.clone());
    }
    let found = faults(&config);
    let mut paths: Vec<&str> = found.iter().map(|fault| fault.path.as_str()).collect();
    let mut expected = mistakes.map(|(_, _, path)| path).to_vec();
    paths.sort_unstable();
    expected.sort_unstable();
    assert_eq!(paths, expected, "{found:#?}");
    for fault in &found {
        assert!(!fault.reason.is_empty() && !fault.mend.is_empty(), "{fault:?}");
        assert_eq!(
            fault.to_string(),
            format!("{}: {}; {}", fault.path, fault.reason, fault.mend)
        );
    }
}
