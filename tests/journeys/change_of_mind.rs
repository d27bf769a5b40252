//! A change of mind: as easy as the yes was, at once, everywhere, and for good.

use consent_tests::{
    Answer, NOTICE, REJECT_THERE, SITES, Stage, Tab, Visitor, config_file, journey, left_behind, planted,
};
use futures::future::join_all;

/// Somebody who has accepted, on a page whose tags have all run.
async fn accepted(stage: &Stage, site: &str, path: &str) -> (Visitor, Tab) {
    let visitor = stage.visitor().await;
    let tab = visitor.opens(&stage.sites.page(site, path)).await;
    tab.accepts().await;
    for name in left_behind(site) {
        tab.until(&format!("read('cookie').includes('{name}=')")).await;
    }
    tab.rests().await;
    (visitor, tab)
}

/// The way back and “reject all”: two actions, and the page loads anew.
async fn takes_everything_back(tab: &Tab) {
    tab.mark().await;
    tab.reopens().await;
    tab.clicks(REJECT_THERE).await;
    tab.arrives().await;
    tab.is_ready().await;
}

async fn nothing_is_left(visitor: &Visitor, site: &str) {
    let jar = visitor.cookies().await;
    for name in left_behind(site) {
        assert!(jar.all(site, name).is_empty(), "{site} still has {name}: {jar}");
    }
}

/// LAW-41.
#[test]
fn two_actions_take_everything_back() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let (visitor, tab) = accepted(stage, site, "").await;
            takes_everything_back(&tab).await;
            tab.rests().await;
            nothing_is_left(&visitor, site).await;
            assert_eq!(tab.state().await["act"], "w", "{site}");
            assert!(
                !tab.shows(NOTICE).await,
                "{site} asks somebody who has just answered"
            );
        }))
        .await;
    });
}

/// LAW-42.
#[test]
fn what_was_alive_cannot_bring_it_back() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let (visitor, tab) = accepted(stage, site, "").await;
            takes_everything_back(&tab).await;
            tab.rests().await;
            let before = stage.sites.hits(site);
            tab.minutes_pass(1).await;
            nothing_is_left(&visitor, site).await;
            // Nor does the next page. What the site itself needs goes on.
            tab.mark().await;
            tab.clicks("nav li:nth-child(2) a").await;
            tab.arrives().await;
            tab.is_ready().await.rests().await;
            nothing_is_left(&visitor, site).await;
            let mut after = stage.sites.hits(site);
            after.retain(|service, times| before.get(service) != Some(times));
            after.retain(|service, _| {
                !(site == "nordicexperts" && ["kajabi", "stripe"].contains(&&**service))
            });
            assert_eq!(after, [].into(), "{site} went on asking");
        }))
        .await;
    });
}

/// LAW-41: from a script it is one call.
#[test]
fn law_41_one_call_takes_everything_back() {
    journey(async |stage| {
        let (visitor, tab) = accepted(stage, "netdialog", "").await;
        tab.leaves_by("consent.withdraw()").await;
        tab.is_decided("w").await;
        tab.rests().await;
        nothing_is_left(&visitor, "netdialog").await;
    });
}

/// LAW-42.
#[test]
fn every_form_of_a_cookie_goes() {
    journey(async |stage| {
        let page = stage.sites.page("ngager", "en/missions.html");
        let (visitor, tab) = accepted(stage, "ngager", "en/missions.html").await;
        let host = Some("ngager.localhost");
        visitor
            .has(vec![
                planted("_ga", "host", &page, None, "/"),
                planted("_ga", "path", &page, None, "/en"),
                planted("_ga", "slash", &page, None, "/en/"),
                planted("_ga", "page", &page, None, "/en/missions.html"),
                planted("_ga_OLD", "domain", &page, host, "/"),
                planted("_ga_OLD", "domain and path", &page, host, "/en"),
                planted("hubspotutk", "secure", &page, None, "/"),
            ])
            .await;
        assert!(visitor.cookies().await.all("ngager", "_ga").len() >= 5);
        takes_everything_back(&tab).await;
        tab.rests().await;
        nothing_is_left(&visitor, "ngager").await;
        let jar = visitor.cookies().await;
        assert!(jar.all("ngager", "_ga_OLD").is_empty(), "{jar}");
    });
}

