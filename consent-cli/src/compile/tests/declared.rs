//! The declaration for a site's cookie page: whole, well made, and harmless whatever is in it.

use std::path::Path;

use scraper::{Html, Selector};

use super::{compiled, config, text};

#[test]
fn the_declaration_lists_everything_that_is_stored() {
    for site in ["small", "hostile"] {
        let config = config(site);
        let compiled = compiled(&config);
        for language in &config.languages {
            let html =
                Html::parse_fragment(text(&compiled, &format!("declaration.{}.html", language.code())));
            let cells = Selector::parse("tbody th code").unwrap();
            let listed: Vec<String> = html.select(&cells).map(|cell| cell.text().collect()).collect();
            let notice = config.notice(*language);
            let services = notice.categories.iter().flat_map(|category| &category.services);
            let stored: Vec<_> = services
                .flat_map(|service| &service.cookies)
                .map(|cookie| cookie.name.clone())
                .collect();
            assert_eq!(listed, stored);
            let rows = text(&compiled, &format!("declaration.{}.md", language.code()))
                .lines()
                .filter(|line| line.starts_with("| ") && !line.starts_with("| ---"))
                .count();
            let tables = html.select(&Selector::parse("table").unwrap()).count();
            assert_eq!(rows, stored.len() + tables);
        }
    }
}

#[test]
fn the_declaration_is_well_made_whatever_is_in_it() {
    for site in ["small", "hostile"] {
        let compiled = compiled(&config(site));
        let html = Html::parse_fragment(text(&compiled, "declaration.en.html"));
        let all = |selector: &str| {
            html.select(&Selector::parse(selector).unwrap())
                .collect::<Vec<_>>()
        };
        assert!(
            all("script, img, b, iframe, style, [style], [id], [onerror]").is_empty(),
            "{site}"
        );
        assert_eq!(all("section").len(), 1);
        let mut level = 1;
        for heading in all("h1, h2, h3, h4, h5, h6") {
            let next: u32 = heading.value().name()[1..].parse().unwrap();
            assert!(next > 1 && next <= level + 1, "{} after h{level}", heading.html());
            level = next;
        }
        for table in all("table") {
            assert_eq!(table.select(&Selector::parse("caption").unwrap()).count(), 1);
            assert!(
                table
                    .select(&Selector::parse("th:not([scope])").unwrap())
                    .next()
                    .is_none()
            );
        }
        for link in all("a") {
            let address = link.value().attr("href").unwrap();
            assert!(
                address.starts_with("https://") || address.starts_with("mailto:"),
                "{address}"
            );
        }
    }
}

#[test]
fn hostile_texts_stay_texts_everywhere() {
    let compiled = compiled(&config("hostile"));
    let script = text(&compiled, "consent.js");
    assert!(
        !script.to_lowercase().contains("</script") && !script.contains("<!--"),
        "{script}"
    );
    let markdown = text(&compiled, "declaration.en.md").replace("\\]", "");
    assert!(
        !markdown.contains("<img") && !markdown.contains("<script") && !markdown.contains("](javascript")
    );
    let snippet = Html::parse_fragment(text(&compiled, "snippet.html"));
    assert_eq!(snippet.select(&Selector::parse("script").unwrap()).count(), 2);
    assert!(snippet.select(&Selector::parse("img").unwrap()).next().is_none());
}

/// Compares with a file under `tests/declarations`; with `UPDATE` in the environment, writes it instead.
#[test]
fn a_small_declaration_reads_like_this() {
    let compiled = compiled(&config("small"));
    for name in [
        "declaration.en.html",
        "declaration.sv.html",
        "declaration.en.md",
        "declaration.sv.md",
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/declarations")
            .join(name);
        let now = text(&compiled, name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, now).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            now == expected,
            "{name} reads otherwise than {}:\n{now}",
            file.display()
        );
    }
}

#[test]
fn a_language_that_the_catalogue_is_not_written_in_tells_what_each_service_and_cookie_is_for() {
    let config = config("german");
    let compiled = compiled(&config);
    let notice: serde_json::Value = serde_json::from_str(text(&compiled, "notice.de.json")).unwrap();
    let page = text(&compiled, "declaration.de.html");
    for told in [
        "Misst, wie viele Menschen die Website besuchen und wie sie genutzt wird.",
        "Zeigt Karten auf der Seite.",
        "Hält einen Besuch für die Statistik zusammen.",
        "Begrenzt, wie oft etwas gesendet oder gezeigt wird.",
        "Erkennt Ihren Browser für Werbung wieder.",
    ] {
        assert!(page.contains(told), "the page does not say “{told}”");
        assert!(
            notice.to_string().contains(told),
            "the notice does not say “{told}”"
        );
    }
    assert!(
        page.contains("Versendet unsere E-Mails."),
        "other recipients stand on the page alone"
    );
    for category in notice["categories"].as_array().unwrap() {
        // Once for itself, and for none of its services and cookies.
        let purpose = category["purpose"].as_str().unwrap();
        assert_eq!(page.matches(purpose).count(), 1, "{purpose}");
    }
}
