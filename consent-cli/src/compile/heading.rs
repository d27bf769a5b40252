//! Headings that begin elsewhere than at the second level say so; the elements stay, and with them the style.

use consent_core::config::Heading;

use super::tree::Node;

/// Returns the markup with its headings begun at this level (WAI-ARIA 1.2, `aria-level`).
pub(super) fn begun_at(heading: Heading, node: Node) -> Node {
    let Node::Element {
        tag,
        mut attributes,
        nodes,
    } = node
    else {
        return node;
    };
    if heading != Heading::default()
        && let Some(below) = ["h2", "h3", "h4"].iter().position(|one| **one == tag)
    {
        let level = usize::from(heading.level()) + below;
        attributes.insert("aria-level".to_owned(), level.to_string());
    }
    Node::Element {
        tag,
        attributes,
        nodes: nodes.into_iter().map(|node| begun_at(heading, node)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(level: u8) -> String {
        let heading = Heading::try_from(level).expect("a level");
        let node = Node::parse("<div><h2>A</h2><p><span><h3>B</h3></span></p></div>").expect("markup");
        serde_json::to_string(&begun_at(heading, node)).expect("JSON")
    }

    #[test]
    fn every_heading_says_its_level_and_only_where_it_is_another() {
        assert!(!told(2).contains("aria-level"));
        let third = told(3);
        assert!(third.contains(r#"["h2",{"aria-level":"3"}"#), "{third}");
        assert!(third.contains(r#"["h3",{"aria-level":"4"}"#), "{third}");
    }
}
