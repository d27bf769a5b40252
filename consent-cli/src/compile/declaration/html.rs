//! The declaration as HTML: one `<section>` to include in a page, with class names and no style of its own.

use std::fmt::Write as _;

use consent_core::notice::{ShownCategory, ShownCookie, ShownService};

use super::content::{Controller, Declaration, Version};
use super::escape::{html as text, link};

/// Writes the section. Headings begin at `<h2>`.
pub(crate) fn html(declaration: &Declaration<'_>) -> String {
    let texts = declaration.texts;
    let mut page = Page::default();
    let direction = if declaration.right_to_left {
        " dir=\"rtl\""
    } else {
        ""
    };
    page.line(&format!(
        "<section class=\"consent-declaration\" lang=\"{}\"{direction}>",
        text(declaration.language)
    ));
    page.heading(2, &texts.declaration_title);
    page.paragraph("intro", &texts.declaration_intro);
    page.heading(3, &texts.declaration_controllers);
    page.list("controllers", declaration.controllers.iter().map(controller));
    for category in declaration.categories {
        page.category(category, declaration);
    }
    if !declaration.beyond_reach.is_empty() {
        page.heading(3, &texts.declaration_cannot);
        page.paragraph("cannot", &texts.declaration_cannot_intro);
        page.list(
            "cannot",
            declaration.beyond_reach.iter().map(|one| {
                format!(
                    "<code>{}</code> ({}): {}",
                    text(one.cookie),
                    text(one.service),
                    text(one.erasure)
                )
            }),
        );
    }
    if !declaration.register.is_empty() {
        page.heading(3, &texts.declaration_register);
        page.paragraph("register", &texts.declaration_register_intro);
        for service in &declaration.register {
            page.heading(4, &service.name);
            page.facts(service, declaration);
        }
    }
    if !declaration.retention.is_empty() {
        page.heading(3, &texts.declaration_retention);
        page.list("retention", declaration.retention.iter().map(|line| text(line)));
    }
    page.heading(3, &texts.declaration_rights);
    page.paragraph("rights", &texts.declaration_rights_body);
    if !texts.declaration_complaints.is_empty() {
        page.paragraph("complaints", &texts.declaration_complaints);
    }
    page.history(&texts.declaration_history, &declaration.history);
    page.line("</section>");
    page.0
}

/// Writes the change history alone, as it stands in the declaration.
pub(super) fn history(title: &str, versions: &[Version]) -> String {
    let mut page = Page::default();
    page.history(title, versions);
    page.0
}

/// Lines of HTML.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn heading(&mut self, level: u8, title: &str) {
        self.line(&format!("<h{level}>{}</h{level}>", text(title)));
    }

    fn paragraph(&mut self, class: &str, sentence: &str) {
        self.line(&format!(
            "<p class=\"consent-declaration-{class}\">{}</p>",
            text(sentence)
        ));
    }

    /// `entries` are HTML already.
    fn list(&mut self, class: &str, entries: impl Iterator<Item = String>) {
        self.line(&format!("<ul class=\"consent-declaration-{class}\">"));
        for entry in entries {
            self.line(&format!("<li>{entry}</li>"));
        }
        self.line("</ul>");
    }

    fn category(&mut self, category: &ShownCategory, declaration: &Declaration<'_>) {
        self.heading(3, &category.name);
        self.paragraph("purpose", &category.purpose);
        for service in &category.services {
            self.heading(4, &service.name);
            self.facts(service, declaration);
            if service.cookies.is_empty() {
                self.paragraph("nothing", &declaration.texts.stores_nothing);
            } else {
                self.cookies(service, declaration);
            }
        }
    }

    fn facts(&mut self, service: &ShownService, declaration: &Declaration<'_>) {
        self.line("<dl class=\"consent-declaration-service\">");
        for (label, value) in declaration.facts(service) {
            let value = text(value);
            let value = match link(&service.provider_url) {
                Some(address) if *label == declaration.texts.provider => {
                    format!("<a href=\"{}\" rel=\"noreferrer\">{value}</a>", text(address))
                }
                _ => value,
            };
            self.line(&format!("<dt>{}</dt><dd>{value}</dd>", text(label)));
        }
        self.line("</dl>");
    }

    fn cookies(&mut self, service: &ShownService, declaration: &Declaration<'_>) {
        self.line("<table class=\"consent-declaration-cookies\">");
        self.line(&format!("<caption>{}</caption>", text(&service.name)));
        let mut row = String::from("<thead><tr>");
        for label in declaration.columns() {
            // Writing to a text cannot fail.
            let _ = write!(row, "<th scope=\"col\">{}</th>", text(label));
        }
        self.line(&format!("{row}</tr></thead>\n<tbody>"));
        for cookie in &service.cookies {
            self.cookie(cookie);
        }
        self.line("</tbody>\n</table>");
    }

    fn cookie(&mut self, cookie: &ShownCookie) {
        let mut lifetime = text(&cookie.lifetime);
        if !cookie.kept_at_most.is_empty() {
            let _ = write!(lifetime, " <small>({})</small>", text(&cookie.kept_at_most));
        }
        self.line(&format!(
            "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{lifetime}</td><td>{}</td><td>{}</td></tr>",
            text(&cookie.name),
            text(&cookie.purpose),
            text(&cookie.stored_as),
            text(&cookie.party),
        ));
    }

    fn history(&mut self, title: &str, versions: &[Version]) {
        if versions.is_empty() {
            return;
        }
        self.heading(3, title);
        self.line("<dl class=\"consent-declaration-history\">");
        for version in versions {
            let date = text(&version.date);
            self.line(&format!("<dt><time datetime=\"{date}\">{date}</time></dt>"));
            for line in &version.changes {
                self.line(&format!("<dd>{}</dd>", text(line)));
            }
        }
        self.line("</dl>");
    }
}

fn controller(controller: &Controller<'_>) -> String {
    let mut entry = format!("<strong>{}</strong>", text(controller.name));
    for fact in &controller.facts {
        let _ = write!(entry, ", {}", text(fact));
    }
    let contact = text(controller.contact);
    let linked = match link(controller.contact) {
        Some(address) => format!("<a href=\"{}\">{contact}</a>", text(address)),
        None if controller.contact.contains('@') => format!("<a href=\"mailto:{contact}\">{contact}</a>"),
        None => contact,
    };
    let _ = write!(entry, ", {linked}");
    entry
}
