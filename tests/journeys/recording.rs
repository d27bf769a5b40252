//! A decision and its record: one for each, with what was decided, where and on which words; and nothing before.

use consent_core::decision::Act;
use consent_core::receipt::{Flag, Source};
use consent_tests::{ACCEPT_THERE, NOTICE, REJECT_THERE, SITES, Stage, Tab, Visitor, journey};
use futures::future::join_all;

async fn opened(stage: &Stage, site: &str) -> (Visitor, Tab) {
    let visitor = stage.visitor().await;
    let tab = visitor.opens(&stage.sites.page(site, "")).await;
    (visitor, tab)
}

#[test]
fn a_decision_makes_a_record_with_everything_that_was_decided() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let (visitor, tab) = opened(stage, site).await;
            tab.accepts().await;
            let records = tab.is_on_record(&stage.sites, site, 1).await;
            let record = &records[0];
            let state = tab.state().await;
            assert_eq!(record.act, Act::AcceptAll, "{site}");
            assert_eq!(record.source, Source::Notice, "{site}");
            assert_eq!(
                (record.language.as_str(), record.count, record.gpc),
                ("sv", 1, false)
            );
            assert_eq!(record.site.as_str(), site);
            assert_eq!(record.host.as_deref(), Some(format!("{site}.localhost").as_str()));
            assert_eq!(record.string, visitor.cookies().await.only(site, "consent").value);
            assert_eq!(record.policy, stage.sites.policy(site).fingerprint(), "{site}");
            let granted: Vec<_> = record.categories.iter().filter(|(_, yes)| **yes).collect();
            let in_state = state["categories"].as_object().expect("categories");
            assert_eq!(granted.len(), in_state.len(), "{site}: everything was granted");
            assert!(record.flags.is_empty(), "{site}: {:?}", record.flags);
            assert!(
                record
                    .made_at
                    .second()
                    .as_secs()
                    .abs_diff(record.decided_at.as_secs())
                    <= 1
            );
        }))
        .await;
    });
}

#[test]
fn the_record_names_the_words_that_were_shown() {
    journey(async |stage| {
        for (path, language) in [("", "sv"), ("en/", "en")] {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("ngager", path)).await;
            tab.rejects().await;
            let records = tab.is_on_record(&stage.sites, "ngager", 1).await;
            let record = &records[0];
            assert_eq!(record.language, language);
            assert!(!record.flags.contains(&Flag::NoticeUnknown));
            let digest: String = tab
                .evaluate(&format!(
                    "fetch('/consent/policy.json').then((it) => it.json()).then((it) => it.notices.{language})"
                ))
                .await;
            assert_eq!(record.notice.to_string(), digest);
        }
    });
}

#[test]
fn the_record_says_where_the_decision_was_made() {
    journey(async |stage| {
        let by_page = async |call: &str| {
            let (_visitor, tab) = opened(stage, "cag").await;
            tab.evaluate::<()>(&format!("consent.{call}.then(() => {{}})"))
                .await;
            let records = tab.is_on_record(&stage.sites, "cag", 1).await;
            (records[0].act, records[0].source)
        };
        assert_eq!(by_page("acceptAll()").await, (Act::AcceptAll, Source::Page));
        assert_eq!(by_page("rejectAll()").await, (Act::RejectAll, Source::Page));
        assert_eq!(
            by_page("set({ analytics: true })").await,
            (Act::Chosen, Source::Page)
        );

        for (button, act) in [(ACCEPT_THERE, Act::AcceptAll), (REJECT_THERE, Act::RejectAll)] {
            let (_visitor, tab) = opened(stage, "cag").await;
            tab.chooses().await;
            tab.clicks(button).await;
            tab.until("consent.state().status == 'decided'").await;
            let records = tab.is_on_record(&stage.sites, "cag", 1).await;
            let record = &records[0];
            assert_eq!((record.act, record.source), (act, Source::Preferences));
        }

        let (_visitor, tab) = opened(stage, "cag").await;
        tab.chooses().await;
        tab.switches("analytics").await;
        tab.saves().await;
        let records = tab.is_on_record(&stage.sites, "cag", 1).await;
        let record = &records[0];
        assert_eq!((record.act, record.source), (Act::Chosen, Source::Preferences));
        assert!(
            record
                .categories
                .iter()
                .any(|(id, yes)| id.as_str() == "analytics" && *yes)
        );
    });
}

