//! A visitor's hands: the mouse and the keyboard, as a person uses them.

use std::time::Duration;

use chromiumoxide::cdp::browser_protocol::input::{
    DispatchMouseEventParams, DispatchMouseEventType, InsertTextParams, MouseButton,
};
use serde::Deserialize;
use serde_json::json;

use crate::keys::Key;
use crate::tab::Tab;
use crate::wait::within;

#[derive(Debug, Deserialize)]
struct Target {
    x: f64,
    y: f64,
    hidden: Option<String>,
}

/// A mouse button that is down.
#[derive(Debug)]
#[must_use = "it stays down until it is let go"]
pub struct Pressed<'a> {
    tab: &'a Tab,
    place: (f64, f64),
}

impl Pressed<'_> {
    /// Lets it go.
    pub async fn lets_go(self) {
        self.tab
            .mouse(DispatchMouseEventType::MouseReleased, self.place)
            .await;
    }

    /// Lets it go somewhere else, so that nothing has been clicked.
    pub async fn slips_off(self) {
        for kind in [
            DispatchMouseEventType::MouseMoved,
            DispatchMouseEventType::MouseReleased,
        ] {
            self.tab.mouse(kind, (1.0, 1.0)).await;
        }
    }
}

impl Tab {
    /// Moves the mouse to the middle of an element.
    pub async fn points_at(&self, selector: &str) {
        let (x, y): (f64, f64) = self
            .evaluate(&format!(
                "(({{ left, top, width, height }}) => [left + width / 2, top + height / 2])\
                 (find({}).getBoundingClientRect())",
                json!(selector)
            ))
            .await;
        self.mouse(DispatchMouseEventType::MouseMoved, (x, y)).await;
    }

    /// Clicks the middle of an element with the mouse, as soon as it is there, stands still and nothing covers it.
    pub async fn clicks(&self, selector: &str) {
        let place = self.place_of(selector).await;
        self.clicks_at(place).await;
    }

    /// Presses the mouse on an element and keeps it down.
    pub async fn presses_on(&self, selector: &str) -> Pressed<'_> {
        let place = self.place_of(selector).await;
        self.mouse(DispatchMouseEventType::MouseMoved, place).await;
        self.mouse(DispatchMouseEventType::MousePressed, place).await;
        Pressed { tab: self, place }
    }

    /// Clicks a point of the viewport.
    pub async fn clicks_at(&self, place: (f64, f64)) {
        for kind in [
            DispatchMouseEventType::MouseMoved,
            DispatchMouseEventType::MousePressed,
            DispatchMouseEventType::MouseReleased,
        ] {
            self.mouse(kind, place).await;
        }
    }

    async fn mouse(&self, kind: DispatchMouseEventType, (x, y): (f64, f64)) {
        let mut event = DispatchMouseEventParams::new(kind.clone(), x, y);
        if kind != DispatchMouseEventType::MouseMoved {
            event.button = Some(MouseButton::Left);
            event.click_count = Some(1);
        }
        self.page.execute(event).await.expect("the mouse");
    }

    /// The middle of an element, as soon as it is there, stands still and nothing covers it.
    async fn place_of(&self, selector: &str) -> (f64, f64) {
        let mut before: Option<(f64, f64)> = None;
        let mut hidden = None;
        let find = async || {
            let target: Target = self
                .try_evaluate(&format!("target({})", json!(selector)))
                .await
                .ok()?;
            let place = (target.x, target.y);
            let stands_still = before.replace(place) == Some(place);
            hidden.clone_from(&target.hidden);
            (stands_still && target.hidden.is_none()).then_some(place)
        };
        match (within(Duration::from_secs(10), find).await, hidden) {
            (Some(place), _) => place,
            (None, Some(what)) => panic!("{selector} cannot be clicked: {what} lies on top of it"),
            (None, None) => panic!("there is no {selector} to click"),
        }
    }

    /// Presses a key and lets it go.
    pub async fn presses(&self, key: Key) {
        for event in key.events() {
            self.page.execute(event).await.expect("the keyboard");
        }
    }

    /// Writes into the field that has focus, in place of what is marked there.
    pub async fn writes(&self, text: &str) {
        let typed = InsertTextParams::new(text);
        self.page.execute(typed).await.expect("the keyboard");
    }

    /// Chooses from a list.
    pub async fn picks(&self, selector: &str, value: &str) {
        let (selector, value) = (json!(selector), json!(value));
        self.evaluate::<()>(&format!(
            "(() => {{ const list = find({selector}); list.focus(); list.value = {value};
               if (list.value !== {value}) throw new Error('no ' + {value});
               list.dispatchEvent(new Event('change', {{ bubbles: true }})) }})()"
        ))
        .await;
    }

    /// Presses Tab until the element so spoken of has focus.
    pub async fn tabs_to(&self, spoken: &str) {
        let mut passed = Vec::new();
        for _ in 0..80 {
            self.presses(Key::Tab).await;
            let now = self.focus().await;
            if now == spoken {
                return;
            }
            passed.push(now);
        }
        panic!("Tab does not lead to {spoken}; it passed {passed:?}");
    }
    /// Presses Tab until the element that fits has focus.
    pub async fn tabs_to_part(&self, selector: &str) {
        for _ in 0..80 {
            self.presses(Key::Tab).await;
            if self
                .evaluate::<bool>(&format!("focused() === find({})", json!(selector)))
                .await
            {
                return;
            }
        }
        panic!("Tab does not lead to {selector}");
    }
}
