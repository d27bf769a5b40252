//! The first layer: who asks for what, or informs of what, and three buttons.

use std::rc::Rc;

use consent_core::notice::Notice;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::button::Button;
use super::choice::Choice;
use super::heading::Begins;
use super::signal::Signal;
use super::words::{address, direction, word};

/// What [`FirstLayer`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FirstLayerProps {
    /// What it says.
    pub notice: Rc<Notice>,
    /// Why the question comes again; empty when it comes for the first time.
    #[prop_or_default]
    pub reason: AttrValue,
    /// Whether the page waits behind it: it is a dialog then, and whoever has it without yew calls `showModal()`.
    #[prop_or_default]
    pub modal: bool,
    /// Where its heading begins.
    #[prop_or_default]
    pub begins: Begins,
    /// Whether the browser's signal (GPC) is there and honoured, which a notice for such regions then says.
    #[prop_or_default]
    pub honours_signal: bool,
    /// When a button is pressed.
    #[prop_or_default]
    pub on_press: Callback<Button>,
    /// When the visitor leaves a dialog without an answer.
    #[prop_or_default]
    pub on_leave: Callback<()>,
}

/// The first layer. It is a region and no dialog, if the site does not say otherwise: the page stays usable, and nothing
/// in it takes the focus or closes without an answer. As a dialog it has the very same content, so that a no is there
/// whenever a yes is; the focus goes to its heading, and Escape leaves it with nothing granted.
#[component]
pub fn FirstLayer(
    FirstLayerProps {
        notice,
        reason,
        modal,
        begins,
        honours_signal,
        on_press,
        on_leave,
    }: &FirstLayerProps,
) -> Html {
    let modal = *modal;
    let level = begins.level(0);
    let shown = use_node_ref();
    use_effect_with(shown.clone(), |shown| {
        if let Some(dialog) = shown.cast::<HtmlDialogElement>() {
            // One that is open already stays so.
            let _ = dialog.show_modal();
        }
    });
    let on_leave = on_leave.clone();
    let texts = &notice.texts;
    let choice = |button: Button| html! { <Choice {notice} {button} {on_press} /> };
    html! {
        <@{if modal { "dialog" } else { "section" }}
            ref={shown}
            part="notice"
            role={(!modal).then_some("region")}
            aria-labelledby="consent-title"
            lang={word(&notice.language)}
            dir={direction(notice)}
            onclose={move |_| on_leave.emit(())}
        >
            <div part="text">
                <h2 id="consent-title" aria-level={level} tabindex={modal.then_some("-1")} autofocus={modal}>{ word(&texts.title) }</h2>
                <Signal {notice} is_honoured={*honours_signal} />
                <p data-reason="" hidden={reason.is_empty()}>{ reason }</p>
                <p>
                    { word(&texts.body) }
                    if let Some(href) = address(&notice.policy_url) {
                        { " " }
                        <a {href}>{ word(&texts.policy_link) }</a>
                    }
                </p>
            </div>
            <div part="choices">
                if notice.texts.informed_close.is_empty() {
                    { choice(Button::AcceptAll) }
                } else {
                    { choice(Button::Informed) }
                }
                { choice(Button::RejectAll) }
                { choice(Button::Preferences) }
            </div>
        </@>
    }
}
