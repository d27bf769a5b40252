//! The policy as the engine reads it: short lines instead of a general format, so that reading it costs
//! the page a few hundred bytes of code; and without the rules that can decide no erasure in a page.
//!
//! ```text
//! policy  = fingerprint LF regime LF max-age LF cookie LF shared LF hubspot LF categories *( LF service )
//! regime  = "i" opt-in / "o" opt-out / "n" notice
//! max-age = seconds in base 36
//! shared  = domains between spaces
//! hubspot = "h" / ""
//! categories = names between spaces, "necessary" first
//! service = kind category-index-in-base-36 " " name *( LF rule )
//! kind    = "S" / "E" runs until the visitor objects
//! rule    = storage hidden lifetime " " name
//! storage = "c" cookie / "l" local storage / "s" session storage
//! hidden  = "h" hidden from scripts / "-"
//! lifetime = seconds in base 36 / "." session / "*" persistent
//! ```

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{
    Category, CookieRule, Fingerprint, Host, Lifetime, NamePattern, Party, Policy, PolicyParts, Regime,
    Service, Storage,
};
use crate::base36;
use crate::pieces::{cut, pieces};

impl Policy {
    /// Writes the compact form.
    #[must_use]
    pub fn to_compact(&self) -> String {
        let parts = PolicyParts::from(self.clone());
        let regime = match parts.regime {
            Regime::OptIn => "i",
            Regime::OptOut => "o",
            Regime::Notice => "n",
        };
        let shared: Vec<&str> = parts.shared_domains.iter().map(Host::as_str).collect();
        let categories: Vec<&str> = parts
            .categories
            .iter()
            .map(|category| category.id.as_str())
            .collect();
        let mut lines = alloc::vec![
            parts.fingerprint.to_string(),
            regime.to_string(),
            in_base36(parts.max_age.into()),
            parts.cookie.clone(),
            shared.join(" "),
            if parts.hubspot { "h" } else { "" }.to_string(),
            categories.join(" "),
        ];
        for service in &parts.services {
            lines.push(alloc::format!(
                "{}{} {}",
                if service.exempt { "E" } else { "S" },
                in_base36(service.category.into()),
                service.id
            ));
            let needed = |rule: &&CookieRule| decides_an_erasure(rule, service, &parts.services);
            lines.extend(service.cookies.iter().filter(needed).map(rule_line));
        }
        lines.join("\n")
    }

    /// Reads the compact form; nothing when a line is missing or wrong, or the parts do not hold together.
    #[must_use]
    pub fn from_compact(text: &str) -> Option<Self> {
        Self::read_compact::<true>(text)
    }

    /// The same for a policy that is opt-in without exemptions; any other is nothing.
    #[must_use]
    pub fn from_compact_where_asked(text: &str) -> Option<Self> {
        Self::read_compact::<false>(text)
    }

