//! Every fault of the text, each with a way to its place.

use std::rc::Rc;

use consent_core::config::Fault;
use yew::prelude::*;

/// What [`Faults`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FaultsProps {
    /// All of them.
    pub(super) faults: Rc<[Fault]>,
    /// The file that the text extends.
    pub(super) extends: Option<String>,
    /// When one wants to see the place of this path.
    pub(super) on_show: Callback<String>,
}

/// The list of faults, and one sentence about it that a screen reader is told.
#[component]
pub(super) fn Faults(
    FaultsProps {
        faults,
        extends,
        on_show,
    }: &FaultsProps,
) -> Html {
    let count = match faults.len() {
        0 => "No faults: consent check accepts this.".to_owned(),
        1 => "1 fault".to_owned(),
        count => format!("{count} faults"),
    };
    let fault = |fault: &Fault| {
        let (path, on_show) = (fault.path.clone(), on_show.clone());
        let show = move |_| on_show.emit(path.clone());
        html! {
            <li>
                <button type="button" class="place" onclick={show}>{ fault.path.clone() }</button>
                <p>{ fault.reason.clone() }</p>
                <p class="mend">{ fault.mend.clone() }</p>
            </li>
        }
    };
    html! {
        <>
            <p id="verdict" role="status" class={if faults.is_empty() { "good" } else { "bad" }}>{ count }</p>
            if let Some(file) = extends {
                <p class="note">
                    { format!("It extends “{file}”, which this page cannot read: it is checked as if that were empty. \
                               consent check takes both.") }
                </p>
            }
            if !faults.is_empty() {
                <ol class="faults">{ for faults.iter().map(fault) }</ol>
            }
        </>
    }
}
