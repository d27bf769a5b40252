//! The material content of a config: what a visitor is asked for, one fact a line.
//!
//! WIRE.md beside this crate's manifest says the same for other languages, under “Policy fingerprint”. What
//! is only wording, order, style or an address is not here, so that changing it asks nobody again.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use super::{
    CategoryId, Config, Declared, DeclaredService, Fingerprint, IabVendor, LegalBasis, Lifetime, Party, Role,
    Storage,
};
use crate::time::DAY;

/// The first word of every material content; another form would have another number.
const FORM: &str = "form 1";

impl Config {
    /// Returns the material content, one fact a line, in byte order.
    #[must_use]
    pub fn material(&self) -> Vec<String> {
        lines(&self.declared)
    }
}

pub(super) fn lines(declared: &Declared) -> Vec<String> {
    let mut lines = alloc::vec![
        FORM.into(),
        format!("regime {}", regime(declared)),
        format!(
            "lifetime {}",
            u64::from(declared.lifetime_days).saturating_mul(DAY)
        ),
    ];
    for controller in &declared.controllers {
        lines.push(format!("controller {} {}", controller.country, controller.name));
    }
    for category in &declared.categories {
        lines.push(format!("category {}", category.id));
    }
    for service in &declared.form.exempt {
        lines.push(format!("exempt {service} -"));
    }
    for service in &declared.services {
        of_service(service, &mut lines);
        // Only where a TC string says them are they asked for.
        if declared.iab.as_ref().is_some_and(|iab| iab.tcf.is_some()) {
            lines.extend(service.iab.as_ref().map(|vendor| of_vendor(service, vendor)));
        }
    }
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn of_service(service: &DeclaredService, lines: &mut Vec<String>) {
    let id = &service.id;
    lines.push(format!(
        "service {id} {} {} {}",
        service.category,
        basis(service.basis),
        role(service.role)
    ));
    lines.push(format!("provider {id} {}", service.provider.name));
    for country in &service.transfer {
        lines.push(format!("transfer {id} {country}"));
    }
    for cookie in &service.cookies {
        let rule = &cookie.rule;
        let (storage, party) = (storage(rule.storage), party(rule.party));
        let hidden = if rule.http_only { "hidden" } else { "open" };
        let lifetime = lifetime(rule.lifetime);
        lines.push(format!(
            "cookie {id} {storage} {party} {hidden} {lifetime} {}",
            rule.name.as_str()
        ));
    }
}

fn of_vendor(service: &DeclaredService, vendor: &IabVendor) -> String {
    let numbers = |set: &BTreeSet<u8>| match set.is_empty() {
        true => "-".into(),
        false => set.iter().map(u8::to_string).collect::<Vec<_>>().join(","),
    };
    format!(
        "vendor {} {} {} {} {}",
        service.id,
        vendor.id,
        numbers(&vendor.purposes),
        numbers(&vendor.legitimate_interest),
        numbers(&vendor.special_features),
    )
}

/// The first 48 bits of the SHA-256 over the lines, joined by line feeds.
pub(super) fn fingerprint(lines: &[String]) -> Fingerprint {
    let digest: [u8; 32] = Sha256::digest(lines.join("\n").as_bytes()).into();
    let [a, b, c, d, e, f, ..] = digest;
    Fingerprint::from_bytes([a, b, c, d, e, f])
}

const fn regime(declared: &Declared) -> &'static str {
    use super::Regime;
    match declared.regime {
        Regime::OptIn => "opt-in",
        Regime::OptOut => "opt-out",
        Regime::Notice => "notice",
    }
}

const fn basis(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "consent",
        LegalBasis::Contract => "contract",
        LegalBasis::LegalObligation => "legal-obligation",
        LegalBasis::LegitimateInterest => "legitimate-interest",
    }
}

const fn role(role: Option<Role>) -> &'static str {
    match role {
        None => "-",
        Some(Role::Processor) => "processor",
        Some(Role::Controller) => "controller",
        Some(Role::Joint) => "joint",
    }
}

const fn storage(storage: Storage) -> &'static str {
    match storage {
        Storage::Cookie => "cookie",
        Storage::Local => "local",
        Storage::Session => "session",
    }
}

const fn party(party: Party) -> &'static str {
    match party {
        Party::First => "first",
        Party::Third => "third",
    }
}

fn lifetime(lifetime: Lifetime) -> String {
    match lifetime {
        Lifetime::Session => "session".into(),
        Lifetime::Persistent => "persistent".into(),
        Lifetime::Seconds(secs) => format!("{secs}"),
    }
}

/// A line taken apart again: what it speaks of, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said<'a> {
    pub(super) about: About<'a>,
    pub(super) says: &'a str,
}

/// What a line speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About<'a> {
    Regime,
    Lifetime,
    Controller(&'a str),
    Category(&'a str),
    Service(&'a str),
    Cookie { service: &'a str, name: &'a str },
}

/// Takes a line apart; nothing for a line of another form.
pub(super) fn read(line: &str) -> Option<Said<'_>> {
    let (kind, rest) = line.split_once(' ')?;
    let about_service = || rest.split_once(' ').map(|(id, _)| About::Service(id));
    Some(match kind {
        "regime" => Said {
            about: About::Regime,
            says: rest,
        },
        "lifetime" => Said {
            about: About::Lifetime,
            says: rest,
        },
        "controller" => {
            let (country, name) = rest.split_once(' ')?;
            Said {
                about: About::Controller(name),
                says: country,
            }
        }
        "category" if CategoryId::parse(rest).is_ok() => Said {
            about: About::Category(rest),
            says: "",
        },
        "service" | "provider" | "transfer" | "vendor" | "exempt" => Said {
            about: about_service()?,
            says: line,
        },
        "cookie" => {
            let mut words = rest.splitn(6, ' ');
            let service = words.next()?;
            let name = words.nth(4)?;
            Said {
                about: About::Cookie { service, name },
                says: rest,
            }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_can_be_taken_apart() {
        let about = |line| read(line).map(|said| said.about);
        assert_eq!(about("regime opt-in"), Some(About::Regime));
        assert_eq!(
            about("controller SE Exempel & Co AB"),
            Some(About::Controller("Exempel & Co AB"))
        );
        assert_eq!(
            about("provider chat Exempel & Co AB"),
            Some(About::Service("chat"))
        );
        assert_eq!(about("vendor chat 755 1,2 - -"), Some(About::Service("chat")));
        let cookie = About::Cookie {
            service: "chat",
            name: "a b",
        };
        assert_eq!(about("cookie chat local first open persistent a b"), Some(cookie));
        for line in ["", "form 1", "cookie chat", "category A", "service x"] {
            assert_eq!(about(line), None, "{line}");
        }
    }
}
