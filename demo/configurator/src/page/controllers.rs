//! Who decides what happens to the data.

use std::rc::Rc;

use serde_json::{Value, json};
use yew::prelude::*;

use super::field::Field;
use crate::{Edit, Step};

const FIELDS: [(&str, &str); 3] = [
    ("name", "Name in the register"),
    ("contact", "Contact for visitors"),
    ("country", "Country, two letters"),
];

/// What the parts of the form take.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PartProps {
    /// The config as JSON.
    pub(super) config: Rc<Value>,
    /// When it is to be changed.
    pub(super) on_edit: Callback<Edit>,
}

/// The controllers, one after the other.
#[component]
pub(super) fn Controllers(PartProps { config, on_edit }: &PartProps) -> Html {
    let all: &[Value] = config["controllers"].as_array().map_or(&[], Vec::as_slice);
    let one = |(index, controller): (usize, &Value)| {
        let field = |(key, label): (&'static str, &'static str)| {
            let on_change = on_edit.reform(move |written: String| {
                let path = vec![Step::key("controllers"), Step::At(index), Step::key(key)];
                Edit::Set(path, written.into())
            });
            let value = controller[key].as_str().unwrap_or_default().to_owned();
            html! { <Field id={format!("controller-{index}-{key}")} {label} {value} {on_change} /> }
        };
        let remove = on_edit
            .reform(move |_: MouseEvent| Edit::Remove(vec![Step::key("controllers"), Step::At(index)]));
        html! {
            <fieldset>
                <legend>{ format!("Controller {}", index + 1) }</legend>
                { for FIELDS.map(field) }
                if all.len() > 1 {
                    <button type="button" onclick={remove}>{ format!("Remove controller {}", index + 1) }</button>
                }
            </fieldset>
        }
    };
    let add = on_edit.reform(|_: MouseEvent| {
        let empty = json!({ "name": "", "contact": "", "country": "" });
        Edit::Add(vec![Step::key("controllers")], empty)
    });
    html! {
        <details>
            <summary>{ "Who asks" }</summary>
            { for all.iter().enumerate().map(one) }
            <button type="button" onclick={add}>{ "Add a controller" }</button>
        </details>
    }
}
