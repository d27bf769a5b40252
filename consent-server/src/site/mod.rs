//! The sites of a server: which pages are theirs, and which policies and notices they have published.
//!
//! *Takes* what each site was deployed with: a folder from `consent build`, or the same files over the API.
//! *Gives* the policy of a consent string, however old, and whether a page's origin is the site's.
//! *Never* forgets a policy or a notice: a decision is judged by what was shown then.

mod origin;
pub(crate) use origin::Origin;

mod published;
pub use published::PublishedError;
pub(crate) use published::{Policies, PublishedNotice, PublishedPolicy};

mod open;
pub(crate) use open::open_sites;

mod sites;
pub(crate) use sites::{Site, Sites};
