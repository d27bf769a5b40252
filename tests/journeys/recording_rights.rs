//! What a visitor may do with the record: see it, take it along, have it erased.

use consent_core::receipt::Receipt;
use consent_tests::{Answer, DIALOG, Key, Stage, Tab, Visitor, journey, until};
use serde_json::Value;

const PAST: &str = "dialog [part=past]";
const SUMMARY: &str = "dialog [part=past] summary";

fn button(name: &str) -> String {
    format!("{PAST} [data-past={name}]")
}

/// A visitor with two decisions on record.
async fn decided_twice(stage: &Stage, site: &str, path: &str) -> (Visitor, Tab) {
    let visitor = stage.visitor().await;
    let tab = visitor.opens(&stage.sites.page(site, path)).await;
    tab.rejects().await;
    tab.is_on_record(&stage.sites, site, 1).await;
    // A consent string has whole seconds: within one, the second decision might look like the first.
    tab.until("Date.now() / 1000 >= Math.floor(Date.parse(consent.state().decidedAt) / 1000) + 1")
        .await;
    tab.evaluate::<()>("consent.set({ analytics: true }).then(() => {})")
        .await;
    tab.is_on_record(&stage.sites, site, 2).await;
    tab.until("localStorage['consent-queue'] == null").await;
    (visitor, tab)
}

async fn unfolds(tab: &Tab) {
    tab.reopens().await;
    tab.second_layer_is_whole().await;
    tab.clicks(SUMMARY).await;
    tab.will_show(&format!("{PAST} li")).await;
}

#[test]
fn choices_can_be_exported_and_each_receipt_is_proof_by_itself() {
    journey(async |stage| {
        let (_visitor, tab) = decided_twice(stage, "ngager", "").await;
        let keys = stage.sites.keys().await;
        // A promise becomes a proof as soon as a checkpoint covers it.
        let exported = until("receipts with proofs", async || {
            let exported: Value = tab.evaluate("consent.export()").await;
            let receipts = exported["receipts"].as_array().expect("receipts").clone();
            (receipts.len() == 2 && receipts.iter().all(|it| it["inclusion"].is_object())).then_some(exported)
        })
        .await;
        assert_eq!(exported["complete"], true);
        assert_eq!(exported["subject"], tab.subject().await);
        for receipt in exported["receipts"].as_array().expect("receipts") {
            let receipt: Receipt = serde_json::from_value(receipt.clone()).expect("a receipt");
            let verified = receipt.verify(&keys).unwrap_or_else(|fault| panic!("{fault}"));
            assert!(verified.seq().is_some());
        }
        let acts: Vec<&str> = exported["choices"]
            .as_array()
            .expect("choices")
            .iter()
            .map(|choice| choice["act"].as_str().expect("an act"))
            .collect();
        assert_eq!(acts, ["chosen", "reject-all"], "the newest first");
    });
}

#[test]
fn the_history_is_complete_where_the_record_answers_and_says_so_where_it_does_not() {
    journey(async |stage| {
        let (_visitor, tab) = decided_twice(stage, "cag", "").await;
        let complete: Value = tab.evaluate("consent.history()").await;
        assert_eq!(complete["complete"], true);
        let choices = complete["choices"].as_array().expect("choices");
        assert_eq!(choices.len(), 2);
        assert!(
            choices
                .iter()
                .all(|choice| choice["recorded"] == true && choice["categories"].is_object())
        );
        let text = choices[0]["noticeUrl"].as_str().expect("an address");
        assert!(
            text.starts_with(&format!("{}/v1/notices/", stage.sites.record())),
            "{text}"
        );

        let subjects = format!("{}/v1/subjects/*", stage.sites.record());
        let away = tab.is_turned_away_from(&subjects, None).await;
        for call in ["history()", "export()"] {
            let known: Value = tab.evaluate(&format!("consent.{call}")).await;
            assert_eq!(known["complete"], false, "{call}");
            let ids = |all: &Value| -> Vec<Value> {
                let choices = all["choices"].as_array().expect("choices").iter();
                choices.map(|choice| choice["id"].clone()).collect()
            };
            assert_eq!(
                ids(&known),
                ids(&complete),
                "{call}: the receipts in the browser name them too"
            );
        }
        let failed: bool = tab
            .evaluate("consent.erase().then(() => false, () => true)")
            .await;
        assert!(failed, "an erasure that did not happen is no success");
        assert_eq!(
            tab.evaluate::<usize>("JSON.parse(localStorage['consent-receipts']).receipts.length")
                .await,
            2
        );
        away.is_over();
    });
}

