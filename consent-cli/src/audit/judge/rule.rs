//! The rules by which a site is judged, each with where it is from.

use serde::Serialize;

use super::Severity;

/// What is looked for. `docs/audit.md` explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Rule {
    /// Something was stored before anybody answered.
    StoredBeforeChoice,
    /// Somebody was asked before anybody answered.
    RequestedBeforeChoice,
    /// A pixel that only browsers without scripts load, and that nobody can refuse.
    PixelWithoutScripts,
    /// The browser connects to somebody in advance.
    ConnectsBeforeChoice,
    /// Something is stored or asked for though everything was refused.
    SurvivesRefusal,
    /// Something is stored or asked for though everything was taken back.
    SurvivesWithdrawal,
    /// Something is stored or asked for though the browser says Global Privacy Control.
    IgnoresGpc,
    /// What is stored or asked for is in no declaration.
    Undeclared,
    /// It asks to live longer than the declaration says.
    LongerThanDeclared,
    /// It is declared, and nobody has seen it.
    NeverSeen,
    /// The first layer has a yes and no no.
    RejectNotOnFirstLayer,
    /// The no is smaller or paler than the yes.
    RejectLessProminent,
    /// Nothing on the page leads back to the choices.
    NoWayBack,
    /// There is no banner that is known.
    NoBanner,
    /// There is a banner, and it could not be answered.
    NotAnswered,
    /// Nobody knows what the site declares.
    NothingDeclared,
}

impl Rule {
    /// All of them, in the order in which they are explained.
    pub(crate) const ALL: [Self; 16] = [
        Self::StoredBeforeChoice,
        Self::RequestedBeforeChoice,
        Self::PixelWithoutScripts,
        Self::ConnectsBeforeChoice,
        Self::SurvivesRefusal,
        Self::SurvivesWithdrawal,
        Self::IgnoresGpc,
        Self::Undeclared,
        Self::LongerThanDeclared,
        Self::NeverSeen,
        Self::RejectNotOnFirstLayer,
        Self::RejectLessProminent,
        Self::NoWayBack,
        Self::NoBanner,
        Self::NotAnswered,
        Self::NothingDeclared,
    ];

    /// Its name in reports.
    pub(crate) const fn name(self) -> &'static str {
        self.told().0
    }

    /// What it says, for people.
    pub(crate) const fn title(self) -> &'static str {
        self.told().1
    }

    /// Where it is from.
    pub(crate) const fn source(self) -> &'static str {
        self.told().2
    }

    /// How bad it is where nothing speaks for less.
    pub(crate) const fn severity(self) -> Severity {
        match self {
            Self::ConnectsBeforeChoice | Self::RejectLessProminent | Self::NotAnswered => Severity::Warning,
            Self::NeverSeen | Self::NothingDeclared => Severity::Note,
            _ => Severity::Error,
        }
    }

    const fn told(self) -> (&'static str, &'static str, &'static str) {
        const STORAGE: &str = "Directive 2002/58/EC, Article 5(3)";
        const WITHDRAWAL: &str = "Regulation (EU) 2016/679 (GDPR), Article 7(3)";
        const INFORMED: &str = "CJEU C-673/17 (Planet49), paragraphs 75 to 81";
        match self {
            Self::StoredBeforeChoice => ("stored-before-choice", "Stored before the visitor chose", STORAGE),
            Self::RequestedBeforeChoice => (
                "requested-before-choice",
                "Asked for before the visitor chose",
                STORAGE,
            ),
            Self::PixelWithoutScripts => ("pixel-without-scripts", "A pixel that cannot be refused", STORAGE),
            Self::ConnectsBeforeChoice => (
                "connects-before-choice",
                "Connects to somebody else in advance",
                STORAGE,
            ),
            Self::SurvivesRefusal => ("survives-refusal", "Goes on after “reject all”", STORAGE),
            Self::SurvivesWithdrawal => ("survives-withdrawal", "Goes on after withdrawal", WITHDRAWAL),
            Self::IgnoresGpc => (
                "ignores-gpc",
                "Goes on although the browser objects",
                "11 CCR § 7025(c)(1); W3C, Global Privacy Control",
            ),
            Self::Undeclared => ("undeclared", "In no declaration", INFORMED),
            Self::LongerThanDeclared => ("longer-than-declared", "Lives longer than declared", INFORMED),
            Self::NeverSeen => ("never-seen", "Declared and never seen", INFORMED),
            Self::RejectNotOnFirstLayer => (
                "reject-not-on-first-layer",
                "No “reject all” on the first layer",
                "EDPB, Report of the Cookie Banner Taskforce (2023), type A",
            ),
            Self::RejectLessProminent => (
                "reject-less-prominent",
                "“Reject all” is less prominent",
                "EDPB, Report of the Cookie Banner Taskforce (2023), types D and E",
            ),
            Self::NoWayBack => ("no-way-back", "Nothing leads back to the choices", WITHDRAWAL),
            Self::NoBanner => ("no-banner", "No banner was found", STORAGE),
            Self::NotAnswered => ("not-answered", "The banner could not be answered", WITHDRAWAL),
            Self::NothingDeclared => ("nothing-declared", "No declaration to compare with", INFORMED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_in_reports_is_the_name_that_is_written() {
        for rule in Rule::ALL {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.name());
        }
    }

    #[test]
    fn every_rule_is_in_the_document() {
        let document = include_str!("../../../../docs/audit.md");
        for rule in Rule::ALL {
            assert!(
                document.contains(&format!("`{}`", rule.name())),
                "{}",
                rule.name()
            );
        }
    }
}
