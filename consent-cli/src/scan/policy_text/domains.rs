//! Addresses within a text: they are read as addresses, and not as words.

/// Takes addresses out of a line: what is left has spaces in their place, so that positions stay.
pub(crate) fn without_addresses(text: &str, is_name: impl Fn(&str) -> bool) -> (String, Vec<&str>) {
    let mut left = String::with_capacity(text.len());
    let mut addresses = Vec::new();
    for chunk in text.split_inclusive(char::is_whitespace) {
        let word = chunk.trim_matches(|letter: char| !letter.is_alphanumeric());
        if is_address(word) && !is_name(word) {
            addresses.push(word);
            left.extend(chunk.bytes().map(|_| ' '));
        } else {
            left.push_str(chunk);
        }
    }
    (left, addresses)
}

/// `a@b.se`, `https://b.se/c`, `www.b.se`, `a.b.se/c`.
fn is_address(word: &str) -> bool {
    if word.contains("://") || word.contains('@') || word.starts_with("www.") {
        return true;
    }
    let host = word.split(['/', ':', '?']).next().unwrap_or_default();
    let top = host.rsplit_once('.').map_or("", |(_, top)| top);
    let is_host = host
        .chars()
        .all(|letter| letter.is_alphanumeric() || ".-".contains(letter));
    (2..=6).contains(&top.len())
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
        && is_host
        && !host.contains("..")
}

/// A host that is somebody's own corner at a supplier: `shop.supplier.com`, not the supplier's own site and no path.
pub(crate) fn corner_of(address: &str) -> Option<&str> {
    let host = address
        .rsplit("://")
        .next()
        .unwrap_or_default()
        .trim_end_matches('/');
    let is_bare = !host.contains(['/', '@', '?']) && host.matches('.').count() >= 2;
    (is_bare && !host.starts_with("www.")).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_not_words() {
        let (left, addresses) =
            without_addresses("Se shop.tictail.com, a@b.se och Tawk.to (www.imy.se).", |word| {
                word == "Tawk.to"
            });
        assert_eq!(addresses, ["shop.tictail.com", "a@b.se", "www.imy.se"]);
        assert_eq!(
            left.split_whitespace().collect::<Vec<_>>(),
            ["Se", "och", "Tawk.to"]
        );
        assert_eq!(corner_of("shop.tictail.com"), Some("shop.tictail.com"));
        for other in [
            "www.tictail.com",
            "tictail.com",
            "a@shop.tictail.com",
            "shop.tictail.com/a",
        ] {
            assert_eq!(corner_of(other), None, "{other}");
        }
    }
}
