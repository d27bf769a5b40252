//! The policy as the engine reads it: short lines instead of a general format, so that reading it costs
//! the page a few hundred bytes of code; and without what third parties store, which no page can reach.
//!
//! ```text
//! policy  = fingerprint LF regime LF max-age LF cookie LF shared LF hubspot LF categories *( LF service )
//! regime  = "i" opt-in / "o" opt-out / "n" notice
//! max-age = seconds
//! shared  = domains between spaces
//! hubspot = "h" / ""
//! categories = names between spaces, "necessary" first
//! service = "S" category-index " " name *( LF rule )
//! rule    = storage hidden lifetime " " name
//! storage = "c" cookie / "l" local storage / "s" session storage
//! hidden  = "h" hidden from scripts / "-"
//! lifetime = seconds / "s" session / "p" persistent
//! ```

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{
    Category, CookieRule, Fingerprint, Host, Lifetime, NamePattern, Party, Policy, PolicyParts, Regime,
    Service, Storage,
};
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
            parts.max_age.to_string(),
            parts.cookie.clone(),
            shared.join(" "),
            if parts.hubspot { "h" } else { "" }.to_string(),
            categories.join(" "),
        ];
        for service in &parts.services {
            lines.push(alloc::format!("S{} {}", service.category, service.id));
            lines.extend(
                service
                    .cookies
                    .iter()
                    .filter(|rule| rule.party == Party::First)
                    .map(rule_line),
            );
        }
        lines.join("\n")
    }

    /// Reads the compact form; nothing when a line is missing or wrong, or the parts do not hold together.
    #[must_use]
    pub fn from_compact(text: &str) -> Option<Self> {
        let mut lines = pieces(text, b'\n');
        let fingerprint = Fingerprint::parse(lines.next()?)?;
        let regime = match lines.next()? {
            "i" => Regime::OptIn,
            "o" => Regime::OptOut,
            "n" => Regime::Notice,
            _ => return None,
        };
        let max_age = u32::try_from(number(lines.next()?)?).ok()?;
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
            match head.strip_prefix('S') {
                Some(category) => services.push(Service::new(name, number(category)?.try_into().ok()?).ok()?),
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

/// Reads a decimal number; also of the requests that the engine gets.
#[must_use]
pub fn number(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    text.bytes().try_fold(0u64, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        // Fifteen digits are far from the end of 64 bits.
        (digit < 10).then(|| number.wrapping_mul(10).wrapping_add(digit.into()))
    })
}

fn rule_line(rule: &CookieRule) -> String {
    let storage = match rule.storage {
        Storage::Cookie => 'c',
        Storage::Local => 'l',
        Storage::Session => 's',
    };
    let hidden = if rule.http_only { 'h' } else { '-' };
    let lifetime = match rule.lifetime {
        Lifetime::Session => "s".to_string(),
        Lifetime::Persistent => "p".to_string(),
        Lifetime::Seconds(secs) => secs.to_string(),
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
            "s" => Lifetime::Session,
            "p" => Lifetime::Persistent,
            secs => Lifetime::Seconds(number(secs)?),
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
        service.cookies = ["c-63072000 _ga", "chs _x y", "l-p keys*"].map(rule).to_vec();
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
