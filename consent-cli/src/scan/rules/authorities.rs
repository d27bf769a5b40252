//! `authority-outdated`: an authority by a name that it has not had for years.

use super::{Case, Warning, about, warn};

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let rule = "authority-outdated";
    let phrases = &about(rule).phrases;
    let mut warnings = Vec::new();
    for read in case.documents {
        for (line, said) in read.lines.iter().zip(&read.words) {
            if phrases.are_in(said) {
                warnings.push(warn(
                    rule,
                    &read.name,
                    line.number,
                    "Datainspektionen has been called Integritetsskyddsmyndigheten (IMY) since 2021; use that name. About cookies, visitors turn to Post- och telestyrelsen (PTS)".into(),
                ));
            }
        }
    }
    warnings
}
