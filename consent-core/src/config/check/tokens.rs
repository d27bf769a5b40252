//! The values of a look: none may make a text, a button or a focus hard to see (WCAG 2.2, 1.4.3 and 1.4.11).

use alloc::format;
use alloc::string::String;

use super::super::draft::{LookDraft, PaletteDraft, TokensDraft};
use super::super::look::{contrast, contrasting};
use super::super::loose::{Loose, short};
use super::super::place::Place;
use super::super::{Colour, Fonts, Paint, Palette, Style, Theme, Tokens};
use super::Checker;

/// What one colour must be told from, how well, and by which criterion of WCAG 2.2. These are the pairs that the style
/// sheets of the notice put side by side.
const PAIRS: [(Paint, Paint, f32, &str); 5] = [
    (Paint::Text, Paint::Bg, 4.5, "text, 1.4.3"),
    (Paint::Muted, Paint::Bg, 4.5, "text, 1.4.3"),
    (Paint::ChoiceText, Paint::ChoiceBg, 4.5, "text, 1.4.3"),
    (Paint::ChoiceLine, Paint::Bg, 3.0, "the edge of a button, 1.4.11"),
    (
        Paint::Accent,
        Paint::Bg,
        3.0,
        "focus and switches that are on, 1.4.11",
    ),
];

impl Checker<'_> {
    /// The style's values with the site's own in place of them.
    pub(super) fn tokens(&mut self, look: &LookDraft, style: Style, theme: Theme, place: &Place) -> Tokens {
        let mut tokens = style.tokens();
        let place = place.key("tokens");
        let Some(draft) = look.tokens.wanted(&place, &mut self.faults) else {
            return tokens;
        };
        self.unknown::<TokensDraft>(&draft.unknown, &place);
        for (key, written, palette) in [
            ("light", &draft.light, &mut tokens.light),
            ("dark", &draft.dark, &mut tokens.dark),
        ] {
            let place = place.key(key);
            let Some(written) = written.wanted(&place, &mut self.faults) else {
                continue;
            };
            if theme == Theme::Contrast {
                let reason = "has no effect: the theme “contrast” has colours of its own";
                self.faults
                    .add(&place, reason, "remove it, or choose another theme");
            }
            self.palette(written, palette, &place);
        }
        for (key, written, value) in [
            ("radius", &draft.radius, &mut tokens.radius),
            ("buttonRadius", &draft.button_radius, &mut tokens.button_radius),
        ] {
            let place = place.key(key);
            let Some(&pixels) = written.wanted(&place, &mut self.faults) else {
                continue;
            };
            match u8::try_from(pixels) {
                Ok(pixels) if pixels <= Tokens::ROUNDEST => *value = pixels,
                _ => self.faults.add(
                    &place,
                    format!("{pixels} is too round"),
                    format!("write a number of pixels from 0 to {}", Tokens::ROUNDEST),
                ),
            }
        }
        if let Some(font) = self.fonts(&draft.font, &place.key("font")) {
            tokens.heading_font = font.clone();
            tokens.font = font;
        }
        if let Some(font) = self.fonts(&draft.heading_font, &place.key("headingFont")) {
            tokens.heading_font = font;
        }
        if let Some(&size) = draft.size.wanted(&place.key("size"), &mut self.faults) {
            tokens.size = size;
        }
        if let Some(&shadow) = draft.shadow.wanted(&place.key("shadow"), &mut self.faults) {
            tokens.shadow = shadow;
        }
        tokens
    }

    fn fonts(&mut self, written: &Loose<String>, place: &Place) -> Option<Fonts> {
        let list = written.wanted(place, &mut self.faults)?;
        let fonts = Fonts::parse(list);
        if fonts.is_none() {
            let reason = format!("“{}” is no list of font families", short(list));
            let mend = "write names parted by commas, such as “Inter, system-ui, sans-serif”";
            self.faults.add(place, reason, mend);
        }
        fonts
    }

    fn palette(&mut self, written: &PaletteDraft, palette: &mut Palette, place: &Place) {
        self.unknown::<PaletteDraft>(&written.unknown, place);
        for paint in Paint::ALL {
            let place = place.key(paint.as_str());
            let Some(css) = written.colour(paint).wanted(&place, &mut self.faults) else {
                continue;
            };
            match Colour::parse(css) {
                Some(colour) => {
                    *palette = palette.clone().with(paint, colour);
                    // Where only the ground of the answers is chosen, there is no edge of another look around them.
                    if paint == Paint::ChoiceBg && written.colour(Paint::ChoiceLine).is_absent() {
                        *palette = palette.clone().with(Paint::ChoiceLine, colour);
                    }
                }
                None => self.faults.add(
                    &place,
                    format!("“{}” is no colour that hides what is behind it", short(css)),
                    "write a colour without transparency as CSS has it, such as “#0a5bd3”",
                ),
            }
        }
        for (paint, ground, least, why) in PAIRS {
            self.pair(written, palette, place, (paint, ground, least, why));
        }
    }

    /// The fault is told at a value that the site has written; those of the styles are right.
    fn pair(
        &mut self,
        written: &PaletteDraft,
        palette: &Palette,
        place: &Place,
        (paint, ground, least, why): (Paint, Paint, f32, &str),
    ) {
        let (colour, behind) = (palette.colour(paint), palette.colour(ground));
        // An answer whose ground can be told from what is around it needs no edge.
        let is_seen = paint == Paint::ChoiceLine
            && contrast(palette.colour(Paint::ChoiceBg), palette.colour(Paint::Bg)) >= least;
        let measured = contrast(colour, behind);
        if measured >= least || is_seen {
            return;
        }
        let blamed = [paint, ground, Paint::ChoiceBg]
            .into_iter()
            .find(|paint| !written.colour(*paint).is_absent())
            .unwrap_or(paint);
        self.faults.add(
            &place.key(blamed.as_str()),
            format!(
                "“{}” ({colour}) on “{}” ({behind}) has a contrast of {}:1, and {least}:1 is needed ({why} of WCAG 2.2)",
                paint.as_str(),
                ground.as_str(),
                two_places(measured),
            ),
            format!(
                "write another colour: with this “{}”, {} is enough for “{}”",
                ground.as_str(),
                contrasting(colour, behind, least),
                paint.as_str(),
            ),
        );
    }
}

