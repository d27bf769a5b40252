//! The loader with the site's constants pasted in.

use std::fmt;

use super::constants::{Constants, script_json};
use super::paste::paste;

/// Where the constants go.
const PLACE: &str = "__CONSENT__";

/// Pastes the constants into the loader.
///
/// # Errors
/// When the loader has no place for them, or could not stand in an inline script.
pub(crate) fn with_constants(loader: &str, constants: &Constants<'_>) -> Result<String, LoaderError> {
    let json = script_json(constants).map_err(|_| LoaderError::Constants)?;
    let script = paste(loader, &[(PLACE, &json)]).map_err(|_| LoaderError::NoPlace)?;
    let lower = script.to_ascii_lowercase();
    // Any of them would end an inline script early, or change how the rest of it is read (HTML 4.12.1.3).
    match ["</script", "<script", "<!--"]
        .into_iter()
        .find(|end| lower.contains(end))
    {
        Some(end) => Err(LoaderError::NotInline(end)),
        None => Ok(script),
    }
}

/// Why a loader cannot carry constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoaderError {
    /// There is no place for them.
    NoPlace,
    /// They cannot be written as JSON.
    Constants,
    /// It has something in it that an inline script must not have.
    NotInline(&'static str),
}

impl fmt::Display for LoaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace => write!(
                f,
                "the loader in this command has no {PLACE} for the site's constants"
            ),
            Self::Constants => f.write_str("the site's constants cannot be written as JSON"),
            Self::NotInline(found) => {
                write!(
                    f,
                    "the loader in this command contains “{found}” and cannot stand in a page"
                )
            }
        }
    }
}

impl std::error::Error for LoaderError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::constants::tests::sample;
    use consent_core::config::{Policy, PolicyParts};

    #[test]
    fn constants_stand_where_the_place_was() {
        let policy = Policy::new(PolicyParts::default()).unwrap();
        let script = with_constants("(()=>{let a=__CONSENT__;a})();\n", &sample(&policy)).unwrap();
        assert!(
            script.starts_with("(()=>{let a={\"k\":\"consent\",") && script.ends_with("};a})();"),
            "{script}"
        );
        assert!(!script.contains("</script"), "{script}");
    }

    #[test]
    fn a_loader_that_could_not_stand_in_a_page_is_refused() {
        let policy = Policy::new(PolicyParts::default()).unwrap();
        let with = |loader| with_constants(loader, &sample(&policy));
        assert_eq!(with("nothing"), Err(LoaderError::NoPlace));
        assert_eq!(
            with("a=__CONSENT__;'</SCRIPT>'"),
            Err(LoaderError::NotInline("</script"))
        );
        assert_eq!(with("a=__CONSENT__;a<!--b"), Err(LoaderError::NotInline("<!--")));
    }
}
