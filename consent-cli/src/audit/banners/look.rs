//! How a banner's first layer looks: measured in the page, judged elsewhere.

use serde::{Deserialize, Serialize};

/// A first layer that shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BannerSeen {
    /// The button for a yes to everything.
    pub(crate) accept: Option<ButtonSeen>,
    /// The button for a no to everything.
    pub(crate) reject: Option<ButtonSeen>,
    /// The button that leads to the second layer.
    pub(crate) settings: Option<ButtonSeen>,
}

/// A button, in CSS pixels and in contrast ratios of WCAG 2.2.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ButtonSeen {
    /// What it says.
    pub(crate) words: String,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) font_size: f64,
    pub(crate) font_weight: f64,
    /// Its words against itself.
    pub(crate) text_contrast: f64,
    /// Itself against what is around it.
    pub(crate) surface_contrast: f64,
    /// Whether all of it can be seen without scrolling.
    pub(crate) in_window: bool,
}

impl ButtonSeen {
    /// Its area in square pixels.
    pub(crate) fn area(&self) -> f64 {
        self.width * self.height
    }
}
