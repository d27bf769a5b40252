//! The IAB's strings of what holds in the page, as one pure function from text to text.
//!
//! *Takes* a site's [`Terms`] in their compact form, and a request: what is granted, and how it came to be.
//! *Gives* everything that scripts on the page may ask for, as JSON.
//! *Never* keeps anything between two calls, and never touches the page.
//!
//! ```text
//! 0  decided at     seconds since 1970 in base 36; now, where nothing has been decided
//! 1  act            the letter of the act (WIRE.md); empty where nothing has been decided
//! 2  language       the tag of the language in which was asked
//! 3  signal         "true" with Global Privacy Control
//! 4  granted        categories and services that are granted, between spaces
//! ```

use alloc::string::String;

use consent_core::base36;
use consent_core::decision::{Act, Signal};
use consent_core::pieces::pieces;
use consent_core::strings::bits::Letters;
use consent_core::strings::tell::{Choice, Terms};
use consent_core::time::Timestamp;

/// Says what holds in every string that the site has; the empty text for terms or a request that cannot be read.
#[must_use]
pub fn told(terms: &str, request: &str) -> String {
    said(terms, request).unwrap_or_default()
}

fn said(terms: &str, request: &str) -> Option<String> {
    let terms = Terms::from_compact(terms)?;
    let mut lines = pieces(request, b'\n');
    let decided_at = Timestamp::from_secs(base36::decode(lines.next()?)?);
    let act = match lines.next()? {
        "" => None,
        letter => Some(Act::from_letter(letter)?),
    };
    let language = Letters::parse(lines.next()?.get(..2)?)?;
    let gpc = lines.next()? == "true";
    let granted = lines.next()?;
    let choice = Choice {
        is_granted: &|name| pieces(granted, b' ').any(|word| word == name),
        signal: Signal { gpc },
        decided_at,
        language,
        act,
    };
    Some(terms.page_json(&choice))
}

/// The exported function of the module that `consent build` puts on a site.
#[cfg(target_arch = "wasm32")]
mod export {
    use alloc::string::String;

    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    #[expect(unreachable_pub, reason = "the generator exports only what is public")]
    pub fn told(terms: &str, request: &str) -> String {
        super::told(terms, request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: &str = "oh 3 SE 4v\n\n\n\nkz meta-pixel 7hs8w 0 0";

    #[test]
    fn what_is_granted_is_said() {
        let page = told(
            TERMS,
            "tokyo0\nc\nsv-se\nundefined\nnecessary advertisement meta-pixel",
        );
        assert!(page.starts_with("{\"tc\":{\"tcString\":\"C"), "{page}");
        assert!(page.contains("\"vendor\":{\"consents\":{\"755\":true}"), "{page}");
        let page = told(TERMS, "tokyo0\nr\nsv\nundefined\nnecessary");
        assert!(page.contains("\"vendor\":{\"consents\":{},"), "{page}");
        // A name that begins like a granted one is not granted.
        let page = told(TERMS, "tokyo0\n\nsv\nundefined\nnecessary meta-pixel-2");
        assert!(page.contains("\"vendor\":{\"consents\":{},"), "{page}");
    }

    #[test]
    fn the_signal_is_said_only_where_there_is_one() {
        let terms = "\n7\nu\nadvertisement";
        for (signal, gpc) in [("true", "true"), ("false", "false"), ("undefined", "false")] {
            let page = told(
                terms,
                &["tokyo0\n\nen\n", signal, "\nnecessary advertisement"].concat(),
            );
            assert!(page.contains(&["\"Gpc\":", gpc].concat()), "{page}");
            assert!(page.ends_with("\"usp\":\"1YNN\"}"), "{page}");
        }
    }

    #[test]
    fn what_cannot_be_read_gets_no_answer() {
        assert_eq!(told("x", "tokyo0\nc\nsv\n\n"), "");
        for request in [
            "",
            "tokyo0\nc\nsv\n",
            "-\nc\nsv\n\n",
            "tokyo0\nx\nsv\n\n",
            "tokyo0\nc\ns\n\n",
            "tokyo0\nc\nå\n\n",
        ] {
            assert_eq!(told(TERMS, request), "", "{request}");
        }
    }
}