#[test]
fn a_standing_wish_of_the_browser_is_on_record_with_the_decision() {
    journey(async |stage| {
        let (_visitor, tab) = opened(stage, "cag").await;
        tab.evaluate::<()>("void Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })")
            .await;
        tab.rejects().await;
        let records = tab.is_on_record(&stage.sites, "cag", 1).await;
        assert!(records[0].gpc);
    });
}

/// LAW-43.
#[test]
fn a_change_of_mind_is_a_second_record_and_the_first_one_stays() {
    journey(async |stage| {
        let (_visitor, tab) = opened(stage, "netdialog").await;
        tab.accepts().await;
        tab.until("read('cookie').includes('nd_chat')").await;
        // The page loads again at once: the decision is on its way all the same.
        tab.mark().await;
        tab.reopens().await;
        tab.clicks(REJECT_THERE).await;
        tab.arrives().await;
        tab.is_ready().await;
        let records = tab.is_on_record(&stage.sites, "netdialog", 2).await;
        let told: Vec<_> = records
            .iter()
            .map(|receipt| (receipt.act, receipt.count, receipt.source))
            .collect();
        assert_eq!(
            told,
            [
                (Act::AcceptAll, 1, Source::Notice),
                (Act::Withdrawn, 2, Source::Preferences)
            ]
        );
        assert!(records.iter().all(|receipt| receipt.flags.is_empty()));
        assert_eq!(records[0].subject, records[1].subject);
        tab.until("localStorage['consent-queue'] == null").await;
    });
}

#[test]
fn before_a_decision_nothing_is_fetched_sent_or_kept_for_the_record() {
    journey(async |stage| {
        join_all(SITES.map(async |site| {
            let (_visitor, tab) = opened(stage, site).await;
            tab.chooses().await;
            tab.evaluate::<()>("void dispatchEvent(new Event('online'))")
                .await;
            tab.rests().await;
            let record = stage.sites.record();
            let asked: Vec<_> = tab.seen.requests();
            let of_the_record = |url: &&String| url.starts_with(&record) || url.contains("/record-");
            assert_eq!(asked.iter().find(of_the_record), None, "{site}");
            assert!(
                !tab.shows("dialog [part=past]").await,
                "{site}: there is no past yet"
            );
            let kept: Vec<String> = tab.evaluate("Object.keys(localStorage)").await;
            assert_eq!(kept, [""; 0], "{site}");
        }))
        .await;
    });
}

#[test]
fn a_returning_visitor_sends_nothing_and_fetches_the_loader_alone() {
    journey(async |stage| {
        let (visitor, tab) = opened(stage, "cag").await;
        tab.accepts().await;
        tab.is_on_record(&stage.sites, "cag", 1).await;
        tab.until("localStorage['consent-queue'] == null").await;
        let again = visitor.opens(&stage.sites.page("cag", "artikel.html")).await;
        again.rests().await;
        assert!(!again.shows(NOTICE).await);
        let own = stage.sites.page("cag", "consent/");
        let record = stage.sites.record();
        let asked = again.seen.requests().into_iter();
        let ours: Vec<String> = asked
            .filter(|url| url.starts_with(&own) || url.starts_with(&record))
            .collect();
        assert_eq!(ours, [format!("{own}consent.js")]);
    });
}

#[test]
fn nothing_in_the_browser_or_on_record_says_who_the_visitor_is() {
    journey(async |stage| {
        let (_visitor, tab) = opened(stage, "cag").await;
        tab.accepts().await;
        let records = tab.is_on_record(&stage.sites, "cag", 1).await;
        let agent: String = tab.evaluate("navigator.userAgent").await;
        let kept: String = tab.evaluate("JSON.stringify(localStorage)").await;
        let record = serde_json::to_string(&records[0]).expect("JSON");
        for text in [kept, record] {
            assert!(
                !text.contains("127.0.0.1") && !text.contains(&agent) && !text.contains("Mozilla"),
                "{text}"
            );
        }
    });
}
