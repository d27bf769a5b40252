//! Whatever lies under our name: what cannot be read is no answer, and the visitor is asked.

use consent_tests::{NOTICE, Stage, Tab, Visitor, journey, planted, strings};

const SITE: &str = "ngager";

/// A visitor with these values under our name: the first for the host, the second for the whole domain.
async fn comes_with(stage: &Stage, values: &[&str]) -> (Visitor, Tab) {
    let visitor = stage.visitor().await;
    let page = stage.sites.page(SITE, "");
    let domains = [None, Some("ngager.localhost")];
    let cookies = values
        .iter()
        .zip(domains)
        .map(|(value, domain)| planted("consent", value, &page, domain, "/"));
    visitor.has(cookies.collect()).await;
    let tab = visitor.opens(&page).await;
    tab.rests().await;
    (visitor, tab)
}

async fn is_asked_as_if_new(stage: &Stage, tab: &Tab, about: &str) {
    let about: String = about.chars().take(60).collect();
    assert_eq!(tab.state().await["status"], "unasked", "{about}");
    assert!(tab.shows(NOTICE).await, "{about}");
    assert_eq!(stage.sites.hits(SITE).len(), 0, "{about}: something ran");
    let complaints: Vec<_> = tab
        .seen
        .lines()
        .into_iter()
        .filter(|line| matches!(line.level, "error" | "exception"))
        .collect();
    assert_eq!(complaints, [], "{about}");
}

#[test]
fn junk_is_no_answer() {
    journey(async |stage| {
        let whole = strings::accepted(&stage.sites.policy(SITE), 1);
        let truncated = &whole[..whole.len() - 1];
        let future = whole.replacen('1', "2", 1);
        let longer = format!("{whole}.A");
        let four_kilobytes = "A.".repeat(2000);
        let (visitor, page) = (stage.visitor().await, stage.sites.page(SITE, ""));
        let tab = visitor.tab().await;
        for value in [
            "",
            "true",
            "undefined",
            truncated,
            &future,
            &longer,
            "1:true_2:true_3:true",
            "%E0%A4%A",
            "%00%00%ff",
            "{stamp:%27-1%27%2Cnecessary:true%2Cstatistics:true}",
            "null",
            "__proto__",
            &four_kilobytes,
        ] {
            visitor
                .has(vec![planted("consent", value, &page, None, "/")])
                .await;
            tab.goes_to(&page).await;
            tab.is_ready().await.rests().await;
            is_asked_as_if_new(stage, &tab, value).await;
        }
    });
}

#[test]
fn every_cut_of_a_yes_is_no_answer() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let page = stage.sites.page(SITE, "");
        let whole = strings::accepted(&stage.sites.policy(SITE), 1);
        let tab = visitor.tab().await;
        for end in (1..whole.len()).step_by(7) {
            visitor
                .has(vec![planted("consent", &whole[..end], &page, None, "/")])
                .await;
            tab.goes_to(&page).await;
            tab.is_ready().await;
            is_asked_as_if_new(stage, &tab, &whole[..end]).await;
        }
    });
}

#[test]
fn two_cookies_that_disagree_are_no_answer_and_one_answer_settles_it() {
    journey(async |stage| {
        let policy = stage.sites.policy(SITE);
        let (yes, no) = (strings::accepted(&policy, 1), strings::rejected(&policy, 2));
        let (visitor, tab) = comes_with(stage, &[&yes, &no]).await;
        is_asked_as_if_new(stage, &tab, "two cookies").await;
        tab.rejects().await;
        tab.reloads().await;
        tab.is_ready().await.rests().await;
        assert!(
            !tab.shows(NOTICE).await,
            "asked on every page: {}",
            visitor.cookies().await
        );
        assert_eq!(tab.state().await["act"], "r");
    });
}

#[test]
fn a_yes_from_the_day_after_tomorrow_is_no_answer() {
    journey(async |stage| {
        let policy = stage.sites.policy(SITE);
        let later = strings::accepted_at(&policy, strings::now() + 2 * 86_400);
        let (_, tab) = comes_with(stage, &[&later]).await;
        is_asked_as_if_new(stage, &tab, "from the future").await;
    });
}

#[test]
fn a_mirror_alone_that_is_broken_is_no_answer() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        for value in ["junk", "1.\\n2", "\\u0000", "1:true_2:true_3:true"] {
            tab.evaluate::<()>(&format!("void localStorage.setItem('consent', '{value}')"))
                .await;
            tab.seen.forget();
            tab.reloads().await;
            tab.is_ready().await.rests().await;
            is_asked_as_if_new(stage, &tab, value).await;
        }
    });
}

#[test]
fn a_name_that_only_looks_like_ours_is_not_read() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let page = stage.sites.page(SITE, "");
        let yes = strings::accepted(&stage.sites.policy(SITE), 1);
        let names = ["xconsent", "consent2", "Consent", "consent_"];
        visitor
            .has(names.map(|name| planted(name, &yes, &page, None, "/")).into())
            .await;
        let tab = visitor.opens(&page).await;
        is_asked_as_if_new(stage, &tab, "names like ours").await;
    });
}

#[test]
fn a_new_answer_takes_the_place_of_junk() {
    journey(async |stage| {
        let (visitor, tab) = comes_with(stage, &["junk"]).await;
        tab.accepts().await;
        let jar = visitor.cookies().await;
        assert!(jar.only(SITE, "consent").value.starts_with("1."), "{jar}");
    });
}
