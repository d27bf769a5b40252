//! axe-core: looks for barriers in a page, as a person with a screen reader or without a mouse would meet them.

use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::json;

use crate::tab::Tab;

/// The rules of WCAG 2.2 A and AA, and what is known to be good beyond them.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// One barrier.
#[derive(Debug, Deserialize)]
pub struct Barrier {
    /// The rule.
    pub id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    html: String,
    failure_summary: Option<String>,
}

impl fmt::Display for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.id, self.help)?;
        for node in &self.nodes {
            let why = node.failure_summary.as_deref().unwrap_or_default();
            writeln!(f, "  {}\n    {}", node.html, why.replace('\n', "\n    "))?;
        }
        Ok(())
    }
}

impl Tab {
    /// The barriers on this page as it is now, the demo's own panel left out.
    ///
    /// # Panics
    /// When axe-core is not there.
    pub async fn barriers(&self) -> Vec<Barrier> {
        if self.evaluate::<bool>("typeof window.axe == 'undefined'").await {
            self.runs(&source()).await;
        }
        let options = json!({ "runOnly": { "type": "tag", "values": TAGS }, "resultTypes": ["violations"] });
        self.evaluate(&format!(
            "axe.run({{ exclude: ['.demo-panel'] }}, {options})
               .then(({{ violations }}) => violations)"
        ))
        .await
    }
}

fn source() -> String {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file).unwrap_or_else(|fault| {
        panic!(
            "{}: {fault}; `npm ci` in tests/ fetches it, and `cargo xtask test` does that by itself",
            file.display()
        )
    })
}