/// LAW-42: on a host below the site's own, what is kept for either of them.
#[test]
fn law_42_cookies_of_the_registrable_domain_go_too() {
    journey(async |stage| {
        let below = stage.sites.page("ngager", "").replace("//", "//www.");
        let page = format!("{below}page.html");
        let built = tempfile::tempdir().expect("a temporary folder");
        let out = built.path().join("out");
        let config = stage.sites.config("ngager").to_string();
        consent_cli::build_text(&config_file("ngager"), &config, &out).expect("a site");
        let html = "<!doctype html><html lang=sv><title>Sida</title><script async src=/consent/consent.js></script><main>Text</main>";
        let mut answers = vec![Answer::other(&page, "text/html; charset=utf-8", html)];
        for entry in std::fs::read_dir(&out).expect("a built site") {
            let (file, entry) = entry.map(|entry| (entry.path(), entry)).expect("a file");
            if !file.is_file() {
                continue;
            }
            let kind = match file.extension().and_then(|end| end.to_str()) {
                Some("js") => "text/javascript",
                Some("wasm") => "application/wasm",
                _ => "application/octet-stream",
            };
            let address = format!("{below}consent/{}", entry.file_name().to_string_lossy());
            answers.push(Answer::other(
                &address,
                kind,
                std::fs::read(&file).expect("a file"),
            ));
        }
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        tab.gets(answers).await.goes_to(&page).await;
        tab.is_ready().await;
        tab.accepts().await;
        visitor
            .has(vec![
                planted("_ga", "host", &page, None, "/"),
                planted("_ga", "host and below", &page, Some("www.ngager.localhost"), "/"),
                planted("_ga", "registrable", &page, Some("ngager.localhost"), "/"),
            ])
            .await;
        assert_eq!(visitor.cookies().await.all("ngager", "_ga").len(), 3);
        tab.evaluate::<()>("consent.withdraw().then(() => {})").await;
        tab.is_decided("w").await;
        nothing_is_left(&visitor, "ngager").await;
    });
}

#[test]
fn local_storage_goes_too() {
    journey(async |stage| {
        let (_, tab) = accepted(stage, "netdialog", "").await;
        tab.until("localStorage.nd_chat_log != null").await;
        takes_everything_back(&tab).await;
        tab.rests().await;
        let left: Vec<String> = tab.evaluate("Object.keys(localStorage)").await;
        let others: Vec<_> = left.iter().filter(|key| !key.starts_with("consent")).collect();
        assert!(
            others.is_empty() && left.contains(&"consent".to_owned()),
            "{left:?}"
        );
    });
}

#[test]
fn what_is_necessary_or_nobody_declared_stays() {
    journey(async |stage| {
        let (visitor, tab) = accepted(stage, "ngager", "").await;
        let page = stage.sites.page("ngager", "");
        visitor
            .has(vec![
                planted("basket", "full", &page, None, "/"),
                planted("_gaffa", "tape", &page, None, "/"),
            ])
            .await;
        takes_everything_back(&tab).await;
        tab.rests().await;
        let jar = visitor.cookies().await;
        assert_eq!(
            jar.names("ngager"),
            [
                "__cf_bm",
                "__hs_cookie_cat_pref",
                "_cfuvid",
                "_gaffa",
                "basket",
                "consent"
            ]
        );
    });
}

#[test]
fn another_tab_of_the_visitor_follows() {
    journey(async |stage| {
        let (visitor, tab) = accepted(stage, "nordicexperts", "").await;
        let other = visitor
            .opens(&stage.sites.page("nordicexperts", "kurs.html"))
            .await;
        other.until("read('cookie').includes('kjba=')").await;
        // What is still on its way in a page that goes may be stored after the other has erased and remembered.
        tab.rests().await;
        other.rests().await;
        other.mark().await;
        takes_everything_back(&tab).await;
        other.arrives().await;
        other.is_ready().await;
        assert_eq!(other.state().await["act"], "w");
        tab.rests().await;
        other.rests().await;
        nothing_is_left(&visitor, "nordicexperts").await;
    });
}

