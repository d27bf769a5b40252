//! LAW-10, LAW-11: yes and no weigh the same in every layout and finished look, in six states: at rest, under the mouse,
//! pressed and with focus, by day and in the dark, and where colours are forced.

use consent_tests::{ACCEPT, Gallery, Look, NOTICE, REJECT, journey};
use futures::future::join_all;

use crate::equal_choice::{both_are_on_the_screen, weigh_the_same};

const SIZES: [(i64, i64); 2] = [(1280, 720), (320, 480)];

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
                    let about = format!("{name} at {size:?}, dark: {dark}");
                    both_are_on_the_screen(&tab, &about).await;
                    weigh_the_same(&tab, ACCEPT, REJECT, &about).await;
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
