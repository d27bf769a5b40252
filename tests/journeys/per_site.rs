//! The five documents that the demo's sites come from: for each, what it must be possible to keep.

use consent_core::catalogue::Catalogue;
use consent_core::config::ConfigDraft;
use consent_tests::{
    DIALOG, NOTICE, OWN_WAY_BACK, REJECT_THERE, REOPEN, Tab, config_file, journey, left_behind,
};
use serde_json::{Value, json};

/// The rows of the cookie table on a page, each as one text.
async fn declared(tab: &Tab) -> Vec<String> {
    tab.evaluate("findAll('.declaration tr').map((row) => [...row.cells].map((cell) => cell.innerText.trim()).join(' | '))").await
}

/// What is wrong with a `consent.json`, all of it in one text.
fn faults_of(config: &Value) -> String {
    let draft = match ConfigDraft::from_json(&config.to_string()) {
        Ok(draft) => draft,
        Err(faults) => return faults.to_string(),
    };
    draft
        .check(&Catalogue::built_in())
        .err()
        .map(|faults| faults.to_string())
        .unwrap_or_default()
}

#[test]
fn ngager_has_no_tracker_before_a_yes_or_after_a_no_and_none_after_a_withdrawal() {
    journey(async |stage| {
        for path in ["", "en/"] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("ngager", path)).await;
            let six = left_behind("ngager");
            let none_of_the_six = async || {
                let jar = visitor.cookies().await;
                six.iter().all(|name| jar.all("ngager", name).is_empty())
            };
            tab.rests().await;
            assert!(none_of_the_six().await, "before an answer");
            tab.rejects().await;
            tab.rests().await;
            assert!(none_of_the_six().await, "after a no");
            tab.reopens().await;
            tab.clicks(consent_tests::ACCEPT_THERE).await;
            for name in six {
                tab.until(&format!("read('cookie').includes('{name}=')")).await;
            }
            tab.mark().await;
            tab.reopens().await;
            tab.clicks(REJECT_THERE).await;
            tab.arrives().await;
            tab.is_ready().await.rests().await;
            assert!(none_of_the_six().await, "after a withdrawal");
        }
    });
}

#[test]
fn ngager_declares_its_nine_cookies_with_purpose_and_lifetime() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        for (path, month, always) in [
            ("kakor.html", "6 månader", "Nödvändiga"),
            ("en/cookies.html", "6 months", "Necessary"),
        ] {
            let tab = visitor.opens(&stage.sites.page("ngager", path)).await;
            let rows = declared(&tab).await;
            for name in [
                "__hstc",
                "__hssc",
                "__hssrc",
                "hubspotutk",
                "__hs_cookie_cat_pref",
                "__cf_bm",
                "_cfuvid",
                "_ga",
                "_ga_*",
            ] {
                let row = rows.iter().find(|row| row.starts_with(&format!("{name} ")));
                let row =
                    row.unwrap_or_else(|| panic!("{path} does not declare {name}:\n{}", rows.join("\n")));
                assert!(row.len() > name.len() + 20, "neither purpose nor lifetime: {row}");
            }
            assert!(
                rows.iter()
                    .any(|row| row.starts_with("__hstc ") && row.contains(month)),
                "{rows:?}"
            );
            let necessary: String = tab
                .evaluate("findAll('.declaration tr').find((row) => row.textContent.trim().startsWith('__cf_bm')).closest('section, article, div, table').closest('section:not(.declaration), .declaration').textContent")
                .await;
            assert!(necessary.contains(always), "{necessary}");
        }
    });
}

#[test]
fn ngager_shows_hubspots_form_only_with_consent_and_no_banner_of_hubspots() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "uppdrag.html")).await;
        assert!(!tab.rests().await.shows("form.hs-form").await);
        tab.accepts().await;
        tab.will_show("form.hs-form").await;
        assert!(!tab.rests().await.shows("#hs-eu-cookie-confirmation").await);
    });
}

#[test]
fn netdialogs_chat_comes_only_with_functionality() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("netdialog", "")).await;
        tab.chooses().await;
        tab.switches("analytics").await;
        tab.saves().await;
        tab.until("read('cookie').includes('_ga=')").await;
        assert!(!stage.sites.hits("netdialog").contains_key("netdialog-chat"));
        tab.reopens().await;
        tab.second_layer_is_whole().await;
        tab.switches("functionality").await;
        tab.clicks(consent_tests::SAVE).await;
        tab.until("find('#chat')?.dataset.shownBy == 'netdialog-chat'")
            .await;
    });
}

#[test]
fn netdialogs_way_back_is_reachable_at_any_time() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        for path in ["", "one2many.html", "kakor.html", "en/"] {
            let tab = visitor.opens(&stage.sites.page("netdialog", path)).await;
            tab.clicks(OWN_WAY_BACK).await;
            tab.will_show(DIALOG).await;
        }
    });
}

#[test]
fn netdialogs_page_for_another_system_works_without_an_edit() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor
            .opens(&stage.sites.page("netdialog", "one2many.html"))
            .await;
        assert_eq!(stage.sites.hits("netdialog").len(), 0);
        tab.rests().await;
        tab.accepts().await;
        tab.until("read('cookie').includes('nd_chat=') && read('cookie').includes('_ga=')")
            .await;
    });
}

