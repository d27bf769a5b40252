//! A yew app on a page with Consent's tag: a film that waits for a yes, a line that follows each decision, and the
//! choices by a link of the app's own. `cargo xtask demo` serves it.

use consent_wasm::app::{Consent, Granted, use_consent, use_decision};
use yew::prelude::*;

/// A film of another company, which is asked nothing before the visitor's yes.
#[component]
fn Film() -> Html {
    let consent = use_consent();
    let show = move |_| consent.set("youtube", true);
    let otherwise = html! {
        <p id="held">
            { "The film comes from YouTube, which then learns that you watch it. " }
            <button onclick={show}>{ "Show films" }</button>
        </p>
    };
    html! {
        <Granted to="youtube" {otherwise}>
            <iframe src="film.html" title="The film" width="480" height="270" />
        </Granted>
    }
}

/// What has been decided while the app runs, newest last.
#[component]
fn Decisions() -> Html {
    let acts = use_state(Vec::new);
    use_decision({
        let acts = acts.clone();
        Callback::from(move |consent: Consent| {
            let mut all = (*acts).clone();
            all.extend(consent.act());
            acts.set(all);
        })
    });
    let line = |act| html! { <li>{ format!("{act:?}") }</li> };
    html! { <ol id="decisions">{ for acts.iter().map(line) }</ol> }
}

/// The way back, wherever the app wants it.
#[component]
fn Choices() -> Html {
    let consent = use_consent();
    let standing = format!("{:?}", consent.standing());
    let open = {
        let consent = consent.clone();
        move |_| consent.open()
    };
    let withdraw = move |_| consent.withdraw();
    html! {
        <p>
            <button id="open" onclick={open}>{ "Cookie choices" }</button>
            <button id="withdraw" onclick={withdraw}>{ "Take everything back" }</button>
            { " " }<output id="standing">{ standing }</output>
        </p>
    }
}

#[component]
fn App() -> Html {
    html! {
        <main>
            <h1>{ "A yew app" }</h1>
            <Film />
            <Choices />
            <Decisions />
        </main>
    }
}

fn main() {
    // Not into the body itself, which yew would empty: the notice is there, as soon as it comes.
    let document = web_sys::window().and_then(|window| window.document());
    let root = document.and_then(|document| document.get_element_by_id("app"));
    yew::Renderer::<App>::with_root(root.expect("the page has the element")).render();
}
