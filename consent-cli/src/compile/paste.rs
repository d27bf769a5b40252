//! A script of the bundle with the site's own values pasted into the places left for them.

/// Pastes each value into its place. What is pasted is never searched for places itself.
///
/// # Errors
/// With the place that is not there; `cargo xtask bundle` makes sure that each is there once.
pub(super) fn paste(script: &str, values: &[(&'static str, &str)]) -> Result<String, &'static str> {
    let mut found = Vec::new();
    for (place, value) in values {
        found.push((script.find(place).ok_or(*place)?, *place, *value));
    }
    found.sort_unstable();
    let mut pasted = String::new();
    let mut after = 0;
    for (at, place, value) in found {
        pasted.push_str(script.get(after..at).unwrap_or_default());
        pasted.push_str(value);
        after = at + place.len();
    }
    pasted.push_str(script.get(after..).unwrap_or_default());
    Ok(pasted.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_their_places_were() {
        let values = [("__B__", "__A__"), ("__A__", "1")];
        assert_eq!(paste("a=__A__;b=__B__;\n", &values), Ok("a=1;b=__A__;".into()));
        assert_eq!(paste("a=__A__", &values), Err("__B__"));
    }
}
