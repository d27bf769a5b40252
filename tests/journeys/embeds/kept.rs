//! The size is kept: a placeholder lies exactly where the content will be, and nothing moves when it comes or goes.

use consent_tests::{Look, journey};

use super::{held, on};

/// Where everything in the page stands.
const PLACES: &str =
    "findAll('main *').filter((it) => it.localName != 'consent-held' && it.offsetWidth).map((it) => {
    const { x, y, width, height } = it.getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height].map(Math.round).join(' ');
})";

/// How far a placeholder is from what it stands for, in each direction.
const AWAY: &str = "findAll('consent-held').filter(isVisible).map((it) => {
    const [one, two] = [it, it.nextElementSibling].map((it) => it.getBoundingClientRect());
    return ['x', 'y', 'width', 'height'].map((side) => Math.round(one[side] - two[side])).join(' ');
}).filter((away) => away != '0 0 0 0')";

/// What the browser itself says has moved, without the visitor having done anything.
const SHIFTS: &str = "new Promise((go) => new PerformanceObserver((list) =>
    go(list.getEntries().filter((it) => !it.hadRecentInput && it.startTime > window.__from).length))
    .observe({ type: 'layout-shift', buffered: true }) || setTimeout(go, 300, 0))";

#[test]
fn a11y_36_nothing_moves_when_a_placeholder_comes_and_goes() {
    journey(async |stage| {
        for size in [(1280, 720), (320, 640)] {
            let visitor = stage.visitor_with(Look::still(size, false)).await;
            let tab = visitor.tab().await;
            let script = tab.holds_back("*/consent/embed.sv-*").await;
            tab.goes_to(&stage.sites.page("nordicexperts", "kurs.html")).await;
            tab.is_ready().await;
            tab.until("document.querySelector('link[rel=modulepreload][href*=embed]')")
                .await;
            let before: Vec<String> = tab.evaluate(PLACES).await;
            tab.evaluate::<()>("void (window.__from = performance.now())")
                .await;
            script.let_go();
            tab.will_show(&held("youtube", "once")).await.rests().await;
            assert_eq!(tab.evaluate::<Vec<String>>(PLACES).await, before, "{size:?}");
            assert_eq!(tab.evaluate::<Vec<String>>(AWAY).await, [""; 0], "{size:?}");
            assert_eq!(tab.evaluate::<usize>(SHIFTS).await, 0, "{size:?}");
            tab.clicks(&held("youtube", "once")).await;
            tab.until("find('[data-service=youtube]').src")
                .await
                .rests()
                .await;
            let after: Vec<String> = tab.evaluate(PLACES).await;
            let moved: Vec<_> = before
                .iter()
                .zip(&after)
                .filter(|(before, after)| before != after)
                .collect();
            assert!(moved.is_empty(), "{size:?}: {moved:?}");
        }
    });
}

#[test]
fn placeholders_follow_their_elements_whatever_the_layout_is() {
    journey(async |stage| {
        let film = |style: &str| {
            format!(
                "<iframe data-service=\"youtube\" data-src=\"/film.html\" title=\"x\" width=\"400\" height=\"200\" \
                 style=\"{style}\"></iframe>"
            )
        };
        let body = format!(
            "<style>.wide > * {{ margin: 12px }} .hole {{ position: relative; padding-top: 56% }}
              .hole iframe {{ position: absolute; inset: 0; width: 100%; height: 100% }}</style>
             <p>Before {} after</p>
             <div class=\"wide\" style=\"display: flex; gap: 20px\">{}{}</div>
             <div class=\"wide\" style=\"display: grid; place-items: center; height: 320px\">{}</div>
             <div dir=\"rtl\">{}</div><div class=\"hole\">{}</div><div style=\"overflow: auto; height: 150px\">{}</div>
             <div hidden id=\"later\">{}</div>",
            film(""), film(""), film("flex: 1; min-width: 0"), film("margin: 5px"), film("display: block; margin-inline: auto 3em"),
            film(""), film(""), film("")
        );
        let (_, tab) = on(stage, &body).await;
        tab.until("findAll('consent-held').length == 8").await;
        assert_eq!(tab.evaluate::<Vec<String>>(AWAY).await, [""; 0]);
        tab.evaluate::<()>("void (find('main').style.width = '340px')")
            .await;
        tab.rests().await;
        assert_eq!(tab.evaluate::<Vec<String>>(AWAY).await, [""; 0]);
        tab.evaluate::<()>("void (find('#later').hidden = false)").await;
        tab.will_show("#later consent-held").await;
        tab.rests().await;
        assert_eq!(tab.evaluate::<Vec<String>>(AWAY).await, [""; 0]);
    });
}

#[test]
fn pixels_have_no_placeholder_and_pictures_and_films_have() {
    journey(async |stage| {
        let body = "<img data-service=\"youtube\" data-src=\"/film.html\" alt=\"\" width=\"1\" height=\"1\">\
             <img id=\"still\" data-service=\"youtube\" data-src=\"/film.html\" alt=\"A still\" width=\"300\" height=\"200\" \
                style=\"display: block\">\
             <video data-service=\"youtube\" data-src=\"/film.html\" title=\"A film\" controls width=\"300\" height=\"200\"></video>\
             <link rel=\"stylesheet\" data-service=\"youtube\" data-href=\"/film.html\">";
        let (_, tab) = on(stage, body).await;
        let shown: usize = tab
            .evaluate("findAll('consent-held').filter(isVisible).length")
            .await;
        assert_eq!(shown, 2);
        assert_eq!(
            tab.text("consent-held:has(+ video) >> [part=title]").await,
            "A film"
        );
        tab.clicks("consent-held:has(+ video) >> [part=once]").await;
        tab.until("find('video').src").await;
        assert_eq!(
            tab.evaluate::<String>("read('activeElement').localName").await,
            "video"
        );
        assert_eq!(super::asked_for(&tab, "film.html"), 1);
    });
}
