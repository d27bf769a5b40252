//! Single-page applications: navigation without a load, content that comes late, goes, and comes again.

use consent_tests::packages::bundle;
use consent_tests::{Answer, Stage, Tab, journey};

use super::{FILM, asked_for, held, on};

/// A page whose whole content is this application's.
async fn runs(stage: &Stage, application: &str) -> Tab {
    let at = |path| stage.sites.page("asurgent", path);
    let html = "<!doctype html><html lang=\"en\"><head><title>Application</title>\
         <script async src=\"/consent/consent.en.js\"></script></head><body><main id=\"app\"></main>\
         <script src=\"/app.js\"></script></body></html>";
    let tab = stage.visitor().await.tab().await;
    tab.gets(vec![
        Answer::other(&at("app.html*"), "text/html; charset=utf-8", html),
        Answer::other(
            &at("app.js"),
            "text/javascript; charset=utf-8",
            bundle(application, "jsx"),
        ),
        Answer::other(
            &at("film.html*"),
            "text/html",
            "<!doctype html><title>Film</title>",
        ),
    ])
    .await;
    tab.goes_to(&at("app.html")).await;
    tab.is_ready().await;
    tab
}

#[test]
fn content_that_comes_late_goes_and_comes_again_is_held_each_time() {
    journey(async |stage| {
        let (_, tab) = on(stage, "<div id=\"view\"></div>").await;
        let film = format!("find('#view').innerHTML = `{FILM}`");
        for _ in 0..2 {
            tab.evaluate::<()>(&format!("void (history.pushState({{}}, '', '?film'), {film})"))
                .await;
            tab.will_show(&held("youtube", "once")).await;
            tab.evaluate::<()>("void (history.pushState({}, '', '?'), find('iframe').remove())")
                .await;
            tab.until("!find('consent-held')").await;
        }
        // The very element comes back, somewhere else.
        tab.evaluate::<()>(&format!("void ({film}, window.kept = find('iframe'))"))
            .await;
        tab.will_show(&held("youtube", "once")).await;
        tab.evaluate::<()>("void (kept.remove(), find('main').prepend(kept))")
            .await;
        tab.until("kept.previousSibling?.localName == 'consent-held' && findAll('consent-held').length == 1")
            .await;
        tab.rests().await;
        assert_eq!(asked_for(&tab, "film.html"), 0);
    });
}

#[test]
fn sec_15_a_tag_that_comes_late_runs_once_per_element() {
    journey(async |stage| {
        let (_, tab) = on(stage, "<div id=\"view\"></div>").await;
        tab.accepts().await;
        let tag = "(() => { const tag = document.createElement('script'); tag.type = 'text/plain';
             tag.dataset.category = 'analytics'; tag.text = 'window.ran = (window.ran || 0) + 1'; find('#view').append(tag); })()";
        tab.evaluate::<()>(&format!("void {tag}")).await;
        tab.until("window.ran == 1").await;
        // What has run is taken away and added again by a view that is built anew around it.
        tab.evaluate::<()>("void (window.view = find('#view'), view.remove(), find('main').append(view))")
            .await;
        tab.rests().await;
        assert_eq!(tab.evaluate::<i32>("window.ran").await, 1);
        // A new element is another one.
        tab.evaluate::<()>(&format!("void {tag}")).await;
        tab.until("window.ran == 2").await;
    });
}

/// The same walk through an application, whatever it is written in.
async fn is_walked_through(tab: &Tab) {
    tab.will_show(&held("youtube", "once")).await;
    // Drawn again with other words, it is still one placeholder.
    tab.clicks("#more").await;
    tab.until("find('#more').textContent == '1'").await.rests().await;
    assert_eq!(tab.evaluate::<usize>("findAll('consent-held').length").await, 1);
    tab.clicks("#go").await;
    tab.until("!find('iframe') && !find('consent-held')").await;
    tab.clicks("#go").await;
    tab.will_show(&held("youtube", "always")).await;
    assert_eq!(asked_for(tab, "film.html"), 0);
    tab.clicks(&held("youtube", "always")).await;
    tab.until("find('iframe').contentDocument?.title == 'Film'").await;
    tab.until("read('activeElement') == find('iframe')").await;
    // Mounted once more it runs at once.
    tab.clicks("#go").await;
    tab.until("!find('iframe')").await;
    tab.clicks("#go").await;
    tab.until("find('iframe')?.contentDocument?.title == 'Film' && !find('consent-held')")
        .await;
    let faults = tab.seen.exceptions();
    assert!(faults.is_empty(), "{faults:?}");
}

/// A block of `docs/frameworks.md`, by its heading.
fn documented(heading: &str) -> String {
    let text = include_str!("../../../docs/frameworks.md");
    let (_, section) = text
        .split_once(&format!("\n## {heading}\n"))
        .expect("the heading");
    let (_, block) = section.split_once("```js").expect("a block");
    let (_, block) = block.split_once('\n').expect("its first line");
    block.split("```").next().expect("its end").to_owned()
}

#[test]
fn an_application_in_react_needs_no_call() {
    journey(async |stage| {
        let application = documented("React")
            + "import { createRoot } from 'react-dom/client';
             const App = () => {
               const [shows, show] = React.useState(true);
               const [count, more] = React.useState(0);
               const go = () => { history.pushState({}, '', shows ? '?' : '?film'); show(!shows); };
               return <div><button id='go' onClick={go}>Go</button>
                 <button id='more' onClick={() => more(count + 1)}>{count}</button>
                 {shows && <Film title={'Film ' + count} />}<p>After {count}</p></div>;
             };
             createRoot(document.getElementById('app')).render(<App />);";
        is_walked_through(&runs(stage, &application).await).await;
    });
}

#[test]
fn an_application_in_vue_needs_no_call() {
    journey(async |stage| {
        let application = documented("Vue")
            + "import { createApp, ref } from 'vue';
             createApp({ setup() {
               const shows = ref(true), count = ref(0);
               const go = () => { history.pushState({}, '', shows.value ? '?' : '?film'); shows.value = !shows.value; };
               return () => h('div', [
                 h('button', { id: 'go', onClick: go }, 'Go'),
                 h('button', { id: 'more', onClick: () => count.value++ }, String(count.value)),
                 shows.value ? h(Film, { title: 'Film ' + count.value }) : null,
                 h('p', 'After ' + count.value),
               ]);
             } }).mount('#app');";
        is_walked_through(&runs(stage, &application).await).await;
    });
}

#[test]
fn an_application_asks_from_its_code_before_and_after_consent_is_there() {
    journey(async |stage| {
        let tab = runs(stage, &documented("Asking from code")).await;
        let measures = "document.documentElement.hasAttribute('data-measures')";
        assert!(!tab.evaluate::<bool>(measures).await);
        tab.accepts().await;
        tab.until(measures).await;
    });
}
