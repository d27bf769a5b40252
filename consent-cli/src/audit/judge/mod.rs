//! From what was seen to what is wrong with it.
//!
//! *Takes* an [`Observation`], the catalogue, and what the site declares where anybody knows.
//! *Gives* [`Finding`]s, each with its rule, where, what, who made it happen, and how to mend it.
//! *Never* looks at a clock, a file or a browser; the same observation always has the same findings.

mod choice;

mod declared;
pub(crate) use declared::Declared;

mod finding;
pub(crate) use finding::{Finding, Severity};

mod markup;

mod requested;

mod rule;
pub(crate) use rule::Rule;

#[cfg(test)]
mod sample;

mod stored;

mod unseen;

mod whose;
pub(crate) use whose::{Standing, Whose};

use consent_core::catalogue::Catalogue;

use super::seen::{Observation, Request, Stored};

/// What an audit has found, on all sites.
#[derive(Debug)]
pub(crate) struct Audit {
    /// In the order in which they were named.
    pub(crate) sites: Vec<AuditedSite>,
    /// The worst first.
    pub(crate) findings: Vec<Finding>,
}

impl Audit {
    /// How many findings are that bad.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|one| one.severity == severity)
            .count()
    }
}

/// One site with everything known of what was seen there.
#[derive(Debug)]
pub(crate) struct AuditedSite {
    pub(crate) seen: Observation,
    /// Where the declared policy came from; nothing when there was none.
    pub(crate) declared: Option<Declared>,
    pub(crate) stored: Vec<(Stored, Whose)>,
    pub(crate) requests: Vec<(Request, Whose)>,
}

/// Judges a site.
pub(crate) fn judge(sites: Vec<(Observation, Option<Declared>)>) -> Audit {
    let catalogue = Catalogue::built_in();
    let mut findings = Vec::new();
    let sites = sites
        .into_iter()
        .map(|(seen, declared)| {
            let site = classify(&catalogue, seen, declared);
            let mut of_site = stored::judge(&site);
            of_site.extend(requested::judge(&site));
            of_site.extend(markup::judge(&site, &catalogue));
            of_site.extend(choice::judge(&site, &of_site));
            of_site.extend(unseen::judge(&site, &catalogue));
            for finding in of_site {
                if !findings.iter().any(|known: &Finding| known.is_same(&finding)) {
                    findings.push(finding);
                }
            }
            site
        })
        .collect();
    findings.sort_by_key(|one| one.severity);
    Audit { sites, findings }
}

fn classify(catalogue: &Catalogue, mut seen: Observation, declared: Option<Declared>) -> AuditedSite {
    let judge = whose::Classifier::new(catalogue, &seen, declared.as_ref());
    let requests: Vec<_> = std::mem::take(&mut seen.requests)
        .into_iter()
        .map(|request| {
            let whose = judge.request(&request.url);
            (request, whose)
        })
        .collect();
    let found = judge.found(&requests);
    let stored = std::mem::take(&mut seen.stored)
        .into_iter()
        .map(|stored| {
            let whose = judge.stored(&stored, &found);
            (stored, whose)
        })
        .collect();
    AuditedSite {
        seen,
        declared,
        stored,
        requests,
    }
}
