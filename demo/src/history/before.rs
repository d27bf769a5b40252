//! What the sites asked for until spring: each a little less than now, so that everybody was asked again.

use anyhow::Context as _;
use serde_json::{Value, json};

/// A site's config as it was under another date, asking for what it asks now.
pub(super) fn dated(config: &str, date: &str) -> anyhow::Result<String> {
    let mut config: Value = serde_json::from_str(config)?;
    config["version"] = json!(date);
    Ok(config.to_string())
}

/// A site's config as it was until spring.
pub(super) fn before(site: &str, config: &str, date: &str) -> anyhow::Result<String> {
    let mut config: Value = serde_json::from_str(&dated(config, date)?)?;
    match newest_service(site) {
        Some(newest) => {
            let services = config["services"].as_array_mut().context("a site has services")?;
            services
                .retain(|service| service != newest && service["id"] != newest && service["use"] != newest);
        }
        // Answers held longer.
        None => config["lifetimeDays"] = json!(365),
    }
    Ok(config.to_string())
}

/// The service that a site took on in spring.
fn newest_service(site: &str) -> Option<&'static str> {
    match site {
        "ngager" | "asurgent" => Some("linkedin-insight"),
        "netdialog" => Some("netdialog-chat"),
        "nordicexperts" => Some("pinterest-tag"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::publish::publish;
    use crate::site::NAMES;

    #[test]
    fn every_site_asked_for_something_else_before_spring() {
        for site in NAMES {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("sites")
                .join(site.name);
            let config = std::fs::read_to_string(folder.join("consent.json")).expect("a config");
            let fingerprint = |text: &str| {
                let built = publish(&folder, text).unwrap_or_else(|fault| panic!("{}: {fault:#}", site.name));
                let policy = built.file("policy.json").expect("a policy");
                let policy: Value = serde_json::from_slice(&policy).expect("JSON");
                policy["policy"]["fingerprint"].to_string()
            };
            let now = fingerprint(&config);
            assert_eq!(
                now,
                fingerprint(&dated(&config, "2026-04-13").expect("JSON")),
                "{}",
                site.name
            );
            assert_ne!(
                now,
                fingerprint(&before(site.name, &config, "2025-11-01").expect("JSON")),
                "{}",
                site.name
            );
        }
    }
}
