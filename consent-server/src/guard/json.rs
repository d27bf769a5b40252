//! JSON from strangers: no deeper than its form needs, and read whole or not at all.

use serde::de::DeserializeOwned;

use crate::api::problem::Problem;
use crate::api::problem_type::ProblemType;

/// How deep an event, or a question to verify, may be nested.
pub(crate) const DEPTH: usize = 8;
/// How deep a policy or a notice may be nested.
pub(crate) const DEPLOYED_DEPTH: usize = 16;

/// Reads a body.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8], depth: usize) -> Result<T, Problem> {
    if is_deeper(body, depth) {
        return Err(Problem::new(
            ProblemType::Malformed,
            format!("the body is nested deeper than {depth} levels"),
        ));
    }
    serde_json::from_slice(body).map_err(|error| {
        // Where and what kind of fault; serde's own words may repeat what was sent, unless that is our own name.
        let words = error.to_string();
        let missing = words
            .strip_prefix("missing field ")
            .and_then(|rest| rest.split(' ').next());
        let kind = match (error.classify(), missing) {
            (serde_json::error::Category::Data, Some(field)) => format!("lacks the field {field},"),
            (serde_json::error::Category::Data, None) => {
                "has a field that is unknown, or not what the field holds,".into()
            }
            (serde_json::error::Category::Eof, _) => "ends too early".into(),
            _ => "is not JSON".into(),
        };
        let place = format!("line {}, column {}", error.line(), error.column());
        Problem::new(ProblemType::Malformed, format!("the body {kind} at {place}"))
    })
}

/// Tells whether JSON is nested deeper than so many levels. Of what is not JSON it says something, and reading
/// it will fail.
fn is_deeper(body: &[u8], most: usize) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in body {
        if in_text {
            in_text = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn depth_counts_brackets_outside_of_texts() {
        for (body, depth) in [
            ("[[1],[2]]", 2),
            (r#"{"a":"[[[[","b":"\"[[["}"#, 1),
            (r#""\\[""#, 0),
        ] {
            assert!(!is_deeper(body.as_bytes(), depth), "{body}");
            assert!(depth == 0 || is_deeper(body.as_bytes(), depth - 1), "{body}");
        }
        assert!(is_deeper(&[b'['; 100_000], DEPTH));
        let deep = format!("{}1{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
        assert!(read::<Value>(deep.as_bytes(), DEPTH).is_ok());
        assert!(read::<Value>(format!("[{deep}]").as_bytes(), DEPTH).is_err());
    }

    #[test]
    fn what_was_sent_is_not_in_the_answer() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Form {
            #[expect(dead_code, reason = "only its type matters here")]
            count: u32,
        }
        let problem = read::<Form>(b"{}", DEPTH).unwrap_err();
        assert!(
            format!("{problem:?}").contains("lacks the field `count`"),
            "{problem:?}"
        );
        for body in [
            r#"{"count":"secret"}"#,
            r#"{"count":1,"secret":2}"#,
            "secret",
            r#"{"count":"#,
        ] {
            let problem = read::<Form>(body.as_bytes(), DEPTH).unwrap_err();
            assert_eq!(problem.kind(), ProblemType::Malformed);
            assert!(!format!("{problem:?}").contains("secret"), "{body}: {problem:?}");
        }
    }
}
