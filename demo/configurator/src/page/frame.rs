//! The notice in a page of its own, with the width of a phone or of a desk.

use std::rc::Rc;

use consent_core::notice::Language;
use web_sys::{Event, HtmlIFrameElement};
use yew::prelude::*;

use super::focus::Focus;
use super::select::chosen;
use super::visitors::Visitors;
use super::wanted::{Part, READY, SHOWN, Visitor, Wanted, listen, tell};

/// What [`Frame`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FrameProps {
    /// The config.
    pub(super) text: AttrValue,
    /// Whether it has no fault.
    pub(super) is_whole: bool,
    /// The languages of the site, if so.
    pub(super) spoken: Rc<[&'static str]>,
}

/// Switches, and the frame. A config with a fault makes no notice: the last that made one stays to be seen.
#[component]
pub(super) fn Frame(
    FrameProps {
        text,
        is_whole,
        spoken,
    }: &FrameProps,
) -> Html {
    let language = use_state(|| None::<String>);
    let part = use_state(|| Part::First);
    let visitor = use_state(Visitor::default);
    let is_phone = use_state(|| false);
    let again = use_state(|| 0_u32);
    let is_ready = use_state(|| false);
    let is_busy = use_state(|| true);
    let last = use_mut_ref(|| None::<(AttrValue, Rc<[&'static str]>)>);
    if *is_whole {
        last.replace(Some((text.clone(), spoken.clone())));
    }
    let shown = last.borrow().clone();
    let (shown, spoken) = shown.unwrap_or_else(|| (AttrValue::default(), spoken.clone()));
    let code = language
        .as_deref()
        .or(spoken.first().copied())
        .unwrap_or_default()
        .to_owned();

    let frame = use_node_ref();
    let focus = use_memo((), |()| Focus::default());
    {
        let (focus, is_ready, is_busy) = (focus.clone(), is_ready.setter(), is_busy.setter());
        use_effect_with((), move |()| {
            let stop = focus.guard();
            let deaf = listen(move |words| match &*words {
                READY => is_ready.set(true),
                SHOWN => {
                    focus.give_back();
                    is_busy.set(false);
                }
                _ => {}
            });
            move || {
                stop();
                deaf();
            }
        });
    }
    {
        let (frame, is_busy) = (frame.clone(), is_busy.setter());
        let wanted = Wanted {
            text: shown.to_string(),
            language: code.clone(),
            visitor: (*visitor).clone(),
            part: *part,
        };
        use_effect_with((wanted, *again, *is_ready), move |(wanted, _, is_ready)| {
            if *is_ready
                && let Some(window) = frame
                    .cast::<HtmlIFrameElement>()
                    .and_then(|it| it.content_window())
            {
                focus.keep();
                is_busy.set(true);
                tell(&window, &wanted.told());
            }
        });
    }

    let on_language = move |event: Event| language.set(Some(chosen(&event)));
    let on_part = {
        let part = part.clone();
        move |event: Event| {
            if let Some(chosen) = Part::parse(&chosen(&event)) {
                part.set(chosen);
            }
        }
    };
    let on_visitor = {
        let visitor = visitor.clone();
        Callback::from(move |chosen| visitor.set(chosen))
    };
    let on_width = {
        let is_phone = is_phone.clone();
        move |event: Event| is_phone.set(chosen(&event) == "phone")
    };
    let on_again = move |_| again.set(again.wrapping_add(1));
    let of = |own: bool| {
        let spoken = spoken.clone();
        let code = code.clone();
        let these = Language::all().filter(move |it| spoken.contains(&it.code()) == own);
        these.map(move |it| {
            html! {
                <option value={it.code()} lang={it.code()} selected={it.code() == code}>{ it.name() }</option>
            }
        })
    };
    html! {
        <>
            <div class="switches">
                <div class="field">
                    <label for="preview-language">{ "Language" }</label>
                    <select id="preview-language" onchange={on_language}>
                        <optgroup label="Of the site">{ for of(true) }</optgroup>
                        <optgroup label="Not of the site yet">{ for of(false) }</optgroup>
                    </select>
                </div>
                <div class="field">
                    <label for="preview-part">{ "Part" }</label>
                    <select id="preview-part" onchange={on_part}>
                        { for Part::ALL.map(|(one, word, label)| {
                            html! { <option value={word} selected={one == *part}>{ label }</option> }
                        }) }
                    </select>
                </div>
                <div class="field">
                    <label for="preview-width">{ "Width" }</label>
                    <select id="preview-width" onchange={on_width}>
                        <option value="desk" selected={!*is_phone}>{ "Desk (1280)" }</option>
                        <option value="phone" selected={*is_phone}>{ "Phone (375)" }</option>
                    </select>
                </div>
                <button type="button" id="again" onclick={on_again}>{ "Show again" }</button>
            </div>
            <Visitors text={shown} language={code} visitor={(*visitor).clone()} {on_visitor} />
            if !*is_whole {
                <p class="note">{ "Shown is the last version without a fault." }</p>
            }
            <div class={if *is_phone { "stage phone" } else { "stage desk" }}>
                <div class="glass">
                    <iframe
                        ref={frame}
                        src="preview.html"
                        title="The notice on a page"
                        aria-busy={is_busy.to_string()}
                    />
                </div>
            </div>
        </>
    }
}
