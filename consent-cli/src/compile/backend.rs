//! What a backend in JavaScript reads the consent cookie with: the engine that the page has too, the policies, and the few
//! lines between them.

use std::collections::BTreeMap;

use consent_core::config::{Policy, Regional};

use super::Files;
use super::language::InRegions;
use crate::bundle::Bundle;

/// The module that a backend imports; the other files lie beside it.
const MODULE: &str = include_str!("backend/consent.mjs");

/// Adds the folder `backend`: the site's own policy, and where it honours regions, that of each version and which holds
/// where. Its files are no secret and belong together: each build makes all of them.
///
/// # Errors
/// When the regions cannot be written as JSON.
pub(super) fn put(
    policy: &Policy,
    versions: &[Regional],
    regions: &[InRegions],
    bundle: &Bundle,
    files: &mut Files,
) -> serde_json::Result<()> {
    files.put("backend/consent.mjs", MODULE);
    files.put("backend/engine.wasm", bundle.engine_for_regimes);
    files.put("backend/policy.txt", policy.to_compact());
    for version in versions {
        files.put(
            format!("backend/policy.{}.txt", version.name),
            version.config.policy().to_compact(),
        );
    }
    if !regions.is_empty() {
        let each = regions.iter().flat_map(|one| {
            let file = if one.name.is_empty() {
                "policy.txt".to_owned()
            } else {
                format!("policy.{}.txt", one.name)
            };
            one.regions.split(' ').map(move |region| (region, file.clone()))
        });
        files.put(
            "backend/regions.json",
            super::pretty(&each.collect::<BTreeMap<_, _>>())?,
        );
    }
    Ok(())
}
