//! The engine: every decision of the page as one pure function from text to text.
//!
//! *Takes* a compiled policy in its compact form and a [`Request`] that says what the page sees.
//! *Gives* the lines of an answer: where the visitor stands, what to write, what to erase.
//! *Never* keeps anything between two calls, and never touches the page.
//!
//! Text on both sides keeps the border small: the module imports nothing and exports one function.

mod request;
pub use request::Request;

mod answer;
pub use answer::lines;

use alloc::string::String;

use consent_core::config::Policy;
use consent_core::visit;

/// Answers one request of the loader.
///
/// A policy or request that cannot be read gets the empty answer; the loader then refuses everything and
/// asks nothing.
#[must_use]
pub fn answer(policy: &str, request: &str) -> String {
    let Some(policy) = Policy::from_compact(policy) else { return String::new() };
    let Some(request) = Request::parse(request) else { return String::new() };
    let plan = match request.act {
        None => visit::arrive(&policy, &request.visit),
        Some((act, id)) => visit::decide(&policy, &request.visit, act, request.wish(&policy), id),
    };
    lines(&plan, &policy, &request)
}

/// The exported function and the allocator of the module that `consent build` puts on a site.
#[cfg(all(feature = "engine", target_arch = "wasm32"))]
mod export {
    use alloc::string::String;

    use lol_alloc::{LeakingAllocator, LockedAllocator};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Two and a half kilobytes smaller than the default one; a page view makes a few hundred allocations.
    #[global_allocator]
    static ALLOCATOR: LockedAllocator<LeakingAllocator> = LockedAllocator::new(LeakingAllocator::new());

    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "the generator exports only what is public")]
    pub fn answer(policy: &str, request: &str) -> String {
        super::answer(policy, request)
    }

    /// Nothing in the core can panic; what is left (no memory) ends the module, and the loader refuses everything.
    #[panic_handler]
    fn end(_: &core::panic::PanicInfo<'_>) -> ! {
        core::arch::wasm32::unreachable()
    }
}
