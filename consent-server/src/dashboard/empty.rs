//! What stands in place of charts while there is nothing to draw, and what to do about it.

use maud::{Markup, html};

use super::View;
use super::words::fill;

/// Nothing was ever recorded: the three steps to a first decision.
pub(super) fn nothing_yet(view: &View) -> Markup {
    let words = view.tongue.words();
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let (server, site) = (text(&view.address), text(&view.site));
    html! {
        section.card.empty #empty aria-labelledby="empty-heading" {
            header { h2 #empty-heading { (words.empty_heading) } p { (words.empty_intro) } }
            ol {
                li { p { (words.empty_declare) } pre { code { "\"record\": { \"server\": " (server) ", \"site\": " (site) " }" } } }
                li { p { (words.empty_build) } pre { code { "consent build consent.json --out public/consent" } } }
                li { p { (words.empty_decide) } }
            }
        }
    }
}

/// Nothing was recorded in this range, but before or after.
pub(super) fn quiet(view: &View) -> Markup {
    let words = view.tongue.words();
    let advice = fill(
        words.quiet_advice,
        &[("count", &view.tongue.count(view.log.size))],
    );
    html! {
        section.card.empty #empty aria-labelledby="empty-heading" {
            header { h2 #empty-heading { (words.quiet_heading) } p { (advice) } }
        }
    }
}
