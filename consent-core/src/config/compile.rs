//! Compiles a checked config into the policy that page and backend share.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::material::{fingerprint, lines};
use super::place::Place;
use super::{
    Category, CategoryId, Config, ConfigError, CookieRule, Declared, DeclaredService, Policy, PolicyError,
    PolicyParts, Service,
};
use crate::tell::Tool;
use crate::time::DAY;

/// The service whose own record of the categories is written as well.
const HUBSPOT_CONSENT: &str = "hubspot-consent";

impl Config {
    /// Puts what is declared and its policy together.
    pub(super) fn compile(declared: Declared) -> Result<Self, ConfigError> {
        let policy = policy_of(&declared).map_err(|error| {
            // Every rule of a policy is a rule of the check too, so that this is not met.
            let mend = "report it together with this config: the check should have found it";
            ConfigError::from(Place::root().fault(error.to_string(), mend))
        })?;
        Ok(Self { declared, policy })
    }

    /// Returns the compiled policy.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.policy.clone()
    }

    /// Returns the tools that are told of a decision, each once.
    #[must_use]
    pub fn tools(&self) -> Vec<Tool> {
        let mut tools: Vec<Tool> = self
            .services
            .iter()
            .flat_map(|service| &service.tells)
            .copied()
            .collect();
        tools.sort_unstable();
        tools.dedup();
        tools
    }
}

fn policy_of(declared: &Declared) -> Result<Policy, PolicyError> {
    let mut categories: Vec<Category> = declared
        .categories
        .iter()
        .map(|category| Category {
            id: category.id.clone(),
        })
        .collect();
    categories.sort_unstable_by_key(|category| {
        (category.id.as_str() != CategoryId::NECESSARY, category.id.clone())
    });
    let mut services = declared
        .services
        .iter()
        .map(|service| of_policy(service, &categories, declared.form.exempt.contains(&service.id)))
        .collect::<Result<Vec<_>, _>>()?;
    services.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    let secs = u64::from(declared.lifetime_days).saturating_mul(DAY);
    Policy::new(PolicyParts {
        fingerprint: fingerprint(&lines(declared)),
        regime: declared.regime,
        max_age: u32::try_from(secs).map_err(|_| PolicyError::Cookie)?,
        cookie: declared.cookie.name.clone(),
        shared_domains: if declared.cookie.share_subdomains {
            declared.domains.clone()
        } else {
            Vec::new()
        },
        hubspot: declared
            .services
            .iter()
            .any(|service| service.id.as_str() == HUBSPOT_CONSENT),
        categories,
        services,
    })
}

fn of_policy(
    service: &DeclaredService,
    categories: &[Category],
    exempt: bool,
) -> Result<Service, PolicyError> {
    let index = categories
        .iter()
        .position(|category| category.id == service.category);
    let category = index
        .and_then(|index| u8::try_from(index).ok())
        .ok_or(PolicyError::Services)?;
    let mut cookies: Vec<CookieRule> = service.cookies.iter().map(|cookie| cookie.rule.clone()).collect();
    cookies.sort_unstable();
    Ok(Service {
        id: service.id.clone(),
        category,
        exempt,
        cookies,
    })
}
