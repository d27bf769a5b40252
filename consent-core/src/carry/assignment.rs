//! Writes the cookies of a decision as `document.cookie` and `Set-Cookie` take them.

use alloc::string::String;

use crate::base36::push_decimal;
use crate::config::{CategoryId, Policy};
use crate::decision::Grants;

/// HubSpot's own record of the categories.
pub const HUBSPOT_COOKIE: &str = "__hs_cookie_cat_pref";

/// HubSpot keeps its record for 180 days.
const HUBSPOT_MAX_AGE: u64 = 180 * crate::time::DAY;

/// One cookie to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CookieWrite {
    /// Name, value and attributes.
    pub assignment: String,
}

fn assignment(
    name: &str,
    value: &str,
    max_age: u64,
    policy: &Policy,
    host: &str,
    secure: bool,
) -> CookieWrite {
    let mut assignment = String::from(name);
    assignment.push('=');
    assignment.push_str(value);
    assignment.push_str("; Path=/; SameSite=Lax; Max-Age=");
    push_decimal(&mut assignment, max_age);
    if let Some(domain) = policy.shared_domain(host) {
        assignment.push_str("; Domain=");
        assignment.push_str(domain.as_str());
    }
    if secure {
        assignment.push_str("; Secure");
    }
    CookieWrite { assignment }
}

/// The consent cookie: a refusal is kept exactly as long as an acceptance.
#[must_use]
pub fn consent_cookie(value: &str, policy: &Policy, host: &str, secure: bool) -> CookieWrite {
    assignment(policy.cookie(), value, policy.max_age(), policy, host, secure)
}

/// The same cookie written again later, with the seconds that are left of the decision, never more than a fresh one
/// gets: to write again is not to decide again.
///
/// # Example
/// ```
/// # use consent_core::{carry::consent_cookie_again, config::{Policy, PolicyParts}};
/// let policy = Policy::new(PolicyParts::default())?;
/// let write = consent_cookie_again("1.…", 3600, &policy, "example.se", true);
/// assert_eq!(write.assignment, "consent=1.…; Path=/; SameSite=Lax; Max-Age=3600; Secure");
/// # Ok::<(), consent_core::config::PolicyError>(())
/// ```
#[must_use]
pub fn consent_cookie_again(
    value: &str,
    left: u64,
    policy: &Policy,
    host: &str,
    secure: bool,
) -> CookieWrite {
    let max_age = left.min(policy.max_age());
    assignment(policy.cookie(), value, max_age, policy, host, secure)
}

/// HubSpot's record of the same decision: `1:<analytics>_2:<advertisement>_3:<functionality>`.
///
/// Source: HubSpot's consent banner, documented at developers.hubspot.com (cookie banner). A category that
/// the site does not have is false.
///
/// # Example
/// ```
/// # use consent_core::{carry::hubspot_cookie, config::{Policy, PolicyParts}, decision::Grants};
/// let policy = Policy::new(PolicyParts::default())?;
/// let write = hubspot_cookie(&Grants::none(), &policy, "example.se", true);
/// assert!(write.assignment.starts_with("__hs_cookie_cat_pref=1:false_2:false_3:false; "));
/// # Ok::<(), consent_core::config::PolicyError>(())
/// ```
#[must_use]
pub fn hubspot_cookie(grants: &Grants, policy: &Policy, host: &str, secure: bool) -> CookieWrite {
    let mut value = String::new();
    for (number, category) in [
        ("1:", CategoryId::ANALYTICS),
        ("_2:", CategoryId::ADVERTISEMENT),
        ("_3:", CategoryId::FUNCTIONALITY),
    ] {
        value.push_str(number);
        value.push_str(if grants.allows(policy, category) {
            "true"
        } else {
            "false"
        });
    }
    assignment(HUBSPOT_COOKIE, &value, HUBSPOT_MAX_AGE, policy, host, secure)
}
