//! Markup as a compact tree: what the loader builds with `createElement`, so that no page parses HTML of ours.

use std::collections::BTreeMap;
use std::fmt;

use scraper::node::Element;
use scraper::{ElementRef, Html};
use serde::ser::SerializeSeq as _;
use serde::{Serialize, Serializer};

/// The one kind of element that `createElement` makes.
const HTML: &str = "http://www.w3.org/1999/xhtml";

/// Elements that would run, load or style something.
const FORBIDDEN: [&str; 9] = [
    "script", "style", "iframe", "object", "embed", "link", "meta", "base", "template",
];

/// Attributes that say nothing when they are empty.
const SAY_NOTHING: [&str; 8] = ["class", "id", "part", "role", "lang", "dir", "href", "title"];

/// Attributes that are on whatever their value.
const SWITCHES: [&str; 4] = ["checked", "disabled", "hidden", "open"];

/// What the host says for everything inside it.
const INHERITED: [&str; 2] = ["lang", "dir"];

/// One node; in JSON `"text"`, or `[tag, {attributes} or 0, ...nodes]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A text.
    Text(String),
    /// An element.
    Element {
        /// Its name.
        tag: String,
        /// Its attributes, by name.
        attributes: BTreeMap<String, String>,
        /// What is in it.
        nodes: Vec<Self>,
    },
}

impl Node {
    /// Reads markup with one root.
    ///
    /// # Errors
    /// When the markup has no root or several, or something in it that a strict page would not allow.
    pub(crate) fn parse(markup: &str) -> Result<Self, TreeError> {
        let html = Html::parse_fragment(markup);
        let mut roots = inside(html.root_element())?;
        match (roots.pop(), roots.is_empty()) {
            (
                Some(Self::Element {
                    tag,
                    mut attributes,
                    nodes,
                }),
                true,
            ) => {
                attributes.retain(|name, _| !INHERITED.contains(&name.as_str()));
                Ok(Self::Element {
                    tag,
                    attributes,
                    nodes,
                })
            }
            _ => Err(TreeError::Roots),
        }
    }
}

fn inside(parent: ElementRef<'_>) -> Result<Vec<Node>, TreeError> {
    let mut nodes = Vec::new();
    for child in parent.children() {
        if let Some(text) = child.value().as_text() {
            push_text(&mut nodes, text);
        } else if let Some(element) = ElementRef::wrap(child) {
            nodes.push(Node::Element {
                tag: tag(element.value())?,
                attributes: attributes(element.value())?,
                nodes: inside(element)?,
            });
        }
    }
    Ok(nodes)
}

/// A line break between elements is layout of the source; any other text is meant, a single space too.
fn push_text(nodes: &mut Vec<Node>, text: &str) {
    if text.trim().is_empty() && text.contains('\n') {
        return;
    }
    // Comments split texts that belong together.
    match nodes.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => nodes.push(Node::Text(text.to_owned())),
    }
}

fn tag(element: &Element) -> Result<String, TreeError> {
    let tag = element.name();
    if &*element.name.ns == HTML && !FORBIDDEN.contains(&tag) {
        Ok(tag.to_owned())
    } else {
        Err(TreeError::Element(tag.to_owned()))
    }
}

fn attributes(element: &Element) -> Result<BTreeMap<String, String>, TreeError> {
    let mut attributes = BTreeMap::new();
    for (name, value) in element.attrs() {
        if !is_allowed(name, value) {
            return Err(TreeError::Attribute {
                tag: element.name().to_owned(),
                name: name.to_owned(),
            });
        }
        // There is no form that a button could send, so it need not say that it sends none.
        let says_nothing = name == "type" && value == "button";
        if !says_nothing && !(value.is_empty() && (SAY_NOTHING.contains(&name) || name.starts_with("aria-")))
        {
            // The value of a switch says nothing; yew repeats its name there.
            let value = if SWITCHES.contains(&name) { "" } else { value };
            attributes.insert(name.to_owned(), value.to_owned());
        }
    }
    Ok(attributes)
}

