//! The line that only screen readers read.

use yew::prelude::*;

/// What [`Status`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StatusProps {
    /// What is announced. It is empty at first, because only a change is read out.
    #[prop_or_default]
    pub says: AttrValue,
}

/// The line that only screen readers read, politely and once.
#[component]
pub fn Status(props: &StatusProps) -> Html {
    html! { <div part="status" role="status" class="visually-hidden">{ props.says.clone() }</div> }
}