#[test]
fn an_erasure_takes_the_record_and_leaves_the_decision() {
    journey(async |stage| {
        let (visitor, tab) = decided_twice(stage, "cag", "").await;
        let subject = tab.subject().await;
        let before = tab.state().await;
        let erased: Value = tab.evaluate("consent.erase()").await;
        assert_eq!(erased["erased"], 2);
        assert!(stage.sites.records("cag", &subject).await.is_empty());
        let kept: Vec<String> = tab
            .evaluate("Object.keys(localStorage).filter((key) => key != 'consent')")
            .await;
        assert_eq!(kept, [""; 0]);
        assert_eq!(tab.state().await, before, "the decision itself goes on holding");
        tab.reloads().await;
        tab.is_ready().await.rests().await;
        assert_eq!(tab.state().await["act"], "c");
        assert!(
            stage.sites.records("cag", &subject).await.is_empty(),
            "what is erased does not come back"
        );

        // The next decision begins a record anew.
        tab.evaluate::<()>("consent.rejectAll().then(() => {})").await;
        let again = visitor.opens(&stage.sites.page("cag", "artikel.html")).await;
        let records = again.is_on_record(&stage.sites, "cag", 1).await;
        assert_eq!(records[0].count, 1);
    });
}

#[test]
fn the_second_layer_shows_the_choices_so_far_to_who_unfolds_them() {
    journey(async |stage| {
        for (path, words) in [
            (
                "",
                [
                    "Dina val hittills",
                    "Valde själv\nStatistik",
                    "Avvisade alla",
                    "svenska, version ",
                ],
            ),
            (
                "en/",
                [
                    "Your choices so far",
                    "Made a selection\nStatistics",
                    "Rejected all",
                    "English, version ",
                ],
            ),
        ] {
            let (_visitor, tab) = decided_twice(stage, "ngager", path).await;
            tab.seen.forget();
            tab.reopens().await;
            tab.second_layer_is_whole().await;
            tab.rests().await;
            let record = stage.sites.record();
            let asked = tab.seen.requests();
            assert!(
                asked.iter().all(|url| !url.starts_with(&record)),
                "who does not look asks nobody: {asked:?}"
            );
            tab.clicks(SUMMARY).await;
            let text = tab.will_show(&format!("{PAST} li")).await.text(PAST).await;
            for word in words {
                assert!(text.contains(word), "“{word}” is not in:\n{text}");
            }
            let receipts: Vec<String> = tab
                .evaluate("consent.history().then(({ choices }) => choices.map(({ id }) => id))")
                .await;
            assert!(
                receipts.len() == 2 && receipts.iter().all(|id| text.contains(id)),
                "{text}"
            );
            let barriers = tab.rests().await.barriers().await;
            let list: String = barriers.iter().map(ToString::to_string).collect();
            assert!(barriers.is_empty(), "{path}:\n{list}");
        }
    });
}

#[test]
fn the_text_of_a_choice_can_be_read_where_it_is_kept() {
    journey(async |stage| {
        let (visitor, tab) = decided_twice(stage, "ngager", "").await;
        unfolds(&tab).await;
        let address: String = tab.evaluate(&format!("find('{PAST} a').href")).await;
        let text = visitor.tab().await;
        text.goes_to(&address).await;
        let told: String = text.evaluate("document.body.innerText").await;
        assert!(told.contains("Ngager Communication Group AB"), "{told}");
    });
}

#[test]
fn erasing_asks_first_and_in_place_and_can_be_done_without_a_mouse() {
    journey(async |stage| {
        let (_visitor, tab) = decided_twice(stage, "cag", "").await;
        let subject = tab.subject().await;
        unfolds(&tab).await;
        tab.evaluate::<()>(&format!("find('{}').focus()", button("erase")))
            .await;
        tab.presses(Key::Enter).await;
        tab.will_show(&button("yes")).await;
        let asked: String = tab.evaluate("focused().id").await;
        assert_eq!(asked, "consent-past-question", "the question has the focus");
        tab.presses(Key::Tab).await;
        tab.presses(Key::Tab).await;
        tab.presses(Key::Enter).await;
        tab.will_hide(&button("yes")).await;
        let back: String = tab.evaluate("focused().dataset.past").await;
        assert_eq!(back, "erase", "keeping it leads back");
        assert_eq!(stage.sites.records("cag", &subject).await.len(), 2);

        tab.presses(Key::Enter).await;
        tab.will_show(&button("yes")).await;
        tab.clicks(&button("yes")).await;
        tab.until(&format!("find('{PAST} [role=status]').innerText != ''"))
            .await;
        assert!(tab.text(PAST).await.contains("är raderade"));
        assert!(stage.sites.records("cag", &subject).await.is_empty());
        let place: bool = tab.evaluate(&format!("find('{PAST}').contains(focused())")).await;
        assert!(place, "the focus is where it happened");
        assert!(tab.shows(DIALOG).await, "and the dialog is still there");
        assert_eq!(tab.state().await["act"], "c");
    });
}

