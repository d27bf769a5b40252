//! The languages that the site speaks.

use consent_core::notice::Language;
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use super::controllers::PartProps;
use crate::{Edit, Step};

/// A box for each built-in language, and which of the chosen is the first.
#[component]
pub(super) fn Languages(PartProps { config, on_edit }: &PartProps) -> Html {
    let list = || vec![Step::key("languages")];
    let spoken: Vec<String> = config["languages"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|code| code.as_str().unwrap_or_default().to_owned())
        .collect();
    let choice = |language: Language| {
        let place = spoken.iter().position(|code| code == language.code());
        let turn = on_edit.reform(move |_: Event| match place {
            Some(index) => Edit::Remove([list(), vec![Step::At(index)]].concat()),
            None => Edit::Add(list(), language.code().into()),
        });
        let id = format!("language-{}", language.code());
        html! {
            <li>
                <input id={id.clone()} type="checkbox" checked={place.is_some()} onchange={turn} />
                <label for={id}>
                    <span lang={language.code()}>{ language.name() }</span>
                    { format!(" ({})", language.code()) }
                </label>
            </li>
        }
    };
    let on_first = {
        let spoken = spoken.clone();
        on_edit.reform(move |event: Event| {
            let first = event.target_unchecked_into::<HtmlSelectElement>().value();
            let others = spoken.iter().filter(|code| **code != first).cloned();
            Edit::Set(list(), std::iter::once(first.clone()).chain(others).collect())
        })
    };
    let option = |code: &String| {
        let is_first = spoken.first() == Some(code);
        html! { <option value={code.clone()} selected={is_first}>{ code.clone() }</option> }
    };
    html! {
        <details>
            <summary>{ format!("Languages ({})", spoken.len()) }</summary>
            <div class="field">
                <label for="first-language">{ "First language" }</label>
                <select id="first-language" onchange={on_first}>{ for spoken.iter().map(option) }</select>
            </div>
            <fieldset>
                <legend>{ "Languages of the site" }</legend>
                <ul class="languages">{ for Language::all().map(choice) }</ul>
            </fieldset>
        </details>
    }
}