#[test]
fn nordic_experts_platform_and_payments_run_untouched() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor
            .opens(&stage.sites.page("nordicexperts", "kurs.html"))
            .await;
        tab.rejects().await;
        tab.until("typeof Stripe == 'function' && read('cookie').includes('__stripe_mid=')")
            .await;
        let jar = visitor.cookies().await;
        assert!(jar.only("nordicexperts", "_kjb_session").http_only);
        assert!(stage.sites.hits("nordicexperts").contains_key("kajabi"));
    });
}

#[test]
fn nordic_experts_social_systems_all_wait() {
    journey(async |stage| {
        let waiting = [
            "kajabi-affiliate",
            "google-analytics",
            "google-ads",
            "meta-pixel",
            "facebook-plugins",
            "instagram",
            "linkedin-insight",
            "linkedin-embed",
            "x-pixel",
            "x-embed",
            "pinterest-tag",
            "pinterest-widgets",
            "tumblr",
            "slideshare",
            "meetup",
            "wechat",
            "youtube",
        ];
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let pages = ["", "kurs.html", "folj-oss.html"];
        for path in pages {
            tab.goes_to(&stage.sites.page("nordicexperts", path)).await;
            tab.is_ready().await.rests().await;
        }
        for service in waiting {
            assert!(
                !stage.sites.hits("nordicexperts").contains_key(service),
                "{service} did not wait"
            );
        }
        tab.accepts().await;
        for path in pages {
            tab.goes_to(&stage.sites.page("nordicexperts", path)).await;
            tab.is_ready().await.rests().await;
        }
        let asked = stage.sites.hits("nordicexperts");
        for service in waiting {
            assert!(asked.contains_key(service), "{service} did not come after a yes");
        }
    });
}

#[test]
fn nordic_experts_config_takes_its_umlauts_and_is_warned_of_what_is_gone() {
    let text = std::fs::read_to_string(config_file("nordicexperts")).expect("the config");
    let config: Value = serde_json::from_str(&text).expect("JSON");
    assert!(text.contains("köpexperterna.se"));
    assert_eq!(faults_of(&config), "");
    let with = |service: Value| {
        let mut config = config.clone();
        config["services"].as_array_mut().expect("services").push(service);
        faults_of(&config)
    };
    for (service, told) in [(json!("skype"), "teams"), (json!("tictail"), "2019")] {
        let faults = with(service.clone());
        assert!(faults.to_lowercase().contains(told), "{service}: {faults}");
    }
    let legitimate = with(json!({ "use": "matomo", "basis": "legitimate interest" }));
    assert!(
        legitimate.contains("consent"),
        "visits are not measured on legitimate interest: {legitimate}"
    );
    let mut config = config.clone();
    config["services"] = json!(["kajabi-affiliate"]);
    assert!(
        faults_of(&config).contains("lifetime"),
        "a cookie without a lifetime: {}",
        faults_of(&config)
    );
}

#[test]
fn cag_measures_nothing_before_a_yes_not_even_without_scripts() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("cag", "artikel.html")).await;
        tab.rests().await;
        assert_eq!(
            stage.sites.hits("cag").len(),
            0,
            "neither the script nor the pixel"
        );
        tab.accepts().await;
        tab.until("read('cookie').includes('_pk_id')").await;
        let days = visitor
            .cookies()
            .await
            .only("cag", "_pk_id.1.1fff")
            .ends
            .expect("a lifetime");
        let days = (days - consent_tests::strings::now() as f64) / 86_400.0;
        assert!(days < 91.0, "the site declares 90 days, the tag keeps it {days}");
    });
}

#[test]
fn cag_may_only_be_stricter_than_its_group() {
    let text = std::fs::read_to_string(config_file("cag")).expect("the config");
    let group =
        std::fs::read_to_string(config_file("cag").with_file_name("group.json")).expect("the group's config");
    let of_group = || ConfigDraft::from_json(&group).expect("JSON");
    assert!(
        ConfigDraft::from_json(&text)
            .expect("JSON")
            .onto(of_group())
            .is_ok()
    );
    let mut looser: Value = serde_json::from_str(&text).expect("JSON");
    looser["lifetimeDays"] = json!(730);
    let fault = ConfigDraft::from_json(&looser.to_string())
        .expect("JSON")
        .onto(of_group())
        .expect_err("it is looser");
    assert!(fault.to_string().contains("lifetimeDays"), "{fault}");
}

#[test]
fn asurgents_share_buttons_ask_nobody_before_a_click() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "artikel.html")).await;
        tab.rests().await;
        assert_eq!(stage.sites.hits("asurgent").len(), 0);
        assert!(tab.shows("a.linkedin-share[href]").await, "they are plain links");
        tab.accepts().await;
        tab.until("find('.linkedin-share').dataset.shownBy == 'linkedin-embed'")
            .await;
    });
}

#[test]
fn asurgents_visitors_are_asked_again_for_a_new_purpose_and_find_the_change_in_the_history() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
        tab.accepts().await;
        let mut config = stage.sites.config("asurgent");
        config["services"]
            .as_array_mut()
            .expect("services")
            .push(json!("pinterest-tag"));
        config["version"] = json!("2027-01-15");
        stage.sites.publish("asurgent", &config);
        tab.goes_to(&stage.sites.page("asurgent", "kakor.html")).await;
        tab.is_ready().await;
        tab.will_show(NOTICE).await;
        let page = tab.text("main").await;
        assert!(
            page.contains("2027-01-15") || page.contains("15 januari 2027"),
            "the page dates its version:\n{page}"
        );
        assert!(!tab.shows(REOPEN).await);
    });
}
