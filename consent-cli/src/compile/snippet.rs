//! What a site pastes into its pages, and the content security policy that it needs.

use std::fmt::Write as _;

use consent_core::tell::{Argument, Call, Way};

use super::calls::Value;
use super::constants::script_json;
use super::declaration::escape;
use super::digest;

/// One language's loader.
#[derive(Clone, Debug)]
pub(crate) struct Loader {
    /// The language.
    pub(crate) language: String,
    /// Where it is served.
    pub(crate) url: String,
    /// Its text, as it stands in a page.
    pub(crate) script: String,
    /// Whether the page's other scripts wait for it, because it defines what they call.
    pub(crate) blocks: bool,
}

impl Loader {
    /// Returns it as a file. A classic script is read in its page's encoding where the server names none, which need
    /// not be UTF-8; a byte order mark settles it (Encoding Standard, section 6, “decode”).
    pub(crate) fn file(&self) -> String {
        ["\u{feff}", &self.script].concat()
    }

    /// Returns the tag that fetches it.
    pub(crate) fn tag(&self) -> String {
        let integrity = digest::integrity(self.file().as_bytes());
        format!(
            "<script{} src=\"{}\" integrity=\"{integrity}\"></script>",
            if self.blocks { "" } else { " async" },
            escape::html(&self.url)
        )
    }

    fn inline(&self) -> String {
        format!("<script>{}</script>", self.script)
    }
}

/// Returns the policy under which the loader and `inline` scripts run and reach the record, and nothing wider.
/// `record` is its origin, if that is another than the page's.
pub(crate) fn security_policy(inline: &[&str], record: Option<&str>) -> String {
    let mut policy = String::from("script-src 'self' 'wasm-unsafe-eval'");
    for script in inline {
        let _ = write!(policy, " {}", digest::policy_source(script));
    }
    policy.push_str("; connect-src 'self'");
    if let Some(origin) = record {
        let _ = write!(policy, " {origin}");
    }
    policy
}

/// Writes `snippet.html`: the forms to choose from, for each language. `defaults` is what Google's tags must
/// hear before they run, if the site has any; `record` the origin of the record, if it is another.
pub(crate) fn snippet(
    loaders: &[Loader],
    defaults: &[Call],
    record: Option<&str>,
    regions: bool,
) -> serde_json::Result<String> {
    let mut page = String::new();
    comment(
        &mut page,
        "Paste ONE of the two forms into <head>, before any other script. Build again after every change of the \
         config, and paste again: the digests change with it. Styles are adopted, so style-src needs nothing. With \
         require-trusted-types-for 'script', also allow trusted-types consent.",
    );
    if regions {
        comment(
            &mut page,
            "Whoever serves the page, and knows where the visitor is from an address that it trusts, may write that on \
             this one tag: data-region=\"US-CA\" (ISO 3166-1, or 3166-2). Without it opt-in holds. Such pages are not \
             for a cache that several regions share.",
        );
    }
    if loaders.iter().any(|loader| loader.blocks) {
        comment(
            &mut page,
            "The tag is not async: the IAB's scripts must find the functions that they call. Inline it costs no round \
             trip.",
        );
    }
    for loader in loaders {
        comment(
            &mut page,
            &format!(
                "1. One tag ({}). Content-Security-Policy: {}",
                loader.language,
                security_policy(&[], record)
            ),
        );
        let _ = writeln!(page, "{}", loader.tag());
    }
    for loader in loaders {
        let needed = security_policy(&[&loader.script], record);
        let why = "The same inline, so that the notice is there at the first paint";
        comment(
            &mut page,
            &format!(
                "2. {why} ({}). Content-Security-Policy: {needed}",
                loader.language
            ),
        );
        let _ = writeln!(page, "{}", loader.inline());
    }
    if !defaults.is_empty() {
        let line = inline_calls(defaults)?;
        comment(
            &mut page,
            &format!(
                "Only if Google's tags run without being held (Consent Mode, advanced): this line before them, so \
                 that they hear “denied” first. Content-Security-Policy: script-src {}",
                digest::policy_source(&line)
            ),
        );
        let _ = writeln!(page, "<script>{line}</script>");
    }
    Ok(page)
}

/// `text` is ours, never the site's: nothing in it ends the comment.
fn comment(page: &mut String, text: &str) {
    let _ = writeln!(page, "<!-- {text} -->");
}

/// Writes calls without places for grants as one line of script.
fn inline_calls(calls: &[Call]) -> serde_json::Result<String> {
    let mut script = String::new();
    for call in calls {
        let arguments: Vec<_> = call.arguments.iter().map(written).collect::<Result<_, _>>()?;
        let (queue, arguments) = (
            format!("window.{0}=window.{0}||[]", call.global),
            arguments.join(","),
        );
        let _ = match call.way {
            Way::Set => write!(script, "window.{}={arguments};", call.global),
            Way::Push => write!(script, "({queue}).push({arguments});"),
            Way::PushArguments => write!(script, "(function(){{({queue}).push(arguments)}})({arguments});"),
            // Nothing can be there to be called before the page's first script.
            Way::CallIfThere => Ok(()),
        };
    }
    Ok(script)
}

fn written(argument: &Argument) -> serde_json::Result<String> {
    script_json(&Value(argument))
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent_core::config::{Policy, PolicyParts};
    use consent_core::tell::{Moment, Tool};

    fn loader() -> Loader {
        Loader {
            language: "sv".into(),
            url: "/consent/consent.js".into(),
            script: "alert(1)".into(),
            blocks: false,
        }
    }

    #[test]
    fn both_forms_say_what_they_need() {
        let page = snippet(&[loader()], &[], None, false).unwrap();
        assert!(
            page.contains("<script async src=\"/consent/consent.js\" integrity=\"sha384-"),
            "{page}"
        );
        assert!(page.contains("<script>alert(1)</script>"), "{page}");
        let hash = digest::policy_source("alert(1)");
        assert!(
            page.contains(&format!(
                "script-src 'self' 'wasm-unsafe-eval' {hash}; connect-src 'self'"
            )),
            "{page}"
        );
        assert!(!page.contains("dataLayer"), "{page}");
    }

    #[test]
    fn a_record_elsewhere_may_be_connected_to() {
        let page = snippet(&[loader()], &[], Some("https://consent.example.se"), false).unwrap();
        let allowed = "; connect-src 'self' https://consent.example.se -->";
        assert_eq!(page.matches(allowed).count(), 2, "{page}");
    }

    #[test]
    fn google_hears_its_defaults_in_one_line() {
        let policy = Policy::new(PolicyParts::default()).unwrap();
        let calls = Tool::GoogleConsentMode.calls(Moment::Start, &policy);
        let line = inline_calls(&calls).unwrap();
        assert!(
            line.starts_with(
                "(function(){(window.dataLayer=window.dataLayer||[]).push(arguments)})(\"consent\",\"default\",{\"ad_storage\":\"denied\","
            ),
            "{line}"
        );
        assert_eq!(line.lines().count(), 1);
        assert!(
            snippet(&[loader()], &calls, None, false)
                .unwrap()
                .contains(&format!("<script>{line}</script>"))
        );
    }
}
