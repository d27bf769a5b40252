//! Content types, caching and the content security policy of the sites.

/// The content type of a file, by the end of its name.
pub(crate) fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "md" => "text/markdown; charset=utf-8",
        "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// How long a browser may keep a file: for ever if its name holds the hash of its content, else ask each time.
pub(crate) fn cache_control(name: &str) -> &'static str {
    if has_hash(name) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// Whether a name ends in `-<hash>.<ending>`.
fn has_hash(name: &str) -> bool {
    let Some((stem, _)) = name.rsplit_once('.') else {
        return false;
    };
    let Some((_, hash)) = stem.rsplit_once('-') else {
        return false;
    };
    hash.len() >= 8
        && hash
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The strict policy of a page: its own files, the stand-ins, the record, and its inline scripts by nonce. No inline style,
/// no `eval`; WebAssembly is named because the engine needs it.
pub(crate) fn security_policy(third: &str, record: &str, nonce: &str) -> String {
    let third = format!("http://*.{third}");
    [
        "default-src 'self'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval' 'nonce-{nonce}' {third}"),
        "style-src 'self'".to_owned(),
        format!("img-src 'self' data: {third}"),
        format!("media-src 'self' {third}"),
        format!("frame-src {third}"),
        format!("connect-src 'self' {third} {record}"),
        "object-src 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(cache_control("engine.sv-0a1b2c3d4e.wasm").contains("immutable"));
        assert!(cache_control("banner-0a1b2c3d4e.js").contains("immutable"));
        for name in [
            "consent.js",
            "consent.en.js",
            "policy.json",
            "declaration.sv.html",
        ] {
            assert_eq!(cache_control(name), "no-cache", "{name}");
        }
    }

    #[test]
    fn webassembly_has_its_own_type() {
        assert_eq!(content_type("engine.sv-0a1b2c3d4e.wasm"), "application/wasm");
        assert_eq!(content_type("consent.en.js"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("consent.d.ts"), "text/plain; charset=utf-8");
    }

    #[test]
    fn the_policy_allows_stand_ins_and_nothing_inline_without_a_nonce() {
        let policy = security_policy("localhost:8081", "http://localhost:8082", "abc");
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval' 'nonce-abc' http://*.localhost:8081;"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }
}
