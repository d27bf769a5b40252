//! One switch.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::switches::Standing;

/// What [`Switch`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SwitchProps {
    /// Its id, to which its label points.
    pub(super) id: AttrValue,
    /// Its name: the category, or the category and the service.
    pub(super) name: AttrValue,
    /// The element that says what it is for.
    pub(super) about: AttrValue,
    /// How it stands.
    pub(super) standing: Standing,
    /// When the visitor turns it.
    pub(super) on_turn: Callback<bool>,
}

/// One switch: a checkbox in the shape of a switch, because it takes effect only when it is saved.
#[component]
pub(super) fn Switch(props: &SwitchProps) -> Html {
    let input = use_node_ref();
    // The mixed state is no attribute: only a script can set it.
    use_effect_with((input.clone(), props.standing), |(input, standing)| {
        if let Some(input) = input.cast::<HtmlInputElement>() {
            input.set_indeterminate(standing.mixed);
        }
    });
    let on_turn = props.on_turn.clone();
    html! {
        <input
            ref={input}
            type="checkbox"
            id={&props.id}
            name={&props.name}
            aria-describedby={&props.about}
            checked={props.standing.on}
            onchange={move |event: Event| on_turn.emit(event.target_unchecked_into::<HtmlInputElement>().checked())}
        />
    }
}
