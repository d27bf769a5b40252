//! The declaration as Markdown, for sites whose policy page is written in it.

use consent_core::notice::ShownService;

use super::content::{Controller, Declaration, Version};
use super::escape::{link, markdown as text};

/// Writes the declaration. Headings begin at the second level.
pub(crate) fn markdown(declaration: &Declaration<'_>) -> String {
    let texts = declaration.texts;
    let mut page = Page::default();
    page.heading(2, &texts.declaration_title);
    page.block(&text(&texts.declaration_intro));
    page.heading(3, &texts.declaration_controllers);
    page.list(declaration.controllers.iter().map(controller));
    for category in declaration.categories {
        page.heading(3, &category.name);
        page.block(&text(&category.purpose));
        for service in &category.services {
            page.heading(4, &service.name);
            page.facts(service, declaration);
            if service.cookies.is_empty() {
                page.block(&text(&texts.stores_nothing));
            } else {
                page.cookies(service, declaration);
            }
        }
    }
    if !declaration.beyond_reach.is_empty() {
        page.heading(3, &texts.declaration_cannot);
        page.block(&text(&texts.declaration_cannot_intro));
        page.list(declaration.beyond_reach.iter().map(|one| {
            format!(
                "**{}** ({}): {}",
                text(one.cookie),
                text(one.service),
                text(one.erasure)
            )
        }));
    }
    if !declaration.register.is_empty() {
        page.heading(3, &texts.declaration_register);
        page.block(&text(&texts.declaration_register_intro));
        for service in &declaration.register {
            page.heading(4, &service.name);
            page.facts(service, declaration);
        }
    }
    if !declaration.retention.is_empty() {
        page.heading(3, &texts.declaration_retention);
        page.list(declaration.retention.iter().map(|line| text(line)));
    }
    page.heading(3, &texts.declaration_rights);
    page.block(&text(&texts.declaration_rights_body));
    if !texts.declaration_complaints.is_empty() {
        page.block(&text(&texts.declaration_complaints));
    }
    page.history(&texts.declaration_history, &declaration.history);
    page.0
}

/// Writes the change history alone, as it stands in the declaration.
pub(super) fn history(title: &str, versions: &[Version]) -> String {
    let mut page = Page::default();
    page.history(title, versions);
    page.0
}

/// Blocks of Markdown, with an empty line between them.
#[derive(Default)]
struct Page(String);

impl Page {
    /// `block` is Markdown already.
    fn block(&mut self, block: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(block);
        self.0.push('\n');
    }

    fn heading(&mut self, level: usize, title: &str) {
        self.block(&format!("{} {}", "#".repeat(level), text(title)));
    }

    /// `entries` are Markdown already.
    fn list(&mut self, entries: impl Iterator<Item = String>) {
        let entries: Vec<_> = entries.map(|entry| format!("- {entry}")).collect();
        self.block(&entries.join("\n"));
    }

    fn history(&mut self, title: &str, versions: &[Version]) {
        if versions.is_empty() {
            return;
        }
        self.heading(3, title);
        self.list(versions.iter().map(|version| {
            let changes: Vec<_> = version.changes.iter().map(|line| text(line)).collect();
            format!("**{}**: {}", text(&version.date), changes.join(" "))
        }));
    }

    fn facts(&mut self, service: &ShownService, declaration: &Declaration<'_>) {
        let facts = declaration.facts(service).into_iter().map(|(label, value)| {
            let value = text(value);
            let value = match link(&service.provider_url) {
                Some(address) if *label == declaration.texts.provider => format!("[{value}]({address})"),
                _ => value,
            };
            format!("**{}:** {value}", text(label))
        });
        self.list(facts.collect::<Vec<_>>().into_iter());
    }

    fn cookies(&mut self, service: &ShownService, declaration: &Declaration<'_>) {
        let columns = declaration.columns().map(text);
        let mut table = vec![row(&columns), row(&columns.each_ref().map(|_| "---".to_owned()))];
        for cookie in &service.cookies {
            let mut lifetime = text(&cookie.lifetime);
            if !cookie.kept_at_most.is_empty() {
                lifetime = format!("{lifetime} ({})", text(&cookie.kept_at_most));
            }
            table.push(row(&[
                text(&cookie.name),
                text(&cookie.purpose),
                lifetime,
                text(&cookie.stored_as),
                text(&cookie.party),
            ]));
        }
        self.block(&table.join("\n"));
    }
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

fn controller(controller: &Controller<'_>) -> String {
    let mut entry = format!("**{}**", text(controller.name));
    for fact in controller
        .facts
        .iter()
        .map(String::as_str)
        .chain([controller.contact])
    {
        entry.push_str(", ");
        entry.push_str(&text(fact));
    }
    entry
}
