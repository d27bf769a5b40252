//! An element as it is written, before anybody asks what it loads or how it is marked.

/// An element with its attributes and, for script and style, its text.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) text: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}
