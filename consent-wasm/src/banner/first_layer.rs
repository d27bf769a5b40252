//! The first layer: who asks for what, or informs of what, and three buttons.

use std::rc::Rc;

use consent_core::notice::Notice;
use yew::prelude::*;

use super::button::Button;
use super::choice::Choice;
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
    /// When a button is pressed.
    #[prop_or_default]
    pub on_press: Callback<Button>,
}

/// The first layer. It is a region and no dialog: the page stays usable, and nothing in it takes the focus
/// or closes without an answer.
#[component]
pub fn FirstLayer(
    FirstLayerProps {
        notice,
        reason,
        on_press,
    }: &FirstLayerProps,
) -> Html {
    let texts = &notice.texts;
    let choice = |button: Button| html! { <Choice {notice} {button} {on_press} /> };
    html! {
        <section
            part="notice"
            role="region"
            aria-labelledby="consent-title"
            lang={word(&notice.language)}
            dir={direction(notice)}
        >
            <div part="text">
                <h2 id="consent-title">{ word(&texts.title) }</h2>
                <Signal {notice} />
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
        </section>
    }
}
