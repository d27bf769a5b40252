//! Everything side by side: the form, the text, its faults, the notice.

use std::rc::Rc;

use serde_json::Value;
use web_sys::{HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use super::controllers::Controllers;
use super::draft::{Change, Draft};
use super::faults::Faults;
use super::frame::Frame;
use super::languages::Languages;
use super::look::LookChoices;
use super::regions::Regions;
use super::save::Save;
use super::services::Services;
use super::site::Site;
use crate::{Edit, Verdict, locate, utf16};

/// The whole page.
#[component]
pub(super) fn Desk() -> Html {
    let draft = use_reducer(Draft::first);
    let text = draft.0.clone();
    let verdict = use_memo(text.clone(), |text| Verdict::of(text));
    let value = use_memo(text.clone(), |text| serde_json::from_str::<Value>(text).ok());
    let field = use_node_ref();

    let on_edit = {
        let dispatcher = draft.dispatcher();
        use_callback((), move |edit: Edit, ()| {
            dispatcher.dispatch(Change::Edited(edit));
        })
    };
    let on_input = {
        let dispatcher = draft.dispatcher();
        Callback::from(move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            dispatcher.dispatch(Change::Written(area.value()));
        })
    };
    let on_show = {
        let (field, text) = (field.clone(), text.clone());
        Callback::from(move |path: String| {
            if let Some(area) = field.cast::<HtmlTextAreaElement>() {
                show(&area, &text, &path);
            }
        })
    };
    // What is no object has nothing that a form could show.
    let config: Option<Rc<Value>> = match &*value {
        Some(value) if value.is_object() => Some(Rc::new(value.clone())),
        _ => None,
    };
    let is_whole = verdict.config.is_some();
    let faults: Rc<[_]> = verdict.faults.clone().into();
    html! {
        <>
            <header>
                <h1>{ "Configurator" }</h1>
                <p>
                    { "Write a " }<code>{ "consent.json" }</code>{ " and see what is wrong with it, and the notice that it \
                      makes. Everything stays in this page: nothing is sent or stored." }
                </p>
                <Save text={text.clone()} faults={faults.len()} />
            </header>
            <main>
                <section class="form" aria-labelledby="form-title">
                    <h2 id="form-title">{ "Common things" }</h2>
                    if let Some(config) = &config {
                        <LookChoices {config} on_edit={&on_edit} />
                        <Services {config} on_edit={&on_edit} />
                        <Languages {config} on_edit={&on_edit} />
                        <Regions {config} on_edit={&on_edit} />
                        <Site {config} on_edit={&on_edit} />
                        <Controllers {config} on_edit={&on_edit} />
                    } else {
                        <p>{ "The form is back as soon as the text is JSON again, an object between “{” and “}”." }</p>
                    }
                </section>
                <section class="text" aria-labelledby="text-title">
                    <h2 id="text-title"><label for="text">{ "consent.json" }</label></h2>
                    <textarea
                        id="text"
                        ref={field}
                        spellcheck="false"
                        autocapitalize="off"
                        autocomplete="off"
                        wrap="off"
                        aria-describedby="verdict"
                        value={text.clone()}
                        oninput={on_input}
                    />
                    <Faults {faults} extends={verdict.extends.clone()} {on_show} />
                </section>
                <section class="preview" aria-labelledby="preview-title">
                    <h2 id="preview-title">{ "The notice" }</h2>
                    <Frame {text} {is_whole} spoken={spoken(&verdict)} />
                </section>
            </main>
        </>
    }
}

/// The languages of a site whose config is whole.
fn spoken(verdict: &Verdict) -> Rc<[&'static str]> {
    let config = verdict.config.iter();
    config
        .flat_map(|config| config.languages.iter().map(|language| language.code()))
        .collect()
}

/// Moves the focus to a place in the text, marks it, and brings it into view.
fn show(area: &HtmlTextAreaElement, text: &str, path: &str) {
    let range = locate(text, path);
    let lines = |text: &str| i32::try_from(text.matches('\n').count()).unwrap_or(i32::MAX);
    let line = area.scroll_height() / lines(text).saturating_add(1);
    let above = lines(&text[..range.start]).saturating_mul(line);
    let (start, end) = utf16(text, range);
    // A field that cannot be marked is still the one that has the focus.
    let _ = area.focus();
    let _ = area.set_selection_range(start, end);
    area.set_scroll_top(above.saturating_sub(area.client_height() / 3));
}
