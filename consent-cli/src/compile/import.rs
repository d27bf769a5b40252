//! The script that takes over answers given to other systems: one file for all languages, only where the config asks for it.

use consent_core::config::{Import, Policy};
use consent_wasm::import::{Source, Sources};

use super::module::{self, ModuleError};
use crate::bundle::Bundle;

/// What a page needs to know before it fetches the script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// Names of cookies in which the systems leave an answer; `*` at the end stands for any ending.
    pub(crate) cookies: Vec<String>,
    /// The same for keys of storage.
    pub(crate) keys: Vec<String>,
}

impl Left {
    /// Gathers what the systems leave, each once.
    pub(crate) fn by(imports: &[Import]) -> Self {
        let mut left = Self::default();
        for import in imports {
            // The first is the main one, which a site may have called otherwise.
            let named = |usual: &[&str]| -> Vec<String> {
                let own = usual.first().and(import.name.as_deref());
                let usual = usual.iter().skip(usize::from(own.is_some())).copied();
                own.into_iter().chain(usual).map(str::to_owned).collect()
            };
            left.cookies.extend(named(import.from.cookies()));
            left.keys.extend(named(import.from.storage_keys()));
        }
        for names in [&mut left.cookies, &mut left.keys] {
            names.sort_unstable();
            names.dedup();
        }
        left
    }
}

/// Writes the script.
///
/// # Errors
/// When the bundle's module or script is not what this compiler was made for.
pub(crate) fn script(imports: &[Import], policy: &Policy, bundle: &Bundle) -> Result<String, ModuleError> {
    let sources: Sources<'_> = imports.iter().map(source).collect();
    let site = (policy.to_compact(), sources.to_compact());
    module::with_site("import", bundle.import_script, bundle.import, &site)
}

fn source(import: &Import) -> Source<'_> {
    Source {
        system: import.from,
        name: import.name.as_deref(),
        opt_in: import.opt_in,
        revision: import.revision,
        map: import
            .map
            .iter()
            .map(|(theirs, ours)| (theirs.as_str(), ours.as_str()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent_core::strings::import::System;

    fn import(from: System, name: Option<&str>) -> Import {
        Import {
            from,
            name: name.map(str::to_owned),
            opt_in: false,
            revision: None,
            map: Vec::new(),
        }
    }

    #[test]
    fn a_page_looks_for_what_the_systems_leave() {
        let left = Left::by(&[import(System::Complianz, None), import(System::Klaro, None)]);
        assert_eq!(left.cookies, ["cmplz_*", "cmplz_banner-status", "klaro"]);
        assert_eq!(left.keys, ["klaro"]);
    }

    #[test]
    fn another_name_stands_in_place_of_the_usual_one_only() {
        let left = Left::by(&[
            import(System::C15t, Some("choice")),
            import(System::OneTrust, Some("own")),
        ]);
        assert_eq!(left.cookies, ["OptanonAlertBoxClosed", "choice", "own"]);
        assert_eq!(left.keys, ["choice", "privacy-consent-storage"]);
        assert_eq!(Left::by(&[]), Left::default());
    }
}
