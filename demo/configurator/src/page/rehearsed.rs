//! The page within the frame: the banner as the site will have it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use consent_core::notice::Language;
use consent_core::visit::Opens;
use consent_wasm::banner::{Banner, Button};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::platform::{spawn_local, time::sleep};
use yew::prelude::*;

use super::wanted::{Part, READY, SHOWN, Wanted, listen, tell};
use crate::{Met, Verdict, in_language, met};

/// The banner itself, made anew for everything that is wanted, so that nothing of before is left in it.
#[component]
pub(super) fn Rehearsed() -> Html {
    let wanted = use_state(|| None::<(u32, Wanted)>);
    let has_answered = use_state(|| false);
    let turn = use_mut_ref(|| 0_u32);
    let newest = use_memo((), |()| Cell::new(0_u32));
    {
        let (wanted, has_answered) = (wanted.setter(), has_answered.setter());
        use_effect_with((), move |()| {
            let stop = listen(move |words| {
                if let Some(heard) = Wanted::heard(&words) {
                    *turn.borrow_mut() += 1;
                    has_answered.set(heard.part == Part::WayBack);
                    wanted.set(Some((*turn.borrow(), heard)));
                }
            });
            say(READY);
            stop
        });
    }
    {
        let newest = Rc::clone(&newest);
        let awaited = wanted.as_ref().map(|(turn, wanted)| (*turn, wanted.part));
        use_effect_with(awaited, move |awaited| {
            if let Some((turn, part)) = *awaited {
                newest.set(turn);
                spawn_local(settle(newest, turn, part));
            }
        });
    }
    let Some((turn, wanted)) = &*wanted else {
        return html! {};
    };
    let Some(language) = Language::parse(&wanted.language) else {
        return html! {};
    };
    let text = in_language(&wanted.text, language).unwrap_or_else(|| wanted.text.clone());
    let verdict = Verdict::of(&text);
    let Some(config) = verdict.config else {
        let words = verdict
            .faults
            .into_iter()
            .map(|fault| html! { <li>{ fault.to_string() }</li> });
        return html! {
            <section class="missing" lang="en">
                <h2>{ "In this language something is still missing" }</h2>
                <ul>{ for words }</ul>
            </section>
        };
    };
    let visitor = &wanted.visitor;
    let Met {
        config,
        notice,
        opening,
        ..
    } = met(&config, language, visitor.region().as_ref(), visitor.gpc);
    let on: Rc<[AttrValue]> = opening
        .grants
        .names(&config.policy())
        .map(|name| AttrValue::from(name.to_owned()))
        .collect();
    write_in(&notice.language, notice.right_to_left);
    let on_decide = {
        let has_answered = has_answered.clone();
        Callback::from(move |_| has_answered.set(true))
    };
    html! {
        <Banner
            key={turn.to_string()}
            notice={Rc::new(notice)}
            asked={!*has_answered && opening.opens != Opens::WayBack}
            {on}
            honours_signal={opening.honours_signal}
            look={config.look.clone()}
            has_past={config.record.is_some()}
            {on_decide}
        />
    }
}

/// Waits until the banner stands, opens the second layer if it is wanted, and says that all is shown.
async fn settle(newest: Rc<Cell<u32>>, turn: u32, part: Part) {
    const STEP: Duration = Duration::from_millis(20);
    for _ in 0..50 {
        sleep(STEP).await;
        if newest.get() != turn {
            return;
        }
        let stands = match part {
            Part::First => within("[part~=notice],[part~=reopen]").is_some(),
            Part::WayBack => within("[part~=reopen]").is_some(),
            Part::Second => {
                let is_open = within("dialog[part~=preferences][open]").is_some();
                if !is_open && let Some(button) = within(&format!("[data-act={}]", Button::Preferences.act()))
                {
                    button.unchecked_into::<HtmlElement>().click();
                }
                is_open
            }
        };
        if stands {
            break;
        }
    }
    say(SHOWN);
}

/// An element of the banner.
fn within(selector: &str) -> Option<Element> {
    let document = web_sys::window()?.document()?;
    let host = document.query_selector("consent-root").ok()??;
    host.shadow_root()?.query_selector(selector).ok()?
}

/// The page around the banner is in its language too.
fn write_in(language: &str, right_to_left: bool) {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        // Attributes of these names can be set on any element.
        let _ = root.set_attribute("lang", language);
        let _ = root.set_attribute("dir", if right_to_left { "rtl" } else { "ltr" });
    }
}

fn say(what: &str) {
    if let Some(Ok(Some(parent))) = web_sys::window().map(|window| window.parent()) {
        tell(&parent, what);
    }
}
