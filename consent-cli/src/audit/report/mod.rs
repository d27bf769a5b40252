//! An audit told to a person at a terminal, to a site's owner, to a program, and to the tools of a build server.
//!
//! *Takes* an [`Audit`](super::Audit).
//! *Gives* a text: a table, HTML, JSON (`docs/audit.md` has its shape), SARIF 2.1.0 or JUnit's XML.
//! *Never* decides what is wrong.

mod json;
pub(crate) use json::json;

mod junit;
pub(crate) use junit::junit;

mod page;
pub(crate) use page::html;

mod sarif;
pub(crate) use sarif::sarif;

mod table;
pub(crate) use table::table;

mod timeline;
