//! A choice of one's own: by category, by service, by mouse and by keyboard alone.

use consent_tests::{CLOSE, DIALOG, Key, NOTICE, SAVE, SITES, journey, switch};
use futures::future::join_all;

/// LAW-32.
#[test]
fn analytics_alone_by_mouse() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("nordicexperts", "")).await;
        tab.chooses().await;
        tab.switches("analytics").await;
        tab.saves().await;
        tab.until("read('cookie').includes('_ga=')").await;
        tab.rests().await;
        let asked = stage.sites.hits("nordicexperts");
        for service in [
            "google-ads",
            "meta-pixel",
            "kajabi-affiliate",
            "linkedin-insight",
            "x-pixel",
            "pinterest-tag",
        ] {
            assert!(!asked.contains_key(service), "{service} ran without a grant");
        }
        let state = tab.state().await;
        assert_eq!(state["categories"]["analytics"], true);
        assert_eq!(state["categories"]["advertisement"], false);
        assert_eq!(state["act"], "c");
    });
}

#[test]
fn analytics_alone_by_keyboard() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
        tab.tabs_to("preferences").await;
        tab.presses(Key::Enter).await;
        tab.second_layer_is_whole().await;
        tab.tabs_to("analytics").await;
        tab.presses(Key::Space).await;
        tab.tabs_to("save").await;
        tab.presses(Key::Enter).await;
        tab.is_decided("c").await;
        tab.until("read('cookie').includes('_clck=')").await;
        assert!(!stage.sites.hits("asurgent").contains_key("microsoft-uet"));
    });
}

#[test]
fn accepting_and_rejecting_by_keyboard() {
    journey(async |stage| {
        for (button, key, act) in [("accept-all", Key::Enter, "a"), ("reject-all", Key::Space, "r")] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("cag", "")).await;
            tab.tabs_to(button).await;
            tab.presses(key).await;
            tab.is_decided(act).await;
        }
    });
}

#[test]
fn a_service_can_be_left_out_of_its_category() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
        tab.chooses().await;
        tab.clicks("dialog #consent-services-analytics > summary").await;
        tab.switches("analytics").await;
        tab.switches("analytics/hubspot").await;
        tab.saves().await;
        tab.until("read('cookie').includes('_ga=')").await;
        tab.rests().await;
        assert!(!stage.sites.hits("ngager").contains_key("hubspot"));
        assert_eq!(tab.state().await["services"]["hubspot"], false);
        assert_eq!(tab.state().await["services"]["google-analytics"], true);
    });
}

#[test]
fn a_service_can_be_let_in_without_its_category() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor
            .opens(&stage.sites.page("nordicexperts", "kurs.html"))
            .await;
        tab.chooses().await;
        tab.clicks("dialog #consent-services-advertisement > summary")
            .await;
        tab.switches("advertisement/youtube").await;
        tab.saves().await;
        tab.until("find('iframe[data-service=youtube]').src != ''").await;
        tab.rests().await;
        let asked = stage.sites.hits("nordicexperts");
        assert!(
            asked.contains_key("youtube") && !asked.contains_key("meta-pixel"),
            "{asked:?}"
        );
    });
}

/// LAW-30.
#[test]
fn every_switch_is_off_to_begin_with() {
    journey(async |stage| {
        for site in SITES {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.chooses().await;
            let on: u32 = tab.evaluate("findAll('dialog input:checked').length").await;
            assert_eq!(on, 0, "{site}");
            let state = tab.state().await;
            for category in state["categories"].as_object().expect("categories").keys() {
                let there: bool = tab
                    .evaluate(&format!("find(\"{}\") != null", switch(category)))
                    .await;
                assert_eq!(
                    there,
                    category != "necessary",
                    "{site}: one switch a purpose, none for what is always on"
                );
            }
        }
    });
}

/// LAW-30: and so they are on a later visit, save for what was granted.
#[test]
fn law_30_only_what_was_granted_is_on_when_a_visitor_comes_back() {
    journey(async |stage| {
        for (yes, on) in [(None, vec![]), (Some("analytics"), vec!["analytics"])] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("nordicexperts", "")).await;
            match yes {
                None => tab.rejects().await,
                Some(name) => {
                    tab.chooses().await;
                    tab.switches(name).await;
                    tab.saves().await;
                }
            }
            let again = visitor.opens(&stage.sites.page("nordicexperts", "")).await;
            again.reopens().await;
            again.second_layer_is_whole().await;
            let found: Vec<String> = again
                .evaluate("findAll('dialog input:checked').map((it) => it.name).filter((name) => !name.includes('/'))")
                .await;
            assert_eq!(found, on);
        }
    });
}

