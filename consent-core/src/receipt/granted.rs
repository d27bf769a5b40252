//! Grants under a policy as names, so that a record can be read without the policy.

use alloc::collections::BTreeMap;

use crate::config::{CategoryId, Policy, ServiceId};
use crate::decision::Grants;

/// Every category: granted or denied.
pub(super) fn categories(policy: &Policy, grants: &Grants) -> BTreeMap<CategoryId, bool> {
    let all = policy.categories().iter().enumerate();
    all.map(|(index, category)| (category.id.clone(), grants.allows_category(index)))
        .collect()
}

/// The services that were answered otherwise than their category.
pub(super) fn exceptions(policy: &Policy, grants: &Grants) -> BTreeMap<ServiceId, bool> {
    let all = policy.services().iter().enumerate();
    all.filter(|(index, _)| grants.is_exception(*index))
        .map(|(index, service)| (service.id.clone(), grants.allows_service(policy, index)))
        .collect()
}
