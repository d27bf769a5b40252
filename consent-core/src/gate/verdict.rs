//! The answer for one element.

use alloc::string::String;

use super::Requirement;
use crate::config::Policy;
use crate::decision::{ConsentState, Grants};

/// May it run?
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an element runs only on `Run`"]
pub enum Verdict {
    /// It may.
    Run,
    /// It may not, and why.
    Hold(HoldReason),
}

/// Why an element is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldReason {
    /// Its attributes name nothing.
    NothingNamed,
    /// Its attributes name something the policy does not know.
    Unknown(String),
    /// The visitor has not answered yet, or not for this policy, or too long ago.
    Unasked(String),
    /// The visitor said no.
    Refused(String),
    /// It wants to run only without this grant, and the grant is there.
    Granted(String),
}

/// Judges one element. Every condition must hold; the first that does not is the reason.
///
/// # Example
/// ```
/// use consent_core::config::{Policy, PolicyParts};
/// use consent_core::decision::{ConsentState, Grants};
/// use consent_core::gate::{judge, HoldReason, Requirement, Verdict};
/// let policy = Policy::new(PolicyParts::default())?;
/// let verdict = judge(&Requirement::parse("anlytics"), &policy, &Grants::none(), &ConsentState::Unasked);
/// assert_eq!(verdict, Verdict::Hold(HoldReason::Unknown("anlytics".into())));
/// # Ok::<(), consent_core::config::PolicyError>(())
/// ```
pub fn judge(requirement: &Requirement, policy: &Policy, grants: &Grants, state: &ConsentState) -> Verdict {
    if requirement.conditions().is_empty() {
        return Verdict::Hold(HoldReason::NothingNamed);
    }
    for condition in requirement.conditions() {
        let name = condition.name.as_str();
        if policy.category(name).is_none() && policy.service(name).is_none() {
            return Verdict::Hold(HoldReason::Unknown(name.into()));
        }
        let decided = matches!(state, ConsentState::Decided(_));
        match (grants.allows(policy, name), condition.negated) {
            (true, false) => {}
            // What runs in place of a refused service waits for the refusal too.
            (false, true) if decided => {}
            (true, true) => return Verdict::Hold(HoldReason::Granted(name.into())),
            (false, false) if decided => return Verdict::Hold(HoldReason::Refused(name.into())),
            (false, _) => return Verdict::Hold(HoldReason::Unasked(name.into())),
        }
    }
    Verdict::Run
}
