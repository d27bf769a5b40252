//! Whether regions are honoured whose law is another.

use serde_json::Value;
use web_sys::Event;
use yew::prelude::*;

use super::controllers::PartProps;
use super::select::chosen;
use crate::{Edit, Step};

/// One list to choose from; which regions by name is written in the text.
#[component]
pub(super) fn Regions(PartProps { config, on_edit }: &PartProps) -> Html {
    let named = config["regions"].as_array();
    let path = || vec![Step::key("regions")];
    let on_change = {
        let named = named.cloned();
        on_edit.reform(move |event: Event| match &*chosen(&event) {
            "auto" => Edit::Set(path(), "auto".into()),
            "named" => Edit::Set(path(), named.clone().map_or(Value::Null, Value::Array)),
            _ => Edit::Remove(path()),
        })
    };
    let is_auto = config["regions"] == "auto";
    html! {
        <details>
            <summary>{ "Regions" }</summary>
            <div class="field">
                <label for="regions">{ "Visitors whose region is known" }</label>
                <select id="regions" aria-describedby="regions-about" onchange={on_change}>
                    <option value="" selected={!is_auto && named.is_none()}>{ "Asked like everybody (opt-in)" }</option>
                    <option value="auto" selected={is_auto}>{ "As the table of regions has it (auto)" }</option>
                    if let Some(named) = named {
                        <option value="named" selected=true>{ format!("As it has {} of them", named.len()) }</option>
                    }
                </select>
                <small id="regions-about">
                    { "Your server or edge says where a visitor is; nobody else is believed, and wherever it is not said, \
                      opt-in holds. Which regions by name: write a list of codes into the text." }
                </small>
            </div>
        </details>
    }
}
