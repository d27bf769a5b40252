//! What one service stores, as a table.

use std::rc::Rc;

use consent_core::notice::{Notice, ShownCookie};
use yew::prelude::*;

use super::words::word;

/// What [`Cookies`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CookiesProps {
    /// What it says.
    pub(super) notice: Rc<Notice>,
    /// Which of the notice's categories the service is in.
    pub(super) category: usize,
    /// Which of that category's services it is.
    pub(super) place: usize,
}

/// What one service stores. Each cell knows its column's name, because on a narrow screen the rows become
/// cards and the columns' names go.
#[component]
pub(super) fn Cookies(
    CookiesProps {
        notice,
        category,
        place,
    }: &CookiesProps,
) -> Html {
    let service = notice
        .categories
        .get(*category)
        .and_then(|category| category.services.get(*place));
    let Some(service) = service else {
        return Html::default();
    };
    let texts = &notice.texts;
    if service.cookies.is_empty() {
        return html! { <p>{ word(&texts.stores_nothing) }</p> };
    }
    let columns =
        [&texts.purpose, &texts.lifetime, &texts.stored_as, &texts.party].map(|column| word(column));
    let row = |cookie: &ShownCookie| {
        let cells = [
            (&cookie.purpose, ""),
            (&cookie.lifetime, &*cookie.kept_at_most),
            (&cookie.stored_as, &*cookie.erasure),
            (&cookie.party, ""),
        ];
        html! {
            <tr>
                <th scope="row">{ word(&cookie.name) }</th>
                { for columns.iter().zip(cells).map(|(column, (told, more))| html! {
                    <td data-label={column}>
                        { word(told) }
                        if !more.is_empty() {
                            { " " }
                            <small>{ word(more) }</small>
                        }
                    </td>
                }) }
            </tr>
        }
    };
    html! {
        <table>
            <caption class="visually-hidden">{ word(&service.name) }</caption>
            <thead>
                <tr>
                    <th scope="col">{ word(&texts.cookie_name) }</th>
                    { for columns.iter().map(|column| html! { <th scope="col">{ column }</th> }) }
                </tr>
            </thead>
            <tbody>{ for service.cookies.iter().map(row) }</tbody>
        </table>
    }
}
