//! For whom the notice is looked at: a region, a browser with a signal or without, and what holds for both.

use std::rc::Rc;

use consent_core::config::{Config, Regime};
use consent_core::notice::Language;
use web_sys::Event;
use yew::prelude::*;

use super::select::chosen;
use super::wanted::Visitor;
use crate::{Place, Places, Verdict, in_language, met, places};

/// What [`Visitors`] takes.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct VisitorsProps {
    /// A config without fault.
    pub(super) text: AttrValue,
    /// The code of the language in which the notice is shown.
    pub(super) language: AttrValue,
    /// Who is looking now.
    pub(super) visitor: Visitor,
    /// When somebody else is.
    pub(super) on_visitor: Callback<Visitor>,
}

/// Two lists to choose from, where visitors are told apart, and a sentence on what holds.
#[component]
pub(super) fn Visitors(
    VisitorsProps {
        text,
        language,
        visitor,
        on_visitor,
    }: &VisitorsProps,
) -> Html {
    let config = use_memo((text.clone(), language.clone()), |(text, language)| {
        let language = Language::parse(language)?;
        let config = Verdict::of(&in_language(text, language)?).config?;
        Some((config, language))
    });
    let Some((config, language)) = &*config else {
        return html! {};
    };
    let groups = of(config);
    let is_elsewhere = !groups
        .iter()
        .flat_map(|group| &group.places)
        .any(|place| place.code == visitor.region);
    let on_region = {
        let visitor = visitor.clone();
        on_visitor.reform(move |event: Event| Visitor {
            region: chosen(&event),
            ..visitor.clone()
        })
    };
    let on_signal = {
        let visitor = visitor.clone();
        on_visitor.reform(move |event: Event| Visitor {
            gpc: chosen(&event) == "gpc",
            ..visitor.clone()
        })
    };
    let option = |place: &Place| {
        html! {
            <option value={place.code} selected={place.code == visitor.region}>{ place.name.clone() }</option>
        }
    };
    let group = |group: &Places| {
        html! { <optgroup label={heading(group.regime)}>{ for group.places.iter().map(option) }</optgroup> }
    };
    if groups.is_empty() && config.regime == Regime::OptIn {
        return html! {};
    }
    html! {
        <div class="visitors">
            if !groups.is_empty() {
                <div class="field">
                    <label for="preview-region">{ "Visitor in" }</label>
                    <select id="preview-region" onchange={on_region}>
                        <option value="" selected={is_elsewhere}>{ "Anywhere else, or nobody knows" }</option>
                        { for groups.iter().map(group) }
                    </select>
                </div>
            }
            <div class="field">
                <label for="preview-signal">{ "Browser" }</label>
                <select id="preview-signal" onchange={on_signal}>
                    <option value="" selected={!visitor.gpc}>{ "Sends no signal" }</option>
                    <option value="gpc" selected={visitor.gpc}>{ "Global Privacy Control" }</option>
                </select>
            </div>
            <p id="holds" class="note" role="status">
                { met(config, *language, visitor.region().as_ref(), visitor.gpc).says() }
            </p>
        </div>
    }
}

fn of(config: &Config) -> Rc<[Places]> {
    places(config, &config.regional().unwrap_or_default()).into()
}

const fn heading(regime: Regime) -> &'static str {
    match regime {
        Regime::OptIn => "Asked (opt-in)",
        Regime::OptOut => "Everything runs until they object (opt-out)",
        Regime::Notice => "Informed (notice)",
    }
}
