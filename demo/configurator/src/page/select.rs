//! What has been chosen from a list.

use web_sys::{Event, HtmlSelectElement};
use yew::TargetCast as _;

/// The value that a list has after this event.
pub(super) fn chosen(event: &Event) -> String {
    event.target_unchecked_into::<HtmlSelectElement>().value()
}
