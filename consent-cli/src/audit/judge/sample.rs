//! Observations made up for tests of the rules.

use consent_core::catalogue::Catalogue;
use consent_core::config::Lifetime;

use super::{AuditedSite, Declared, Finding, classify};
use crate::audit::seen::{Entry, Initiator, Observation, Phase, PhaseSeen, Request, Shelf, Stored};

pub(super) fn site(stored: Vec<Stored>, requests: Vec<Request>, declared: Option<&str>) -> AuditedSite {
    let seen = Observation {
        origin: "https://shop.se".into(),
        host: "shop.se".into(),
        system: None,
        pages: Vec::new(),
        phases: vec![PhaseSeen {
            phase: Phase::Withdraw,
            took: 0,
            views: Vec::new(),
            obstacle: None,
            reloaded_itself: false,
        }],
        requests,
        stored,
        elements: Vec::new(),
        policy: None,
    };
    let declared = declared.map(|text| Declared::from_json(text).unwrap());
    classify(&Catalogue::built_in(), seen, declared)
}

pub(super) fn stored(phase: Phase, name: &str) -> Stored {
    Stored {
        phase,
        page: "https://shop.se/".into(),
        entry: Entry {
            shelf: Shelf::Cookie,
            name: name.into(),
            domain: "shop.se".into(),
            path: "/".into(),
            http_only: false,
            secure: false,
            lifetime: Lifetime::Session,
        },
        longest: None,
        initiator: Initiator::default(),
        at: 0,
        written: true,
        seen_kept: true,
        kept: true,
    }
}

pub(super) fn request(phase: Phase, url: &str) -> Request {
    Request {
        phase,
        page: "https://shop.se/".into(),
        url: url.into(),
        method: "GET".into(),
        resource: "script".into(),
        initiator: Initiator::default(),
        at: 0,
        on_new_page: true,
    }
}

pub(super) fn rules(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|one| one.rule.name()).collect()
}
