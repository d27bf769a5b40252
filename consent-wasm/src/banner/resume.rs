//! The visitor's place in the second layer, kept while yew takes it over.

use std::collections::BTreeSet;

use consent_core::notice::Notice;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, ShadowRoot};

/// Where the visitor was: scrolled how far, with the focus where, which lists opened, and what switched on or off.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resume {
    scrolled: Vec<(Element, i32)>,
    focused: Option<String>,
    opened: Vec<String>,
    switches: Vec<(String, bool)>,
}

impl Resume {
    /// Reads the place in `host` as it is now.
    pub(super) fn of(host: &Element) -> Self {
        let mut scrolled = Vec::new();
        let mut next = Some(host.clone());
        while let Some(element) = next {
            next = element.parent_element();
            scrolled.push((element.clone(), element.scroll_top()));
        }
        scrolled.retain(|(_, top)| *top != 0);
        Self {
            scrolled,
            focused: focused(host).map(|element| sign(&element)),
            opened: all(host, "details[open]").iter().map(Element::id).collect(),
            switches: all(host, "input[name]")
                .into_iter()
                .filter_map(|input| input.dyn_into::<HtmlInputElement>().ok())
                .map(|input| (input.name(), input.checked()))
                .collect(),
        }
    }

    /// Returns the names that are on: those of `granted`, save for the categories that the visitor has switched
    /// since, each with its services.
    pub(super) fn switched(&self, notice: &Notice, granted: &str) -> BTreeSet<String> {
        let mut on: BTreeSet<String> = granted.split_ascii_whitespace().map(String::from).collect();
        for category in &notice.categories {
            let switch = self.switches.iter().find(|(name, _)| *name == category.id);
            let Some((name, checked)) = switch else { continue };
            if *checked == on.contains(name) {
                continue;
            }
            for id in category.services.iter().map(|service| &service.id).chain([name]) {
                if *checked {
                    on.insert(id.clone());
                } else {
                    on.remove(id);
                }
            }
        }
        on
    }

    /// Puts the visitor back. Focus comes before scrolling, because it scrolls too.
    pub(super) fn restore(&self, host: &Element) {
        for list in all(host, "details") {
            if self.opened.contains(&list.id()) {
                // A list that stays closed is a click away.
                let _ = list.set_attribute("open", "");
            }
        }
        if let Some(sought) = &self.focused {
            let found = all(host, "h2,button,input,summary")
                .into_iter()
                .find(|element| sign(element) == *sought);
            if let Some(element) = found
                .as_ref()
                .and_then(|element| element.dyn_ref::<HtmlElement>())
            {
                let _ = element.focus();
            }
        }
        for (element, top) in &self.scrolled {
            element.set_scroll_top(*top);
        }
    }
}

/// What has the focus inside of `host`.
fn focused(host: &Element) -> Option<Element> {
    let root = host.get_root_node();
    let active = match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.active_element(),
        None => root.dyn_ref::<Document>()?.active_element(),
    };
    active.filter(|active| host.contains(Some(active)))
}

/// By what an element is known again: all of the ids and names that it may have.
fn sign(element: &Element) -> String {
    let named = |name| element.get_attribute(name).unwrap_or_default();
    let parent = element
        .parent_element()
        .map(|parent| parent.id())
        .unwrap_or_default();
    [
        element.tag_name(),
        element.id(),
        named("name"),
        named("data-act"),
        parent,
    ]
    .join("\n")
}

fn all(host: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = host.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|place| found.item(place)?.dyn_into().ok())
        .collect()
}
