//! A record that does not answer, or says no: the decision holds at once all the same, and is on record once, later.

use consent_core::receipt::Flag;
use consent_tests::{Answer, NOTICE, Stage, Tab, Visitor, journey, until};

const SITE: &str = "cag";

/// A visitor whose tab cannot reach the record.
async fn cut_off(stage: &Stage, answer: Option<Answer>) -> (Visitor, Tab, consent_tests::TurnedAway) {
    let visitor = stage.visitor().await;
    let tab = visitor.tab().await;
    let events = events(stage);
    let away = tab.is_turned_away_from(&events, answer).await;
    tab.goes_to(&stage.sites.page(SITE, "")).await;
    tab.is_ready().await;
    (visitor, tab, away)
}

fn events(stage: &Stage) -> String {
    format!("{}/v1/events", stage.sites.record())
}

async fn tries_at_once(tab: &Tab) {
    tab.evaluate::<()>("void dispatchEvent(new Event('online'))")
        .await;
}

#[test]
fn a_decision_holds_at_once_while_the_record_is_away_and_is_sent_once_when_it_is_back() {
    journey(async |stage| {
        let (_visitor, tab, away) = cut_off(stage, None).await;
        tab.accepts().await;
        tab.until("read('cookie').includes('_pk_id')").await;
        assert!(!tab.shows(NOTICE).await);
        until("a first attempt", async || (tab.sent() > 0).then_some(())).await;
        assert_eq!(tab.waiting().await, 1);
        let subject = tab.subject().await;
        assert!(stage.sites.records(SITE, &subject).await.is_empty());
        let ours: Vec<_> = tab
            .seen
            .lines()
            .into_iter()
            .filter(|line| line.text.starts_with("consent:"))
            .collect();
        assert_eq!(ours, [], "nobody is bothered with it");

        away.is_over();
        tries_at_once(&tab).await;
        tab.is_on_record(&stage.sites, SITE, 1).await;
        tab.until("localStorage['consent-queue'] == null").await;
        let sent = tab.sent();
        tries_at_once(&tab).await;
        tab.rests().await;
        assert_eq!(tab.sent(), sent, "what is recorded is not sent again");
    });
}

#[test]
fn it_is_tried_again_by_itself() {
    journey(async |stage| {
        let (_visitor, tab, away) = cut_off(stage, None).await;
        tab.rejects().await;
        until("a third attempt", async || (tab.sent() > 2).then_some(())).await;
        away.is_over();
        tab.is_on_record(&stage.sites, SITE, 1).await;
    });
}

#[test]
fn the_next_page_tries_again_whichever_it_is() {
    journey(async |stage| {
        let (visitor, tab, _away) = cut_off(stage, None).await;
        tab.accepts().await;
        until("a first attempt", async || (tab.sent() > 0).then_some(())).await;
        let id: String = tab
            .evaluate("localStorage['consent-queue'].trim().split(' ')[0]")
            .await;
        tab.reloads().await;
        tab.is_ready().await;
        until("a second attempt", async || (tab.sent() > 1).then_some(())).await;
        let still: String = tab
            .evaluate("localStorage['consent-queue'].trim().split(' ')[0]")
            .await;
        assert_eq!(still, id);

        let elsewhere = visitor.opens(&stage.sites.page(SITE, "artikel.html")).await;
        elsewhere.is_on_record(&stage.sites, SITE, 1).await;
    });
}

#[test]
fn a_server_that_asks_for_patience_is_left_alone_even_by_the_next_page() {
    journey(async |stage| {
        let busy = Answer::problem(&events(stage), 503, true, Some(600));
        let (_visitor, tab, away) = cut_off(stage, Some(busy)).await;
        tab.accepts().await;
        until("a first attempt", async || (tab.sent() > 0).then_some(())).await;
        tab.until("JSON.parse(localStorage['consent-receipts']).until > Date.now() + 500e3")
            .await;
        away.is_over();
        for _ in 0..3 {
            tab.reloads().await;
            tab.is_ready().await;
            tries_at_once(&tab).await;
            tab.rests().await;
        }
        assert_eq!((tab.sent(), tab.waiting().await), (1, 1));

        tab.evaluate::<()>(
            "void (localStorage['consent-receipts'] = localStorage['consent-receipts'].replace(/\"until\":\\d+/, '\"until\":1'))",
        )
        .await;
        tries_at_once(&tab).await;
        tab.is_on_record(&stage.sites, SITE, 1).await;
    });
}

