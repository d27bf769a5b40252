//! What holds for every page that this repository writes or tells others to write.

use crate::repository::{files, read};

/// A11Y-30: nobody is kept from making a page larger (WCAG 2.2, 1.4.4).
#[test]
fn a11y_30_no_page_forbids_to_enlarge_it() {
    let endings = [".html", ".md", ".rs", ".ts", ".json"];
    let all = endings.iter().flat_map(|ending| files("", ending));
    // This file names what it looks for.
    for path in all.filter(|path| !path.ends_with("contracts/pages.rs")) {
        let text = read(&path).to_lowercase();
        for forbidding in ["user-scalable", "maximum-scale"] {
            assert!(!text.contains(forbidding), "{} has {forbidding}", path.display());
        }
    }
}
