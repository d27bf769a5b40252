//! The part of a site's cookie policy page that the config already says, in HTML and in Markdown.

mod content;
pub(crate) mod escape;
mod history;
mod html;
mod markdown;

pub(crate) use content::Declaration;
pub(crate) use history::{Form, change_history};
pub(crate) use html::html;
pub(crate) use markdown::markdown;
