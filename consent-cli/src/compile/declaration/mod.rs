//! The part of a site's cookie policy page that the config already says, in HTML and in Markdown.

mod content;
pub(crate) mod escape;
mod html;
mod markdown;

pub(crate) use content::Declaration;
pub(crate) use html::html;
pub(crate) use markdown::markdown;
