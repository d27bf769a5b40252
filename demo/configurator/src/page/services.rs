//! The services that the site uses, and the catalogue to choose more from.

use consent_core::catalogue::Record;
use serde_json::Value;
use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use super::controllers::PartProps;
use crate::{Edit, Step, catalogue, search};

/// So many are shown of what is found.
const MOST: usize = 8;

/// What is declared, and what is found.
#[component]
pub(super) fn Services(PartProps { config, on_edit }: &PartProps) -> Html {
    let words = use_state(AttrValue::default);
    let declared: &[Value] = config["services"].as_array().map_or(&[], Vec::as_slice);
    let ids: Vec<&str> = declared.iter().map(id).collect();

    let row = |(index, id): (usize, &&str)| {
        let record = catalogue().get(id);
        let name = record.map_or_else(|| (*id).to_owned(), |record| record.name.clone());
        let category = declared[index]["category"].as_str();
        let category = category.or_else(|| record.map(|record| record.category.as_str()));
        let remove =
            on_edit.reform(move |_: MouseEvent| Edit::Remove(vec![Step::key("services"), Step::At(index)]));
        html! {
            <li>
                <span>{ name.clone() }<small>{ category.unwrap_or_default().to_owned() }</small></span>
                <button type="button" aria-label={format!("Remove {name}")} onclick={remove}>{ "Remove" }</button>
            </li>
        }
    };
    let found = search(catalogue(), &words, MOST);
    let hit = |record: &&Record| {
        let record = *record;
        let is_there = ids.contains(&record.id.as_str());
        let id = record.id.to_string();
        let add =
            on_edit.reform(move |_: MouseEvent| Edit::Add(vec![Step::key("services")], id.clone().into()));
        html! {
            <li>
                <span>{ record.name.clone() }<small>{ record.category.to_string() }</small></span>
                if is_there {
                    <small>{ "is there" }</small>
                } else {
                    <button type="button" aria-label={format!("Add {}", record.name)} onclick={add}>{ "Add" }</button>
                }
            </li>
        }
    };
    let on_search = {
        let words = words.clone();
        move |event: InputEvent| words.set(event.target_unchecked_into::<HtmlInputElement>().value().into())
    };
    let is_asked = !words.trim().is_empty();
    html! {
        <details open=true>
            <summary>{ format!("Services ({})", declared.len()) }</summary>
            <div class="field">
                <label for="search">{ "Find in the catalogue: a name, a supplier or an address" }</label>
                <input id="search" type="search" autocomplete="off" spellcheck="false" value={&*words} oninput={on_search} />
            </div>
            if is_asked {
                if found.is_empty() {
                    <p class="note">{ "Nothing is known by that. Describe it in the text, with “id” in place of “use”." }</p>
                } else {
                    <ul class="rows" aria-label="Found">{ for found.iter().map(hit) }</ul>
                }
            }
            <ul class="rows" aria-label="Declared">{ for ids.iter().enumerate().map(row) }</ul>
        </details>
    }
}

/// What a service is called in a config: by its name alone, by `use`, or by an `id` of the site's own.
fn id(service: &Value) -> &str {
    let named = service.as_str().or_else(|| service["use"].as_str());
    named.or_else(|| service["id"].as_str()).unwrap_or("(no name)")
}
