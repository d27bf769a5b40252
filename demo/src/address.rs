//! Where the demo's consent server is, and how the sites' configs name it.

/// The address that the sites' `consent.json` names; a demo on another port puts its own there.
const NAMED: &str = "http://localhost:8082";

/// The server's address on that port.
pub(crate) fn address(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// A site's `consent.json` with this demo's server in place of the one it names.
pub(crate) fn with_server(config: &str, port: u16) -> String {
    config.replace(NAMED, &address(port))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::site::NAMES;

    #[test]
    fn the_sites_name_the_server_that_is_replaced() {
        let sites = Path::new(env!("CARGO_MANIFEST_DIR")).join("sites");
        for site in NAMES {
            let file = sites.join(site.name).join("consent.json");
            let config = std::fs::read_to_string(&file).expect("a config");
            assert!(
                config.contains(&format!("\"{NAMED}\"")),
                "{} records nowhere",
                site.name
            );
            let elsewhere = with_server(&config, 40_001);
            assert!(elsewhere.contains("\"http://localhost:40001\"") && !elsewhere.contains(NAMED));
            let named: serde_json::Value = serde_json::from_str(&config).expect("JSON");
            assert_eq!(named["record"]["site"], site.name);
        }
        assert_eq!(with_server("{}", 1), "{}", "who records nowhere goes on to");
    }
}
