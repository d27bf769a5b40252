//! One category: its name, its switch, what it is for, and who is in it.

use std::rc::Rc;

use consent_core::notice::{Notice, ShownCategory, ShownService};
use yew::prelude::*;

use super::detail::Detail;
use super::heading::Begins;
use super::service::Service;
use super::switch::Switch;
use super::switches::{Switches, Turn};
use super::words::{join, word};

/// What [`Category`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CategoryProps {
    /// What it says.
    pub(super) notice: Rc<Notice>,
    /// Which of the notice's categories it is.
    pub(super) place: usize,
    /// How the switches stand.
    pub(super) switches: Switches,
    /// Whether the services are there.
    pub(super) detail: Detail,
    /// Where the headings begin.
    pub(super) begins: Begins,
    /// When the visitor turns a switch.
    pub(super) on_turn: Callback<Turn>,
}

/// One category. What is always on says so in words and has no switch.
#[component]
pub(super) fn Category(
    CategoryProps {
        notice,
        place,
        switches,
        detail,
        begins,
        on_turn,
    }: &CategoryProps,
) -> Html {
    let (level, begins) = (begins.level(1), *begins);
    let place = *place;
    let Some(category) = notice.categories.get(place) else {
        return Html::default();
    };
    let texts = &notice.texts;
    let [heading, switch, about, services] =
        ["", "on-", "about-", "services-"].map(|kind| join(&["consent-", kind, &category.id]));
    let turned = on_turn.reform(move |on| Turn {
        category: place,
        service: None,
        on,
    });
    let service = |service: usize| html! { <Service {notice} category={place} place={service} {switches} {begins} {on_turn} /> };
    html! {
        <div part="category" role="group" aria-labelledby={&heading}>
            <div class="row">
                if category.fixed {
                    <h3 id={heading} aria-level={level}>{ word(&category.name) }</h3>
                    <span>{ word(&texts.always_on) }</span>
                } else {
                    <h3 id={heading} aria-level={level}><label for={&switch}>{ word(&category.name) }</label></h3>
                    <Switch
                        id={switch}
                        name={word(&category.id)}
                        about={&about}
                        standing={switches.category(place)}
                        on_turn={turned}
                    />
                }
            </div>
            <p id={about}>{ word(&category.purpose) }</p>
            if !category.services.is_empty() {
                <details id={services}>
                    <summary>{ word(&texts.services) }</summary>
                    if *detail == Detail::Full {
                        if let Some(told) = told(notice, category) {
                            <p>{ word(told) }</p>
                        }
                        { for (0..category.services.len()).map(service) }
                    } else {
                        <p>{ word(&texts.loading) }</p>
                    }
                </details>
            }
        </div>
    }
}

/// What holds for all of its services: why they cannot be switched, or that not everything can be erased.
fn told<'n>(notice: &'n Notice, category: &ShownCategory) -> Option<&'n str> {
    let texts = &notice.texts;
    let stays = |service: &ShownService| service.cookies.iter().any(|cookie| !cookie.erasure.is_empty());
    if category.fixed {
        Some(&texts.always_on_why)
    } else {
        let any = category.services.iter().any(stays);
        any.then_some(&*texts.declaration_cannot_intro)
    }
}
