//! What a notice may look like: what cannot be is a fault, with what was measured and how to mend it.
#![cfg(feature = "declare")]

mod declare;

use consent_core::config::{Colour, Fault, Layout, Look, Paint, Position, Style, Theme};
use declare::{checked, faults, put, sound};
use serde_json::{Value, json};

fn with(look: Value) -> Value {
    let mut config = sound();
    put(&mut config, "/look", look);
    config
}

fn look(written: Value) -> Look {
    checked(&with(written)).look.clone()
}

#[track_caller]
fn fault(written: Value) -> Fault {
    let config = with(written);
    let found = faults(&config);
    let [fault] = found.as_slice() else {
        panic!("{}: {found:#?}", config["look"])
    };
    fault.clone()
}

#[test]
fn a_look_that_says_nothing_is_the_first() {
    assert_eq!(look(json!({})), Look::default());
    assert_eq!(look(json!({ "layout": "bar" })).position, Position::BOTTOM_CENTER);
}

#[test]
fn one_word_chooses_a_finished_look() {
    for style in Style::ALL {
        assert_eq!(look(json!({ "style": style.as_str() })).tokens, style.tokens());
    }
    let fault = fault(json!({ "style": "loud" }));
    assert_eq!(fault.path, "look.style");
    // Every style is among what may be written.
    for style in Style::ALL {
        assert!(fault.mend.contains(style.as_str()), "{fault}");
    }
}

/// Nine places, three layouts, beside the page and before it: what makes no sense is told, everything else holds.
#[test]
fn every_layout_has_its_places() {
    for layout in Layout::ALL {
        for (word, position) in Position::ALL {
            for modal in [false, true] {
                let written = json!({ "layout": layout.as_str(), "position": word, "modal": modal });
                let is_edge = !word.starts_with("middle");
                let makes_sense = match layout {
                    Layout::Bar => is_edge && word.ends_with("center"),
                    Layout::Box | Layout::Cloud => is_edge || modal,
                };
                if makes_sense {
                    let look = look(written);
                    assert_eq!(
                        (look.layout, look.position, look.modal),
                        (layout, position, modal)
                    );
                } else {
                    let fault = fault(written);
                    assert_eq!(fault.path, "look.position");
                    assert!(fault.mend.starts_with("write"), "{fault}");
                }
            }
        }
    }
    assert_eq!(fault(json!({ "position": "left" })).path, "look.position");
}

#[test]
fn the_way_back_lies_over_nothing_that_is_read() {
    assert_eq!(
        look(json!({ "reopen": "middle-end" })).reopen,
        Position::parse("middle-end").unwrap()
    );
    for word in ["middle-center", "top-center"] {
        assert_eq!(fault(json!({ "reopen": word })).path, "look.reopen");
    }
}

#[test]
fn colours_of_the_sites_own_take_the_place_of_the_styles() {
    let look = look(json!({
        "style": "soft",
        "tokens": {
            "light": { "accent": "rebeccapurple", "choiceBg": "#639", "choiceText": "white" },
            "radius": 4, "font": "Inter, sans-serif", "shadow": "none", "size": "large",
        },
    }));
    let purple = Colour::new(0x66, 0x33, 0x99);
    for paint in [Paint::Accent, Paint::ChoiceBg, Paint::ChoiceLine] {
        assert_eq!(look.tokens.light.colour(paint), purple, "{paint:?}");
    }
    assert_eq!(look.tokens.dark, Style::Soft.tokens().dark);
    assert_eq!(look.tokens.radius, 4);
    assert_eq!(look.tokens.heading_font.as_str(), "Inter, sans-serif");
}

/// A11Y-16: the measured ratio, what is needed, and a colour that is enough.
#[test]
fn what_is_hard_to_see_is_told_with_its_ratio() {
    let of = |key: &str, colours: Value| fault(json!({ "tokens": { key: colours } }));
    let pale = of("light", json!({ "muted": "#777" }));
    assert_eq!(pale.path, "look.tokens.light.muted");
    assert!(
        pale.reason.contains("4.47:1") && pale.reason.contains("1.4.3"),
        "{pale}"
    );
    let mend = pale.mend.split(", ").nth(1).unwrap();
    assert!(mend.starts_with('#'), "{pale}");
    // What is proposed is then right.
    let proposed = mend.split(' ').next().unwrap();
    look(json!({ "tokens": { "light": { "muted": proposed } } }));

    assert_eq!(
        of("dark", json!({ "choiceText": "#eee" })).path,
        "look.tokens.dark.choiceText"
    );
    let ring = of("light", json!({ "accent": "gold" }));
    assert!(
        ring.reason.contains("1.4.11") && ring.reason.contains("3:1"),
        "{ring}"
    );
    // A button that can be told from its ground neither by its colour nor by its edge.
    let faint = of(
        "light",
        json!({ "choiceBg": "#eee", "choiceText": "#000", "choiceLine": "#ddd" }),
    );
    assert_eq!(faint.path, "look.tokens.light.choiceLine");
    // Its edge is enough, and so is its colour.
    look(
        json!({ "tokens": { "light": { "choiceBg": "#eee", "choiceText": "#000", "choiceLine": "#777" } } }),
    );
    look(
        json!({ "tokens": { "light": { "choiceBg": "#00f", "choiceText": "#fff", "choiceLine": "#eee" } } }),
    );
}

#[test]
fn no_value_can_leave_its_declaration() {
    let cases = [
        (
            json!({ "light": { "bg": "red;} *{display:none" } }),
            "look.tokens.light.bg",
        ),
        (
            json!({ "light": { "line": "rgb(0 0 0 / 50%)" } }),
            "look.tokens.light.line",
        ),
        (
            json!({ "font": "x;background:url(//evil.example)" }),
            "look.tokens.font",
        ),
        (json!({ "radius": 33 }), "look.tokens.radius"),
        (json!({ "radius": "1px" }), "look.tokens.radius"),
        (json!({ "shadow": "huge" }), "look.tokens.shadow"),
    ];
    for (tokens, path) in cases {
        assert_eq!(fault(json!({ "tokens": tokens })).path, path);
    }
}

/// LAW-12: there is nothing by which one answer could be styled apart from the other.
#[test]
fn there_is_no_token_for_one_answer_alone() {
    for key in ["acceptBg", "rejectBg", "accept", "primary", "choice1"] {
        let fault = fault(json!({ "tokens": { "light": { key: "#000" } } }));
        assert_eq!(fault.path, format!("look.tokens.light.{key}"));
    }
    for paint in Paint::ALL {
        assert!(
            !paint.as_str().contains("accept") && !paint.as_str().contains("reject"),
            "{paint:?}"
        );
    }
}

#[test]
fn high_contrast_has_colours_of_its_own() {
    assert_eq!(look(json!({ "theme": "contrast" })).theme, Theme::Contrast);
    let refused = fault(json!({ "theme": "contrast", "tokens": { "dark": { "accent": "#fff" } } }));
    assert_eq!(refused.path, "look.tokens.dark");
}