#[test]
fn a_server_that_has_had_enough_is_asked_again_and_any_other_failure_is_one_of_the_moment() {
    journey(async |stage| {
        for answer in [
            Answer::problem(&events(stage), 429, true, Some(1)),
            Answer::problem(&events(stage), 422, true, None),
            Answer::problem(&events(stage), 500, false, None),
            Answer::missing(&events(stage)),
            Answer::other(
                &events(stage),
                "text/html",
                "<!doctype html><title>Log in</title>",
            ),
        ] {
            let about = format!("{} {:?}", answer.status, answer.headers);
            let (_visitor, tab, away) = cut_off(stage, Some(answer)).await;
            tab.rejects().await;
            until("a first attempt", async || (tab.sent() > 0).then_some(())).await;
            tab.rests().await;
            assert_eq!(tab.waiting().await, 1, "{about}");
            away.is_over();
            tab.is_on_record(&stage.sites, SITE, 1).await;
        }
    });
}

#[test]
fn what_the_server_will_never_take_is_given_up_with_one_word_on_the_console() {
    journey(async |stage| {
        let refusal = Answer::problem(&events(stage), 403, false, None);
        let (_visitor, tab, _away) = cut_off(stage, Some(refusal)).await;
        tab.rejects().await;
        tab.until("localStorage['consent-queue'] == null").await;
        tab.rests().await;
        tries_at_once(&tab).await;
        tab.reloads().await;
        tab.is_ready().await.rests().await;
        let said: Vec<String> = tab.seen.lines().into_iter().map(|line| line.text).collect();
        let ours: Vec<_> = said.iter().filter(|text| text.starts_with("consent:")).collect();
        assert_eq!(ours, ["consent: not recorded: made up"]);
        assert_eq!(tab.sent(), 1);
        assert_eq!(tab.state().await["act"], "r", "the decision itself holds");
    });
}

#[test]
fn one_that_is_refused_takes_no_other_along() {
    journey(async |stage| {
        let (_visitor, tab, away) = cut_off(stage, None).await;
        tab.rejects().await;
        until("a first attempt", async || (tab.sent() > 0).then_some(())).await;
        // The same decision under another id, as a copied queue would have it, and one for a policy that never was.
        tab.evaluate::<()>(
            "(() => { const line = localStorage['consent-queue'].trim();
               const forged = line.replace(/^.{22}/, 'forgedforgedforgedforge').replace(/ 1\\.[^.]+\\./, ' 1.AAAAAAAA.');
               localStorage['consent-queue'] = [forged.slice(0, 22) + forged.slice(23), line, 'what is this'].join('\\n') })()",
        )
        .await;
        away.is_over();
        tries_at_once(&tab).await;
        let records = tab.is_on_record(&stage.sites, SITE, 1).await;
        assert_eq!(records[0].act.word(), "reject-all");
        until("the good one to be gone from the queue", async || {
            (tab.waiting().await < 2).then_some(())
        })
        .await;
    });
}

#[test]
fn two_tabs_send_one_event_once() {
    /// Counts what the record has taken from this page, from now on.
    const COUNTS: &str = "void (window.taken = 0, window.plain = fetch, window.fetch = async (...asked) => {
        const answer = await plain(...asked);
        if (String(asked[0]).endsWith('/v1/events') && answer.ok) taken++;
        return answer })";
    journey(async |stage| {
        let (visitor, tab, away) = cut_off(stage, None).await;
        tab.evaluate::<()>(COUNTS).await;
        let other = visitor.tab().await;
        let other_away = other.is_turned_away_from(&events(stage), None).await;
        tab.rejects().await;
        until("a first attempt", async || (tab.sent() > 0).then_some(())).await;
        other.goes_to(&stage.sites.page(SITE, "artikel.html")).await;
        other.is_ready().await;
        other.evaluate::<()>(COUNTS).await;
        // With a second attempt the first has failed: none is under way that is not counted. Both know of the event by
        // now, and both would send it.
        until("the other tab's second attempt", async || {
            (other.sent() > 1).then_some(())
        })
        .await;
        away.is_over();
        other_away.is_over();
        tries_at_once(&tab).await;
        tries_at_once(&other).await;
        let records = tab.is_on_record(&stage.sites, SITE, 1).await;
        assert_eq!(
            (records[0].count, records[0].flags.contains(&Flag::Gap)),
            (1, false)
        );
        tab.until("localStorage['consent-queue'] == null").await;
        tab.rests().await;
        other.rests().await;
        let taken = [tab.evaluate::<u32>("taken").await, other.evaluate("taken").await];
        assert_eq!(
            taken[0] + taken[1],
            1,
            "one waits for the other, and finds nothing left: {taken:?}"
        );
    });
}

