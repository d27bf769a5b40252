//! The ways out of the page: a file, or the clipboard.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};
use yew::platform::spawn_local;
use yew::prelude::*;

/// What [`Save`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SaveProps {
    /// What is saved.
    pub(super) text: AttrValue,
    /// How many faults it has.
    pub(super) faults: usize,
}

/// Two buttons, and what came of them.
#[component]
pub(super) fn Save(SaveProps { text, faults }: &SaveProps) -> Html {
    let says = use_state(AttrValue::default);
    let left = match faults {
        0 => "",
        _ => ", with the faults that are left in it",
    };
    let on_download = {
        let (says, text) = (says.clone(), text.clone());
        move |_| {
            says.set(AttrValue::from(match download(&text) {
                Ok(()) => format!("consent.json is downloaded{left}."),
                Err(_) => "This browser cannot make a file here: copy the text.".to_owned(),
            }));
        }
    };
    let on_copy = {
        let (says, text) = (says.clone(), text.clone());
        move |_| {
            let (says, text) = (says.clone(), text.clone());
            spawn_local(async move {
                let copied = match web_sys::window() {
                    Some(window) => JsFuture::from(window.navigator().clipboard().write_text(&text)).await,
                    None => Err(JsValue::NULL),
                };
                says.set(AttrValue::from(match copied {
                    Ok(_) => format!("The text is copied{left}."),
                    Err(_) => {
                        "The browser does not let this page copy: mark the text and copy it.".to_owned()
                    }
                }));
            });
        }
    };
    html! {
        <div class="save">
            <button type="button" id="download" onclick={on_download}>{ "Download consent.json" }</button>
            <button type="button" id="copy" onclick={on_copy}>{ "Copy" }</button>
            if *faults > 0 {
                <a href="#verdict">{ if *faults == 1 { "1 fault".to_owned() } else { format!("{faults} faults") } }</a>
            }
            <p role="status">{ &*says }</p>
        </div>
    }
}

fn download(text: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let document = window.document().ok_or(JsValue::NULL)?;
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let parts = web_sys::js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download("consent.json");
    link.click();
    Url::revoke_object_url(&address)
}
