//! How well one colour can be told from another (WCAG 2.2, “relative luminance” and “contrast ratio”).

use color::{AlphaColor, Srgb, parse_color};

use super::Colour;

/// The steps in which a colour that can be told well enough is sought.
const STEPS: u8 = 100;

impl Colour {
    /// Reads a colour in any form of CSS, such as `#0a5bd3`, `rebeccapurple` or `oklch(50% 0.2 260)`.
    ///
    /// A colour that one can see through is none of ours: what it looks like depends on what is behind it.
    #[must_use]
    pub fn parse(css: &str) -> Option<Self> {
        let colour = parse_color(css).ok()?.to_alpha_color::<Srgb>().to_rgba8();
        (colour.a == u8::MAX).then(|| Self::new(colour.r, colour.g, colour.b))
    }

    fn luminance(self) -> f32 {
        let [red, green, blue] = self.parts();
        AlphaColor::<Srgb>::from_rgb8(red, green, blue)
            .discard_alpha()
            .relative_luminance()
    }

    /// Part of the way, in steps of a hundred, to another colour.
    fn towards(self, other: Self, step: u8) -> Self {
        let part = |one: u8, other: u8| {
            let (one, other, step, all) = (
                u32::from(one),
                u32::from(other),
                u32::from(step),
                u32::from(STEPS),
            );
            let left = all.saturating_sub(step);
            let mixed = one
                .saturating_mul(left)
                .saturating_add(other.saturating_mul(step));
            u8::try_from(mixed.checked_div(all).unwrap_or_default()).unwrap_or(u8::MAX)
        };
        let ([red, green, blue], [r, g, b]) = (self.parts(), other.parts());
        Self::new(part(red, r), part(green, g), part(blue, b))
    }
}

/// Returns the contrast of two colours, from 1 to 21.
pub(crate) fn contrast(one: Colour, other: Colour) -> f32 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the colour nearest to `colour`, on its way to black or to white, that can be told from `ground` well enough.
pub(crate) fn contrasting(colour: Colour, ground: Colour, least: f32) -> Colour {
    let (black, white) = (Colour::new(0, 0, 0), Colour::new(255, 255, 255));
    let end = if contrast(black, ground) > contrast(white, ground) {
        black
    } else {
        white
    };
    (0..STEPS)
        .map(|step| colour.towards(end, step))
        .find(|mixed| contrast(*mixed, ground) >= least)
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_other_tools() {
        let of = |one, other| {
            contrast(
                Colour::parse(one).expect("a colour"),
                Colour::parse(other).expect("a colour"),
            )
        };
        // Known pairs: the ends of the scale, and the palest grey on white that WCAG 2 allows for text.
        assert!((of("black", "white") - 21.0).abs() < 0.001);
        assert!((of("red", "red") - 1.0).abs() < 0.001);
        assert!((of("#767676", "#fff") - 4.54).abs() < 0.01);
        assert!((of("#777", "#fff") - 4.48).abs() < 0.01);
        assert!((of("#00f", "#fff") - 8.59).abs() < 0.01);
    }

    #[test]
    fn colours_come_in_every_form_but_not_as_glass() {
        assert_eq!(
            Colour::parse("rebeccapurple"),
            Some(Colour::new(0x66, 0x33, 0x99))
        );
        assert_eq!(Colour::parse("hsl(0 100% 50%)"), Some(Colour::new(255, 0, 0)));
        for none in ["#0008", "transparent", "currentColor", "red;x", "", "var(--a)"] {
            assert_eq!(Colour::parse(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_proposed_can_be_told_apart() {
        let (white, pale) = (Colour::new(255, 255, 255), Colour::new(0xcc, 0xdd, 0xff));
        let proposed = contrasting(pale, white, 4.5);
        assert!((4.5..5.0).contains(&contrast(proposed, white)));
        assert_eq!(
            contrasting(Colour::new(0, 0, 0), white, 4.5),
            Colour::new(0, 0, 0)
        );
    }
}