/// No attribute may run or style anything, or load from elsewhere than the web.
fn is_allowed(name: &str, value: &str) -> bool {
    match name {
        "style" | "srcdoc" | "srcset" => false,
        "href" | "src" | "action" | "formaction" => {
            let scheme = value
                .split(['/', '?', '#'])
                .next()
                .and_then(|start| start.split_once(':'));
            scheme.is_none_or(|(scheme, _)| matches!(scheme, "https" | "http" | "mailto" | "tel"))
        }
        other => !other.starts_with("on"),
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Element {
                tag,
                attributes,
                nodes,
            } => {
                let mut list = serializer.serialize_seq(None)?;
                list.serialize_element(tag)?;
                if attributes.is_empty() {
                    list.serialize_element(&0)?;
                } else {
                    list.serialize_element(attributes)?;
                }
                for node in nodes {
                    list.serialize_element(node)?;
                }
                list.end()
            }
        }
    }
}

/// Why markup cannot become a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeError {
    /// Not exactly one element.
    Roots,
    /// An element that the loader cannot or must not build.
    Element(String),
    /// An attribute that the loader must not set.
    Attribute {
        /// The element that has it.
        tag: String,
        /// Its name.
        name: String,
    },
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Roots => f.write_str("the notice's markup is not exactly one element"),
            Self::Element(tag) => write!(
                f,
                "the notice's markup has a <{tag}>, which the loader does not build"
            ),
            Self::Attribute { tag, name } => write!(
                f,
                "the notice's markup has a <{tag}> with “{name}”, which a page with a strict policy would refuse"
            ),
        }
    }
}

impl std::error::Error for TreeError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(markup: &str) -> String {
        serde_json::to_string(&Node::parse(markup).unwrap()).unwrap()
    }

    #[test]
    fn elements_attributes_and_texts_are_kept_in_order() {
        let markup = r#"<section part="notice" aria-labelledby="t" hidden="hidden"><h2 id="t">Kakor &amp; val</h2><p>a <b>b</b> c</p></section>"#;
        assert_eq!(
            json(markup),
            r#"["section",{"aria-labelledby":"t","hidden":"","part":"notice"},["h2",{"id":"t"},"Kakor & val"],["p",0,"a ",["b",0,"b"]," c"]]"#
        );
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let markup =
            "<div class=\"\" data-slot=\"\" aria-label=\"\">\n  <!-- a --><br>\n  x<!-- b -->y</div>";
        assert_eq!(
            json(markup),
            "[\"div\",{\"data-slot\":\"\"},[\"br\",0],\"\\n  xy\"]"
        );
        assert_eq!(
            json("<p><i>a</i> <i>b</i></p>"),
            r#"["p",0,["i",0,"a"]," ",["i",0,"b"]]"#
        );
    }

    #[test]
    fn what_a_strict_page_refuses_is_refused_here() {
        let attribute = |tag: &str, name: &str| TreeError::Attribute {
            tag: tag.into(),
            name: name.into(),
        };
        let cases = [
            ("", TreeError::Roots),
            ("<p></p><p></p>", TreeError::Roots),
            ("text", TreeError::Roots),
            (
                "<div><script>1</script></div>",
                TreeError::Element("script".into()),
            ),
            ("<div><svg></svg></div>", TreeError::Element("svg".into())),
            ("<div><p style=\"color:red\"></p></div>", attribute("p", "style")),
            ("<div><p onclick=\"x()\"></p></div>", attribute("p", "onclick")),
            (
                "<div><a href=\"javascript:x()\"></a></div>",
                attribute("a", "href"),
            ),
            (
                "<div><a href=\"data:text/html,x\"></a></div>",
                attribute("a", "href"),
            ),
        ];
        for (markup, fault) in cases {
            assert_eq!(Node::parse(markup), Err(fault), "{markup}");
        }
        assert!(Node::parse("<a href=\"/om/kakor:del\">x</a>").is_ok());
    }
}
