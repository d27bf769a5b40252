//! An answer given to another consent system, taken over: one pure function from text to text.
//!
//! *Takes* a compiled policy and the site's [`Sources`] in their compact forms, and a [`Request`] that says what the page
//! sees.
//! *Gives* the consent string and the assignment that writes its cookie; or nothing, and the visitor is asked.
//! *Never* keeps anything between two calls, and never touches the page.

mod request;
pub use request::Request;

mod sources;
pub use sources::{Source, Sources};

use alloc::string::String;
use alloc::vec::Vec;
use core::mem::ManuallyDrop;

use consent_core::carry::{ConsentString, consent_cookie};
use consent_core::config::Policy;
use consent_core::decision::{Act, Decision};
use consent_core::strings::import::{NoDecision, Stored, Taken, read, translate};

/// Answers one request of the page: consent string, line feed, assignment of the cookie. The empty answer when nothing is
/// taken over, whatever the reason.
#[must_use]
pub fn answer(policy: &str, sources: &str, request: &str) -> String {
    let (Some(policy), Some(sources), Some(request)) = (
        Policy::from_compact(policy),
        Sources::from_compact(sources),
        Request::parse(request),
    ) else {
        return String::new();
    };
    // In the page nothing is ever freed, so there is nothing to drop either.
    let (policy, sources, request) = (
        ManuallyDrop::new(policy),
        ManuallyDrop::new(sources),
        ManuallyDrop::new(request),
    );
    let Some(taken) = taken(&policy, &sources, &request) else {
        return String::new();
    };
    let decision = Decision {
        grants: taken.grants,
        act: Act::Imported,
        decided_at: taken.decided_at,
        id: request.id,
    };
    let mut text = ConsentString::encode(&decision, &policy);
    let write = consent_cookie(&text, &policy, request.host, request.https);
    text.push('\n');
    text.push_str(&write.assignment);
    text
}

/// Takes over from the first system that has left anything; what only one further down the list knows is older.
fn taken(policy: &Policy, sources: &Sources<'_>, request: &Request<'_>) -> Option<Taken> {
    let local: Vec<(&str, &str)> = request.local().collect();
    let stored = Stored {
        cookies: request.cookies,
        local: &local,
    };
    for source in sources.iter() {
        match read(source.system, source.name, &stored) {
            Err(NoDecision::Absent) => {}
            Err(_) => return None,
            Ok(record) => {
                return translate(&record, &source.mapping(), policy, request.signal, request.now).ok();
            }
        }
    }
    None
}

/// The exported function of the module that `consent build` puts on a site.
#[cfg(all(feature = "import", target_arch = "wasm32"))]
mod export {
    use alloc::string::String;

    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "the generator exports only what is public")]
    pub fn take_over(policy: &str, sources: &str, request: &str) -> String {
        super::answer(policy, sources, request)
    }
}
