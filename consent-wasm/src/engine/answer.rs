//! What the page must do, one thing a line, first character says what.
//!
//! ```text
//! s<state>       unasked, decided, expired or outdated
//! v<string>      the consent string that holds now; it goes into the mirror
//! g<name>        a category or service that is granted while nothing is decided
//! q              ask the visitor
//! c<assignment>  write this, to end a cookie
//! w<assignment>  write this cookie
//! l<key>         remove from local storage
//! k<key>         remove from session storage
//! ```

use alloc::string::String;

use consent_core::carry::ConsentString;
use consent_core::config::Policy;
use consent_core::decision::ConsentState;
use consent_core::erase::expiring_assignments;
use consent_core::visit::Plan;

use super::Request;

/// Writes a plan as lines.
#[must_use]
pub fn lines(plan: &Plan<'_>, policy: &Policy, request: &Request<'_>) -> String {
    let mut text = String::new();
    let mut line = |mark: &str, content: &str| {
        text.push_str(mark);
        text.push_str(content);
        text.push('\n');
    };
    line(
        "s",
        match plan.state {
            ConsentState::Unasked => "unasked",
            ConsentState::Decided(_) => "decided",
            ConsentState::Expired { .. } => "expired",
            ConsentState::Outdated { .. } => "outdated",
        },
    );
    match &plan.state {
        ConsentState::Decided(decision) => line("v", &ConsentString::encode(decision, policy)),
        _ => {
            for (index, category) in policy.categories().iter().enumerate() {
                if plan.grants.allows_category(index) {
                    line("g", category.id.as_str());
                }
            }
            for (index, service) in policy.services().iter().enumerate() {
                if plan.grants.allows_service(policy, index) {
                    line("g", service.id.as_str());
                }
            }
        }
    }
    if plan.ask {
        line("q", "");
    }
    for name in &plan.erase.cookies {
        for assignment in expiring_assignments(name, request.visit.host, request.path, request.secure_context)
        {
            line("c", &assignment);
        }
    }
    for write in &plan.write {
        line("w", &write.assignment);
    }
    for (mark, keys) in [("l", &plan.erase.local), ("k", &plan.erase.session)] {
        for key in keys {
            line(mark, key);
        }
    }
    text
}
