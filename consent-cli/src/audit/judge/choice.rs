//! The banner itself: whether no is as easy as yes, and whether there is a way back.

use super::{AuditedSite, Finding, Rule, Severity};
use crate::audit::banners::{BannerSeen, ButtonSeen};
use crate::audit::seen::{Phase, WayBack};

/// What is less than this part of the other is less; label lengths differ between languages.
const MUCH: f64 = 0.8;
/// The same for what does not depend on the label.
const LITTLE: f64 = 0.9;
/// The least contrast of words (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;

pub(super) fn judge(site: &AuditedSite, others: &[Finding]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let first = site
        .seen
        .pages
        .first()
        .map(|page| page.url.clone())
        .unwrap_or_default();
    let Some(system) = site.seen.system else {
        let needs_one = others
            .iter()
            .any(|one| one.rule != Rule::Undeclared && one.severity == Severity::Error);
        let message =
            "no banner of a known system was found, so that only what happens without a choice was looked at";
        let finding = Finding::new(
            Rule::NoBanner,
            Some(Phase::Before),
            &first,
            "banner",
            message.into(),
        );
        findings.push(if needs_one {
            finding
        } else {
            finding.with_severity(Severity::Note)
        });
        return findings;
    };
    for page in &site.seen.pages {
        if let Some(banner) = &page.banner {
            findings.extend(weighed(banner, &page.url, &system.name));
        }
        if page.way_back == Some(WayBack::None) {
            let message = format!(
                "after a yes, nothing that can be seen on the page leads back to the choices of {}: add a link or a button to every page",
                system.name
            );
            let finding = Finding::new(
                Rule::NoWayBack,
                Some(Phase::Accept),
                &page.url,
                "way back",
                message,
            );
            findings.push(finding.by(Some(&system.id), &system.name));
        }
    }
    for seen in &site.seen.phases {
        if let Some(why) = &seen.obstacle {
            let message = format!(
                "{} was found, but {}: {why}; that phase was not looked at",
                system.name,
                seen.phase.title()
            );
            let finding = Finding::new(Rule::NotAnswered, Some(seen.phase), &first, "banner", message);
            findings.push(finding.by(Some(&system.id), &system.name));
        }
    }
    findings
}

fn weighed(banner: &BannerSeen, page: &str, system: &str) -> Option<Finding> {
    let accept = banner.accept.as_ref()?;
    let Some(reject) = &banner.reject else {
        let message = format!(
            "the first layer of {system} has “{}” and no button that rejects everything: show one beside it, made alike",
            accept.words
        );
        let finding = Finding::new(
            Rule::RejectNotOnFirstLayer,
            Some(Phase::Before),
            page,
            "reject",
            message,
        );
        return Some(finding.by(None, &system));
    };
    let less = less(accept, reject);
    (!less.is_empty()).then(|| {
        let message = format!(
            "“{}” is less prominent than “{}”: {}; give both the same size, weight and colours",
            reject.words,
            accept.words,
            less.join(", ")
        );
        Finding::new(
            Rule::RejectLessProminent,
            Some(Phase::Before),
            page,
            "reject",
            message,
        )
        .by(None, &system)
    })
}

/// In what the one is less than the other.
fn less(accept: &ButtonSeen, reject: &ButtonSeen) -> Vec<String> {
    let mut less = Vec::new();
    let mut when = |is: bool, what: String| {
        if is {
            less.push(what);
        }
    };
    when(
        accept.in_window && !reject.in_window,
        "it has to be scrolled to".into(),
    );
    when(
        reject.area() < accept.area() * MUCH,
        format!(
            "its area is {:.0} against {:.0} square pixels",
            reject.area(),
            accept.area()
        ),
    );
    when(
        reject.font_size < accept.font_size * LITTLE,
        format!(
            "its letters have {:.0} against {:.0} pixels",
            reject.font_size, accept.font_size
        ),
    );
    when(
        reject.font_weight < accept.font_weight * LITTLE,
        format!(
            "its letters have the weight {:.0} against {:.0}",
            reject.font_weight, accept.font_weight
        ),
    );
    when(
        reject.surface_contrast < accept.surface_contrast * LITTLE,
        format!(
            "it stands out from what is around it by {:.1}:1 against {:.1}:1",
            reject.surface_contrast, accept.surface_contrast
        ),
    );
    when(
        reject.text_contrast < READABLE && reject.text_contrast < accept.text_contrast * LITTLE,
        format!(
            "its words have a contrast of {:.1}:1 against {:.1}:1",
            reject.text_contrast, accept.text_contrast
        ),
    );
    less
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(words: &str) -> ButtonSeen {
        ButtonSeen {
            words: words.into(),
            width: 120.0,
            height: 44.0,
            font_size: 16.0,
            font_weight: 600.0,
            text_contrast: 7.0,
            surface_contrast: 8.0,
            in_window: true,
        }
    }

    fn banner(reject: Option<ButtonSeen>) -> BannerSeen {
        BannerSeen {
            accept: Some(button("Accept all")),
            reject,
            settings: None,
        }
    }

    #[test]
    fn a_no_that_is_made_alike_is_fine() {
        let mut longer = button("Reject everything");
        longer.width = 140.0;
        assert_eq!(weighed(&banner(Some(longer)), "p", "x"), None);
    }

    #[test]
    fn a_no_that_is_hidden_or_paler_is_told() {
        let rule = |reject: Option<ButtonSeen>| weighed(&banner(reject), "p", "x").unwrap().rule;
        assert_eq!(rule(None), Rule::RejectNotOnFirstLayer);
        let mut link = button("Reject");
        link.surface_contrast = 1.0;
        assert_eq!(rule(Some(link)), Rule::RejectLessProminent);
        let mut small = button("Reject");
        (small.width, small.font_size) = (60.0, 11.0);
        let found = weighed(&banner(Some(small)), "p", "x").unwrap();
        assert!(
            found.message.contains("area") && found.message.contains("letters"),
            "{}",
            found.message
        );
    }
}
