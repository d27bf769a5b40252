//! The style: no answer is louder than another, every colour is a token, and every rule holds for some look.

use consent_core::config::{Layout, Look, Position, Style, Theme};
use consent_wasm::style;

const SHEETS: [(&str, &str); 3] = [
    ("notice.css", include_str!("../../style/notice.css")),
    ("preferences.css", include_str!("../../style/preferences.css")),
    ("banner.css", include_str!("../../style/banner.css")),
];

#[test]
fn no_selector_tells_one_answer_from_another() {
    for (name, css) in SHEETS {
        for telling in [
            "data-act",
            "accept",
            "reject",
            ":nth-",
            ":last-",
            "of-type",
            "::part(choice)",
        ] {
            let css = without_comments(css);
            assert!(!css.contains(telling), "{name} has {telling}");
        }
    }
}

#[test]
fn nothing_moves_and_no_focus_is_hidden() {
    for (name, css) in SHEETS {
        for unwanted in [
            "transition",
            "animation",
            "outline: 0",
            "outline: none",
            "http",
            "@import",
            "url(",
        ] {
            assert!(!css.contains(unwanted), "{name} has {unwanted}");
        }
    }
}

#[test]
fn sheets_have_no_colours_of_their_own() {
    // What is seen is a token, whose contrast is checked; only what lies over the page is a black that one sees through.
    for (name, css) in SHEETS {
        let css = without_comments(css).replace("#000a", "").replace("#0000", "");
        for declaration in css.split([';', '{', '}']).filter_map(|part| part.split_once(':')) {
            assert!(!declaration.1.contains('#'), "{name} has {declaration:?}");
        }
    }
}

#[test]
fn every_token_that_a_sheet_uses_is_there_in_every_style_and_theme() {
    for style in Style::ALL {
        for theme in Theme::ALL {
            let look = Look {
                theme,
                tokens: style.tokens(),
                ..Look::default()
            };
            let tokens = style::tokens(&look);
            for (name, css) in SHEETS {
                for used in css
                    .split("var(--")
                    .skip(1)
                    .filter_map(|rest| rest.split([')', ',']).next())
                {
                    // One that is reckoned where it is used.
                    let is_own = css.contains(&format!("--{used}:"));
                    assert!(
                        is_own || tokens.contains(&format!("--{used}:")),
                        "{name}: --{used}"
                    );
                }
            }
            assert!(
                !tokens.contains("accept") && !tokens.contains("reject"),
                "{tokens}"
            );
        }
    }
}

#[test]
fn a_theme_of_one_ground_has_nothing_of_the_other() {
    let of = |theme| {
        style::tokens(&Look {
            theme,
            ..Look::default()
        })
    };
    let asks = "@media (prefers-color-scheme:dark){:host{--b:var(--consent-bg,";
    assert!(of(Theme::Light).contains("color-scheme:light;") && !of(Theme::Light).contains("@media"));
    assert!(of(Theme::Dark).contains("--b:var(--consent-bg,#1b1e22)") && !of(Theme::Dark).contains("@media"));
    assert!(of(Theme::System).contains(&format!("{asks}#1b1e22);")));
    assert!(of(Theme::Contrast).contains(&format!("{asks}#000);")));
}

#[test]
fn every_condition_of_a_sheet_is_one_that_a_host_can_meet() {
    for (name, css) in SHEETS {
        let css = without_comments(css);
        for condition in css
            .split(":host([")
            .skip(1)
            .filter_map(|rest| rest.split("])").next())
        {
            for one in condition.split("][") {
                let (attribute, value) = one.split_once('=').unwrap_or((one, ""));
                let met = Layout::ALL.iter().any(|&layout| {
                    Position::ALL.iter().any(|&(_, position)| {
                        let look = Look {
                            layout,
                            position,
                            reopen: position,
                            modal: true,
                            ..Look::default()
                        };
                        style::attributes(&look).contains(&(attribute, value))
                    })
                });
                assert!(met, "{name}: {one}");
                assert!(style::ATTRIBUTES.contains(&attribute), "{name}: {attribute}");
            }
        }
    }
}

fn without_comments(css: &str) -> String {
    let parts = css.split("/*").enumerate();
    parts
        .map(|(place, part)| {
            if place == 0 {
                part
            } else {
                part.split_once("*/").map_or("", |(_, rest)| rest)
            }
        })
        .collect()
}
