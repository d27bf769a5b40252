//! How a look reaches the style sheets of `style/`: as attributes of the host, and as the values of its tokens.

use consent_core::config::{Colour, Down, Fonts, Layout, Look, Paint, Theme};

/// Returns what the host says of a look, for the rules that hold for one value of it. `consent build` keeps only the
/// rules that hold, and its host need not say anything.
#[must_use]
pub fn attributes(look: &Look) -> Vec<(&'static str, &'static str)> {
    let mut attributes = vec![
        ("data-layout", look.layout.as_str()),
        ("data-down", look.position.down.as_str()),
        ("data-across", look.position.across.as_str()),
        ("data-reopen-down", look.reopen.down.as_str()),
        ("data-reopen-across", look.reopen.across.as_str()),
    ];
    if look.layout != Layout::Bar {
        attributes.push(("data-card", ""));
    }
    if look.modal {
        attributes.push(("data-modal", ""));
    }
    attributes
}

/// The attributes of which a host has some, whatever its look.
pub const ATTRIBUTES: [&str; 7] = [
    "data-layout",
    "data-down",
    "data-across",
    "data-reopen-down",
    "data-reopen-across",
    "data-card",
    "data-modal",
];

/// Returns the edge of the window at which the page keeps room for the notice; empty where the page waits behind it.
#[must_use]
pub const fn edge(look: &Look) -> &'static str {
    match look.position.down {
        _ if look.modal => "",
        Down::Top => "top",
        Down::Middle | Down::Bottom => "bottom",
    }
}

/// Returns the sheet that comes before the others: the values of a look. A page may set `--consent-*` in their place.
#[must_use]
pub fn tokens(look: &Look) -> String {
    let tokens = &look.tokens;
    let scheme = match look.theme {
        Theme::System | Theme::Contrast => "light dark",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let mut css = format!(
        ":host{{all:initial;color-scheme:{scheme};font:var(--consent-size,{})/1.5 var(--consent-font,{})",
        tokens.size.as_str(),
        families(&tokens.font),
    );
    for paint in Paint::ALL {
        let value = follows(look, paint).map_or_else(
            || both(look, paint)[0].to_string(),
            |other| format!("var(--{})", names(other).0),
        );
        css += &declared(paint, &value);
    }
    css += &format!(
        ";--r:var(--consent-button-radius,{}px);--q:var(--consent-radius,{}px);--s:var(--consent-shadow,{})}}",
        tokens.button_radius,
        tokens.radius,
        tokens.shadow.css(),
    );
    let dark: String = Paint::ALL
        .into_iter()
        .filter(|paint| follows(look, *paint).is_none())
        .map(|paint| (paint, both(look, paint)))
        .filter(|(_, [light, dark])| light != dark)
        .map(|(paint, [_, dark])| declared(paint, &dark.to_string()))
        .collect();
    if !dark.is_empty() {
        css += "@media (prefers-color-scheme:dark){:host{";
        css += dark.trim_start_matches(';');
        css += "}}";
    }
    if tokens.heading_font != tokens.font {
        css += &format!("h2,h3,h4{{font-family:{}}}", families(&tokens.heading_font));
    }
    css
}

/// The short name of a token in the sheets, and the one by which a page sets it.
const fn names(paint: Paint) -> (&'static str, &'static str) {
    match paint {
        Paint::Bg => ("b", "bg"),
        Paint::Text => ("t", "text"),
        Paint::Muted => ("m", "muted"),
        Paint::Line => ("l", "line"),
        Paint::Accent => ("a", "accent"),
        Paint::ChoiceBg => ("c", "choice-bg"),
        Paint::ChoiceText => ("d", "choice-text"),
        Paint::ChoiceLine => ("e", "choice-line"),
    }
}

/// One token, which a page may set by its long name.
fn declared(paint: Paint, value: &str) -> String {
    let (name, own) = names(paint);
    format!(";--{name}:var(--consent-{own},{value})")
}

/// The token that this one is the same as, in light and in dark: it then follows it, also where a page sets it.
fn follows(look: &Look, paint: Paint) -> Option<Paint> {
    let others: &[Paint] = match paint {
        Paint::ChoiceBg => &[Paint::Text, Paint::Bg],
        Paint::ChoiceText => &[Paint::Bg, Paint::Text],
        Paint::ChoiceLine => &[Paint::ChoiceBg, Paint::Text],
        _ => &[],
    };
    let same = others
        .iter()
        .find(|other| both(look, **other) == both(look, paint));
    same.copied()
}

/// A colour in light and in dark, as far as the theme has both.
fn both(look: &Look, paint: Paint) -> [Colour; 2] {
    let [light, dark] = look.palettes().map(|palette| palette.colour(paint));
    match look.theme {
        Theme::System | Theme::Contrast => [light, dark],
        Theme::Light => [light; 2],
        Theme::Dark => [dark; 2],
    }
}

fn families(fonts: &Fonts) -> String {
    fonts.as_str().replace(", ", ",")
}
