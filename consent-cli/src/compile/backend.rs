//! What a backend in JavaScript reads the consent cookie with: the engine that the page has too, the policy, and the few
//! lines between them.

use consent_core::config::Policy;

use super::Files;
use crate::bundle::Bundle;

/// The module that a backend imports; the two other files lie beside it.
const MODULE: &str = include_str!("backend/consent.mjs");

/// Adds the folder `backend`. Its files are no secret and belong together: each build makes all three.
pub(super) fn put(policy: &Policy, bundle: &Bundle, files: &mut Files) {
    files.put("backend/consent.mjs", MODULE);
    files.put("backend/engine.wasm", bundle.engine_for_regimes);
    files.put("backend/policy.txt", policy.to_compact());
}
