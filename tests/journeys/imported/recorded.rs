//! What was taken over is on record: as an import, at the time of the decision, and once.

use consent_core::decision::Act;
use consent_core::receipt::{Hash, Imported, Source};
use consent_core::strings::import::System;
use consent_tests::{REJECT_THERE, journey, strings};

use super::{SITE, comes, cookiebot, had, is_asked, is_taken_over, visitor_with};

#[test]
fn an_import_is_recorded_at_the_time_of_the_decision() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        let visitor = visitor_with(stage, "cookie('CookieConsent', cookiebot(false, true, false))").await;
        let tab = comes(stage, &visitor).await;
        is_taken_over(&tab).await;
        let records = tab.is_on_record(&stage.sites, SITE, 1).await;
        let record = &records[0];
        assert_eq!((record.act, record.source), (Act::Imported, Source::Import));
        // What the system had left is named by its digest, and is not in what was sent.
        let cookies = visitor.cookies().await;
        let left = format!("CookieConsent={}", cookies.only(SITE, "CookieConsent").value);
        let imported = Imported {
            from: System::Cookiebot,
            sha256: Hash::of_bytes(left.as_bytes()),
        };
        assert_eq!(record.imported, Some(imported));
        assert_eq!(
            (record.count, record.gpc, record.language.as_str()),
            (1, false, "sv")
        );
        assert_eq!(record.string, visitor.cookies().await.only(SITE, "consent").value);
        let age = strings::now() - record.decided_at.as_secs();
        assert!(
            (3 * 86_400..3 * 86_400 + 3_600).contains(&age),
            "{age} seconds old"
        );
        let made = strings::now() - record.made_at.second().as_secs();
        assert!(made < 3_600, "taken over {made} seconds ago");
        let granted = |name: &str| {
            record
                .categories
                .iter()
                .any(|(id, yes)| id.as_str() == name && *yes)
        };
        assert!(granted("analytics") && !granted("advertisement") && !granted("functionality"));
        tab.until("localStorage['consent-queue'] == null").await;

        // A change of mind is of the same visitor.
        tab.reopens().await;
        tab.second_layer_is_whole().await;
        tab.mark().await;
        tab.clicks(REJECT_THERE).await;
        tab.arrives().await;
        tab.is_decided("w").await;
        let records = tab.is_on_record(&stage.sites, SITE, 2).await;
        assert_eq!((records[1].act, records[1].count), (Act::Withdrawn, 2));
        assert_eq!(records[1].imported, None);
    });
}

#[test]
fn the_visitor_finds_it_among_the_past_choices() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        let visitor = visitor_with(stage, "cookie('CookieConsent', '0')").await;
        let tab = comes(stage, &visitor).await;
        is_taken_over(&tab).await;
        tab.is_on_record(&stage.sites, SITE, 1).await;
        let past: (String, Option<String>) = tab
            .evaluate("consent.history().then(({ choices: [{ act, source }] }) => [act, source])")
            .await;
        assert_eq!(past, ("imported".to_owned(), Some("import".to_owned())));
    });
}

#[test]
fn where_there_is_no_digest_it_is_recorded_without_one() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        let visitor = visitor_with(stage, "cookie('CookieConsent', '0')").await;
        // As on a page that did not come over https.
        let tab = visitor
            .tab_with("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })")
            .await;
        tab.goes_to(&stage.sites.page(SITE, "")).await;
        is_taken_over(tab.is_ready().await.rests().await).await;
        let records = tab.is_on_record(&stage.sites, SITE, 1).await;
        assert_eq!((records[0].source, records[0].imported), (Source::Import, None));
    });
}

#[test]
fn what_was_not_taken_over_leaves_no_line() {
    journey(async |stage| {
        had(stage, &[cookiebot()]);
        let visitor = visitor_with(stage, "cookie('CookieConsent', '-1')").await;
        let tab = comes(stage, &visitor).await;
        is_asked(&visitor, &tab).await;
        assert_eq!(tab.waiting().await, 0);
        assert_eq!(tab.sent(), 0);
    });
}
