//! The page's interface is what `consent.d.ts` says: no member more, none less.

use std::collections::BTreeSet;

use consent_tests::journey;

use crate::repository::read;

/// The members of an interface: name, and whether it may be missing.
fn members(interface: &str) -> Vec<(String, bool)> {
    let text = read("consent-wasm/consent.d.ts");
    let opening = format!("export interface {interface} {{\n");
    let (_, after) = text
        .split_once(&opening)
        .unwrap_or_else(|| panic!("there is no {interface}"));
    let body = after.split("\n}").next().expect("its end");
    body.lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter(|line| line.starts_with(char::is_alphabetic))
        .map(|line| {
            let end = line.find(['(', ':', '?']).expect("a member");
            (line[..end].to_owned(), line[end..].starts_with('?'))
        })
        .collect()
}

fn names(all: &[(String, bool)]) -> BTreeSet<String> {
    all.iter().map(|(name, _)| name.clone()).collect()
}

#[test]
fn window_consent_has_exactly_the_declared_members() {
    journey(async |stage| {
        let tab = stage.visitor().await.opens(&stage.sites.page("ngager", "")).await;
        let there: BTreeSet<String> = tab.evaluate("Object.keys(consent)").await;
        assert_eq!(there, names(&members("Consent")));
        let all_functions: bool = tab
            .evaluate("Object.values(consent).every((it) => typeof it == 'function')")
            .await;
        assert!(all_functions);
    });
}

#[test]
fn the_state_has_exactly_the_declared_members() {
    journey(async |stage| {
        let declared = members("ConsentState");
        let tab = stage.visitor().await.opens(&stage.sites.page("ngager", "")).await;
        let keys = |state: serde_json::Value| -> BTreeSet<String> {
            state.as_object().expect("an object").keys().cloned().collect()
        };
        let always: BTreeSet<String> = declared
            .iter()
            .filter(|(_, optional)| !optional)
            .map(|(name, _)| name.clone())
            .collect();
        assert_eq!(keys(tab.state().await), always, "before an answer");
        tab.accepts().await;
        assert_eq!(keys(tab.state().await), names(&declared), "with an answer");
    });
}

#[test]
fn why_answers_as_declared() {
    journey(async |stage| {
        let declared = names(&members("ConsentVerdict"));
        let tab = stage.visitor().await.opens(&stage.sites.page("ngager", "")).await;
        let held: BTreeSet<String> = tab.evaluate("Object.keys(consent.why('analytics'))").await;
        assert_eq!(held, declared);
        let runs: String = tab.evaluate("JSON.stringify(consent.why('necessary'))").await;
        assert_eq!(runs, r#"{"verdict":"run"}"#);
    });
}

#[test]
fn both_events_are_heard_by_listeners_and_on_the_document() {
    journey(async |stage| {
        let tab = stage.visitor().await.opens(&stage.sites.page("ngager", "")).await;
        tab.evaluate::<()>(
            "(() => { window.heard = [];
               consent.on('ready', (state) => heard.push(['ready', state.status]));
               const stop = consent.on('change', (state) => { heard.push(['change', state.act]); stop(); });
               document.addEventListener('consent:change', ({ detail }) => heard.push(['event', detail.act])) })()",
        )
        .await;
        tab.rejects().await;
        tab.evaluate::<()>("consent.set({ analytics: true }).then(() => {})")
            .await;
        tab.until("heard.length >= 4").await;
        let heard: Vec<(String, String)> = tab.evaluate("heard").await;
        let heard: Vec<(&str, &str)> = heard
            .iter()
            .map(|(one, other)| (one.as_str(), other.as_str()))
            .collect();
        assert_eq!(heard[0], ("ready", "unasked"), "known already, so told at once");
        assert_eq!(heard.iter().filter(|one| **one == ("change", "r")).count(), 1);
        assert_eq!(
            heard.iter().filter(|one| one.0 == "change").count(),
            1,
            "who stops listening hears no more: {heard:?}"
        );
        assert!(
            heard.contains(&("event", "r")) && heard.contains(&("event", "c")),
            "{heard:?}"
        );
    });
}

#[test]
fn history_and_export_have_exactly_the_declared_members() {
    journey(async |stage| {
        let tab = stage.visitor().await.opens(&stage.sites.page("ngager", "")).await;
        tab.accepts().await;
        for (call, interface) in [
            ("history()", "ConsentHistory"),
            ("export()", "ConsentExport"),
            ("erase()", "ConsentErasure"),
        ] {
            let keys: BTreeSet<String> = tab
                .evaluate(&format!(
                    "consent.{call}.then((all) => Object.keys(JSON.parse(JSON.stringify(all))))"
                ))
                .await;
            assert_eq!(keys, names(&members(interface)), "{call}");
        }
        let choice: BTreeSet<String> = tab
            .evaluate("consent.history().then(({ choices }) => Object.keys(choices[0]))")
            .await;
        let declared = members("ConsentChoice");
        assert!(choice.is_subset(&names(&declared)), "{choice:?}");
        let always = declared.into_iter().filter(|(_, optional)| !optional);
        assert!(
            always.map(|(name, _)| name).all(|name| choice.contains(&name)),
            "{choice:?}"
        );
    });
}
