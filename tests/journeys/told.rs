//! Other tools that keep a record of consent themselves hear the same answer.

use consent_tests::{Tab, journey};
use serde_json::{Value, json};

/// What a stand-in has been told last, by the beginning of the command.
async fn told_last(tab: &Tab, who: &str, command: &str) -> Value {
    let script = format!(
        "(window.__told ?? []).filter((it) => it.who == '{who}' && it.command == '{command}').at(-1)?.arguments ?? null"
    );
    tab.until(&format!("({script}) != null")).await;
    tab.evaluate(&script).await
}

#[test]
fn hubspot_finds_its_own_record_for_180_days() {
    for accepts in [true, false] {
        journey(async |stage| {
            let visitor = stage.visitor().await;
            let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
            tab.answers(accepts).await;
            let jar = visitor.cookies().await;
            let record = jar.only("ngager", "__hs_cookie_cat_pref");
            // HubSpot's three, in its order; what the site never asked for is not granted by a yes either.
            let state = tab.state().await;
            let granted = |name: &str| state["categories"][name] == true;
            let expected = format!(
                "1:{}_2:{}_3:{}",
                granted("analytics"),
                granted("advertisement"),
                granted("functionality")
            );
            assert_eq!(record.value, expected);
            assert_eq!(granted("analytics"), accepts);
            let days = (record.ends.expect("a lifetime") - consent_tests::strings::now() as f64) / 86_400.0;
            assert_eq!(days.round(), 180.0);
        });
    }
}

#[test]
fn hubspot_is_told_and_shows_no_banner_of_its_own() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "")).await;
        tab.accepts().await;
        let told = told_last(&tab, "hubspot", "setHubSpotConsent").await;
        assert_eq!(told[0]["analytics"], true);
        assert!(
            !tab.rests().await.shows("#hs-eu-cookie-confirmation").await,
            "two banners would fight"
        );
    });
}

#[test]
fn google_hears_denied_first_and_then_what_was_granted() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("nordicexperts", "")).await;
        let first: Value = tab.evaluate("Array.from(dataLayer[0])").await;
        assert_eq!((&first[0], &first[1]), (&json!("consent"), &json!("default")));
        for signal in [
            "ad_storage",
            "ad_user_data",
            "ad_personalization",
            "analytics_storage",
        ] {
            assert_eq!(first[2][signal], "denied", "{signal}");
        }
        tab.accepts().await;
        for who in ["google-analytics", "google-ads"] {
            let told = told_last(&tab, who, "consent").await;
            assert_eq!(told[0], "update");
            for signal in [
                "ad_storage",
                "ad_user_data",
                "ad_personalization",
                "analytics_storage",
            ] {
                assert_eq!(told[1][signal], "granted", "{who}: {signal}");
            }
        }
    });
}

#[test]
fn google_hears_of_analytics_alone_when_that_is_all() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("nordicexperts", "")).await;
        tab.chooses().await;
        tab.switches("analytics").await;
        tab.saves().await;
        let told = told_last(&tab, "google-analytics", "consent").await;
        assert_eq!(
            (&told[1]["analytics_storage"], &told[1]["ad_storage"]),
            (&json!("granted"), &json!("denied"))
        );
    });
}

#[test]
fn meta_and_pinterest_hear_a_yes() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("nordicexperts", "")).await;
        tab.accepts().await;
        assert_eq!(told_last(&tab, "meta-pixel", "consent").await[0], "grant");
        assert_eq!(told_last(&tab, "pinterest-tag", "setconsent").await[0], true);
    });
}

#[test]
fn microsoft_hears_a_yes_in_both_its_tools() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
        tab.accepts().await;
        let uet = told_last(&tab, "microsoft-uet", "consent").await;
        assert_eq!(uet, json!(["update", { "ad_storage": "granted" }]));
        let clarity = told_last(&tab, "clarity", "consentv2").await;
        assert_eq!(
            clarity[0],
            json!({ "ad_Storage": "granted", "analytics_Storage": "granted" })
        );
    });
}

#[test]
fn tools_hear_the_same_on_every_later_page() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("asurgent", "")).await;
        tab.accepts().await;
        tab.goes_to(&stage.sites.page("asurgent", "artikel.html")).await;
        assert_eq!(
            told_last(&tab, "microsoft-uet", "consent").await[1]["ad_storage"],
            "granted"
        );
        assert_eq!(told_last(&tab, "google-analytics", "consent").await[0], "update");
    });
}