    fn read_compact<const REGIMES: bool>(text: &str) -> Option<Self> {
        let mut lines = pieces(text, b'\n');
        let fingerprint = Fingerprint::parse(lines.next()?)?;
        let regime = match lines.next()? {
            "i" => Regime::OptIn,
            "o" if REGIMES => Regime::OptOut,
            "n" if REGIMES => Regime::Notice,
            _ => return None,
        };
        let max_age = u32::try_from(base36::decode(lines.next()?)?).ok()?;
        let cookie = lines.next()?.into();
        let shared = words(lines.next()?)
            .map(|domain| Host::from_ascii(domain.into()))
            .collect();
        let hubspot = lines.next()? == "h";
        let mut categories = Vec::new();
        for name in words(lines.next()?) {
            categories.push(Category::new(name).ok()?);
        }
        let mut services: Vec<Service> = Vec::new();
        for line in lines {
            let (head, name) = cut(line, b' ')?;
            let exempt = head.strip_prefix('E').filter(|_| REGIMES);
            match head.strip_prefix('S').or(exempt) {
                Some(category) => {
                    let mut service = Service::new(name, base36::decode(category)?.try_into().ok()?).ok()?;
                    service.exempt = exempt.is_some();
                    services.push(service);
                }
                None => services.last_mut()?.cookies.push(rule(head, name)?),
            }
        }
        let parts = PolicyParts {
            fingerprint,
            regime,
            max_age,
            cookie,
            shared_domains: shared,
            hubspot,
            categories,
            services,
        };
        Self::new(parts).ok()
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    pieces(line, b' ').filter(|word| !word.is_empty())
}

/// Tells whether the page needs a rule to know what to erase. It reaches nothing of third parties; and what is
/// necessary stays without a rule, unless another service's rule covers the same name.
fn decides_an_erasure(rule: &CookieRule, of: &Service, services: &[Service]) -> bool {
    let could_clash = |other: &Service| {
        let covers = |one: &CookieRule| one.storage == rule.storage && one.name.covers(rule.name.as_str());
        other.category != 0 && (rule.name.is_glob() || other.cookies.iter().any(covers))
    };
    rule.party == Party::First && (of.category != 0 || services.iter().any(could_clash))
}

fn in_base36(number: u64) -> String {
    let mut text = String::new();
    base36::push(&mut text, number);
    text
}

fn rule_line(rule: &CookieRule) -> String {
    let storage = match rule.storage {
        Storage::Cookie => 'c',
        Storage::Local => 'l',
        Storage::Session => 's',
    };
    let hidden = if rule.http_only { 'h' } else { '-' };
    let lifetime = match rule.lifetime {
        Lifetime::Session => ".".to_string(),
        Lifetime::Persistent => "*".to_string(),
        Lifetime::Seconds(secs) => in_base36(secs),
    };
    alloc::format!("{storage}{hidden}{lifetime} {}", rule.name.as_str())
}

fn rule(head: &str, name: &str) -> Option<CookieRule> {
    let (marks, lifetime) = head.split_at_checked(2)?;
    let [storage, hidden] = *marks.as_bytes() else {
        return None;
    };
    Some(CookieRule {
        name: NamePattern::parse(name).ok()?,
        storage: match storage {
            b'c' => Storage::Cookie,
            b'l' => Storage::Local,
            b's' => Storage::Session,
            _ => return None,
        },
        party: Party::First,
        http_only: hidden == b'h',
        lifetime: match lifetime {
            "." => Lifetime::Session,
            "*" => Lifetime::Persistent,
            secs => Lifetime::Seconds(base36::decode(secs)?),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        let rule = |text: &str| {
            let (head, name) = text.split_once(' ').unwrap();
            rule(head, name).unwrap()
        };
        let mut service = Service::new("google-analytics", 1).unwrap();
        service.cookies = ["c-11jv40 _ga", "ch. _x y", "l-* keys*"].map(rule).to_vec();
        Policy::new(PolicyParts {
            categories: alloc::vec![Category::necessary(), Category::new("analytics").unwrap()],
            services: alloc::vec![service],
            hubspot: true,
            ..PolicyParts::default()
        })
        .unwrap()
    }

    #[test]
    fn reads_what_it_wrote() {
        let policy = policy();
        assert_eq!(Policy::from_compact(&policy.to_compact()), Some(policy));
    }

    #[test]
    fn of_what_is_necessary_only_what_another_rule_covers_too_comes_along() {
        let service = |id: &str, category, rules: &[&str]| {
            let mut service = Service::new(id, category).unwrap();
            let split = |text: &&str| {
                text.split_once(' ')
                    .map(|(head, name)| rule(head, name).unwrap())
                    .unwrap()
            };
            service.cookies = rules.iter().map(split).collect();
            service
        };
        let necessary = [
            "c-. session_own",
            "c-. __cf_bm",
            "l-* session_own",
            "c-. cf_chl_*",
        ];
        let policy = Policy::new(PolicyParts {
            categories: alloc::vec![Category::necessary(), Category::new("analytics").unwrap()],
            services: alloc::vec![service("a", 1, &["c-. session_*"]), service("b", 0, &necessary)],
            ..PolicyParts::default()
        })
        .unwrap();
        let compact = Policy::from_compact(&policy.to_compact()).unwrap();
        let names = |service: usize| {
            compact.services()[service]
                .cookies
                .iter()
                .map(|rule| rule.name.as_str())
        };
        assert_eq!(names(0).collect::<Vec<_>>(), ["session_*"]);
        assert_eq!(names(1).collect::<Vec<_>>(), ["session_own", "cf_chl_*"]);
    }

    #[test]
    fn what_third_parties_store_stays_behind() {
        let mut parts = PolicyParts::from(policy());
        parts.services[0].cookies[0].party = Party::Third;
        let policy = Policy::new(parts).unwrap();
        assert_eq!(
            Policy::from_compact(&policy.to_compact()).unwrap().services()[0]
                .cookies
                .len(),
            2
        );
    }

    #[test]
    fn every_line_cut_or_broken_is_refused_or_another_sound_policy() {
        let text = policy().to_compact();
        for end in 0..text.len() {
            if let Some(policy) = Policy::from_compact(&text[..end]) {
                assert_eq!(policy.to_compact().trim_end(), text[..end].trim_end());
            }
        }
        assert_eq!(Policy::from_compact(&text.replace("\nS1", "\nS9")), None);
        assert_eq!(Policy::from_compact(&text.replace("c-", "x-")), None);
        assert_eq!(Policy::from_compact(&text.replace("necessary", "other")), None);
    }
}