#[test]
fn what_another_tab_stores_while_it_goes_is_erased_too() {
    journey(async |stage| {
        let (visitor, tab) = accepted(stage, "nordicexperts", "").await;
        let address = stage.sites.page("nordicexperts", "kurs.html");
        let other = visitor.opens(&address).await;
        other.until("read('cookie').includes('kjba=')").await;
        other.rests().await;
        other.mark().await;
        // A page that is left lives, with all its scripts, until the next one comes; one of them stores late.
        let late = "addEventListener('consent:change', () => (localStorage.left = 1));
            addEventListener('storage', ({ key }) => key == 'go' && (document.cookie = 'kjba=late; path=/'));";
        other
            .evaluate::<()>(&format!("void (() => {{ {late} }})()"))
            .await;
        let held = other.holds_back(&address).await;
        takes_everything_back(&tab).await;
        tab.until("localStorage.left == 1").await;
        tab.goes_to(&stage.sites.page("nordicexperts", "")).await;
        tab.until("localStorage.consent != null").await;
        tab.evaluate::<()>("void (localStorage.go = 1)").await;
        tab.until("read('cookie').includes('kjba=late')").await;
        held.let_go();
        other.arrives().await;
        other.is_ready().await;
        other.rests().await;
        nothing_is_left(&visitor, "nordicexperts").await;
    });
}

#[test]
fn a_yes_in_one_tab_opens_the_other() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("cag", "")).await;
        let other = visitor.opens(&stage.sites.page("cag", "artikel.html")).await;
        tab.accepts().await;
        other.is_decided("a").await;
        other.will_hide(NOTICE).await;
        other
            .until("findAll('script[type=\"text/plain\"]').length == 0")
            .await;
    });
}

#[test]
fn one_purpose_can_be_taken_back_alone() {
    journey(async |stage| {
        let (visitor, tab) = accepted(stage, "asurgent", "").await;
        tab.mark().await;
        tab.reopens().await;
        tab.second_layer_is_whole().await;
        tab.switches("analytics").await;
        tab.clicks(consent_tests::SAVE).await;
        tab.arrives().await;
        tab.is_decided("c").await;
        tab.until("read('cookie').includes('_uetsid=')").await;
        tab.rests().await;
        let jar = visitor.cookies().await;
        for name in ["_ga", "_ga_ASURGENT18", "_clck", "_clsk"] {
            assert!(jar.all("asurgent", name).is_empty(), "{name}");
        }
        assert!(
            !jar.all("asurgent", "ln_or").is_empty(),
            "advertisement is still granted"
        );
    });
}

#[test]
fn a_no_can_become_a_yes() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("cag", "")).await;
        tab.rejects().await;
        let id = tab.state().await["id"].clone();
        tab.reopens().await;
        tab.clicks(consent_tests::ACCEPT_THERE).await;
        tab.is_decided("a").await;
        tab.until("read('cookie').includes('_pk_id')").await;
        assert_eq!(tab.state().await["id"], id, "the same visitor, so the same id");
    });
}

#[test]
fn tools_hear_of_it_where_the_page_stays() {
    journey(async |stage| {
        let mut config = stage.sites.config("ngager");
        config["reloadOnWithdrawal"] = false.into();
        stage.sites.publish("ngager", &config);
        let (visitor, tab) = accepted(stage, "ngager", "").await;
        tab.evaluate::<()>("consent.withdraw().then(() => {})").await;
        tab.until("window.__told.some((it) => it.command == 'revokeCookieConsent')")
            .await;
        tab.until("window.__told.filter((it) => it.who == 'google-analytics').at(-1)?.arguments[1].analytics_storage == 'denied'")
            .await;
        tab.until("window.__told.filter((it) => it.command == 'setHubSpotConsent').at(-1)?.arguments[0].analytics == false")
            .await;
        tab.rests().await;
        nothing_is_left(&visitor, "ngager").await;
        assert_eq!(
            visitor
                .cookies()
                .await
                .only("ngager", "__hs_cookie_cat_pref")
                .value,
            "1:false_2:false_3:false"
        );
    });
}
