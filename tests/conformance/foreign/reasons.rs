//! Where ours differs from IAB Tech Lab's libraries, and why: each reason with the section of the specification.
//!
//! “Formats” is IAB Tech Lab's “Consent string and vendor list formats v2”, “GPP” its “Global Privacy Platform”.

use std::collections::BTreeMap;

use consent_core::strings::gpp::{
    Fault, FibonacciError, GppError, HeaderError, SectionError, SectionId, UsLayout,
};
use consent_core::strings::tcf::{DecodeError, Field, RangeFault, Segment};
use consent_core::strings::us_privacy::UsPrivacyError;
use serde_json::{Value, json};

/// What came of comparing.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Both said the same.
    pub(super) alike: usize,
    /// Theirs refused: then ours may say what it can.
    pub(super) refused: usize,
    /// Theirs did not answer.
    pub(super) lost: usize,
    /// Ours differs, for a reason.
    pub(super) reasons: BTreeMap<&'static str, usize>,
    /// Ours differs, and nobody knows why.
    pub(super) unexplained: Vec<String>,
}

impl Seen {
    /// Holds what ours says, or why it refuses, against what theirs says.
    pub(super) fn compare(
        &mut self,
        text: &str,
        ours: Result<Value, Result<&'static str, String>>,
        theirs: &Value,
        differ: impl Fn(&Value, &Value) -> Option<&'static str>,
    ) {
        let (reason, said) = match ours {
            Ok(ours) if ours == *theirs => {
                self.alike += 1;
                return;
            }
            Ok(ours) => (differ(&ours, theirs), ours.to_string()),
            Err(Ok(reason)) => (Some(reason), String::new()),
            Err(Err(error)) => (None, error),
        };
        match reason {
            Some(reason) => *self.reasons.entry(reason).or_default() += 1,
            None => self
                .unexplained
                .push(format!("{text}\nours:   {said}\ntheirs: {theirs}\n")),
        }
    }

    /// Prints the counts; nothing may be unexplained.
    #[track_caller]
    pub(super) fn tell(&self, peer: &str) {
        println!(
            "{peer}: {} alike, {} refused by it, {} without an answer",
            self.alike, self.refused, self.lost
        );
        for (reason, count) in &self.reasons {
            println!("  {count:6} {reason}");
        }
        let some: Vec<String> = self
            .unexplained
            .iter()
            .take(5)
            .map(|it| it.chars().take(4_000).collect())
            .collect();
        assert!(
            some.is_empty(),
            "{} differ without a known reason, such as {some:#?}",
            self.unexplained.len()
        );
    }
}

/// Why ours refuses a TC string that theirs read.
pub(super) fn of_europe(text: &str, error: &DecodeError) -> Result<&'static str, String> {
    Ok(match error {
        DecodeError::EndsWithin(place) if is_repeated(text, place.segment) => {
            "a segment stands there once; of two, theirs take the last (Formats, “TC String Format”)"
        }
        DecodeError::Version1 => {
            "TCF 1 ended on 30 September 2020; theirs read it all the same (Formats, “Managing conflicting string versions”)"
        }
        DecodeError::Version { .. } => {
            "the core comes first and begins with version 2; theirs take any segment first (Formats, “TC String Format”)"
        }
        DecodeError::Repeated(_) => {
            "a segment stands there once; of two, theirs take the last (Formats, “TC String Format”)"
        }
        DecodeError::NotPadding(_) => {
            "after the last field there are only zeros that fill up; theirs do not look (Formats, “The Core String”)"
        }
        DecodeError::Range {
            fault: RangeFault::AboveMax,
            ..
        } => {
            "MaxVendorId is the largest id of the set; theirs do not look (Formats, “The Core String”, MaxVendorId)"
        }
        DecodeError::Range {
            fault: RangeFault::Reversed,
            ..
        } => {
            "ids of a range ascend; theirs take none from one that does not (Formats, “The Core String”, EndVendorId)"
        }
        DecodeError::Range {
            fault: RangeFault::Zero,
            ..
        } => {
            "ids begin with 1; theirs take 0 from where they do not look (Formats, “The Core String”, BitField)"
        }
        DecodeError::EmptySegment { .. } => {
            "every segment has its type in front; iabgpp-es passes over one with nothing in it (Formats, “TC String Format”)"
        }
        DecodeError::EndsWithin(place) if place.field == Field::PubRestrictions => {
            "what ends or breaks within PubRestrictions cannot say what the publisher forbids; iabgpp-es reads that as nothing (Formats, “The Core String”, NumPubRestrictions)"
        }
        DecodeError::RestrictionsMissing { .. } => {
            "NumPubRestrictions is required even if it is 0; iabgpp-es does without (Formats, “The Core String”)"
        }
        other => return Err(other.to_string()),
    })
}

