//! Content that is there only as long as it is granted.

use yew::prelude::*;

use super::hooks::use_consent;

/// What [`Granted`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GrantedProps {
    /// The name of a category or service of the site's consent.json. An unknown name is never granted.
    pub to: AttrValue,
    /// What is shown with a yes, and is not in the page without one.
    pub children: Html,
    /// What is shown in its place.
    #[prop_or_default]
    pub otherwise: Html,
}

/// Shows its children as long as a category or service is granted, and something else otherwise.
#[component]
pub fn Granted(props: &GrantedProps) -> Html {
    let shown = if use_consent().allows(&props.to) {
        &props.children
    } else {
        &props.otherwise
    };
    shown.clone()
}
