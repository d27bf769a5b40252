//! The way back to the choices, on every page.

use std::rc::Rc;

use consent_core::notice::Notice;
use yew::prelude::*;

use super::button::Button;
use super::words::{direction, word};

/// What [`Reopen`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ReopenProps {
    /// Whose words it has.
    pub notice: Rc<Notice>,
    /// When it is pressed.
    #[prop_or_default]
    pub on_press: Callback<Button>,
}

/// The way back to the choices: a small floating button that leads directly to the second layer.
#[component]
pub fn Reopen(ReopenProps { notice, on_press }: &ReopenProps) -> Html {
    let on_press = on_press.clone();
    html! {
        <button
            type="button"
            part="reopen"
            data-act={Button::Preferences.act()}
            lang={word(&notice.language)}
            dir={direction(notice)}
            onclick={move |_| on_press.emit(Button::Preferences)}
        >
            { word(&notice.texts.reopen) }
        </button>
    }
}
