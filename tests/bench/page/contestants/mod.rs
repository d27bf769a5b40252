//! Who asks: ours in both forms, what others have on npm in the form that their documents tell, and what the browser allows.

mod libraries;
mod systems;

use std::path::Path;

use serde_json::{Value, json};

use crate::served::Draft;

const CONFIG: &str = include_str!("../consent.json");
/// What is asked for.
const CATEGORIES: [&str; 3] = ["functionality", "analytics", "advertisement"];

const TITLE: &str = "We use cookies";
const TEXT: &str = "We use cookies to run this site and, with your consent, to measure usage and show relevant advertising. \
     You can change your choice at any time.";

/// One page of the article for each.
#[derive(Debug)]
pub(crate) struct Contestant {
    pub(crate) name: &'static str,
    /// Where its page lies: `/name/`.
    pub(crate) path: String,
    pub(crate) notice: &'static str,
    pub(crate) accept: &'static str,
    pub(crate) reject: &'static str,
    /// What opens the second layer, and that layer.
    pub(crate) preferences: Option<[&'static str; 2]>,
}

/// What a contestant adds to the article.
#[derive(Default)]
struct Added<'a> {
    head: String,
    body: &'a str,
    /// In place of the usual marks.
    tags: Option<String>,
}

/// Puts everybody's page there.
pub(crate) fn all(draft: &mut Draft) -> Vec<Contestant> {
    vec![
        ours(draft, "consent", 0),
        ours(draft, "consent-inline", 1),
        by_hand(draft),
        libraries::vanilla(draft),
        libraries::osano(draft),
        libraries::orejime(draft),
        libraries::cookie_though(draft),
        systems::klaro(draft),
        systems::tarteaucitron(draft),
        systems::c15t(draft),
    ]
}

/// What the held tag of a category does: it says when it ran.
fn tag(category: &str) -> String {
    format!("(window.__seen ??= {{ ran: {{}} }}).ran.{category} = performance.now()")
}

fn page(draft: &mut Draft, name: &str, added: Added<'_>) {
    let usual = || {
        CATEGORIES
            .map(|one| {
                format!(
                    "<script type=\"text/plain\" data-category=\"{one}\">{}</script>",
                    tag(one)
                )
            })
            .concat()
    };
    let html = include_str!("../article.html")
        .replace("<!-- head -->", &added.head)
        .replace("<!-- body -->", added.body)
        .replace("<!-- tags -->", &added.tags.unwrap_or_else(usual));
    draft.put(format!("/{name}/"), html.as_bytes());
}

/// A script and a style sheet in the head, which is what most libraries are; `script` waits until the page is read.
fn styled(draft: &mut Draft, name: &str, script: &[u8], sheet: &[u8]) -> String {
    draft.put(format!("/{name}/it.js"), script);
    draft.put(format!("/{name}/it.css"), sheet);
    "<link rel=\"stylesheet\" href=\"it.css\"><script defer src=\"it.js\"></script>".to_owned()
}

/// The article with this in its head.
fn with_head(draft: &mut Draft, name: &str, head: String) {
    let added = Added {
        head,
        ..Added::default()
    };
    page(draft, name, added);
}

/// Ours, as `consent build` writes it; `form` is the one of the two in its snippet.
fn ours(draft: &mut Draft, name: &'static str, form: usize) -> Contestant {
    let path = format!("/{name}/");
    let mut config: Value = serde_json::from_str(CONFIG).expect("the file is JSON");
    config["path"] = json!(format!("{path}consent/"));
    let out = tempfile::tempdir().expect("a temporary folder");
    let built = out.path().join("consent");
    consent_cli::build_text(Path::new("consent.json"), &config.to_string(), &built)
        .unwrap_or_else(|refusal| panic!("{refusal}"));
    draft.put_all(&format!("{path}consent/"), &built);
    let snippet = std::fs::read_to_string(built.join("snippet.html")).expect("a snippet");
    let head = snippet
        .lines()
        .filter(|line| line.starts_with("<script"))
        .nth(form)
        .expect("both forms");
    let head = head.to_owned();
    with_head(draft, name, head);
    Contestant {
        name,
        path,
        notice: "consent-root >> [part~=notice]",
        accept: "consent-root >> [part~=notice] [data-act=accept-all]",
        reject: "consent-root >> [part~=notice] [data-act=reject-all]",
        preferences: Some([
            "consent-root >> [part~=notice] [data-act=preferences]",
            "consent-root >> dialog",
        ]),
    }
}

/// No product: the notice is in the page, and a script of a few lines does what there is to do.
fn by_hand(draft: &mut Draft) -> Contestant {
    let name = "by hand";
    let body = include_str!("../by_hand.html");
    page(
        draft,
        "by-hand",
        Added {
            body,
            ..Added::default()
        },
    );
    Contestant {
        name,
        path: "/by-hand/".into(),
        notice: "#ask",
        accept: "#yes",
        reject: "#no",
        preferences: Some(["#choose", "#choices"]),
    }
}