/// Whether a text has two segments of one type, as their first three bits say it.
fn is_repeated(text: &str, segment: Segment) -> bool {
    let first: &[char] = match segment {
        Segment::DisclosedVendors => &['I', 'J', 'K', 'L', 'M', 'N', 'O', 'P'],
        Segment::AllowedVendors => &['Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X'],
        Segment::PublisherTc => &['Y', 'Z', 'a', 'b', 'c', 'd', 'e', 'f'],
        _ => &['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'],
    };
    text.split('.').filter(|part| part.starts_with(first)).count() > 1
}

/// Why ours says something else than theirs about a TC string.
pub(super) fn in_europe(ours: &Value, theirs: &Value) -> Option<&'static str> {
    let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
    for name in ["consentLanguage", "publisherCC", "ConsentLanguage"] {
        if ours
            .get(name)
            .and_then(Value::as_str)
            .is_some_and(|letters| letters.contains('?'))
        {
            (ours[name], theirs[name]) = (json!(null), json!(null));
        }
    }
    (ours == theirs).then_some(
        "six bits beyond 25 are no letter of A-Z, and ours shows “?”; theirs show what follows Z in ASCII (Formats, “The Core String”, ConsentLanguage)",
    )
}

/// Why ours refuses a GPP string of which theirs read a section.
pub(super) fn of_platform(text: &str, error: &GppError) -> Result<&'static str, String> {
    Ok(match error {
        _ if text.starts_with('C') => {
            "a TC string alone is no GPP string, and ours has a reader of its own for it (GPP, Core, “GPP String Format”)"
        }
        GppError::Header(HeaderError::NotPadding { .. }) => {
            "after the list of sections there are only zeros that fill up; theirs do not look (GPP, Core, “Header Encoding”)"
        }
        other => return Err(other.to_string()),
    })
}

