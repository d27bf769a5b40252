//! The visitor's choices so far, with what can be done about the record of them.

use std::rc::Rc;

use consent_core::notice::{Notice, fill};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::detail::Detail;
use super::past::{Past, PastChoice, PastPress, Said};
use super::words::word;

/// What [`PastChoices`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PastChoicesProps {
    /// Whose words it has.
    pub notice: Rc<Notice>,
    /// What the record has told; nothing as long as it has not been asked.
    pub past: Option<Past>,
    /// Whether more than its heading is there.
    pub detail: Detail,
    /// When the visitor wants something done.
    #[prop_or_default]
    pub on_past: Callback<PastPress>,
}

/// The visitor's choices so far, folded up: the record is asked only by who unfolds them, and nothing that comes late
/// moves a button. Erasing asks first, in place: a dialog over a dialog would trap the focus twice.
#[component]
pub fn PastChoices(
    PastChoicesProps {
        notice,
        past,
        detail,
        on_past,
    }: &PastChoicesProps,
) -> Html {
    let texts = &notice.texts;
    let asks = use_state(|| false);
    let [heading, question, erase] = [use_node_ref(), use_node_ref(), use_node_ref()];
    use_led_focus(
        *asks,
        past.as_ref().and_then(|past| past.said),
        [&heading, &question, &erase],
    );

    let unfolded = {
        let (on_past, is_told) = (on_past.clone(), past.is_some());
        move |event: Event| {
            let is_open = event
                .target_dyn_into::<Element>()
                .is_some_and(|details| details.has_attribute("open"));
            if is_open && !is_told {
                on_past.emit(PastPress::Open);
            }
        }
    };
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
    let said = past.as_ref().and_then(|past| past.said).map(|said| match said {
        Said::Erased => word(&texts.past_erased),
        Said::Failed => word(&texts.past_failed),
    });
    let choices = past.as_ref().map(|past| past.choices.clone()).unwrap_or_default();
    html! {
        <details part="past" id="consent-past" ontoggle={unfolded}>
            <summary ref={heading}>{ word(&texts.past_title) }</summary>
            if *detail == Detail::Full {
                <p role="status">{ said }</p>
                if past.is_none() {
                    <p>{ word(&texts.past_loading) }</p>
                }
                if !choices.is_empty() {
                    <p>{ word(&texts.past_body) }</p>
                    if past.as_ref().is_some_and(|past| !past.complete) {
                        <p>{ word(&texts.past_away) }</p>
                    }
                    <ol>{ for choices.iter().map(|choice| shown(notice, choice)) }</ol>
                    if *asks {
                        <div part="past-question" role="group" aria-labelledby="consent-past-question">
                            <p ref={question} id="consent-past-question" tabindex="-1">
                                { word(&texts.past_erase_question) }
                            </p>
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
            }
        </details>
    }
}

/// What has the focus goes away with each step, so that it is led on: to the question, back to the button, or to the
/// heading once everything is gone.
#[hook]
fn use_led_focus(asks: bool, said: Option<Said>, steps: [&NodeRef; 3]) {
    let was_asking = use_mut_ref(|| false);
    let steps = steps.map(Clone::clone);
    use_effect_with((asks, said), move |(asks, said)| {
        let [heading, question, erase] = steps;
        let next = match (was_asking.replace(*asks), asks, said) {
            (_, true, _) => question,
            (_, false, Some(Said::Erased)) => heading,
            (true, false, _) => erase,
            (false, false, _) => return,
        };
        if let Some(element) = next.cast::<HtmlElement>() {
            // Where it cannot have the focus, nothing is lost but a step.
            let _ = element.focus();
        }
    });
}

fn shown(notice: &Notice, choice: &PastChoice) -> Html {
    let texts = &notice.texts;
    let text = fill(
        &texts.past_text,
        &[("language", &choice.language), ("version", choice.version())],
    );
    let text = if choice.address.is_empty() {
        html! { text }
    } else {
        html! { <a href={&choice.address} target="_blank" rel="noopener noreferrer">{ text }</a> }
    };
    html! {
        <li>
            <time datetime={&choice.time}>{ &choice.when }</time>
            <strong>{ word(choice.told(notice)) }</strong>
            { for choice.names(notice).into_iter().map(|name| html! { <small data-granted="">{ word(name) }</small> }) }
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
