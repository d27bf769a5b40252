//! `tracker-called-necessary`: a table puts a cookie among the necessary ones that is not.

use super::{Case, Warning, about, warn};
use crate::scan::policy_text::words;

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let rule = "tracker-called-necessary";
    let phrases = &about(rule).phrases;
    let wrong = case.cookies.iter().filter_map(|cookie| {
        let said = cookie.entry.as_ref()?.category.as_ref()?;
        let (record, _) = cookie.known?;
        let named = &cookie.named;
        // “Not necessary” is another category.
        let said = words(said);
        let is_wrong = said.len() <= 3
            && phrases.are_in(&said)
            && !said
                .iter()
                .any(|word| ["inte", "ej", "icke", "not", "non"].contains(&word.as_str()))
            && !record.is_necessary();
        is_wrong.then(|| {
            warn(
                rule,
                &named.file,
                named.line,
                format!(
                    "`{}` is said to be necessary, and is {}'s for {}; it needs consent",
                    named.name, record.name, record.category
                ),
            )
        })
    });
    wrong.collect()
}
