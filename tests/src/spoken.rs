//! What a browser tells assistive technology of a page: its accessibility tree.

use std::collections::HashMap;

use chromiumoxide::cdp::browser_protocol::accessibility::{AxNode, AxValue, GetFullAxTreeParams};
use chromiumoxide::cdp::browser_protocol::emulation::SetScriptExecutionDisabledParams;
use chromiumoxide::cdp::browser_protocol::page::NavigateParams;

use crate::tab::Tab;

/// One thing that a screen reader can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// What it is: `button`, `region`, `dialog`.
    pub role: String,
    /// What it is called.
    pub name: String,
    /// What is said of it besides.
    pub description: String,
    /// Its states and properties by name, such as `checked` and `true`.
    pub states: Vec<(String, String)>,
}

impl Spoken {
    fn of(node: AxNode) -> Self {
        let text = |value: Option<AxValue>| {
            let value = value.and_then(|value| value.value);
            value.as_ref().map(text).unwrap_or_default()
        };
        let states = node.properties.unwrap_or_default().into_iter();
        Self {
            role: text(node.role),
            name: text(node.name),
            description: text(node.description),
            states: states
                .map(|state| (state.name.as_ref().to_owned(), text(Some(state.value))))
                .collect(),
        }
    }

    /// A state or property, empty where there is none.
    #[must_use]
    pub fn state(&self, name: &str) -> &str {
        let found = self.states.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Tab {
    /// Everything that the page tells assistive technology, in reading order.
    pub async fn spoken(&self) -> Vec<Spoken> {
        let tree = self.page.execute(GetFullAxTreeParams::default()).await;
        let nodes = tree.expect("the accessibility tree").result.nodes;
        let mut next: Vec<_> = nodes
            .first()
            .into_iter()
            .map(|node| node.node_id.clone())
            .collect();
        let mut nodes: HashMap<_, _> = nodes
            .into_iter()
            .map(|node| (node.node_id.clone(), node))
            .collect();
        let mut spoken = Vec::new();
        while let Some(node) = next.pop().and_then(|id| nodes.remove(&id)) {
            next.extend(node.child_ids.iter().flatten().rev().cloned());
            if !node.ignored {
                spoken.push(Spoken::of(node));
            }
        }
        spoken
    }

    /// What is spoken of by this role and name.
    ///
    /// # Panics
    /// When there is none, or more than one.
    pub async fn only(&self, role: &str, name: &str) -> Spoken {
        let all = self.spoken().await;
        let mut found = all.iter().filter(|one| one.role == role && one.name == name);
        match (found.next(), found.next()) {
            (Some(one), None) => one.clone(),
            (None, _) => panic!("no {role} is called {name}: {all:#?}"),
            (Some(_), Some(_)) => panic!("more than one {role} is called {name}"),
        }
    }

    /// Goes to an address in a browser that runs no scripts of pages; those of a journey still run.
    pub async fn goes_without_scripts_to(&self, address: &str) {
        let scripts = SetScriptExecutionDisabledParams::new(true);
        self.page.execute(scripts).await.expect("no scripts");
        self.mark().await;
        let there = NavigateParams::new(address);
        self.page.execute(there).await.expect("an address");
        self.arrives().await;
    }

    /// Runs scripts again; those of the page that is open have had their chance.
    pub async fn runs_scripts_again(&self) {
        let scripts = SetScriptExecutionDisabledParams::new(false);
        self.page.execute(scripts).await.expect("scripts");
    }
}
