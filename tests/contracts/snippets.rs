//! What a document shows of an example is what the example says, and the example is compiled and run.

use crate::repository::read;

#[test]
fn the_yew_app_in_the_document_is_the_example() {
    let (document, example) = (
        read("docs/frameworks.md"),
        read("consent-wasm/examples/yew_app/main.rs"),
    );
    let blocks = document.split("\n```rust\n").skip(1);
    let shown: Vec<&str> = blocks.filter_map(|rest| rest.split("\n```").next()).collect();
    assert_eq!(shown.len(), 2);
    for block in shown {
        assert!(
            example.contains(block),
            "docs/frameworks.md shows this, and the example is another:\n{block}"
        );
    }
}
