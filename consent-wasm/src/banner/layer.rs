//! The inside of the second layer.

use std::rc::Rc;

use consent_core::notice::Notice;
use yew::prelude::*;

use super::answer::Answer;
use super::button::Button;
use super::category::Category;
use super::choice::Choice;
use super::detail::Detail;
use super::heading::Begins;
use super::past::{Past, PastPress};
use super::past_choices::PastChoices;
use super::switches::Switches;
use super::words::word;

/// What [`Layer`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LayerProps {
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
    /// Whether there is a record of the visitor's choices, which can be asked.
    #[prop_or_default]
    pub has_past: bool,
    /// What it has told; nothing as long as it has not been asked.
    #[prop_or_default]
    pub past: Option<Past>,
    /// When the visitor wants something done about that.
    #[prop_or_default]
    pub on_past: Callback<PastPress>,
    /// When the visitor answers.
    #[prop_or_default]
    pub on_decide: Callback<Answer>,
    /// When the visitor leaves without an answer.
    #[prop_or_default]
    pub on_close: Callback<()>,
}

/// The inside of the second layer: what is shown in the dialog, and what yew puts in place of the skeleton.
#[component]
pub fn Layer(
    LayerProps {
        notice,
        on,
        detail,
        begins,
        has_past,
        past,
        on_past,
        on_decide,
        on_close,
    }: &LayerProps,
) -> Html {
    let (level, begins) = (begins.level(0), *begins);
    let switches = use_reducer(|| Switches::new(notice, on));
    let turn = {
        let dispatcher = switches.dispatcher();
        use_callback((), move |turn, ()| dispatcher.dispatch(turn))
    };
    let on_press = {
        let (notice, switches) = (notice.clone(), switches.clone());
        let (on_decide, on_close) = (on_decide.clone(), on_close.clone());
        Callback::from(move |button| match button {
            Button::AcceptAll => on_decide.emit(Answer::AcceptAll),
            Button::RejectAll => on_decide.emit(Answer::RejectAll),
            Button::Save => on_decide.emit(Answer::Chosen(switches.names(&notice))),
            Button::Preferences | Button::Informed | Button::Close => on_close.emit(()),
        })
    };
    let choice = |button: Button| html! { <Choice {notice} {button} on_press={&on_press} /> };
    let category = |place: usize| {
        html! {
            <Category {notice} {place} switches={&*switches} detail={*detail} {begins} on_turn={&turn} />
        }
    };
    html! {
        <>
            <div part="head">
                <h2 id="consent-preferences-title" aria-level={level} tabindex="-1">{ word(&notice.texts.preferences_title) }</h2>
                { choice(Button::Close) }
            </div>
            <p>{ word(&notice.texts.preferences_body) }</p>
            { for (0..notice.categories.len()).map(category) }
            if *has_past {
                <PastChoices {notice} {past} detail={*detail} {on_past} />
            }
            <div part="foot">
                { choice(Button::Save) }
                { choice(Button::AcceptAll) }
                { choice(Button::RejectAll) }
            </div>
        </>
    }
}
