//! The stages put together: one page view or request comes in, one plan of what must happen goes out.
//!
//! *Takes* what the shell sees: time, host, what is stored, the browser's signal, and maybe an act.
//! *Gives* a [`Plan`]: where the visitor stands, what is granted, what to write and what to erase.
//! *Never* does any of it.

#[cfg(feature = "declare")]
mod opening;
#[cfg(feature = "declare")]
pub use opening::{Opening, Opens};

use alloc::vec::Vec;

use crate::carry::{ConsentString, CookieWrite, Stored, consent_cookie, cookie_values, hubspot_cookie, read};
use crate::config::Policy;
use crate::decision::{Act, ConsentId, ConsentState, Decision, Grants, Signal};
use crate::erase::{ErasePlan, Present};
use crate::time::Timestamp;

/// What the shell sees of one page view.
#[derive(Clone, Debug, Default)]
pub struct Visit<'a> {
    /// The time.
    pub now: Timestamp,
    /// The host name of the page, without a port.
    pub host: &'a str,
    /// Whether the page came over https, so that cookies can be `Secure`.
    pub https: bool,
    /// What is stored under our name.
    pub stored: Stored<'a>,
    /// Keys of `localStorage`, between tabs.
    pub local: &'a str,
    /// Keys of `sessionStorage`, between tabs.
    pub session: &'a str,
    /// The browser's standing wish.
    pub signal: Signal,
}

impl<'a> Visit<'a> {
    const fn present(&self) -> Present<'a> {
        Present {
            cookies: self.stored.cookies,
            local: self.local,
            session: self.session,
        }
    }
}

/// What must happen now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a plan does nothing until a shell carries it out"]
pub struct Plan<'a> {
    /// Where the visitor stands.
    pub state: ConsentState,
    /// What is granted from now on.
    pub grants: Grants,
    /// Whether the visitor must be asked.
    pub ask: bool,
    /// Cookies to write. The first, if any, is the consent cookie, and its value goes into the mirror too.
    pub write: Vec<CookieWrite>,
    /// What to erase, before anything is written: a name that is written may be among them.
    pub erase: ErasePlan<'a>,
}

/// Reads where the visitor stands, at the start of a page view.
///
/// A decision that holds is written again when the cookie and its mirror are not both exactly it.
pub fn arrive<'a>(policy: &Policy, visit: &Visit<'a>) -> Plan<'a> {
    arrived::<true>(policy, visit)
}

/// The same for a policy that is known to be opt-in without exemptions, so that a page of most sites has only the code
/// for that: nothing is granted before an answer, and no signal is needed for it.
pub fn arrive_where_asked<'a>(policy: &Policy, visit: &Visit<'a>) -> Plan<'a> {
    arrived::<false>(policy, visit)
}

fn arrived<'a, const REGIMES: bool>(policy: &Policy, visit: &Visit<'a>) -> Plan<'a> {
    let state = read(&visit.stored, policy, visit.now);
    match state {
        ConsentState::Decided(decision) => {
            let text = ConsentString::encode(&decision, policy);
            let mut cookies = cookie_values(visit.stored.cookies, policy.cookie());
            let whole =
                visit.stored.mirror == text && cookies.next() == Some(&text) && cookies.next().is_none();
            let write = if whole {
                Vec::new()
            } else {
                writes(&decision, &text, policy, visit)
            };
            decided(policy, visit, decision, write)
        }
        ConsentState::Expired { .. } => undecided::<REGIMES>(policy, visit, state, visit.present()),
        // What is there already may rest on an answer that still holds for most of the policy, or that can
        // no longer be read: it is held, but only an answer, or its end, erases.
        ConsentState::Unasked | ConsentState::Outdated { .. } => {
            undecided::<REGIMES>(policy, visit, state, Present::default())
        }
    }
}

