//! What runs in the page.
