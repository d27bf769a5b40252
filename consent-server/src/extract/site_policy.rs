//! The policy of one site, as a backend reads it from `policy.json`.

use std::fmt;
use std::sync::Arc;

use consent_core::config::Policy;
use serde_json::Value;

/// A site's policy, shared by everything that reads its visitors' decisions. A clone is a pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitePolicy(Arc<Policy>);

impl SitePolicy {
    /// Reads the text of the `policy.json` that `consent build` writes.
    ///
    /// What stands beside the policy (controllers, domains, digests of notices), and what later versions add
    /// there, is left aside.
    ///
    /// # Errors
    /// When the text is not JSON, has no policy in it, or the policy does not hold together.
    ///
    /// # Example
    /// ```
    /// use consent_server::extract::SitePolicy;
    /// let fault = SitePolicy::from_json(r#"{"services": ["matomo"]}"#).unwrap_err();
    /// assert!(fault.to_string().contains("consent build"));
    /// ```
    pub fn from_json(text: &str) -> Result<Self, SitePolicyError> {
        let mut published: Value = serde_json::from_str(text).map_err(SitePolicyError::NotJson)?;
        let policy = published
            .get_mut("policy")
            .map(Value::take)
            .ok_or(SitePolicyError::NoPolicy)?;
        serde_json::from_value::<Policy>(policy)
            .map(Self::from)
            .map_err(SitePolicyError::Broken)
    }

    /// Returns the policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.0
    }
}

impl From<Policy> for SitePolicy {
    fn from(policy: Policy) -> Self {
        Self(Arc::new(policy))
    }
}

/// Why a text is not a site's policy.
#[derive(Debug)]
#[non_exhaustive]
pub enum SitePolicyError {
    /// The text is not JSON.
    NotJson(serde_json::Error),
    /// It is JSON, but not what `consent build` publishes.
    NoPolicy,
    /// The policy in it is missing something, or does not hold together.
    Broken(serde_json::Error),
}

impl fmt::Display for SitePolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(error) => write!(
                f,
                "the policy is not JSON ({error}); give the whole text of the policy.json that `consent build` writes"
            ),
            Self::NoPolicy => f.write_str(
                "there is no “policy” in this JSON; give the policy.json that `consent build` writes, not consent.json",
            ),
            Self::Broken(error) => write!(
                f,
                "“policy” in this policy.json cannot be used: {error}; run `consent build` again and do not edit the file"
            ),
        }
    }
}

impl std::error::Error for SitePolicyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotJson(error) | Self::Broken(error) => Some(error),
            Self::NoPolicy => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use consent_core::config::PolicyParts;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_stands_beside_the_policy_is_left_aside() {
        let published = json!({ "version": "2026-11-22", "policy": PolicyParts::default(), "later": [1] });
        let site = SitePolicy::from_json(&published.to_string()).unwrap();
        assert_eq!(site.policy(), &Policy::new(PolicyParts::default()).unwrap());
    }

    #[test]
    fn each_fault_says_what_to_give_instead() {
        let mut parts = json!(PolicyParts::default());
        parts["maxAge"] = json!(0);
        let cases = [
            (String::new(), "not JSON"),
            ("{\"policy\": ".into(), "line 1"),
            ("[]".into(), "not consent.json"),
            ("{}".into(), "policy.json that `consent build` writes"),
            (json!({ "policy": {} }).to_string(), "missing field"),
            (
                json!({ "policy": parts }).to_string(),
                "a lifetime above zero; run `consent build` again",
            ),
        ];
        for (text, expected) in cases {
            let fault = SitePolicy::from_json(&text).unwrap_err().to_string();
            assert!(fault.contains(expected), "{text}: {fault}");
        }
    }
}
