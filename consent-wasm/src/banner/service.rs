//! One service: who it is, what it does with what, and its own switch.

use std::rc::Rc;

use consent_core::notice::Notice;
use yew::prelude::*;

use super::cookies::Cookies;
use super::heading::Begins;
use super::switch::Switch;
use super::switches::{Switches, Turn};
use super::words::{address, join, word};

/// What [`Service`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ServiceProps {
    /// What it says.
    pub(super) notice: Rc<Notice>,
    /// Which of the notice's categories it is in.
    pub(super) category: usize,
    /// Which of that category's services it is.
    pub(super) place: usize,
    /// How the switches stand.
    pub(super) switches: Switches,
    /// Where the headings begin.
    pub(super) begins: Begins,
    /// When the visitor turns its switch.
    pub(super) on_turn: Callback<Turn>,
}

/// One service, with everything that has to be told about it. What is unknown is left out, never left blank.
#[component]
pub(super) fn Service(
    ServiceProps {
        notice,
        category,
        place,
        switches,
        begins,
        on_turn,
    }: &ServiceProps,
) -> Html {
    let level = begins.level(2);
    let turn = Turn {
        category: *category,
        service: Some(*place),
        on: false,
    };
    let Some(category) = notice.categories.get(*category) else {
        return Html::default();
    };
    let Some(service) = category.services.get(*place) else {
        return Html::default();
    };
    let texts = &notice.texts;
    let name = join(&[&category.id, "/", &service.id]);
    let [heading, switch, about] = ["", "on-", "about-"].map(|kind| join(&["consent-", kind, &name]));
    let turned = on_turn.reform(move |on| Turn { on, ..turn });
    let provider = word(&service.provider);
    let provider = match address(&service.provider_url) {
        Some(href) => html! { <a {href} target="_blank" rel="noopener noreferrer">{ provider }</a> },
        None => html! { provider },
    };
    let facts = [
        (&texts.provider, &service.provider, provider),
        (&texts.basis, &service.basis, html! { word(&service.basis) }),
        (&texts.role, &service.role, html! { word(&service.role) }),
        (
            &texts.transfer,
            &service.transfer,
            html! { word(&service.transfer) },
        ),
    ];
    html! {
        <div part="service" role="group" aria-labelledby={&heading}>
            <div class="row">
                if category.fixed {
                    <h4 id={heading} aria-level={level}>{ word(&service.name) }</h4>
                } else {
                    <h4 id={heading} aria-level={level}><label for={&switch}>{ word(&service.name) }</label></h4>
                    <Switch
                        id={switch}
                        {name}
                        about={&about}
                        standing={switches.service(turn.category, *place)}
                        on_turn={turned}
                    />
                }
            </div>
            <p id={about}>{ word(&service.purpose) }</p>
            <dl>
                { for facts.into_iter().filter(|(_, told, _)| !told.is_empty()).map(|(label, _, shown)| html! {
                    <div><dt>{ word(label) }</dt><dd>{ shown }</dd></div>
                }) }
            </dl>
            <Cookies {notice} category={turn.category} {place} />
        </div>
    }
}
