//! Both layers, the way back and the style together, for any yew app.

use std::rc::Rc;

use consent_core::config::{Heading, Look};
use consent_core::notice::Notice;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, ShadowRootInit, ShadowRootMode};
use yew::prelude::*;

use super::answer::Answer;
use super::button::Button;
use super::detail::Detail;
use super::first_layer::FirstLayer;
use super::heading::Begins;
use super::past::{Past, PastPress};
use super::reopen::Reopen;
use super::second_layer::SecondLayer;
use super::shadow;
use super::status::Status;
use super::words::word;
use crate::style;

/// What [`Banner`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BannerProps {
    /// What it says.
    pub notice: Rc<Notice>,
    /// Whether the visitor has yet to answer. The app sets it back when `on_decide` has been called.
    pub asked: bool,
    /// Names of the categories and services that are on now, each named by itself.
    #[prop_or_default]
    pub on: Rc<[AttrValue]>,
    /// Whether the browser's signal (GPC) is there and honoured, which a notice for such regions then says.
    #[prop_or_default]
    pub honours_signal: bool,
    /// What it looks like.
    #[prop_or_default]
    pub look: Look,
    /// Whether there is a record of the visitor's choices, which can be asked.
    #[prop_or_default]
    pub has_past: bool,
    /// What it has told; nothing as long as it has not been asked.
    #[prop_or_default]
    pub past: Option<Past>,
    /// When the visitor wants something done about that.
    #[prop_or_default]
    pub on_past: Callback<PastPress>,
    /// When the visitor answers, in either layer.
    pub on_decide: Callback<Answer>,
}

/// The whole banner, in a shadow root of its own, so that the app's style and its own stay apart.
///
/// It asks and tells the answer; to decide, to keep and to enforce are the app's, with `consent-core`. So is
/// room for the first layer, which lies over the page's end: `scroll-padding`, so that it hides no focus.
///
/// # Example
/// ```no_run
/// use std::rc::Rc;
///
/// use consent_core::notice::Notice;
/// use consent_wasm::banner::{Answer, Banner};
/// use yew::prelude::*;
///
/// #[derive(Properties, PartialEq)]
/// struct ShopProps {
///     notice: Rc<Notice>,
/// }
///
/// #[component]
/// fn Shop(props: &ShopProps) -> Html {
///     let answer = use_state(|| None::<Answer>);
///     let on_decide = {
///         let answer = answer.clone();
///         Callback::from(move |given| answer.set(Some(given)))
///     };
///     let on: Rc<[AttrValue]> = match &*answer {
///         Some(Answer::Chosen(names)) => names.as_slice().into(),
///         _ => [].into(),
///     };
///     html! {
///         <>
///             <Banner notice={&props.notice} asked={answer.is_none()} {on} {on_decide} />
///             <main>{ "The shop" }</main>
///         </>
///     }
/// }
/// ```
#[component]
pub fn Banner(props: &BannerProps) -> Html {
    let BannerProps {
        notice,
        asked,
        on,
        honours_signal,
        look,
        has_past,
        past,
        on_past,
        on_decide,
    } = props;
    let honours_signal = *honours_signal;
    let host = use_node_ref();
    let root = use_state(|| None::<Element>);
    let is_open = use_state(|| false);
    let is_put_away = use_state(|| false);
    let says = use_state(AttrValue::default);
    // A modal first layer can be left without an answer; nothing is granted then, and the way back is there.
    let on_leave = {
        let is_put_away = is_put_away.clone();
        Callback::from(move |()| is_put_away.set(true))
    };

    {
        let root = root.clone();
        use_effect_with((host.clone(), look.clone()), move |(host, look)| {
            if let Some(host) = host.cast::<Element>() {
                root.set(shadow_root(&host, look));
            }
        });
    }
    {
        let (says, announce) = (says.clone(), word(&notice.texts.title));
        use_effect_with(*asked, move |asked| {
            if *asked {
                says.set(announce);
            }
        });
    }
    let dialog = use_node_ref();
    use_effect_with((dialog.clone(), *is_open), |(dialog, is_open)| {
        if *is_open {
            open(dialog);
        }
    });

    let on_close = {
        let (dialog, is_open) = (dialog.clone(), is_open.clone());
        Callback::from(move |()| {
            // Closed before it goes, because only then does the browser give the focus back.
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
            is_open.set(false);
        })
    };
    let on_decide = {
        let (on_close, says, saved) = (on_close.clone(), says.clone(), word(&notice.texts.saved));
        on_decide.reform(move |answer| {
            on_close.emit(());
            says.set(saved.clone());
            answer
        })
    };
    let on_press = {
        let (is_open, is_put_away, on_decide) = (is_open.clone(), is_put_away.clone(), on_decide.clone());
        Callback::from(move |button| match button {
            Button::AcceptAll => on_decide.emit(Answer::AcceptAll),
            Button::RejectAll => on_decide.emit(Answer::RejectAll),
            Button::Preferences => is_open.set(true),
            Button::Informed => is_put_away.set(true),
            Button::Save | Button::Close => {}
        })
    };

    let begins = Begins((look.heading != Heading::default()).then(|| look.heading.level()));
    let shown = html! {
        <>
            <Status says={(*says).clone()} />
            if *asked && !*is_put_away {
                <FirstLayer {notice} modal={look.modal} {begins} {honours_signal} {on_press} {on_leave} />
            } else {
                <Reopen {notice} {on_press} />
            }
            if *is_open {
                <SecondLayer
                    {notice}
                    {on}
                    detail={Detail::Full}
                    {begins}
                    {honours_signal}
                    has_past={*has_past}
                    {past}
                    {on_past}
                    {dialog}
                    {on_decide}
                    {on_close}
                />
            }
        </>
    };
    html! {
        <@{"consent-root"} ref={host}>
            if let Some(root) = &*root {
                { create_portal(shown, root.clone()) }
            }
        </@>
    }
}

/// The element inside the shadow root in which everything is shown, dressed in a look. Without one, nothing is shown.
fn shadow_root(host: &Element, look: &Look) -> Option<Element> {
    for name in style::ATTRIBUTES {
        // What was never there cannot be taken away, and that is no matter.
        let _ = host.remove_attribute(name);
    }
    for (name, value) in style::attributes(look) {
        host.set_attribute(name, value).ok()?;
    }
    let sheets = [
        &*style::tokens(look),
        include_str!("../../style/notice.css"),
        include_str!("../../style/preferences.css"),
        shadow::BANNER,
    ];
    let root = match host.shadow_root() {
        Some(root) => root,
        None => host
            .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
            .ok()?,
    };
    let adopted = root.adopted_style_sheets();
    adopted.set_length(0);
    for css in sheets {
        shadow::adopt(&root, &shadow::sheet(css).ok()?);
    }
    if let Some(inside) = root.first_element_child() {
        return Some(inside);
    }
    let inside = host.owner_document()?.create_element("div").ok()?;
    root.append_child(&inside).ok()?;
    Some(inside)
}

fn open(dialog: &NodeRef) {
    let Some(dialog) = dialog.cast::<HtmlDialogElement>() else {
        return;
    };
    if dialog.show_modal().is_ok()
        && let Ok(Some(heading)) = dialog.query_selector("h2")
        && let Some(heading) = heading.dyn_ref::<HtmlElement>()
    {
        // The dialog is open either way; only the place of the focus would differ.
        let _ = heading.focus();
    }
}
