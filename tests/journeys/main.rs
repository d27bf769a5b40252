//! Journeys of visitors, one file a stage of the path they take.

mod accept;
mod accessibility;
mod broken_cookie;
mod change_of_mind;
mod changed_policy;
mod choose;
mod dashboard;
mod dialog;
mod equal_choice;
mod expiry;
mod first_visit;
mod hostile_page;
mod iab;
mod imported;
mod no_wasm;
mod own_backend;
mod per_site;
mod recording;
mod recording_faults;
mod recording_rights;
mod reject;
mod return_visit;
mod screenshots;
mod strangers;
mod strict_csp;
mod told;
