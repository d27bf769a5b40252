//! What a reader does at the dashboard: types a key, reads charts and tables.

use chromiumoxide::cdp::browser_protocol::input::InsertTextParams;
use serde::Deserialize;

use crate::journey::Stage;
use crate::keys::Key;
use crate::look::Look;
use crate::tab::Tab;

/// A number that is drawn, and the same as a table tells it.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Drawn {
    /// What it is of.
    pub name: String,
    /// What was measured in the drawing.
    pub drawn: f64,
    /// What the table says.
    pub told: f64,
}

const MEASURE: &str = include_str!("measure.js");

impl Stage {
    /// The address of the dashboard, with what stands after the `?`.
    #[must_use]
    pub fn dashboard(&self, query: &str) -> String {
        let address = format!("{}/dashboard", self.sites.record());
        if query.is_empty() {
            address
        } else {
            format!("{address}?{query}")
        }
    }

    /// Somebody who has signed in, at the dashboard.
    pub async fn reader(&self, look: Look, language: &str) -> Tab {
        let tab = self.visitor_with(look).await.tab().await;
        tab.reads(language).await;
        tab.goes_to(&self.dashboard("")).await;
        tab.signs_in(self.sites.dashboard_key()).await;
        assert!(!tab.shows("#key").await, "the key opens the dashboard");
        // That a stranger was sent away before is no fault of the page that is seen now.
        tab.seen.forget();
        tab
    }
}

impl Tab {
    /// Types into what has focus.
    pub async fn types(&self, text: &str) {
        self.page
            .execute(InsertTextParams::new(text))
            .await
            .expect("the keyboard");
    }

    /// Types a key into the field that has focus, and sends it, by keyboard alone.
    pub async fn signs_in(&self, key: &str) {
        assert_eq!(self.focus().await, "key", "the field is ready to be typed into");
        self.mark().await;
        self.types(key).await;
        self.presses(Key::Enter).await;
        self.arrives().await;
    }

    /// Measures the charts of the dashboard against their tables.
    pub async fn measures(&self) -> Vec<Drawn> {
        self.evaluate(MEASURE.trim_end()).await
    }
}
