//! What holds for any text that is scanned.

use proptest::prelude::*;

use super::tests::report;

/// Names that only a table tells, with how long each lives in a unit of either language.
fn declared() -> impl Strategy<Value = Vec<(String, u64, usize)>> {
    let name = "[a-z]{3,8}_[a-z0-9]{2,8}";
    prop::collection::btree_map(name, (1_u64..=30, 0_usize..5), 1..12).prop_map(|names| {
        names
            .into_iter()
            .map(|(name, (number, unit))| (name, number, unit))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_a_table_declares_is_found_again(declared in declared(), is_html: bool) {
        let units = [("minuter", 60), ("hours", 3_600), ("dagar", 86_400), ("månader", 2_592_000), ("years", 31_536_000)];
        let row = |(name, number, unit): &(String, u64, usize)| {
            let span = format!("{number} {}", units[*unit].0);
            if is_html {
                format!("<tr><td>{name}</td><td>Håller reda på något</td><td>{span}</td></tr>")
            } else {
                format!("| {name} | Håller reda på något | {span} |\n")
            }
        };
        let rows: String = declared.iter().map(row).collect();
        let text = if is_html {
            format!("<table><tr><th>Kaka</th><th>Syfte</th><th>Lagringstid</th></tr>{rows}</table>")
        } else {
            format!("| Kaka | Syfte | Lagringstid |\n|---|---|---|\n{rows}")
        };
        let found = report(if is_html { "a.html" } else { "a.md" }, &text);
        prop_assert_eq!(found.cookies.len(), declared.len());
        for ((name, number, unit), cookie) in declared.iter().zip(&found.cookies) {
            prop_assert_eq!(name, &cookie.name);
            let seconds = number * units[*unit].1;
            let lifetime = consent_core::config::Lifetime::Seconds(seconds).to_string();
            prop_assert_eq!(cookie.declared_lifetime.as_deref(), Some(lifetime.as_str()));
        }
    }

    #[test]
    fn any_text_has_a_report(text in "\\PC{0,400}", name in prop::sample::select(vec!["a.txt", "a.html"])) {
        let found = report(name, &text);
        prop_assert_eq!(found.documents.len(), 1);
        prop_assert!(found.warnings.iter().all(|warning| warning.line >= 1));
    }

    #[test]
    fn any_mixture_of_marks_has_a_report(
        parts in prop::collection::vec(prop::sample::select(vec![
            "_ga", "| ", "\n", "\t", "<td>", "<tr>", "<script ", ">", "\"", "[a](", "](", "`", "**", "2 år", "cookie:", "• ", "<noscript>",
            "</", "src=//x.se", "Google ", "å", "\u{ad}", "\\", "-", "_abv, _gid", "https://", "systemet Å", "1.", ",", "<!--", "{", "<{",
        ]), 0..80),
        name in prop::sample::select(vec!["a.md", "a.html"]),
    ) {
        prop_assert_eq!(report(name, &parts.concat()).documents.len(), 1);
    }
}

#[test]
fn large_texts_are_read_through() {
    for part in [
        "_ga_X1, ",
        "[",
        "<",
        "| a ",
        "systemet A ",
        "never expires cookie. ",
        "Google ",
        "\u{e5}",
        "2 years ",
    ] {
        let found = report("a.txt", &part.repeat(20_000));
        assert_eq!(found.documents.len(), 1, "{part}");
        let found = report("a.html", &format!("{part}\n<p>").repeat(4_000));
        assert_eq!(found.documents.len(), 1, "{part}");
    }
}
