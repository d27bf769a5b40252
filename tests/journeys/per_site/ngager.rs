//! Ngager: HubSpot and Google Analytics under one answer, and every cookie declared.

use consent_tests::{REJECT_THERE, Tab, journey, left_behind};

/// The rows of the cookie table on a page, each as one text.
async fn declared(tab: &Tab) -> Vec<String> {
    tab.evaluate(
        "findAll('.declaration tr').map((row) => [...row.cells].map((cell) => cell.innerText.trim()).join(' | '))",
    )
    .await
}

#[test]
fn has_no_tracker_before_a_yes_or_after_a_no_and_none_after_a_withdrawal() {
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
fn declares_its_nine_cookies_with_purpose_and_lifetime() {
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
fn shows_hubspots_form_only_with_consent_and_no_banner_of_hubspots() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("ngager", "uppdrag.html")).await;
        assert!(!tab.rests().await.shows("form.hs-form").await);
        tab.accepts().await;
        tab.will_show("form.hs-form").await;
        assert!(!tab.rests().await.shows("#hs-eu-cookie-confirmation").await);
    });
}
