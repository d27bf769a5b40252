//! Style sheets for a shadow root, without a `<style>` element that a strict page would refuse.

use wasm_bindgen::JsValue;
use web_sys::{CssStyleSheet, ShadowRoot};

/// Services and cookies: needed only where yew runs, so it comes with it.
pub(super) const BANNER: &str = include_str!("../../style/banner.css");

/// Makes a style sheet of its text.
pub(super) fn sheet(css: &str) -> Result<CssStyleSheet, JsValue> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(css)?;
    Ok(sheet)
}

/// Adds a style sheet to those of a shadow root, once.
pub(super) fn adopt(root: &ShadowRoot, sheet: &CssStyleSheet) {
    let adopted = root.adopted_style_sheets();
    if !adopted.includes(sheet, 0) {
        adopted.push(sheet);
    }
}
