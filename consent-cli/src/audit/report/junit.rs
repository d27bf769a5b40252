//! The audit as JUnit's XML: a test for every rule on every site, so that a build server counts what passed too.

use std::fmt::Write as _;

use crate::audit::judge::{Audit, Finding, Rule, Severity};
use crate::audit::seen::Phase;

/// Writes it; a finding that is at least `fails` bad fails its test.
pub(crate) fn junit(audit: &Audit, fails: Option<Severity>) -> String {
    let is_failure = |finding: &&Finding| fails.is_some_and(|least| finding.severity <= least);
    let failed = |origin: &str, rule: Rule| -> Vec<&Finding> {
        let of = audit
            .findings
            .iter()
            .filter(|one| one.rule == rule && one.page.starts_with(origin));
        of.filter(is_failure).collect()
    };
    let mut text =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"consent audit\">\n");
    for site in &audit.sites {
        let origin = &site.seen.origin;
        let failures = Rule::ALL
            .iter()
            .filter(|rule| !failed(origin, **rule).is_empty())
            .count();
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\">",
            escape(origin),
            Rule::ALL.len()
        );
        for rule in Rule::ALL {
            let _ = write!(
                text,
                "    <testcase classname=\"{}\" name=\"{}\"",
                escape(origin),
                rule.name()
            );
            let findings = failed(origin, rule);
            if findings.is_empty() {
                text.push_str("/>\n");
                continue;
            }
            let _ = write!(text, ">\n      <failure message=\"{}\">", escape(rule.title()));
            for finding in findings {
                let phase = finding.phase.map_or("", Phase::title);
                let line = format!(
                    "{} {phase}, {}: {} [{}]\n",
                    finding.subject, finding.page, finding.message, finding.initiator
                );
                text.push_str(&escape(&line));
            }
            text.push_str("</failure>\n    </testcase>\n");
        }
        text.push_str("  </testsuite>\n");
    }
    text + "</testsuites>\n"
}

/// Text that may stand in XML, in an attribute too; what XML 1.0 has no place for is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_site_says_stays_text() {
        assert_eq!(
            escape("<a href=\"x\">&\u{1}\n"),
            "&lt;a href=&quot;x&quot;&gt;&amp;\n"
        );
        let none = Audit {
            sites: Vec::new(),
            findings: Vec::new(),
        };
        assert!(
            junit(&none, Some(Severity::Error))
                .ends_with("<testsuites name=\"consent audit\">\n</testsuites>\n")
        );
    }
}
