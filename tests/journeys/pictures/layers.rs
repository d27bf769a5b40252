//! Both layers: on a desk and at 320 pixels, light and dark, in both languages; and the one that the README begins with.

use consent_tests::{Look, NOTICE, Sheet, journey, pictures};

#[test]
fn of_both_layers() {
    let Some(folder) = pictures() else {
        return;
    };
    journey(async |stage| {
        let mut phones = Sheet::default();
        let [mut first, mut second] = [Sheet::default(), Sheet::default()];
        for (dark, theme) in [(false, "light"), (true, "dark")] {
            for (language, path) in [("English", "en/"), ("Swedish", "")] {
                let shows = format!("{language}, {theme}");
                for is_phone in [false, true] {
                    let size = if is_phone { (320, 640) } else { (1280, 720) };
                    let visitor = stage.visitor_with(Look::still(size, dark)).await;
                    let tab = visitor.opens(&stage.sites.page("nordicexperts", path)).await;
                    tab.evaluate::<()>("void find('.demo-panel')?.remove()").await;
                    tab.will_show(NOTICE).await.rests().await;
                    let seen = tab.picture().await;
                    tab.chooses().await;
                    tab.rests().await;
                    let chosen = tab.picture().await;
                    if is_phone {
                        phones.add(&shows, seen);
                        phones.add("", chosen);
                        continue;
                    }
                    if shows == "English, light" {
                        std::fs::write(folder.join("notice.png"), &seen).expect("a picture");
                    }
                    first.add(&shows, seen);
                    second.add(&shows, chosen);
                }
            }
        }
        first.keep(stage, &folder.join("first-layer.webp"), 2, 600).await;
        second.keep(stage, &folder.join("choices.webp"), 2, 600).await;
        phones.keep(stage, &folder.join("phone.webp"), 4, 320).await;
    });
}