/// LAW-32: a script too grants one purpose alone.
#[test]
fn law_32_one_call_grants_one_purpose() {
    journey(async |stage| {
        let tab = stage.opens("nordicexperts", "").await;
        tab.evaluate::<()>("consent.set({ analytics: true }).then(() => {})")
            .await;
        tab.is_decided("c").await;
        let state = tab.state().await;
        let granted: Vec<&str> = state["categories"]
            .as_object()
            .expect("categories")
            .iter()
            .filter(|(_, granted)| **granted == true)
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(granted, ["analytics", "necessary"]);
    });
}

/// LAW-31.
#[test]
fn saving_without_a_change_is_a_refusal() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
        tab.chooses().await;
        tab.saves().await;
        tab.rests().await;
        assert_eq!(stage.sites.hits("asurgent").len(), 0);
        let state = tab.state().await;
        for (name, granted) in state["categories"].as_object().expect("categories") {
            assert_eq!(*granted, name == "necessary", "{name}");
        }
        tab.reloads().await;
        assert!(
            !tab.is_ready().await.rests().await.shows(NOTICE).await,
            "it is an answer"
        );
    });
}

/// LAW-05.
#[test]
fn closing_the_second_layer_is_no_answer() {
    journey(async |stage| {
        for by_key in [true, false] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
            tab.chooses().await;
            tab.switches("analytics").await;
            if by_key {
                tab.presses(Key::Escape).await;
            } else {
                tab.clicks(CLOSE).await;
            }
            tab.will_hide(DIALOG).await;
            assert!(tab.rests().await.shows(NOTICE).await, "the question still stands");
            assert_eq!(tab.state().await["status"], "unasked");
            assert_eq!(stage.sites.hits("asurgent").len(), 0);
            tab.chooses().await;
            let on: u32 = tab.evaluate("findAll('dialog input:checked').length").await;
            assert_eq!(on, 0, "what was not saved is forgotten");
        }
    });
}

#[test]
fn the_skeleton_can_be_used_while_yew_is_on_its_way() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let banner = tab
            .holds_back(&stage.sites.page("asurgent", "consent/banner-*"))
            .await;
        tab.goes_to(&stage.sites.page("asurgent", "")).await;
        tab.clicks(consent_tests::CHOOSE).await;
        tab.will_show(DIALOG).await;
        tab.switches("analytics").await;
        assert!(tab.shows(SAVE).await);
        banner.let_go();
        tab.second_layer_is_whole().await;
        let kept: bool = tab
            .evaluate(&format!("find(\"{}\").checked", switch("analytics")))
            .await;
        assert!(kept, "yew takes over what was switched already");
        tab.saves().await;
        assert_eq!(tab.state().await["categories"]["analytics"], true);
    });
}

#[test]
fn no_click_is_lost_while_yew_takes_over() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let banner = tab
            .holds_back(&stage.sites.page("asurgent", "consent/banner-*"))
            .await;
        tab.goes_to(&stage.sites.page("asurgent", "")).await;
        tab.clicks(consent_tests::CHOOSE).await;
        tab.will_show(DIALOG).await;
        let pressed = tab.presses_on(consent_tests::ACCEPT_THERE).await;
        banner.let_go();
        tab.rests().await;
        pressed.lets_go().await;
        tab.is_decided("a").await;
    });
}

/// LAW-33: by the page's own elements, held against what `consent build` has published as the notice.
#[test]
fn law_33_every_service_says_who_why_what_how_long_and_where() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let tab = stage.opens(site, "").await;
            tab.chooses().await;
            let missing: Vec<String> = tab
                .evaluate(
                    "(async () => {
                       const notice = await (await fetch('/consent/notice.sv.json')).json();
                       const missing = [];
                       let services = 0;
                       for (const category of notice.categories) for (const service of category.services) {
                         services += 1;
                         const heading = shadow().getElementById(`consent-${category.id}/${service.id}`);
                         const panel = heading?.closest('[part~=service]');
                         const says = (what) => panel?.textContent.includes(what);
                         const must = [service.name, service.provider, service.purpose, service.basis, service.transfer];
                         for (const cookie of service.cookies) must.push(cookie.name, cookie.purpose, cookie.lifetime, cookie.party);
                         missing.push(...must.filter((what) => !says(what)).map((what) => `${service.id}: ${what}`));
                         const link = service.providerUrl && panel?.querySelector('a[href]')?.href;
                         if (link != service.providerUrl) missing.push(`${service.id}: a link to ${service.providerUrl}, but ${link}`);
                       }
                       return services ? missing : ['services'];
                     })()",
                )
                .await;
            assert_eq!(missing, [""; 0], "{site}");
        }))
        .await;
    });
}