#[test]
fn a_page_that_is_left_sends_what_it_still_has() {
    journey(async |stage| {
        let (_visitor, tab, away) = cut_off(stage, None).await;
        tab.rejects().await;
        let subject = tab.subject().await;
        until("a third attempt", async || (tab.sent() > 2).then_some(())).await;
        // It would wait for seconds now; the page is left before that.
        away.is_over();
        tab.goes_to(&stage.sites.page("ngager", "")).await;
        until("the record of a page that is gone", async || {
            (stage.sites.records(SITE, &subject).await.len() == 1).then_some(())
        })
        .await;
    });
}

#[test]
fn a_browser_that_stores_nothing_sends_it_all_the_same() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page(SITE, "")).await;
        tab.evaluate::<()>(
            "void Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
        )
        .await;
        tab.rejects().await;
        let records = tab.is_on_record(&stage.sites, SITE, 1).await;
        assert_eq!(records[0].count, 1);
    });
}

#[test]
fn a_record_script_that_cannot_be_had_leaves_the_decision_as_it_is() {
    journey(async |stage| {
        let visitor = stage.visitor().await;
        let tab = visitor.tab().await;
        let script = stage.sites.page(SITE, "consent/record-*");
        tab.gets(vec![Answer::missing(&script)]).await;
        tab.goes_to(&stage.sites.page(SITE, "")).await;
        tab.is_ready().await;
        tab.accepts().await;
        tab.until("read('cookie').includes('_pk_id')").await;
        assert_eq!(
            tab.rests().await.waiting().await,
            1,
            "it waits for another page view"
        );
        assert_eq!(tab.seen.exceptions(), []);
        let elsewhere = visitor.opens(&stage.sites.page(SITE, "artikel.html")).await;
        elsewhere.is_on_record(&stage.sites, SITE, 1).await;
    });
}

#[test]
fn twenty_wait_and_no_more_and_none_for_longer_than_a_month() {
    journey(async |stage| {
        let (_visitor, tab, _away) = cut_off(stage, None).await;
        tab.rejects().await;
        until("a first attempt", async || (tab.sent() > 0).then_some(())).await;
        // As if the visitor had changed their mind all day: each line a little later than the one before.
        tab.evaluate::<()>(
            "(() => { const [id, time, ...rest] = localStorage['consent-queue'].trim().split(' ');
               const lines = Array.from({ length: 30 }, (_, turn) =>
                 [String(turn).padStart(22, 'x'), +time - 60e3 + turn, ...rest.slice(0, 4), ''].join(' '));
               localStorage['consent-queue'] = lines.join('\\n') })()",
        )
        .await;
        tab.evaluate::<()>("consent.set({ analytics: false }).then(() => {})")
            .await;
        let newest: String = tab.evaluate("localStorage.consent").await;
        tab.rests().await;
        assert_eq!(tab.waiting().await, 20);
        let keeps: bool = tab
            .evaluate(&format!(
                "localStorage['consent-queue'].split('\\n').pop().includes('{newest}')"
            ))
            .await;
        assert!(keeps, "the newest is what holds now");
        let length: usize = tab.evaluate("localStorage['consent-queue'].length").await;
        assert!(length <= 16 * 1024, "{length} characters");

        // A month later by what the lines say of themselves.
        tab.evaluate::<()>(
            "void (localStorage['consent-queue'] = localStorage['consent-queue'].replace(/(^|\\n)(\\S+) (\\d+)/g,
               (_, start, id, time) => `${start}${id} ${time - 31 * 864e5}`))",
        )
        .await;
        tab.reloads().await;
        tab.is_ready().await;
        tab.until("localStorage['consent-queue'] == null").await;
    });
}
