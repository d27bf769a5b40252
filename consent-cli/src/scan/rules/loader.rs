//! `loader-missing`: a page that nobody asks on.

use super::{Case, Warning, warn};

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let without = case
        .documents
        .iter()
        .filter(|read| read.is_page && !read.tags.iter().any(|tag| tag.is_loader));
    without
        .filter_map(|read| {
            // A page without anything to hold does without.
            let first = read.tags.iter().find(|tag| !tag.hold.names.is_empty() || tag.loads.iter().any(|load| !load.is_necessary))?;
            Some(warn(
                "loader-missing",
                &read.name,
                first.line,
                "the page has something to ask for, and no consent.js; put `<script async src=\"/consent/consent.js\"></script>` into its head".into(),
            ))
        })
        .collect()
}
