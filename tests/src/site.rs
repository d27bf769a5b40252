//! The five sites, as they run for a journey.

use std::collections::BTreeMap;
use std::path::PathBuf;

use consent_core::config::Policy;
use consent_demo::{Demo, Options, serve};

/// The sites by name.
pub const SITES: [&str; 5] = ["ngager", "netdialog", "nordicexperts", "cag", "asurgent"];

/// The five sites and all third parties, on ports of their own.
#[derive(Debug)]
pub struct Sites(Demo);

impl Sites {
    pub(crate) async fn open(history: u32) -> Self {
        let options = Options {
            sites_port: 0,
            third_port: 0,
            history,
            ..Options::default()
        };
        Self(
            serve(options)
                .await
                .unwrap_or_else(|fault| panic!("the demo cannot be started: {fault:#}")),
        )
    }

    /// The address of a site's page; an empty path is the front page.
    #[must_use]
    pub fn page(&self, site: &str, path: &str) -> String {
        self.0.url(site) + path.trim_start_matches('/')
    }

    /// Requests that the pages of a site have caused, by service.
    #[must_use]
    pub fn hits(&self, site: &str) -> BTreeMap<String, u64> {
        self.0.hits(site)
    }

    /// What stands behind a third party's real host: `localhost:<port>`.
    #[must_use]
    pub fn third(&self) -> &str {
        self.0.third()
    }

    /// The address of the server that the sites record with.
    #[must_use]
    pub fn record(&self) -> String {
        self.0.record()
    }

    /// The key that opens its dashboard.
    #[must_use]
    pub fn dashboard_key(&self) -> &str {
        self.0.dashboard_key()
    }

    /// The address of a page of the demo's own, such as `demo/configurator/`.
    #[must_use]
    pub fn own_page(&self, path: &str) -> String {
        self.0.entrance() + path
    }

    /// The site's `consent.json`.
    #[must_use]
    pub fn config(&self, site: &str) -> serde_json::Value {
        let text = self.0.config(site).unwrap_or_else(|fault| panic!("{fault:#}"));
        serde_json::from_str(&text).expect("JSON")
    }

    /// Puts a changed `consent.json` into service, as a deployment would.
    pub fn publish(&self, site: &str, config: &serde_json::Value) {
        self.0
            .publish(site, &config.to_string())
            .unwrap_or_else(|fault| panic!("{fault:#}"));
    }

    /// The content security policy that the build prints for a site.
    #[must_use]
    pub fn security_policy(&self, site: &str) -> String {
        let out = tempfile::tempdir().expect("a temporary folder");
        let text = self.config(site).to_string();
        let built = consent_cli::build_text(&config_file(site), &text, &out.path().join("out"));
        built
            .unwrap_or_else(|fault| panic!("{site}: {fault}"))
            .security_policy
    }

    /// The policy that the site's `consent.json` compiles to.
    #[must_use]
    pub fn policy(&self, site: &str) -> Policy {
        policy(site)
    }
}

/// The policy that a demo site's `consent.json` compiles to.
#[must_use]
pub fn policy(site: &str) -> Policy {
    consent_cli::check(&config_file(site))
        .unwrap_or_else(|fault| panic!("{site}: {fault}"))
        .policy()
}

/// Where a demo site's `consent.json` lies.
#[must_use]
pub fn config_file(site: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../demo/sites")
        .join(site)
        .join("consent.json")
}

/// The cookies that the third parties on a site's front page leave with it once they may run.
#[must_use]
pub fn left_behind(site: &str) -> &'static [&'static str] {
    match site {
        "ngager" => &[
            "__hstc",
            "hubspotutk",
            "__hssc",
            "__hssrc",
            "_ga",
            "_ga_1R7GEWQZLM",
        ],
        "netdialog" => &["_ga", "_ga_0NE2MANY18", "nd_chat"],
        "nordicexperts" => &[
            "kjba",
            "_ga",
            "_ga_B0STAD2018",
            "_gcl_au",
            "_fbp",
            "ln_or",
            "_pin_unauth",
            "_derived_epik",
        ],
        "cag" => &["_pk_id.1.1fff", "_pk_ses.1.1fff"],
        "asurgent" => &[
            "_ga",
            "_ga_ASURGENT18",
            "_clck",
            "_clsk",
            "_uetsid",
            "_uetvid",
            "ln_or",
        ],
        _ => panic!("there is no site {site}"),
    }
}
