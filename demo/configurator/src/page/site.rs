//! Where the config holds, and where its policy is.

use yew::prelude::*;

use super::controllers::PartProps;
use super::field::Field;
use crate::{Edit, Step};

/// The date of the version, the domains, and the policy's address in each language.
#[component]
pub(super) fn Site(PartProps { config, on_edit }: &PartProps) -> Html {
    let words = |key: &str| -> Vec<String> {
        let list = config[key].as_array().into_iter().flatten();
        list.filter_map(|one| one.as_str().map(str::to_owned)).collect()
    };
    let on_domains = on_edit.reform(|written: String| {
        let parts = written.split([' ', ',']).filter(|part| !part.is_empty());
        Edit::Set(vec![Step::key("domains")], parts.collect())
    });
    let on_version =
        on_edit.reform(|written: String| Edit::Set(vec![Step::key("version")], written.trim().into()));
    let policy = |language: String| {
        let value = config["policyUrl"][&language]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let label = format!("Cookie policy ({language}): a path or an https address");
        let id = format!("policy-{language}");
        let on_change = on_edit.reform(move |written: String| {
            Edit::Set(vec![Step::key("policyUrl"), Step::key(&language)], written.into())
        });
        html! { <Field {id} {label} {value} {on_change} /> }
    };
    html! {
        <details>
            <summary>{ "Where it holds" }</summary>
            <Field id="domains" label="Domains, parted by spaces" value={words("domains").join(" ")} on_change={on_domains} />
            <Field
                id="version"
                label="Date of this version"
                value={config["version"].as_str().unwrap_or_default().to_owned()}
                on_change={on_version}
            />
            { for words("languages").into_iter().map(policy) }
        </details>
    }
}
