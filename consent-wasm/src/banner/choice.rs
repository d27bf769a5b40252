//! One button.

use std::rc::Rc;

use consent_core::notice::Notice;
use yew::prelude::*;

use super::button::Button;
use super::words::word;

/// What [`Choice`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChoiceProps {
    /// Whose words it has.
    pub notice: Rc<Notice>,
    /// Which one it is.
    pub button: Button,
    /// When it is pressed. In a page of the loader nobody listens here: it goes by `data-act`.
    #[prop_or_default]
    pub on_press: Callback<Button>,
}

/// One button.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let button = props.button;
    let on_press = props.on_press.clone();
    let label = word(button.label(&props.notice.texts));
    let (sign, name) = match button.sign() {
        Some(sign) => (AttrValue::Static(sign), Some(label)),
        None => (label, None),
    };
    html! {
        <button
            type="button"
            part={button.part()}
            data-act={button.act()}
            aria-label={name}
            onclick={move |_| on_press.emit(button)}
        >
            { sign }
        </button>
    }
}
