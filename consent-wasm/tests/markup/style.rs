//! The style: no answer is louder than another, and every colour can be read.

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
fn every_colour_can_be_read_in_light_and_dark() {
    for dark in [false, true] {
        let colour = |token| luminance(colour(token, dark));
        let (back, text, muted, accent) = (colour("bg"), colour("text"), colour("muted"), colour("accent"));
        // Text, and the words of a button, which has the text's colour behind the background's.
        assert!(contrast(text, back) >= 7.0);
        assert!(contrast(muted, back) >= 4.5);
        // Borders of switches and buttons, a switch that is on, the ring of the focus.
        assert!(contrast(accent, back) >= 4.5);
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

/// The colour that stands in the sheet for `--consent-<token>`.
fn colour(token: &str, dark: bool) -> &'static str {
    let start = format!("var(--consent-{token}, light-dark(");
    let (_, rest) = SHEETS[0].1.split_once(&start).expect("a token with both colours");
    let (both, _) = rest.split_once(')').expect("a closed function");
    let (light, darker) = both.split_once(", ").expect("two colours");
    if dark { darker } else { light }
}

/// Relative luminance, as WCAG 2 defines it.
fn luminance(colour: &str) -> f64 {
    let digits = colour.trim_start_matches('#');
    let width = digits.len() / 3;
    let part = |place: usize| {
        let digits = &digits[place * width..][..width];
        let value = u8::from_str_radix(&digits.repeat(2 / width), 16).expect("a colour in hex");
        let part = f64::from(value) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2)
}

fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
