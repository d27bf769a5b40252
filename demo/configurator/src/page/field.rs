//! One line of the form.

use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

/// What [`Field`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FieldProps {
    /// What ties the words to the field.
    pub(super) id: AttrValue,
    /// What it is called.
    pub(super) label: AttrValue,
    /// What it holds.
    pub(super) value: AttrValue,
    /// When somebody has written into it and goes on.
    pub(super) on_change: Callback<String>,
}

/// A text on one line.
#[component]
pub(super) fn Field(
    FieldProps {
        id,
        label,
        value,
        on_change,
    }: &FieldProps,
) -> Html {
    let on_change = on_change.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input {id} type="text" autocomplete="off" spellcheck="false" {value} onchange={on_change} />
        </div>
    }
}
