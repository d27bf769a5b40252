//! The visitor's choices so far, with what can be done about them.

use std::rc::Rc;

use consent_core::notice::{Notice, fill};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::past::{Past, PastChoice, PastPress, Said};
use super::words::word;

/// What [`PastChoices`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PastChoicesProps {
    /// Whose words it has.
    pub notice: Rc<Notice>,
    /// What is shown.
    pub past: Past,
    /// When the visitor wants something done.
    #[prop_or_default]
    pub on_past: Callback<PastPress>,
}

/// The visitor's choices so far. Erasing asks first, in place: a dialog over a dialog would trap the focus twice.
#[component]
pub fn PastChoices(
    PastChoicesProps {
        notice,
        past,
        on_past,
    }: &PastChoicesProps,
) -> Html {
    let texts = &notice.texts;
    let asks = use_state(|| false);
    let question = use_node_ref();
    let erase = use_node_ref();
    let heading = use_node_ref();

    // What has the focus goes away with each step, so that it has to be led on: to the question, back to the button,
    // or to the heading once it is done.
    let was_asking = use_mut_ref(|| false);
    let leads = (*asks, past.said);
    use_effect_with(leads, {
        let (question, erase, heading) = (question.clone(), erase.clone(), heading.clone());
        move |(asks, said)| {
            let was = was_asking.replace(*asks);
            let next = match (was, asks, said) {
                (_, true, _) => Some(question),
                (_, false, Some(Said::Erased)) => Some(heading),
                (true, false, _) => Some(erase),
                (false, false, _) => None,
            };
            if let Some(element) = next.and_then(|next| next.cast::<HtmlElement>()) {
                // Where it cannot have the focus, nothing is lost but a step.
                let _ = element.focus();
            }
        }
    });
    if past.is_empty() {
        return Html::default();
    }

    let ask = |whether: bool| {
        let asks = asks.clone();
        Callback::from(move |_: MouseEvent| asks.set(whether))
    };
    let press = |press: PastPress| {
        let (asks, on_past) = (asks.clone(), on_past.clone());
        Callback::from(move |_: MouseEvent| {
            asks.set(false);
            on_past.emit(press);
        })
    };
    let button = |name: &'static str, label: &str, node: &NodeRef, onclick: Callback<MouseEvent>| {
        html! { <button ref={node} type="button" data-past={name} {onclick}>{ word(label) }</button> }
    };
    let none = NodeRef::default();
    let said = past.said.map(|said| match said {
        Said::Erased => &texts.past_erased,
        Said::Failed => &texts.past_failed,
    });
    html! {
        <div part="past" role="group" aria-labelledby="consent-past">
            <h3 ref={heading} id="consent-past" tabindex="-1">{ word(&texts.past_title) }</h3>
            <p role="status">{ said.map(|said| word(said)) }</p>
            if !past.choices.is_empty() {
                <p>{ word(&texts.past_body) }</p>
                if !past.complete {
                    <p>{ word(&texts.past_away) }</p>
                }
                <ol>{ for past.choices.iter().map(|choice| shown(notice, choice)) }</ol>
                if *asks {
                    <div part="past-question" role="group" aria-labelledby="consent-past-question">
                        <p ref={question} id="consent-past-question" tabindex="-1">{ word(&texts.past_erase_question) }</p>
                        { button("yes", &texts.past_erase_yes, &none, press(PastPress::Erase)) }
                        { button("no", &texts.past_erase_no, &none, ask(false)) }
                    </div>
                } else {
                    <div part="past-buttons">
                        { button("download", &texts.past_download, &none, press(PastPress::Download)) }
                        { button("erase", &texts.past_erase, &erase, ask(true)) }
                    </div>
                }
            }
        </div>
    }
}

fn shown(notice: &Notice, choice: &PastChoice) -> Html {
    let texts = &notice.texts;
    let text = fill(
        &texts.past_text,
        &[("language", &choice.language), ("version", choice.version())],
    );
    let text = match choice.address.is_empty() {
        true => html! { text },
        false => {
            html! { <a href={&choice.address} target="_blank" rel="noopener noreferrer">{ text }</a> }
        }
    };
    html! {
        <li>
            <time datetime={&choice.time}>{ &choice.when }</time>
            <strong>{ choice.told(notice) }</strong>
            if !choice.digest.is_empty() {
                <small>{ text }</small>
            }
            if !choice.recorded {
                <small>{ word(&texts.past_waiting) }</small>
            } else if !choice.id.is_empty() {
                <small>{ fill(&texts.past_receipt, &[("id", &choice.id)]) }</small>
            }
        </li>
    }
}
