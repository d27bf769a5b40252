//! LAW-10, LAW-11: yes and no weigh the same in every layout and finished look, in six states of a button.

use consent_tests::{ACCEPT, Gallery, Look, NOTICE, REJECT, Tab, journey};
use futures::future::join_all;

use crate::equal_choice::{Button, button, weigh_the_same};

const SIZES: [(i64, i64); 2] = [(1280, 720), (320, 480)];

/// The contrast of a button's words on it, as WCAG 2 reckons it from the colours that the browser has computed.
async fn contrast(tab: &Tab, selector: &str) -> f64 {
    tab.evaluate(&format!(
        "(() => {{
           const part = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
           const light = (colour) => {{ const [r, g, b] = colour.match(/[\\d.]+/g).map(Number); return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b) }};
           const {{ color, backgroundColor }} = getComputedStyle(find('{selector}'));
           const [low, high] = [light(color), light(backgroundColor)].sort((a, b) => a - b);
           return (high + 0.05) / (low + 0.05) }})()"
    ))
    .await
}

/// While a button is pressed.
async fn pressed(tab: &Tab, selector: &str) -> Button {
    let mouse = tab.presses_on(selector).await;
    let seen = button(tab, selector).await;
    mouse.slips_off().await;
    seen
}

async fn six_states(tab: &Tab, about: &str) {
    weigh_the_same(tab, ACCEPT, REJECT, about).await;
    let (yes, no) = (pressed(tab, ACCEPT).await, pressed(tab, REJECT).await);
    assert_eq!(yes.style, no.style, "{about}, pressed");
    assert!(yes.inside && no.inside, "LAW-10, {about}: without scrolling");
    let (yes, no) = (contrast(tab, ACCEPT).await, contrast(tab, REJECT).await);
    assert!(
        yes >= 4.5 && no >= 4.5 && (0.9..=1.1).contains(&(yes / no)),
        "{about}: {yes} and {no}"
    );
}

#[test]
fn law_11_both_answers_weigh_the_same_in_every_layout_style_and_state() {
    journey(async |stage| {
        let looks = Gallery::styles();
        let gallery = Gallery::open(looks.clone(), &["en"]).await;
        for (name, _) in &looks {
            join_all([false, true].map(async |dark| {
                let visitor = stage.visitor_with(Look::still(SIZES[0], dark)).await;
                let tab = visitor.opens(&gallery.short_page(name, "en")).await;
                tab.will_show(NOTICE).await;
                for size in SIZES {
                    tab.resizes(size).await;
                    six_states(&tab, &format!("{name} at {size:?}, dark: {dark}")).await;
                }
                tab.has_forced_colours().await;
                weigh_the_same(&tab, ACCEPT, REJECT, &format!("{name}, forced colours")).await;
                let edge: String = tab
                    .evaluate(&format!("getComputedStyle(find('{ACCEPT}')).borderStyle"))
                    .await;
                assert_eq!(edge, "solid", "A11Y-25, {name}");
            }))
            .await;
        }
    });
}
