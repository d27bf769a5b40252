//! HubSpot's cookies: what a visitor answered to its banner, what it keeps of that beside, and who it tracks.
//!
//! Source: HubSpot's banner bundle static-1.1671 and developers.hubspot.com, “Cookie banner” (30 March 2026); reviewed
//! 22 November 2026.

mod categories;
pub use categories::{Categories, Category};

mod record;
pub use record::NotCategories;

mod marks;
pub use marks::Mark;

mod tracking;
pub use tracking::{Session, Visitor, is_token};
