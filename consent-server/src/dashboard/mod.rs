//! The dashboard: what visitors decided, as charts and tables in one page without scripts.
//!
//! *Takes* counts ([`crate::stats`]) and what is around them: the site, the range, the policies, the log.
//! *Gives* a whole HTML page, in the reader's language, light or dark, with a table for every chart.
//! *Never* asks for anything else: no script, no other request, nothing that leads back to a person.

// Charts are drawn here, as markup like the rest. A chart library (plotters) was tried: its SVG is in fixed pixels and
// colours, without classes or words, so that it can follow neither a theme nor a narrow screen, nor be read aloud.
mod acts;
mod bars;
mod calendar;
mod columns;
mod empty;
mod figures;
mod groups;
mod line_chart;
mod log_status;
mod login;
mod numbers;
mod page;
mod plot;
mod range;
mod rates;
mod reading;
mod routes;
mod session;
mod sheet;
mod table;
mod tongue;
mod view;
mod words;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use login::login;
pub use page::{absent, page};
pub use range::{Preset, Range};
pub(crate) use routes::routes;
pub use sheet::security_policy;
pub use tongue::Tongue;
pub use view::{LogStatus, PolicyMark, SignedHead, View};
