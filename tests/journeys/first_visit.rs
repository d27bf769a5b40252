//! The first visit: the question is there, first in the page, in its language, and says what it must.

use consent_core::notice::Language;
use consent_tests::{Key, NOTICE, SITES, config_file, journey};
use futures::future::join_all;

#[test]
fn the_notice_is_first_in_tab_order_and_takes_no_focus() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "")).await;
            tab.will_show(NOTICE).await;
            assert_eq!(tab.focus().await, "page", "{site}");
            tab.presses(Key::Tab).await;
            let within: bool = tab.evaluate("find('[part~=notice]').contains(focused())").await;
            assert!(within, "{site}: Tab leads to {}", tab.focus().await);
            for act in ["accept-all", "reject-all", "preferences"] {
                tab.presses(Key::Tab).await;
                assert_eq!(tab.focus().await, act, "{site}");
            }
        }))
        .await;
    });
}

#[test]
fn the_question_is_in_the_language_of_the_page() {
    journey(async |stage| {
        for (path, language, words) in [
            ("", "sv", ["Godkänn alla", "Avvisa alla"]),
            ("en/", "en", ["Accept all", "Reject all"]),
        ] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("ngager", path)).await;
            tab.will_show(NOTICE).await;
            assert_eq!(tab.state().await["language"], language);
            let said: String = tab
                .evaluate("find('[part~=notice]').closest('[lang]')?.lang ?? host().lang")
                .await;
            assert_eq!(said, language);
            for (act, word) in ["accept-all", "reject-all"].into_iter().zip(words) {
                assert_eq!(tab.text(&format!("{NOTICE} [data-act={act}]")).await, word);
            }
        }
    });
}

/// LAW-14: who, every purpose by its name, that it can be taken back and how, and a link to more; all of it to be seen.
#[test]
fn law_14_the_first_layer_says_who_what_for_and_that_it_can_be_taken_back() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            for (path, words) in [("", ["återkalla", "mottagare"]), ("en/", ["withdraw", "recipients"])] {
                let visitor = stage.visitor().await;
                let tab = visitor.opens(&stage.sites.page(site, path)).await;
                let text = tab.will_show(NOTICE).await.text(NOTICE).await;
                let text = text.to_lowercase();
                let config = consent_cli::check(&config_file(site)).expect("a config");
                for controller in &config.controllers {
                    assert!(text.contains(&controller.name.to_lowercase()), "{site}: {text}");
                }
                for word in words {
                    assert!(text.contains(word), "{site} does not say “{word}”:\n{text}");
                }
                let link: bool = tab.evaluate("isVisible(find('[part~=notice] a[href]'))").await;
                assert!(link, "{site}");
                tab.chooses().await;
                let purposes: Vec<String> = tab
                    .evaluate("findAll('dialog input[name]').filter((it) => !it.name.includes('/')).map((it) => it.labels[0].textContent.trim())")
                    .await;
                assert!(!purposes.is_empty());
                for purpose in purposes {
                    assert!(text.contains(&purpose.to_lowercase()), "{site} does not name “{purpose}”:\n{text}");
                }
            }
        }))
        .await;
    });
}

/// LAW-34: one press on the first layer leads to a list of everybody, with what LAW-33 asks of each.
#[test]
fn law_34_one_press_leads_to_a_list_of_all_third_parties() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page(site, "en/")).await;
            tab.mark().await;
            tab.clicks("[part~=notice] a[href]").await;
            tab.arrives().await;
            let text = tab.is_ready().await.text("main").await;
            let notice = consent_cli::check(&config_file(site))
                .expect("a config")
                .notice(Language::parse("en").expect("a language"));
            let services: Vec<_> = notice
                .categories
                .iter()
                .flat_map(|category| &category.services)
                .collect();
            assert!(!services.is_empty(), "{site}");
            for service in services {
                for said in [&service.name, &service.provider, &service.transfer] {
                    assert!(text.contains(&**said), "{site}: “{said}” is not on the page");
                }
                for cookie in &service.cookies {
                    for said in [&cookie.name, &cookie.lifetime] {
                        assert!(text.contains(&**said), "{site}: “{said}” is not on the page");
                    }
                }
            }
        }))
        .await;
    });
}
