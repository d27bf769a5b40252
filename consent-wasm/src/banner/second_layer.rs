//! The second layer: a dialog with a switch for each category.

use std::rc::Rc;

use consent_core::notice::Notice;
use yew::prelude::*;

use super::answer::Answer;
use super::detail::Detail;
use super::heading::Begins;
use super::layer::Layer;
use super::past::{Past, PastPress};
use super::signal::Signal;
use super::words::{direction, word};

/// What [`SecondLayer`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SecondLayerProps {
    /// What it says.
    pub notice: Rc<Notice>,
    /// Names of the categories and services that are on, each named by itself.
    #[prop_or_default]
    pub on: Rc<[AttrValue]>,
    /// How much of it is there.
    pub detail: Detail,
    /// Where its headings begin.
    #[prop_or_default]
    pub begins: Begins,
    /// Whether the browser's signal (GPC) is there and honoured, which a notice for such regions then says.
    #[prop_or_default]
    pub honours_signal: bool,
    /// Whether there is a record of the visitor's choices, which can be asked.
    #[prop_or_default]
    pub has_past: bool,
    /// What it has told; nothing as long as it has not been asked.
    #[prop_or_default]
    pub past: Option<Past>,
    /// When the visitor wants something done about that.
    #[prop_or_default]
    pub on_past: Callback<PastPress>,
    /// The dialog, for who opens it.
    #[prop_or_default]
    pub dialog: NodeRef,
    /// When the visitor answers.
    #[prop_or_default]
    pub on_decide: Callback<Answer>,
    /// When the visitor leaves without an answer.
    #[prop_or_default]
    pub on_close: Callback<()>,
}

/// The second layer, closed. Whoever opens it calls `showModal()` and moves the focus to its heading, and
/// the browser itself keeps the focus inside and lets Escape close it without saving.
#[component]
pub fn SecondLayer(props: &SecondLayerProps) -> Html {
    let SecondLayerProps {
        notice,
        on,
        detail,
        begins,
        honours_signal,
        has_past,
        past,
        on_past,
        dialog,
        on_decide,
        on_close,
    } = props;
    let left = {
        let on_close = on_close.clone();
        move |_| on_close.emit(())
    };
    html! {
        <dialog
            ref={dialog}
            part="preferences"
            aria-labelledby="consent-preferences-title"
            lang={word(&notice.language)}
            dir={direction(notice)}
            onclose={left}
        >
            <Signal {notice} is_honoured={*honours_signal} />
            <div data-slot="layer">
                <Layer
                    {notice}
                    {on}
                    detail={*detail}
                    begins={*begins}
                    has_past={*has_past}
                    {past}
                    {on_past}
                    {on_decide}
                    {on_close}
                />
            </div>
        </dialog>
    }
}
