//! That the browser's standing wish is honoured, where a law wants that shown.

use std::rc::Rc;

use consent_core::notice::Notice;
use yew::prelude::*;

use super::words::word;

/// What [`Signal`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SignalProps {
    /// What it says.
    pub(super) notice: Rc<Notice>,
    /// Whether it holds now.
    pub(super) is_honoured: bool,
}

/// One line, hidden as long as the signal is not there or does not hold (11 CCR 7025(c)(6)); in what `consent build`
/// renders it is the loader that shows it. Where the visitor is asked before anything runs there is none.
#[component]
pub(super) fn Signal(SignalProps { notice, is_honoured }: &SignalProps) -> Html {
    let words = &notice.texts.signal_honoured;
    if words.is_empty() {
        return Html::default();
    }
    html! { <p part="signal" data-signal="" hidden={!is_honoured}>{ word(words) }</p> }
}
