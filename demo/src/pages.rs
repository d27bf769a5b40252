//! A site's page as it goes out: parts included, third parties addressed, scripts given their nonce.

use std::path::{Component, Path};

use anyhow::{Context as _, bail};
use consent_core::config::Region;

/// What a page is completed with.
pub(crate) struct Completion<'a> {
    /// The site's folder, where included parts are.
    pub(crate) folder: &'a Path,
    /// What stands behind a third party's real host: `localhost:<port>`.
    pub(crate) third: &'a str,
    /// The nonce of this response.
    pub(crate) nonce: &'a str,
    /// Where the visitor is, if whoever is before the demo has said so.
    pub(crate) region: Option<&'a Region>,
    /// The generated cookie declaration in a language.
    pub(crate) declaration: &'a dyn Fn(&str) -> Option<String>,
}

/// Completes the text of a page.
pub(crate) fn complete(page: &str, with: &Completion<'_>) -> anyhow::Result<String> {
    let page = include(page, with.folder)?.replace("{third}", with.third);
    let page = declare(&place(&page, with.region), with)?;
    Ok(give_nonce(&page, with.nonce))
}

/// Reads a file of a site, if the path stays inside its folder and names no part (`_tags.html`).
pub(crate) fn read(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let wanted = Path::new(path.trim_start_matches('/'));
    let plain = wanted
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let hidden = wanted
        .file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"_"));
    let source = wanted.extension().is_some_and(|end| end == "json");
    if !plain || hidden || source {
        return None;
    }
    std::fs::read(folder.join(wanted)).ok()
}

/// Puts in the parts that several pages share: `<!--#include virtual="_tags.html" -->`.
fn include(page: &str, folder: &Path) -> anyhow::Result<String> {
    const OPEN: &str = "<!--#include virtual=\"";
    const CLOSE: &str = "\" -->";
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(OPEN) {
        let Some((name, after)) = after.split_once(CLOSE) else {
            bail!("an include is not closed by `{CLOSE}`");
        };
        let part = folder.join(name);
        out += before;
        out += std::fs::read_to_string(&part)
            .with_context(|| format!("the included part {} cannot be read", part.display()))?
            .trim_end();
        rest = after;
    }
    Ok(out + rest)
}

/// Puts the generated declaration where a page asks for it, in the language of the page.
fn declare(page: &str, with: &Completion<'_>) -> anyhow::Result<String> {
    const MARK: &str = "<!-- declaration -->";
    if !page.contains(MARK) {
        return Ok(page.to_owned());
    }
    let language = language(page).context("the page has no <html lang=\"…\">")?;
    let declaration = (with.declaration)(language)
        .with_context(|| format!("the site has published no declaration.{language}.html"))?;
    Ok(page.replace(MARK, &declaration))
}

/// Writes the region on the one tag. A region is letters, digits and a hyphen, so that it ends no attribute.
fn place(page: &str, region: Option<&Region>) -> String {
    const TAG: &str = "<script async src=\"/consent/";
    match region {
        Some(region) => page.replace(
            TAG,
            &format!("<script async data-region=\"{region}\" src=\"/consent/"),
        ),
        None => page.to_owned(),
    }
}

/// The language a page says it is in.
fn language(page: &str) -> Option<&str> {
    let (_, after) = page.split_once("<html lang=\"")?;
    Some(after.split_once('"')?.0)
}

/// Gives every inline script of the page this response's nonce, the held ones too: the policy asks for it when
/// they run. Scripts with an address are allowed by their origin.
fn give_nonce(page: &str, nonce: &str) -> String {
    let mut out = String::with_capacity(page.len() + 256);
    let mut rest = page;
    while let Some(start) = rest.find("<script") {
        let (before, tag) = rest.split_at(start + "<script".len());
        out += before;
        let end = tag.find('>').unwrap_or(tag.len());
        if !tag[..end].contains("src=") {
            out += &format!(" nonce=\"{nonce}\"");
        }
        out += &tag[..end];
        rest = &tag[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<'a>(folder: &'a Path, declaration: &'a dyn Fn(&str) -> Option<String>) -> Completion<'a> {
        Completion {
            folder,
            third: "localhost:9",
            nonce: "n0",
            region: None,
            declaration,
        }
    }

    #[test]
    fn inline_scripts_get_the_nonce_and_external_ones_do_not() {
        let none = |_: &str| None;
        let page = "<script type=\"text/plain\" data-service=\"a\">x</script><script src=\"/a.js\"></script>\
                    <script type=\"text/plain\" data-src=\"http://b.{third}/\"></script>";
        let done = complete(page, &with(Path::new("."), &none)).expect("a page");
        assert_eq!(done.matches("nonce=\"n0\"").count(), 1);
        assert!(done.starts_with("<script nonce=\"n0\" type=\"text/plain\""));
        assert!(done.contains("http://b.localhost:9/"));
    }

    #[test]
    fn the_declaration_is_in_the_language_of_the_page() {
        let made = |language: &str| Some(format!("<table>{language}</table>"));
        let page = "<html lang=\"en\"><main><!-- declaration --></main>";
        let done = complete(page, &with(Path::new("."), &made)).expect("a page");
        assert_eq!(done, "<html lang=\"en\"><main><table>en</table></main>");
    }

    #[test]
    fn the_region_stands_on_the_one_tag_and_on_no_other() {
        let page = "<script async src=\"/consent/consent.en.js\"></script><script src=\"/a.js\"></script>";
        let region = Region::parse("us-ca").expect("a region");
        let placed = place(page, Some(&region));
        assert_eq!(placed.matches("data-region=\"US-CA\"").count(), 1);
        assert_eq!(place(page, None), page);
    }

    #[test]
    fn a_missing_declaration_says_what_is_missing() {
        let none = |_: &str| None;
        let fault = complete(
            "<html lang=\"sv\"><!-- declaration -->",
            &with(Path::new("."), &none),
        )
        .expect_err("no declaration");
        assert!(fault.to_string().contains("declaration.sv.html"), "{fault}");
    }

    #[test]
    fn parts_are_included_and_never_served() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("_tags.html"), "<b>{third}</b>\n").expect("written");
        std::fs::write(folder.path().join("consent.json"), "{}").expect("written");
        let none = |_: &str| None;
        let done = complete(
            "a<!--#include virtual=\"_tags.html\" -->b",
            &with(folder.path(), &none),
        );
        assert_eq!(done.expect("a page"), "a<b>localhost:9</b>b");
        for path in ["/_tags.html", "/consent.json", "/../Cargo.toml", "//etc/passwd"] {
            assert!(read(folder.path(), path).is_none(), "{path}");
        }
    }
}