#[test]
fn a_download_is_offered_as_a_file() {
    journey(async |stage| {
        let (_visitor, tab) = decided_twice(stage, "cag", "").await;
        tab.evaluate::<()>(
            "(() => { window.files = [];
               const make = URL.createObjectURL;
               URL.createObjectURL = (blob) => (window.blob = blob, make.call(URL, blob));
               HTMLAnchorElement.prototype.click = function () {
                 files.push(blob.text().then((text) => [this.download, this.href.startsWith('blob:'), JSON.parse(text)])) } })()",
        )
        .await;
        unfolds(&tab).await;
        tab.clicks(&button("download")).await;
        tab.until("files.length == 1").await;
        let (name, is_local, all): (String, bool, Value) = tab.evaluate("files[0]").await;
        assert_eq!((name.as_str(), is_local), ("consent-cag.json", true));
        assert_eq!(all["receipts"].as_array().map(Vec::len), Some(2));
    });
}

#[test]
fn a_record_that_does_not_answer_leaves_what_the_browser_knows_and_says_so() {
    journey(async |stage| {
        let (_visitor, tab) = decided_twice(stage, "cag", "").await;
        let subjects = format!("{}/v1/subjects/*", stage.sites.record());
        let away = tab
            .is_turned_away_from(&subjects, Some(Answer::problem(&subjects, 503, true, Some(1))))
            .await;
        unfolds(&tab).await;
        assert!(tab.text(PAST).await.contains("Registret svarar inte"));
        tab.clicks(&button("erase")).await;
        tab.clicks(&button("yes")).await;
        tab.until(&format!(
            "find('{PAST} [role=status]').innerText.includes('gick inte')"
        ))
        .await;
        away.is_over();
        tab.clicks(&button("erase")).await;
        tab.clicks(&button("yes")).await;
        tab.until(&format!(
            "find('{PAST} [role=status]').innerText.includes('raderade')"
        ))
        .await;
    });
}

#[test]
fn a_site_without_a_record_tells_what_this_browser_knows() {
    journey(async |stage| {
        let mut config = stage.sites.config("cag");
        config.as_object_mut().expect("an object").remove("record");
        stage.sites.publish("cag", &config);
        let visitor = stage.visitor().await;
        let tab = visitor.opens(&stage.sites.page("cag", "")).await;
        let none: Value = tab.evaluate("consent.history()").await;
        assert_eq!(
            (&none["complete"], none["choices"].as_array().map(Vec::len)),
            (&true.into(), Some(0))
        );
        tab.accepts().await;
        let history: Value = tab.evaluate("consent.history()").await;
        let choices = history["choices"].as_array().expect("choices");
        assert_eq!(choices.len(), 1);
        assert_eq!(
            (&choices[0]["act"], &choices[0]["recorded"]),
            (&"accept-all".into(), &false.into())
        );
        let erased: Value = tab.evaluate("consent.erase()").await;
        assert_eq!(erased["erased"], 0);
        assert_eq!(tab.state().await["act"], "a");
        assert_eq!((tab.sent(), tab.waiting().await), (0, 0));
        tab.reopens().await;
        tab.second_layer_is_whole().await;
        assert!(!tab.shows(PAST).await);
    });
}

#[test]
fn a_log_that_was_written_anew_is_noticed() {
    journey(async |stage| {
        let (_visitor, tab) = decided_twice(stage, "cag", "").await;
        let head = "JSON.parse(localStorage['consent-receipts']).head";
        let seen = async || {
            until("a head of the log", async || {
                tab.evaluate::<()>("consent.history().then(() => {})").await;
                let head: Option<(String, u64, String)> = tab.evaluate(&format!("{head} ?? null")).await;
                head
            })
            .await
        };
        let (log, size, _) = seen().await;
        assert!(log.ends_with("/cag") && size > 0, "{log} {size}");

        // The log grows, and each head goes on from the one before.
        let (visitor, other) = decided_twice(stage, "cag", "").await;
        drop((visitor, other));
        until("a larger head", async || (seen().await.1 > size).then_some(())).await;
        let complaints = || {
            let lines = tab.seen.lines().into_iter();
            lines.filter(|line| line.text.contains("written anew")).count()
        };
        assert_eq!(complaints(), 0);

        // One root that never was, as if the server had shown this visitor another log.
        tab.evaluate::<()>(
            "void (localStorage['consent-receipts'] = localStorage['consent-receipts'].replace(\
             /(\"head\":\\[[^,]+,\\d+,\")(.)/, (_, before, first) => before + (first == 'A' ? 'B' : 'A')))",
        )
        .await;
        let forged = seen().await;
        until("a word on the console", async || (complaints() > 0).then_some(())).await;
        assert_eq!(seen().await, forged, "the head from before stays: it is evidence");
    });
}
