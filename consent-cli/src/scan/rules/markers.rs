//! `marker-does-not-hold`: an element is marked, and a browser loads it all the same.

use super::{Case, Warning, warn};

pub(super) fn judge(case: &Case<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for read in case.documents {
        for tag in read
            .tags
            .iter()
            .filter(|tag| !tag.hold.names.is_empty() && !tag.hold.is_inert)
        {
            // An image may carry a category of a gallery; one that loads nothing known is nobody's business.
            if tag.name != "script" && tag.loads.is_empty() {
                continue;
            }
            let mend = match tag.name.as_str() {
                "script" => {
                    "write `type=\"text/plain\"` (and `data-src` for `src`, so that no preloader fetches it)"
                }
                "link" => "write `data-href` for `href`",
                _ => "write `data-src` for `src`",
            };
            let names = tag.hold.names.join(", ");
            warnings.push(warn(
                "marker-does-not-hold",
                &read.name,
                tag.line,
                format!(
                    "<{}> is marked “{names}”, and the browser loads it before any choice; {mend}",
                    tag.name
                ),
            ));
        }
    }
    warnings
}
