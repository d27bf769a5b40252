//! What a site declares: its `policy.json`, or the `consent.json` that it is compiled from.

use consent_core::catalogue::Catalogue;
use consent_core::config::{Config, CookieRule, Party, Policy, Storage};
use serde_json::Value;

use crate::Obstacle;
use crate::audit::party;

/// What a site declares.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    pub(crate) policy: Policy,
    /// Domains of the site, beside the one it is on.
    domains: Vec<String>,
    /// Where decisions are recorded, without a slash at its end.
    record: Option<String>,
    /// Addresses of services that the catalogue does not know.
    hosts: Vec<(String, String)>,
}

impl Declared {
    /// Reads a `policy.json`.
    ///
    /// # Errors
    /// When it is none.
    pub(crate) fn from_json(text: &str) -> Result<Self, Obstacle> {
        let no_policy = |error: &dyn std::fmt::Display| {
            Obstacle::new(
                format_args!("that is no policy.json: {error}"),
                "name the policy.json that `consent build` wrote, or the site's consent.json",
            )
        };
        let mut whole: Value = serde_json::from_str(text).map_err(|error| no_policy(&error))?;
        let texts = |value: &Value| {
            let all = value.as_array().into_iter().flatten();
            all.filter_map(|one| one.as_str().map(str::to_owned)).collect()
        };
        let domains = texts(&whole["domains"]);
        let record = whole["record"]["server"].as_str().map(str::to_owned);
        let policy = serde_json::from_value(whole["policy"].take()).map_err(|error| no_policy(&error))?;
        Ok(Self {
            policy,
            domains,
            record,
            hosts: Vec::new(),
        })
    }

    /// Takes it from a checked config, which also knows the addresses of the site's own services.
    pub(crate) fn from_config(config: &Config) -> Self {
        let hosts = config.services.iter().flat_map(|service| {
            let of = service.id.to_string();
            service.hosts.iter().map(move |host| (host.clone(), of.clone()))
        });
        Self {
            policy: config.policy(),
            domains: config
                .domains
                .iter()
                .map(|domain| domain.as_str().to_owned())
                .collect(),
            record: config.record.as_ref().map(|record| record.server().to_owned()),
            hosts: hosts.collect(),
        }
    }

    /// The service and the rule that declare what is stored under a name, the closest.
    pub(crate) fn rule(&self, name: &str, storage: Storage, party: Party) -> Option<(&str, &CookieRule)> {
        let all = self
            .policy
            .services()
            .iter()
            .flat_map(|service| service.cookies.iter().map(|rule| (service.id.as_str(), rule)));
        all.filter(|(_, rule)| rule.storage == storage && rule.party == party && rule.name.covers(name))
            .max_by_key(|(_, rule)| rule.name.closeness())
    }

    /// The category of a declared service.
    pub(crate) fn category(&self, service: &str) -> Option<&str> {
        let place = self.policy.service(service)?;
        let category = self.policy.services().get(place)?.category;
        let category = self.policy.categories().get(usize::from(category))?;
        Some(category.id.as_str())
    }

    /// The declared service that an address belongs to, by the declaration alone.
    pub(crate) fn of_url(&self, url: &str) -> Option<&str> {
        let host = url::Url::parse(url)
            .ok()?
            .host_str()
            .map(party::real_host)?
            .to_owned();
        self.hosts.iter().find_map(|(glob, service)| {
            let of = glob.split('/').next()?;
            let fits = of == host || of.strip_prefix("*.").is_some_and(|rest| host.ends_with(rest));
            fits.then_some(service.as_str())
        })
    }

    /// Whether a host is one of the site's own, though it is called otherwise.
    pub(crate) fn owns(&self, host: &str) -> bool {
        self.domains
            .iter()
            .any(|domain| party::is_same_site(domain, host))
    }

    /// Whether it is the record of the site's own decisions.
    pub(crate) fn records_at(&self, url: &str) -> bool {
        self.record
            .as_ref()
            .is_some_and(|server| server.contains("://") && url.starts_with(server.as_str()))
    }

    /// Whether a service that acts in the browser is declared.
    pub(crate) fn has(&self, service: &str, catalogue: &Catalogue) -> bool {
        self.policy.service(service).is_some()
            || catalogue
                .get(service)
                .and_then(|record| record.part_of.as_ref())
                .is_some_and(|whole| self.policy.service(whole.as_str()).is_some())
    }
}
