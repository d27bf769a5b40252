//! A service of both a group and a site: the site's facts on top of the group's.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::check::is_longer;
use super::super::draft::{CookieDraft, ServiceDraft, ServiceParts};
use super::super::loose::Loose;
use super::super::place::{Faults, Place};
use super::super::{CategoryId, Lifetime};
use super::{all, both};

pub(super) fn id_of(service: &Loose<ServiceDraft>) -> Option<&str> {
    match service.read()? {
        ServiceDraft::Named(name) => Some(name),
        ServiceDraft::Described(parts) => parts.from.read().or(parts.id.read()).map(String::as_str),
    }
}

pub(super) fn parts_of(service: &ServiceDraft) -> ServiceParts {
    match service {
        ServiceDraft::Named(name) => ServiceParts {
            from: Loose::Read(name.clone()),
            ..ServiceParts::default()
        },
        ServiceDraft::Described(parts) => (**parts).clone(),
    }
}

/// What the site says of a service, and what the base says where the site is silent.
pub(super) fn overlay(
    own: ServiceParts,
    base: ServiceParts,
    place: &Place,
    faults: &mut Faults,
) -> ServiceParts {
    let is_necessary = |category: &Loose<String>| category.read().map(|id| id == CategoryId::NECESSARY);
    if is_necessary(&own.category) == Some(true) && is_necessary(&base.category) == Some(false) {
        let reason = "the config that this one extends asks for consent to this service";
        faults.add(&place.key("category"), reason, "remove it");
    }
    if !own.exempt.is_absent() && base.exempt.is_absent() {
        let reason = "the config that this one extends asks for consent to this service everywhere";
        faults.add(&place.key("exempt"), reason, "remove it");
    }
    ServiceParts {
        from: own.from.or(base.from),
        id: own.id.or(base.id),
        name: own.name.or(base.name),
        provider: own.provider.or(base.provider),
        category: own.category.or(base.category),
        basis: own.basis.or(base.basis),
        role: own.role.or(base.role),
        purpose: own.purpose.or(base.purpose),
        transfer: both(own.transfer, base.transfer, texts_of_both),
        hosts: both(own.hosts, base.hosts, texts_of_both),
        embed: own.embed.or(base.embed),
        iab: own.iab.or(base.iab),
        exempt: own.exempt.or(base.exempt),
        cookies: both(own.cookies, base.cookies, |own, base| {
            cookies(own, base, &place.key("cookies"), faults)
        }),
        unknown: all(own.unknown, base.unknown),
    }
}

/// The site's entries first, so that their places stay theirs.
fn texts_of_both(mut own: Vec<Loose<String>>, base: Vec<Loose<String>>) -> Vec<Loose<String>> {
    for text in base {
        if !own
            .iter()
            .any(|own| own.read().is_some() && own.read() == text.read())
        {
            own.push(text);
        }
    }
    own
}

fn cookies(
    own: Vec<Loose<CookieDraft>>,
    base: Vec<Loose<CookieDraft>>,
    place: &Place,
    faults: &mut Faults,
) -> Vec<Loose<CookieDraft>> {
    let is_same = |own: &CookieDraft, base: &Loose<CookieDraft>| {
        let storage = |cookie: &CookieDraft| cookie.storage.read().copied().unwrap_or_default();
        let party = |cookie: &CookieDraft| cookie.party.read().copied().unwrap_or_default();
        base.read().is_some_and(|base| {
            own.name.read().is_some()
                && own.name.read() == base.name.read()
                && (own.storage.is_absent() || storage(own) == storage(base))
                && (own.party.is_absent() || party(own) == party(base))
        })
    };
    let mut rest = base;
    let mut joined = Vec::new();
    for (index, cookie) in own.into_iter().enumerate() {
        let at = cookie
            .read()
            .and_then(|cookie| rest.iter().position(|base| is_same(cookie, base)));
        let place = place.index(index).key("lifetime");
        joined.push(match at {
            Some(at) => both(cookie, rest.remove(at), |own, base| {
                cookie_of_both(own, base, &place, faults)
            }),
            None => cookie,
        });
    }
    joined.extend(rest);
    joined
}

fn cookie_of_both(own: CookieDraft, base: CookieDraft, place: &Place, faults: &mut Faults) -> CookieDraft {
    let lifetime = |cookie: &CookieDraft| cookie.lifetime.read().and_then(|text| Lifetime::parse(text).ok());
    if let (Some(site), Some(group)) = (lifetime(&own), lifetime(&base))
        && is_longer(site, group)
    {
        let reason = format!("is longer than the “{group}” of the config that this one extends");
        faults.add(place, reason, format!("remove it, or write “{group}” or less"));
    }
    CookieDraft {
        name: own.name.or(base.name),
        purpose: own.purpose.or(base.purpose),
        lifetime: own.lifetime.or(base.lifetime),
        storage: own.storage.or(base.storage),
        party: own.party.or(base.party),
        http_only: own.http_only.or(base.http_only),
        unknown: all(own.unknown, base.unknown),
    }
}