/// A ratio is cut off and not rounded: 4.499 is not 4.5.
fn two_places(ratio: f32) -> String {
    let digits = format!("{:.4}", ratio);
    let cut = digits
        .char_indices()
        .nth_back(1)
        .map_or(digits.len(), |(at, _)| at);
    digits.get(..cut).unwrap_or(&digits).into()
}

#[cfg(test)]
mod tests {
    use super::super::super::HIGH_CONTRAST;
    use super::*;

    #[test]
    fn every_style_can_be_seen_in_light_and_dark() {
        let styles = Style::ALL.iter().map(|style| (style.as_str(), style.tokens()));
        for (name, tokens) in styles {
            for palette in [tokens.light, tokens.dark] {
                for (paint, ground, least, _) in PAIRS {
                    let measured = contrast(palette.colour(paint), palette.colour(ground));
                    assert!(measured >= least, "{name}: {paint:?} on {ground:?}: {measured}");
                }
            }
        }
    }

    #[test]
    fn high_contrast_is_that_of_the_higher_level() {
        for palette in &HIGH_CONTRAST {
            for (paint, ground, least, _) in PAIRS {
                let (measured, least) = (
                    contrast(palette.colour(paint), palette.colour(ground)),
                    least + 1.5,
                );
                assert!(
                    measured >= least.max(if least > 5.0 { 7.0 } else { 4.5 }),
                    "{paint:?}: {measured}"
                );
            }
        }
    }

    #[test]
    fn a_ratio_is_cut_off() {
        assert_eq!(two_places(4.499_9), "4.49");
        assert_eq!(two_places(21.0), "21.00");
    }
}
