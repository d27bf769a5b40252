//! What a visitor's device is like: its screen, and what the visitor prefers.

use chromiumoxide::Page;
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SafeAreaInsets, SetDeviceMetricsOverrideParams, SetEmulatedMediaParams,
    SetEmulatedVisionDeficiencyParams, SetEmulatedVisionDeficiencyType, SetFocusEmulationEnabledParams,
    SetSafeAreaInsetsOverrideParams,
};
use chromiumoxide::cdp::browser_protocol::page::{FontSizes, SetFontSizesParams};

use crate::tab::Tab;

/// A device and its owner's preferences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Width and height of the viewport in CSS pixels.
    pub size: (i64, i64),
    /// Prefers dark colours.
    pub dark: bool,
    /// Prefers that nothing moves.
    pub still: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            size: (1280, 720),
            dark: false,
            still: false,
        }
    }
}

impl Look {
    /// A screen of this size, light, on which things may move.
    #[must_use]
    pub fn of(size: (i64, i64)) -> Self {
        Self {
            size,
            ..Self::default()
        }
    }

    /// A screen of this size on which nothing moves, light or dark.
    #[must_use]
    pub const fn still(size: (i64, i64), dark: bool) -> Self {
        Self {
            size,
            dark,
            still: true,
        }
    }

    /// Makes a page appear so.
    pub(crate) async fn apply(self, page: &Page) {
        let (width, height) = self.size;
        let preference = |name: &str, value: &str| MediaFeature::new(name, value);
        let media = SetEmulatedMediaParams::builder()
            .feature(preference(
                "prefers-color-scheme",
                if self.dark { "dark" } else { "light" },
            ))
            .feature(preference(
                "prefers-reduced-motion",
                if self.still { "reduce" } else { "no-preference" },
            ))
            .build();
        page.execute(media).await.expect("preferences");
        page.execute(SetDeviceMetricsOverrideParams::new(width, height, 1.0, false))
            .await
            .expect("a screen");
        // Several tabs side by side: each behaves as if it were the one in front.
        page.execute(SetFocusEmulationEnabledParams::new(true))
            .await
            .expect("focus");
    }
}

impl Tab {
    /// Has another screen from now on, and waits until the page is laid out for it.
    pub async fn resizes(&self, (width, height): (i64, i64)) {
        self.page
            .execute(SetDeviceMetricsOverrideParams::new(width, height, 1.0, false))
            .await
            .expect("a screen");
        self.evaluate::<()>(
            "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go())))",
        )
        .await;
    }

    /// Has a screen of which the edges are the device's: a notch, round corners, the bar of the system. In CSS pixels
    /// from above, clockwise.
    pub async fn has_unsafe_edges(&self, [top, right, bottom, left]: [i64; 4]) {
        let edges = SafeAreaInsets::builder()
            .top(top)
            .right(right)
            .bottom(bottom)
            .left(left);
        let edges = SetSafeAreaInsetsOverrideParams::new(edges.build());
        self.page.execute(edges).await.expect("edges");
    }

    /// Appears as to somebody who sees no colours.
    pub async fn is_seen_without_colours(&self) {
        let sight = SetEmulatedVisionDeficiencyParams::new(SetEmulatedVisionDeficiencyType::Achromatopsia);
        self.page.execute(sight).await.expect("sight");
    }

    /// Has letters of this size from now on, in CSS pixels, where a page leaves it to the visitor; 16 is the usual.
    pub async fn reads_at(&self, pixels: i64) {
        let sizes = FontSizes {
            standard: Some(pixels),
            fixed: None,
        };
        self.page
            .execute(SetFontSizesParams::new(sizes))
            .await
            .expect("letters");
    }
}
