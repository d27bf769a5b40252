//! What the notice looks like: whatever a config can choose by a word.

use serde_json::Value;
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use super::controllers::PartProps;
use crate::{Choice, Edit, Step, of_the_look};

/// A list to choose from for each key of the look.
#[component]
pub(super) fn LookChoices(PartProps { config, on_edit }: &PartProps) -> Html {
    let choices = use_memo((), |()| of_the_look());
    let one = |choice: &Choice| {
        let now = config["look"].get(&choice.key);
        let path = vec![Step::key("look"), Step::key(&choice.key)];
        let values = choice.values.clone();
        let on_change = on_edit.reform(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            match values.iter().find(|value| word(value) == chosen) {
                Some(value) => Edit::Set(path.clone(), value.clone()),
                None => Edit::Remove(path.clone()),
            }
        });
        let id = format!("look-{}", choice.key);
        let about = format!("{id}-about");
        let unsaid = choice
            .default
            .as_ref()
            .map(|value| format!("not said: {}", word(value)));
        html! {
            <div class="field">
                <label for={id.clone()}>{ capital(&choice.key) }</label>
                <select id={id} aria-describedby={about.clone()} onchange={on_change}>
                    <option value="" selected={now.is_none()}>{ unsaid.unwrap_or_else(|| "not said".into()) }</option>
                    { for choice.values.iter().map(|value| {
                        html! { <option value={word(value)} selected={now == Some(value)}>{ word(value) }</option> }
                    }) }
                </select>
                <small id={about}>{ choice.about.clone() }</small>
            </div>
        }
    };
    html! {
        <details open=true>
            <summary>{ "Look" }</summary>
            { for choices.iter().map(one) }
        </details>
    }
}

/// The word for a value.
fn word(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".into(),
        Value::Bool(false) => "no".into(),
        Value::String(word) => word.clone(),
        other => other.to_string(),
    }
}

fn capital(key: &str) -> String {
    let mut letters = key.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