fn undecided<'a, const REGIMES: bool>(
    policy: &Policy,
    visit: &Visit<'a>,
    state: ConsentState,
    present: Present<'a>,
) -> Plan<'a> {
    let grants = if REGIMES {
        visit.signal.default_grants(policy)
    } else {
        Grants::none()
    };
    let ask = (!REGIMES || policy.regime().asks()) && policy.switchable() > 0;
    Plan {
        state,
        grants,
        ask,
        write: Vec::new(),
        erase: ErasePlan::new(policy, &grants, &present),
    }
}

/// Begins a page view: what [`arrive`] reads, and where the browser's standing wish is an opt-out that is not yet
/// carried out, that as a decision of its own.
///
/// `new_id` counts when the visitor has no earlier decision that could be read; 16 fresh random bytes.
pub fn begin<'a>(policy: &Policy, visit: &Visit<'a>, new_id: ConsentId) -> Plan<'a> {
    let plan = arrive(policy, visit);
    let left = match &plan.state {
        ConsentState::Decided(decision) => visit.signal.leaves(policy, decision),
        _ => plan.grants,
    };
    let is_decided = matches!(plan.state, ConsentState::Decided(_)) && left == plan.grants;
    if is_decided || !visit.signal.opts_out(policy) {
        plan
    } else {
        decide(policy, visit, Act::Signal, left, new_id)
    }
}

/// Carries out an act of the visitor.
///
/// A yes to what the browser's standing wish denies becomes [`Act::Insisted`]: only such a one beats that wish.
/// `wish` counts for [`Act::Chosen`] and other acts that say neither all nor nothing. `new_id` counts when
/// the visitor has no earlier decision that could be read; 16 fresh random bytes.
pub fn decide<'a>(policy: &Policy, visit: &Visit<'a>, act: Act, wish: Grants, new_id: ConsentId) -> Plan<'a> {
    let grants = granted(policy, act, wish);
    let act = match act {
        Act::AcceptAll | Act::Chosen if visit.signal.insists(policy, &grants) => Act::Insisted,
        act => act,
    };
    carried(policy, visit, act, grants, new_id)
}

/// The same for a policy that is known to be opt-in, where a yes is one whatever the browser says besides.
pub fn decide_where_asked<'a>(
    policy: &Policy,
    visit: &Visit<'a>,
    act: Act,
    wish: Grants,
    new_id: ConsentId,
) -> Plan<'a> {
    carried(policy, visit, act, granted(policy, act, wish), new_id)
}

fn granted(policy: &Policy, act: Act, wish: Grants) -> Grants {
    match act {
        Act::AcceptAll => Grants::all(policy),
        act if act.denies_all() => Grants::none(),
        _ => wish,
    }
}

fn carried<'a>(policy: &Policy, visit: &Visit<'a>, act: Act, grants: Grants, new_id: ConsentId) -> Plan<'a> {
    let before = read(&visit.stored, policy, visit.now);
    let decision = Decision {
        grants,
        act,
        decided_at: visit.now,
        id: before.id().unwrap_or(new_id),
    };
    let text = ConsentString::encode(&decision, policy);
    let write = writes(&decision, &text, policy, visit);
    decided(policy, visit, decision, write)
}

fn decided<'a>(policy: &Policy, visit: &Visit<'a>, decision: Decision, write: Vec<CookieWrite>) -> Plan<'a> {
    let present = visit.present();
    let erase = if write.is_empty() {
        ErasePlan::new(policy, &decision.grants, &present)
    } else {
        ErasePlan::before_writing(policy, &decision.grants, &present)
    };
    Plan {
        state: ConsentState::Decided(decision),
        grants: decision.grants,
        ask: false,
        write,
        erase,
    }
}

fn writes(decision: &Decision, text: &str, policy: &Policy, visit: &Visit<'_>) -> Vec<CookieWrite> {
    let mut write = alloc::vec![consent_cookie(text, policy, visit.host, visit.https)];
    if policy.records_for_hubspot() {
        write.push(hubspot_cookie(&decision.grants, policy, visit.host, visit.https));
    }
    write
}
