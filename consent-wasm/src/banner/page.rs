//! What the loader calls: yew takes the second layer over from its skeleton.

use std::cell::RefCell;
use std::rc::Rc;

use consent_core::notice::Notice;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::Function;
use web_sys::{CssStyleSheet, Element, ShadowRoot};
use yew::prelude::*;

use super::detail::Detail;
use super::heading::Begins;
use super::layer::Layer;
use super::past::{Past, PastPress};
use super::resume::Resume;
use super::shadow;
use super::words::word;

thread_local! {
    /// The second layer that was opened before; its dialog is gone, and yew has to be told.
    static BEFORE: RefCell<Option<AppHandle<Page>>> = const { RefCell::new(None) };
    static STYLE: RefCell<Option<CssStyleSheet>> = const { RefCell::new(None) };
    /// Who shows what the visitor has chosen so far.
    static SHOWS: RefCell<Option<UseStateSetter<Option<Past>>>> = const { RefCell::new(None) };
}

/// Shows what the visitor has chosen so far, in the second layer that is open: `rows` as [`Past::parse`] reads them,
/// `said` what is said of what was just done.
#[wasm_bindgen]
pub fn past(rows: &str, said: &str) {
    SHOWS.with_borrow(|shows| {
        if let Some(shows) = shows {
            shows.set(Some(Past::parse(rows, said)));
        }
    });
}

/// Shows the whole second layer in `host`, in place of the skeleton that is there.
///
/// `notice` is the notice as `postcard` has it, `on` the names of the categories and services that are granted,
/// parted by spaces. What the visitor has switched in the skeleton since then stays switched, and takes its
/// services along; scroll position, focus and opened lists stay as they are. Buttons are left to the loader,
/// which knows them by `data-act`. What the visitor wants done about the record of earlier choices is told to `press`,
/// which answers with [`past`].
///
/// # Errors
/// When `notice` cannot be read; the skeleton then stays as it is, and works.
#[wasm_bindgen]
pub fn mount(host: &Element, notice: &[u8], on: &str, press: Function) -> Result<(), JsError> {
    let notice = postcard::from_bytes::<Notice>(notice).map_err(|_| {
        JsError::new("the list of services is not of this version of consent; build the site again and publish all of it")
    })?;
    if let Some(root) = host.get_root_node().dyn_ref::<ShadowRoot>() {
        // Without its style the list is plain and still whole.
        if let Some(style) = style() {
            shadow::adopt(root, &style);
        }
    }
    let resume = Resume::of(host);
    let on = resume.switched(&notice, on);
    let props = PageProps {
        host: host.clone(),
        notice: Rc::new(notice),
        on: on.iter().map(|name| word(name)).collect(),
        // The skeleton has the place for it where there is something to ask.
        begins: begins(host),
        has_past: matches!(host.query_selector("[part=past]"), Ok(Some(_))),
        press,
        resume: Rc::new(resume),
    };
    let app = yew::Renderer::<Page>::with_root_and_props(host.clone(), props).render();
    if let Some(before) = BEFORE.replace(Some(app)) {
        before.destroy();
    }
    Ok(())
}

/// Where the skeleton's headings begin.
fn begins(host: &Element) -> Begins {
    let first = host.query_selector("h2").ok().flatten();
    Begins(first.and_then(|first| first.get_attribute("aria-level")?.parse().ok()))
}

fn style() -> Option<CssStyleSheet> {
    STYLE.with_borrow_mut(|style| {
        if style.is_none() {
            *style = shadow::sheet(shadow::BANNER).ok();
        }
        style.clone()
    })
}

/// What [`Page`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
struct PageProps {
    host: Element,
    notice: Rc<Notice>,
    on: Rc<[AttrValue]>,
    begins: Begins,
    has_past: bool,
    press: Function,
    resume: Rc<Resume>,
}

/// The second layer's inside, with the visitor's place in it kept.
#[component]
fn Page(
    PageProps {
        host,
        notice,
        on,
        begins,
        has_past,
        press,
        resume,
    }: &PageProps,
) -> Html {
    use_effect_with((host.clone(), resume.clone()), |(host, resume)| {
        resume.restore(host);
    });
    let past = use_state(|| None::<Past>);
    use_effect_with((), {
        let shows = past.setter();
        move |()| SHOWS.set(Some(shows))
    });
    let on_past = {
        let press = press.clone();
        Callback::from(move |pressed: PastPress| {
            // It answers by telling the past anew.
            let _ = press.call1(&JsValue::NULL, &pressed.word().into());
        })
    };
    html! {
        <Layer
            {notice}
            {on}
            detail={Detail::Full}
            begins={*begins}
            has_past={*has_past}
            past={(*past).clone()}
            {on_past}
        />
    }
}
