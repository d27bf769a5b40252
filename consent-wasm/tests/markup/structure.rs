//! What holds for all of the markup, whatever the notice says.

use std::collections::BTreeSet;

use consent_core::notice::Notice;
use consent_wasm::markup;
use scraper::Html;

use super::{all, find, sample};

/// A11Y-31.
#[test]
fn an_id_is_there_once_and_every_id_that_is_meant_is_there() {
    for (name, html) in all() {
        let ids: Vec<_> = find(&html, "[id]")
            .iter()
            .filter_map(|element| element.attr("id"))
            .collect();
        let once: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(once.len(), ids.len(), "{name}: {ids:?}");
        for attribute in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
            for element in find(&html, &format!("[{attribute}]")) {
                for meant in element.attr(attribute).unwrap_or_default().split(' ') {
                    assert!(once.contains(meant), "{name}: {attribute} {meant}");
                }
            }
        }
    }
}

#[test]
fn nothing_runs_or_styles_anything_and_the_loader_can_build_it() {
    for (name, html) in all() {
        for element in find(&html, "*") {
            assert!(
                !matches!(
                    element.value().name(),
                    "script" | "style" | "svg" | "iframe" | "img" | "link" | "math"
                ),
                "{name}: {element:?}"
            );
            for (attribute, _) in element.value().attrs() {
                assert!(
                    !attribute.starts_with("on") && attribute != "style",
                    "{name}: {element:?}"
                );
            }
        }
    }
}

/// A11Y-28.
#[test]
fn every_root_says_its_language_and_direction() {
    let mut notice = sample::notice("sv");
    notice.language = "ar".to_owned();
    notice.right_to_left = true;
    for markup in [
        markup::first_layer(&notice, false),
        markup::first_layer(&notice, true),
        markup::reopen(&notice),
        markup::second_layer(&notice, true),
    ] {
        let html = Html::parse_fragment(&markup);
        let root = find(&html, "html > *")[0];
        assert_eq!((root.attr("lang"), root.attr("dir")), (Some("ar"), Some("rtl")));
    }
}

/// A11Y-20.
#[test]
fn headings_go_down_one_step_at_a_time() {
    let html = super::second_layer();
    let levels: Vec<u8> = find(&html, "h2, h3, h4")
        .iter()
        .map(|heading| heading.value().name().as_bytes()[1] - b'0')
        .collect();
    assert_eq!(levels[0], 2);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn the_same_notice_gives_the_same_markup() {
    let notice = sample::notice("en");
    assert_eq!(
        markup::whole_second_layer(&notice),
        markup::whole_second_layer(&notice)
    );
}

/// Everything that a browser makes of it but the texts: tags and names of attributes, in order.
fn skeleton(markup: &str) -> Vec<(String, BTreeSet<String>)> {
    let html = Html::parse_fragment(markup);
    let parts = find(&html, "*").into_iter().map(|element| {
        let names = element.value().attrs().map(|(name, _)| name.to_owned()).collect();
        (element.value().name().to_owned(), names)
    });
    parts.collect()
}

#[test]
fn hostile_texts_stay_texts() {
    const HOSTILE: &str =
        "\"'><script>alert(1)</script><img src=x onerror=alert(1)></p></dialog><!-- &lt; ]]> \u{202e}";
    let tame = sample::notice("sv");
    let json = serde_json::to_value(&tame).expect("a notice is plain");
    let hostile: Notice = serde_json::from_value(spoiled(json, HOSTILE)).expect("still a notice");
    for render in [
        |notice: &Notice| markup::first_layer(notice, true),
        markup::reopen,
        |notice: &Notice| markup::second_layer(notice, true),
        markup::whole_second_layer,
    ] {
        assert_eq!(skeleton(&render(&hostile)), skeleton(&render(&tame)));
    }
}

/// Every text with something hostile behind it; behind, so that addresses stay addresses.
fn spoiled(value: serde_json::Value, hostile: &str) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::String(text) if !text.is_empty() => Value::String(text + hostile),
        Value::Array(all) => all.into_iter().map(|value| spoiled(value, hostile)).collect(),
        Value::Object(all) => all
            .into_iter()
            .map(|(key, value)| (key, spoiled(value, hostile)))
            .collect(),
        other => other,
    }
}

#[test]
fn a_script_is_no_address() {
    let mut notice = sample::notice("sv");
    notice.policy_url = "javascript:alert(1)".to_owned();
    for category in &mut notice.categories {
        for service in &mut category.services {
            service.provider_url = "JavaScript:alert(1)".to_owned();
        }
    }
    for markup in [
        markup::first_layer(&notice, true),
        markup::whole_second_layer(&notice),
    ] {
        assert!(find(&Html::parse_fragment(&markup), "a, [href]").is_empty());
    }
}

#[test]
fn a_notice_with_nothing_in_it_is_rendered_too() {
    let mut notice = sample::notice("sv");
    notice.categories.clear();
    notice.policy_url.clear();
    let html = Html::parse_fragment(&markup::whole_second_layer(&notice));
    assert!(find(&html, "input").is_empty());
    assert_eq!(find(&html, "[part=foot] button").len(), 3);
}