/// Why ours refuses a section that theirs read.
pub(super) fn of_section(text: &str, error: &SectionError) -> Result<&'static str, String> {
    let error = match error {
        SectionError::TcfEu(error) => return of_europe(text, error),
        SectionError::UsPrivacy(UsPrivacyError::Answer { .. }) => {
            return Ok(
                "an answer is Y, N or -; theirs take any character (US Privacy String 1.0, “US Privacy String Format”)",
            );
        }
        SectionError::UsPrivacy(UsPrivacyError::Version) => {
            return Ok(
                "there is version 1 alone; theirs take any character (US Privacy String 1.0, “US Privacy String Format”)",
            );
        }
        SectionError::UsPrivacy(UsPrivacyError::Length { .. }) if text.contains('.') => {
            return Ok(
                "the section is four characters; theirs pass over what follows a dot (US Privacy String 1.0, “US Privacy String Format”)",
            );
        }
        SectionError::Bits(error) => error,
        other => return Err(other.to_string()),
    };
    Ok(match (error.fault, error.field) {
        _ if [Segment::DisclosedVendors, Segment::PublisherTc]
            .into_iter()
            .any(|one| is_repeated(text, one)) =>
        {
            "a subsection stands there once; theirs take the last, or pass over it (GPP, Core, “Section Encoding”)"
        }
        (Fault::EndsAt { .. } | Fault::Fibonacci(_), "VendorExpressConsent" | "VendorImpliedConsent") => {
            CODINGS
        }
        (Fault::NotPadding { .. }, _) => {
            "after the last field there are only zeros that fill up; theirs do not look (GPP, Core, “Section Encoding”)"
        }
        (Fault::Type { .. }, _) => {
            "a subsection is of a type that its section has; theirs do not look (GPP, Sections/Section Information, “Reusable Subsections”)"
        }
        (Fault::Repeated, _) => {
            "a subsection stands there once; theirs take the last, or pass over it (GPP, Core, “Section Encoding”)"
        }
        (Fault::EndsAt { .. } | Fault::Fibonacci(_), "PubRestrictions") => {
            "what ends or breaks within PubRestrictions cannot say what the publisher forbids; iabgpp-es reads that as nothing (GPP, Sections/Canada, Core sub-section)"
        }
        (Fault::Fibonacci(FibonacciError::TooLarge { .. }), _) => {
            "ids have 16 bits; theirs count on (GPP, Sections/Canada, MaxVendorId)"
        }
        (Fault::EndsAt { .. }, "SubsectionType" | "Gpc") => {
            "every subsection has its type in front; theirs pass over one with nothing in it (GPP, Core, “Section Encoding”)"
        }
        (Fault::Version { .. }, _) => {
            "the core comes first and begins with version 1; theirs take any subsection first (GPP, Sections/Canada, Core sub-section)"
        }
        _ => return Err(error.to_string()),
    })
}

/// Canada's sets have been written in three ways, and which it is stands nowhere.
pub(super) const CODINGS: &str = "a damaged set of vendors may be one in several codings: ours takes the first that reads the section to its end, theirs the first in which they would write it (GPP, Core, “Section Encoding”, OptimizedRange)";

/// Why ours says something else than theirs about a section.
pub(super) fn in_section(id: SectionId, ours: &Value, theirs: &Value) -> Option<&'static str> {
    match id {
        SectionId::TCF_EU_V2 => in_europe(ours, theirs),
        SectionId::TCF_CA_V1 => in_europe(ours, theirs).or_else(|| in_canada(ours, theirs)),
        SectionId::US_NATIONAL => in_nation(ours, theirs),
        _ if UsLayout::newest(id).is_some_and(|layout| !layout.has_gpc()) => {
            let mut ours = ours.clone();
            ours["Gpc"] = json!(null);
            (ours == *theirs).then_some(
                "the state's document has no GPC; ours shows it with a warning, theirs pass over it (GPP, Sections/US-States, Subsections)",
            )
        }
        _ => None,
    }
}

fn in_canada(ours: &Value, theirs: &Value) -> Option<&'static str> {
    let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
    for name in [
        "VendorExpressConsent",
        "VendorImpliedConsent",
        "PubRestrictions",
        "DisclosedVendors",
    ] {
        (ours[name], theirs[name]) = (json!(null), json!(null));
    }
    (ours == theirs).then_some(CODINGS)
}

fn in_nation(ours: &Value, theirs: &Value) -> Option<&'static str> {
    let (mut ours, mut theirs) = (ours.clone(), theirs.clone());
    for name in ["SensitiveDataProcessing", "KnownChildSensitiveDataConsents"] {
        let (one, other) = (ours[name].as_array_mut()?, theirs[name].as_array_mut()?);
        let common = one.len().min(other.len());
        one.truncate(common);
        other.truncate(common);
    }
    (ours == theirs).then_some(
        "which layout it is, ours tells by the length of the text; theirs by Version, which strings of 2023 have wrong (GPP, Sections/US-National, Core Segment)",
    )
}
